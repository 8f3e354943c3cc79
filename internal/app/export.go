package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/publish"
	"github.com/surety-mechanism/surety/register"
)

// Vouchers says in words who vouches for the log.
func (m *Mechanism) Vouchers() string {
	w := m.Founding.Charter.Witnesses
	if w.None {
		return "Vouched for by the operator alone"
	}
	var counted, optional []string
	for _, one := range w.List {
		if one.Optional {
			optional = append(optional, one.Name)
		} else {
			counted = append(counted, one.Name)
		}
	}
	s := fmt.Sprintf("Vouched for by the operator and %d of %s", w.Quorum, strings.Join(counted, ", "))
	if len(optional) > 0 {
		s += "; also asked: " + strings.Join(optional, ", ")
	}
	return s
}

// vouchersNow is Vouchers, and whose cosignature the latest checkpoint lacks.
func (m *Mechanism) vouchersNow(ctx context.Context) (string, error) {
	said := m.Vouchers()
	standings, err := m.Publisher.Standings(ctx)
	for _, s := range standings {
		switch {
		case !s.Lacks():
		case s.AbsentSince.IsZero():
			said += "; not cosigned by " + s.Witness
		default:
			said += fmt.Sprintf("; not cosigned by %s since %s, when the log had %d entries", s.Witness, s.AbsentSince.UTC().Format(time.RFC3339), s.AbsentFrom)
		}
	}
	return said, err
}

// Export gives the register as the viewer may see it, at the latest checkpoint.
func (m *Mechanism) Export(ctx context.Context, v register.Viewer) (e publish.Export, err error) {
	c, err := m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return e, err
	}
	vouchers, err := m.vouchersNow(ctx)
	if err != nil {
		return e, err
	}
	e = publish.Export{Mechanism: m.Founding.Charter.Title(), Exercise: m.Founding.Charter.Exercise, Origin: m.Founding.Origin,
		CharterDigest: m.Founding.CharterDigest, Witnesses: vouchers, Checkpoint: string(c.Note), Size: c.Size}
	for before := int64(0); ; {
		page, err := m.Store.Entries(ctx, v, register.Page{Before: before, Limit: 1000})
		if err != nil {
			return e, err
		}
		e.Items = append(e.Items, page...)
		if len(page) < 1000 || page[len(page)-1].Index == 0 {
			break
		}
		before = page[len(page)-1].Index
	}
	// What came while the pages were read may have changed what they say.
	e.Now, err = m.Store.Size(ctx)
	return e, err
}

// OpenLatestCheckpoint gives the latest checkpoint, its signature checked.
func (m *Mechanism) OpenLatestCheckpoint(ctx context.Context) (ledger.Checkpoint, []byte, error) {
	c, err := m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return ledger.Checkpoint{}, nil, err
	}
	public, err := ledger.LogVerifier(m.Keys.LogPublic)
	if err != nil {
		return ledger.Checkpoint{}, nil, err
	}
	opened, err := ledger.OpenCheckpoint(c.Note, public)
	return opened, c.Note, err
}
