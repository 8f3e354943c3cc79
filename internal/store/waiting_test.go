package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// A step's rows wait in memory until they are written, together with others'.
// What a step sees, and what is left of one that fails, is as if each row had
// been written at once.
func TestSteps(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		put := func(tx desk.Tx, index int64, text string) error {
			id := record.ID(fmt.Sprintf("%032x", index))
			o := &register.Object{ID: id, Index: index, Control: []byte("{}"), Kind: record.KindStatementRecorded, Audience: []record.Seat{"chair"}}
			if err := tx.PutObject(o, desk.Content{"text": []byte(`"` + text + `"`)}); err != nil {
				return err
			}
			row := desk.Row{Index: index, ID: id, Leaf: []byte(text), Envelope: []byte{1}, Signature: []byte{1}, LeafSalt: []byte{1}}
			return tx.Append(row, ledger.FirstHash(index), []ledger.Hash{{byte(index)}})
		}
		text := func(tx desk.Tx, index int64) string {
			row, there, err := tx.Find(record.ID(fmt.Sprintf("%032x", index)))
			if err != nil || !there {
				return fmt.Sprint("no entry: ", err)
			}
			c, err := tx.Content(row.ID)
			if err != nil || string(c["text"]) != `"`+string(row.Leaf)+`"` {
				return fmt.Sprintf("entry %q beside content %q: %v", row.Leaf, c["text"], err)
			}
			return string(row.Leaf)
		}
		sizes := func(tx desk.Tx, want int64) error {
			size, err := tx.Size()
			if rows, rowsErr := tx.Rows(0, 100); err != nil || rowsErr != nil || size != want || int64(len(rows)) != want {
				return fmt.Errorf("size %d and %d rows, expected %d: %w", size, len(rows), want, errors.Join(err, rowsErr))
			}
			return nil
		}
		failed := errors.New("failed")
		for _, round := range []struct {
			name  string
			steps []func(desk.Tx) error
			errs  []bool
		}{
			{"what waits is seen", []func(desk.Tx) error{
				func(tx desk.Tx) error { return put(tx, 0, "a") },
				func(tx desk.Tx) error {
					if got := text(tx, 0); got != "a" {
						t.Errorf("the next step sees %s", got)
					}
					if err := put(tx, 1, "b"); err != nil {
						return err
					}
					if got := text(tx, 1); got != "b" {
						t.Errorf("the step itself sees %s", got)
					}
					return sizes(tx, 2)
				}}, []bool{false, false}},
			{"a step that only appends and fails leaves nothing", []func(desk.Tx) error{
				func(tx desk.Tx) error { return put(tx, 2, "c") },
				func(tx desk.Tx) error { return errors.Join(put(tx, 3, "never"), failed) },
				func(tx desk.Tx) error { return put(tx, 3, "d") },
				func(tx desk.Tx) error { return sizes(tx, 4) }}, []bool{false, true, false, false}},
			{"a step that was written and fails leaves nothing", []func(desk.Tx) error{
				func(tx desk.Tx) error { return put(tx, 4, "e") },
				func(tx desk.Tx) error {
					return errors.Join(put(tx, 5, "never"), sizes(tx, 6), put(tx, 6, "never"), failed)
				},
				func(tx desk.Tx) error { return put(tx, 5, "f") },
				func(tx desk.Tx) error { return sizes(tx, 6) }}, []bool{false, true, false, false}},
			{"what the database refuses of a step that asked it harms no other", []func(desk.Tx) error{
				func(tx desk.Tx) error { return put(tx, 6, "g") },
				func(tx desk.Tx) error {
					again := desk.Row{Index: 7, ID: record.ID(fmt.Sprintf("%032x", 0)), Leaf: []byte{1}, Envelope: []byte{1}, Signature: []byte{1}, LeafSalt: []byte{1}}
					if err := errors.Join(sizes(tx, 7), tx.Append(again, ledger.FirstHash(7), []ledger.Hash{{}})); err != nil {
						return err
					}
					_, err := tx.Rows(0, 1)
					return err
				},
				func(tx desk.Tx) error { return put(tx, 7, "h") },
				func(tx desk.Tx) error { return sizes(tx, 8) }}, []bool{false, true, false, false}},
			{"an object changes twice", []func(desk.Tx) error{
				func(tx desk.Tx) error {
					o := &register.Object{ID: record.ID(fmt.Sprintf("%032x", 7)), Index: 7, Control: []byte("{}"), Kind: record.KindStatementRecorded}
					return errors.Join(tx.PutObject(o, desk.Content{"text": []byte(`"x"`)}), tx.PutObject(o, desk.Content{"text": []byte(`"h"`)}))
				},
				func(tx desk.Tx) error {
					if got := text(tx, 7); got != "h" {
						t.Errorf("of an object that changed twice there is %s", got)
					}
					return nil
				}}, []bool{false, false}},
			{"an entry that is not the next", []func(desk.Tx) error{
				func(tx desk.Tx) error { return put(tx, 9, "i") },
				func(tx desk.Tx) error { return sizes(tx, 8) }}, []bool{true, false}},
		} {
			errs, err := s.Update(t.Context(), round.steps...)
			if err != nil {
				t.Fatalf("%s: %v", round.name, err)
			}
			for i, want := range round.errs {
				if (errs[i] != nil) != want {
					t.Errorf("%s: step %d: %v", round.name, i, errs[i])
				}
			}
		}
	})
}

