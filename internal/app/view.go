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

// viewState folds the log as a viewer sees it, from where a state stands to a size.
func (m *Mechanism) viewState(ctx context.Context, v register.Viewer, state *register.State, size int64) error {
	for state.Size() < size {
		rows, err := m.whole.Rows(ctx, state.Size(), min(size, state.Size()+1000))
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return fault.New(fault.Corrupt, "entry %d is missing", state.Size())
		}
		for _, row := range rows {
			ev, err := desk.Read(row)
			if err != nil {
				return err
			}
			if _, err := state.Apply(ev.As(v)); err != nil {
				return err
			}
		}
	}
	return nil
}

// View gives what a viewer's view of the register comes to at a size.
func (m *Mechanism) View(ctx context.Context, v register.Viewer, size int64) (*View, error) {
	state := register.New()
	if err := m.viewState(ctx, v, state, size); err != nil {
		return nil, err
	}
	digest, err := state.Digest()
	if err != nil {
		return nil, err
	}
	seats := slices.Clone(v.Seats)
	slices.Sort(seats)
	return &View{Origin: m.Founding.Origin, Size: size, Seats: seats, State: digest}, nil
}
