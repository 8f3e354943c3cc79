package witness_test

import (
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// TestSlowClients: who takes his time does not keep a witness busy.
func TestSlowClients(t *testing.T) {
	s := newStation(t, "guarantor.example", newOperator(3, 3))
	testkit.Slow(t, witness.Server(s.w.Handler(1e9, time.Now)), "/"+witness.LogID(origin)+"/checkpoint", "/add-checkpoint")
}
