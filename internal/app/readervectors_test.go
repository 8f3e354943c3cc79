package app_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// TestReaderVectors: what docs/format.md says of audiences and of the keys that
// open, for a second implementation to compare with.
func TestReaderVectors(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "ledger", "testdata", "vectors-audience.json"))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Seed      string        `json:"seed"` // hex
		Identity  string        `json:"identity"`
		Recipient string        `json:"recipient"`
		Seats     []record.Seat `json:"seats"`
		Audience  string        `json:"audience"`
		Wrapping  struct {
			Epoch      int    `json:"epoch"`
			ID         string `json:"id"`
			Associated string `json:"associated"` // hex, without the domain
		} `json:"wrapping"`
	}
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	seed, err := hex.DecodeString(v.Seed)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.NewSigner(ledger.Ed25519, seed)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, fmt.Appendf(nil, "surety-key/1\nname vector\npublic %s\nseed %s\n", signer.PublicKey(),
		base64.StdEncoding.EncodeToString(seed)), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := keys.ReadHolder(file)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := h.Open("")
	if err != nil {
		t.Fatal(err)
	}
	id, err := secret.Reader()
	if err != nil {
		t.Fatal(err)
	}
	if id.String() != v.Identity || id.Recipient().String() != v.Recipient {
		t.Errorf("the key that opens is %s, for %s", id, id.Recipient())
	}
	if name := desk.AudienceName(v.Seats); name != v.Audience {
		t.Errorf("the audience is named %s", name)
	}
	if got := hex.EncodeToString(ledger.Wrapping(v.Audience, v.Wrapping.Epoch, v.Wrapping.ID)); got != v.Wrapping.Associated {
		t.Errorf("an entry's key is wrapped for %s", got)
	}
}
