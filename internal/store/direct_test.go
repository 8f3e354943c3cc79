package store

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
)

// A reload reads of the log's rows what everybody else reads, erased ones too; and
// a row that holds what none holds is told.
func TestDirectLog(t *testing.T) {
	ctx := t.Context()
	s, err := OpenSQLite(ctx, filepath.Join(t.TempDir(), "surety.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rows := []desk.Row{
		{Index: 0, ID: "a", Leaf: []byte{1}, Envelope: []byte{2}, Signature: []byte{3}, LeafSalt: []byte{4}, Audience: "x", Epoch: 1, Key: []byte{5}, Payload: []byte{6}},
		{Index: 1, ID: "b", Leaf: []byte{1, 0}, Envelope: []byte{2, 0}, Signature: []byte{3}, LeafSalt: []byte{4}, Audience: "y", Epoch: 2},
	}
	if _, err := s.Update(ctx, func(tx desk.Tx) error {
		for _, r := range rows {
			if err := tx.Append(r, r.Index, nil); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	conn, err := s.write.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	log := directLog{logOf{ctx, conn}, conn}
	signed, err := log.Signed(0, 5)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := log.Sealed(0, 5)
	if err != nil || len(signed) != len(rows) || len(sealed) != len(rows) {
		t.Fatalf("%d and %d rows: %v", len(signed), len(sealed), err)
	}
	slow, err := log.logOf.Signed(0, 5)
	if diff := cmp.Diff(slow, signed); diff != "" || err != nil {
		t.Errorf("read by database/sql: %v %s", err, diff)
	}
	slow, err = log.logOf.Sealed(0, 5)
	if diff := cmp.Diff(slow, sealed); diff != "" || err != nil {
		t.Errorf("read by database/sql: %v %s", err, diff)
	}
	for i, want := range rows {
		got := signed[i]
		got.ID, got.Audience, got.Epoch, got.Key, got.Payload = sealed[i].ID, sealed[i].Audience, sealed[i].Epoch, sealed[i].Key, sealed[i].Payload
		if diff := cmp.Diff(want, got); diff != "" || sealed[i].Index != want.Index {
			t.Errorf("entry %d: %s", i, diff)
		}
	}
	if _, err := conn.ExecContext(ctx, "UPDATE entry SET leaf = 'text' WHERE idx = 1"); err != nil {
		t.Fatal(err)
	}
	if _, err := log.Signed(0, 2); !fault.Is(err, fault.Corrupt) {
		t.Errorf("a leaf that is a text: %v", err)
	}
}
