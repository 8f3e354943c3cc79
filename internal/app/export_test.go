package app

import "github.com/surety-mechanism/surety/internal/store"

// Whole gives tests the database without anybody's rights.
func (m *Mechanism) Whole() *store.Whole { return m.whole }
