package ledger_test

import (
	"context"
	"math/bits"
	"strings"
	"testing"

	"filippo.io/torchwood"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// TestStolenLogKey: whoever has the log's key and not the custodians' cannot make a
// checkpoint that counts, nor a receipt or a log that is accepted. Of every choice of
// custodians exactly those that the policy asks for make one.
func TestStolenLogKey(t *testing.T) {
	for _, n := range []int{2, 3, 4} {
		w := newWorld(4, n, 4)
		k := n/2 + 1
		thief := newWorld(0, 0)
		thief.origin, thief.log, thief.trust, thief.author = w.origin, w.log, w.trust, w.author // the log's key, and an author's beside it
		for i := range 4 {
			thief.add(100+i, w.author, ledger.Own)
		}
		v := must(ledger.NewVerifier(w.trust))
		for choice := range 1 << n {
			var by []*torchwood.CosignatureSigner
			for i, s := range w.witnesses {
				if choice&(1<<i) != 0 {
					by = append(by, s)
				}
			}
			enough := bits.OnesCount(uint(choice)) >= k
			thief.checkpoints = nil
			signed := thief.sign(by...)
			if _, err := v.OpenCheckpoint(signed); (err == nil) != enough || err != nil && !fault.Is(err, fault.Unavailable) {
				t.Errorf("%d of %d custodians signed, the policy asks for %d: %v", len(by), n, k, err)
			}
			if r := ledger.VerifyFile(signed, w.trust); r.OK() != enough {
				t.Errorf("%d of %d: the checkpoint's verdict is %s", len(by), n, r.Verdict)
			}
			audited := must(ledger.Audit(context.Background(), thief, ledger.AuditOptions{Trust: w.trust}))
			if audited.OK() != enough || !enough && audited.Failure.Code != "witnesses" {
				t.Errorf("%d of %d: the forged log's verdict is %s (%v)", len(by), n, audited.Verdict, audited.Failure)
			}
			if said := audited.String(); !enough && !strings.Contains(said, "enough witnesses") {
				t.Errorf("it is not said why: %s", said)
			}
		}
	}
}
