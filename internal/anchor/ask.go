package anchor

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/timestamp"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// patience is how long an authority may take.
const patience = 30 * time.Second

// Ask has an authority stamp a checkpoint: c, and signed as its note. It is told the
// digest and a number of this request, and nothing else. The stamp that comes is
// checked against both, not yet against any certificate that somebody trusts.
func Ask(ctx context.Context, client *http.Client, address string, c ledger.Checkpoint, signed []byte) (a Anchor, s Stamp, err error) {
	defer fault.Wrap(&err, "asking %s for the time", address)
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return a, s, err
	}
	digest := Digest(c)
	asked, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: digest[:], Certificates: true, Nonce: nonce}).Marshal()
	if err != nil {
		return a, s, fault.New(fault.Internal, "writing the request: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(asked))
	if err != nil {
		return a, s, fault.New(fault.Invalid, "it is no address: %w", err)
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	answer, err := client.Do(r)
	if err != nil {
		return a, s, fault.New(fault.Unavailable, "it does not answer: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return a, s, fault.New(fault.Unavailable, "it answers %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxToken+1))
	if err != nil || len(body) > maxToken {
		return a, s, fault.New(fault.Unavailable, "its answer is cut short, or longer than %d bytes", maxToken)
	}
	if !wellFormed(body, 0) {
		return a, s, fault.New(fault.Unavailable, "its answer is no DER")
	}
	said, err := timestamp.ParseResponse(body)
	if err != nil {
		return a, s, fault.New(fault.Unavailable, "it gives no stamp: %w", err)
	}
	if said.Nonce == nil || said.Nonce.Cmp(nonce) != 0 {
		return a, s, fault.New(fault.Corrupt, "its answer is to another request")
	}
	a = Anchor{Checkpoint: signed, Token: said.RawToken}
	s, err = a.Check(c, nil)
	return a, s, err
}
