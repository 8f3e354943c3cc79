package app

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger/sealedcopy"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// copied looks into a seat's sealed copy: as it is, where nothing of any level may
// stand, whoever carries it; and opened by every seat's key, that seat's own and the
// others', each of which may open what its seat reads and nothing else.
func (p *planted) copied(check func(seat record.Seat, door string, b []byte), seat record.Seat) {
	p.t.Helper()
	var closed bytes.Buffer
	if _, err := p.m.SealedCopy(p.t.Context(), seat, &closed); err != nil {
		p.t.Fatal(err)
	}
	p.nobodys("the sealed copy for "+string(seat), closed.Bytes())
	c, err := sealedcopy.Parse(closed.Bytes())
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range c.Entries { // that there is one, and what its envelope says, is for its readers too
		if _, err := p.m.Store.ItemAt(p.t.Context(), register.Viewer{Seats: []record.Seat{seat}}, e.Index); err != nil {
			p.t.Errorf("the sealed copy for %s has entry %d, which it may not read: %v", seat, e.Index, err)
		}
	}
	for _, by := range everySeat {
		if by == record.Public {
			continue
		}
		plain := p.openedBy(by, closed.Bytes())
		check(by, "the sealed copy for "+string(seat), plain)
		for level := range readers {
			// What was for the staff before everyone was given it is among what the staff's keys open.
			if by == seat && level != "P0" && sees(seat, level) && !holds(plain, canary(level)) {
				p.t.Errorf("the sealed copy for %s, opened, has nothing that is %s: this test looks at nothing", seat, level)
			}
		}
	}
}

// openedBy gives everything in a sealed copy that a seat's key opens, and what stands
// in the open beside it.
func (p *planted) openedBy(seat record.Seat, closed []byte) []byte {
	p.t.Helper()
	c, err := sealedcopy.Parse(closed)
	if err != nil {
		p.t.Fatal(err)
	}
	h, err := keys.ReadHolder(filepath.Join(p.m.Dir, peopleFolder, string(seat)+".key"))
	if err != nil {
		p.t.Fatal(err)
	}
	secret, err := h.Open("")
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := c.OpenWith(secret.Signer.PublicKey().ID(), secret.OpenMember); err != nil {
		p.t.Fatalf("the copy for %s, with %s's key: %v", c.Seat, seat, err)
	}
	var plain bytes.Buffer
	for _, e := range c.Entries {
		if e.Open == nil {
			continue
		}
		plain.WriteString(e.Envelope)
		for _, f := range e.Open {
			plain.WriteString(f.Path)
			plain.Write(f.Value)
			plain.WriteByte('\n')
		}
	}
	return plain.Bytes()
}

// A key opens no copy of another seat's further than its own seat reads, and a
// stranger's opens nothing.
func TestSealedCopyOfAnother(t *testing.T) {
	p := plant(t)
	var copied bytes.Buffer
	if n, err := p.m.SealedCopy(t.Context(), "zelmora", &copied); err != nil || n < 20 {
		t.Fatalf("%d entries, %v", n, err)
	}
	own, other := p.openedBy("zelmora", copied.Bytes()), p.openedBy("oruvia", copied.Bytes())
	for level, want := range map[string][2]bool{"P1": {true, true}, "P2:zelmora": {true, false}, "P2:oruvia": {false, false}, "P3": {false, false}} {
		if a, b := holds(own, canary(level)), holds(other, canary(level)); a != want[0] || b != want[1] {
			t.Errorf("%s: zelmora's key opens it: %v; oruvia's: %v", level, a, b)
		}
	}
	if plain := p.openedBy("handler", copied.Bytes()); len(plain) > 0 {
		t.Errorf("who reads nothing of it opens %d bytes", len(plain))
	}
}
