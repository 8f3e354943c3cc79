package app

import (
	"context"

	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/register"
)

// FoldFor gives tests what the whole log folds to in a view.
func FoldFor(ctx context.Context, m *Mechanism, v register.Viewer) (*register.State, error) {
	size, err := m.Store.Size(ctx)
	if err != nil {
		return nil, err
	}
	f := &viewFold{viewer: v}
	err = m.viewState(ctx, f, size)
	return f.state, err
}

// Whole gives tests the database without anybody's rights.
func (m *Mechanism) Whole() *store.Whole { return m.whole }

// Meanwhile gives tests what tells of work that says nothing of itself.
func (p Progress) Meanwhile(step string, far func() int64, work func() error) error {
	return p.meanwhile(step, far, work)
}