// crowded is a store that refuses whatever several ask for together, as it would
// if one of them asked for what the database cannot keep.
type crowded struct {
	desk.Store
	refused atomic.Int64
}

func (c *crowded) Update(ctx context.Context, steps ...func(desk.Tx) error) ([]error, error) {
	if len(steps) <= 2 { // catching up, and one step
		return c.Store.Update(ctx, steps...)
	}
	c.refused.Add(1)
	return c.Store.Update(ctx, append(steps, func(tx desk.Tx) error {
		size, err := tx.Size()
		if err != nil {
			return err
		}
		first := desk.Row{Index: size, Leaf: []byte{1}, Envelope: []byte{1}, Signature: []byte{1}, LeafSalt: []byte{1}}
		second := first
		second.Index++ // with the same id
		return errors.Join(tx.Append(first, ledger.FirstHash(size), nil), tx.Append(second, ledger.FirstHash(size+1), nil))
	})...)
}

// What one of several hands in together, and the database cannot keep, is no
// harm to the others.
func TestBadNeighbour(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		first, vault := newDesk(t, s)
		zelmora := newAuthor(t, "zelmora")
		foundWith(t, first, zelmora)
		source := filed(t, first, s)
		c := &crowded{Store: s}
		d := desk.New(desk.Config{Store: c, Vault: vault, Signer: vault.Desk, Origin: origin, Audience: audience})
		defer d.Close()
		for c.refused.Load() == 0 {
			var wg sync.WaitGroup
			for range 24 {
				e := zelmora.sign(t, zelmora.statement(t, source, nil))
				wg.Go(func() {
					if h, err := d.Submit(t.Context(), e); err != nil || h.Refused != "" || h.Receipt == nil {
						t.Errorf("submitted beside what cannot be kept: %+v, %v", h, err)
					}
				})
			}
			wg.Wait()
		}
		checkTree(t, s)
	})
}

// PostgreSQL keeps no text with a zero byte in it, and SQLite does. On neither
// does an author who sends one keep others from being heard.
func TestZeroByte(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		d, _ := newDesk(t, s)
		zelmora := newAuthor(t, "zelmora")
		foundWith(t, d, zelmora)
		source := filed(t, d, s)
		var wg sync.WaitGroup
		for i := range 24 {
			e := zelmora.sign(t, zelmora.statement(t, source, func(e *record.Entry) {
				if i%8 == 0 {
					e.Audience = []record.Seat{"chair", "sec\x00retariat", "secretariat"}
					e.Refs = nil
				}
			}))
			wg.Go(func() {
				if _, err := d.Submit(t.Context(), e); (err != nil) && i%8 != 0 || fault.Is(err, fault.Conflict) {
					t.Errorf("submission %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		checkTree(t, s)
	})
}
