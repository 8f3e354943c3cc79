package app

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// The files of an exported log that are not the ledger's own.
const (
	trustPath = "trust" // the trust file: it proves nothing to who was handed it here
	viewPath  = "view"  // whose view is disclosed, and the digest of its state
)

// View says whose view of the register an export discloses, and the digest of
// the state that the log folds to in that view at a size.
type View struct {
	Origin string
	Size   int64
	Seats  []record.Seat // sorted; none for what everyone may read
	State  string        // digest, hexadecimal
}

const viewMagic = "surety-view/1"

// Marshal writes the view as text.
func (v *View) Marshal() []byte {
	seats := []string{string(record.Public)}
	for _, s := range v.Seats {
		seats = append(seats, string(s))
	}
	return fmt.Appendf(nil, "%s\norigin %s\nsize %d\nseats %s\nstate %s\n", viewMagic, v.Origin, v.Size, strings.Join(seats, " "), v.State)
}

// ParseView reads a view as Marshal writes it, and nothing else.
func ParseView(data []byte) (*View, error) {
	bad := fault.New(fault.Invalid, "the file %s is malformed", viewPath)
	lines := strings.Split(string(data), "\n")
	if len(data) > 64<<10 || len(lines) != 6 || lines[0] != viewMagic {
		return nil, bad
	}
	v := &View{}
	values := map[string]string{}
	for _, l := range lines[1:5] {
		word, rest, _ := strings.Cut(l, " ")
		values[word] = rest
	}
	var err error
	if v.Size, err = strconv.ParseInt(values["size"], 10, 64); err != nil {
		return nil, bad
	}
	v.Origin, v.State = values["origin"], values["state"]
	for i, s := range strings.Fields(values["seats"]) {
		if i > 0 {
			v.Seats = append(v.Seats, record.Seat(s))
		}
	}
	if digest, err := hex.DecodeString(v.State); err != nil || len(digest) != 32 || string(v.Marshal()) != string(data) {
		return nil, bad
	}
	return v, nil
}

// opening is one entry that was opened to more readers, by a later one.
type opening struct {
	entry, release int64
	to             []record.Seat
}

// viewFold is the register as a viewer sees it, as far as it was folded. What
// was released within so many entries is open in the view of so many: the fold
// of a size in which something earlier was opened begins anew.
type viewFold struct {
	viewer register.Viewer
	state  *register.State
}

// to folds on to a size. rows gives the log, and openings all that was opened in
// it, before that size or after. An entry of which rows has no envelope is sealed.
func (f *viewFold) to(size int64, openings []opening, rows func(from, to int64) ([]desk.Row, error)) error {
	open := map[int64]bool{}
	for _, o := range openings {
		if o.release >= size || !f.viewer.Sees(o.to) {
			continue
		}
		open[o.entry] = true
		if f.state != nil && o.release >= f.state.Size() && o.entry < f.state.Size() {
			f.state = nil
		}
	}
	if f.state == nil {
		f.state = register.New()
	}
	for f.state.Size() < size {
		some, err := rows(f.state.Size(), min(size, f.state.Size()+1000))
		if err != nil {
			return err
		}
		if len(some) == 0 {
			return fault.New(fault.Corrupt, "entry %d is missing", f.state.Size())
		}
		for _, row := range some {
			ev, err := event(row)
			if err != nil {
				return err
			}
			if _, err := f.state.Apply(ev.As(f.viewer, open[row.Index])); err != nil {
				return err
			}
		}
	}
	return nil
}

// event reads a row; one without an envelope is sealed.
func event(row desk.Row) (register.Event, error) {
	if row.Envelope != nil {
		return desk.Read(row)
	}
	var leaf ledger.Leaf
	err := leaf.UnmarshalBinary(row.Leaf)
	return register.Event{Index: row.Index, Commitment: leaf.Commitment}, err
}

// openings gives all that was opened to more readers.
func (m *Mechanism) openings(ctx context.Context) (all []opening, err error) {
	regarded, err := m.whole.Regarded(ctx)
	for _, o := range regarded {
		for _, r := range o.Released {
			all = append(all, opening{o.Index, r.Index, r.To})
		}
	}
	return all, err
}

// viewState folds the log as a viewer sees it, from where a fold stands to a size.
func (m *Mechanism) viewState(ctx context.Context, f *viewFold, size int64) error {
	openings, err := m.openings(ctx)
	if err != nil {
		return err
	}
	return f.to(size, openings, func(from, to int64) ([]desk.Row, error) { return m.whole.Rows(ctx, from, to) })
}

// View gives what a viewer's view of the register comes to at a size.
func (m *Mechanism) View(ctx context.Context, v register.Viewer, size int64) (*View, error) {
	f := &viewFold{viewer: v}
	if err := m.viewState(ctx, f, size); err != nil {
		return nil, err
	}
	digest, err := f.state.Digest()
	if err != nil {
		return nil, err
	}
	seats := slices.Clone(v.Seats)
	slices.Sort(seats)
	return &View{Origin: m.Founding.Origin, Size: size, Seats: seats, State: digest}, nil
}
