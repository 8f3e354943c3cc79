package app_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/digitorus/timestamp"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/cli"
	"github.com/surety-mechanism/surety/ledger"
)

// timeAuthority is an authority that stamps whatever it is asked, and its certificate.
func timeAuthority(t *testing.T) (address string, certificate []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Ithmar time"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked, err := timestamp.ParseRequest(body)
		if err != nil {
			http.Error(w, "no", http.StatusBadRequest)
			return
		}
		out, err := (&timestamp.Timestamp{HashAlgorithm: asked.HashAlgorithm, HashedMessage: asked.HashedMessage, Time: time.Now(), Nonce: asked.Nonce,
			Policy: []int{1, 2, 3}, AddTSACertificate: true}).CreateResponseWithOpts(c, key, crypto.SHA256)
		if err != nil {
			t.Error(err)
		}
		w.Write(out)
	}))
	t.Cleanup(server.Close)
	return server.URL, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

// TestAnchored: a stamp is asked for, kept, compared with the log, backed up with it
// and checked from the command line with nothing but its file; a log that is another
// than what was stamped is found out.
func TestAnchored(t *testing.T) {
	ctx, root := t.Context(), t.TempDir()
	file := func(name string, data []byte) string {
		name = filepath.Join(root, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	address, certificate := timeAuthority(t)
	dir, guard := filepath.Join(root, "m"), filepath.Join(root, "guard")
	m, err := app.Init(ctx, dir, "Amina", "exercise.yaml", charters.Exercise, app.Options{Guard: guard})
	if err != nil {
		t.Fatal(err)
	}
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	text, err := trust.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	trusted, certs := file("trust", text), file("certs", certificate)
	notice, err := m.Notice(ctx)
	if err != nil || !strings.Contains(notice, "had 1 entries") || !strings.Contains(notice, "time, not truth") {
		t.Errorf("the notice: %s, %v", notice, err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		status := cli.Run(args, strings.NewReader(""), &out, &errs)
		return status, out.String() + errs.String()
	}
	stamped := filepath.Join(root, "one.anchor")
	if status, said := run("anchor", dir, "--guard", guard, "--authority", address, "-o", stamped); status != 0 {
		t.Fatalf("%d: %s", status, said)
	}
	for name, c := range map[string]struct {
		args   []string
		status int
		says   string
	}{
		"with the authority's certificate": {[]string{"verify", stamped, "--trust", trusted, "--authority", certs}, 0, "Ithmar time, an authority outside, stamped"},
		"without":                          {[]string{"verify", stamped, "--trust", trusted}, 1, "Nothing here says"},
		"with another's": {[]string{"verify", stamped, "--trust", trusted, "--authority", func() string {
			_, other := timeAuthority(t)
			return file("other", other)
		}()}, 1, "does not hang on one that you trust"},
		"the folder":        {[]string{"verify", dir, "--guard", guard, "--trust", trusted}, 0, "Ithmar time stamped the checkpoint of 1 entries"},
		"held against":      {[]string{"verify", dir, "--guard", guard, "--trust", trusted, "--against", stamped}, 0, ""},
		"no such authority": {[]string{"anchor", dir, "--guard", guard, "--authority", "http://127.0.0.1:1"}, 1, "does not answer"},
		"a notice":          {[]string{"anchor", dir, "--guard", guard}, 0, "In words: 1 "},
		"a file of nothing": {[]string{"anchor", dir, "--guard", guard, "-o", stamped}, 2, "--authority"},
	} {
		if status, said := run(c.args...); status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%s: status %d: %s", name, status, said)
		}
	}
	// Another mechanism's stamp does not fit this log.
	other, err := app.Init(ctx, filepath.Join(root, "other"), "Amina", "exercise.yaml", charters.Exercise, app.Options{Guard: guard})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Anchor(ctx, address); err != nil {
		t.Fatal(err)
	}
	kept, err := filepath.Glob(filepath.Join(root, "other", "anchors", "*.anchor"))
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err)
	}
	strange, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	file(filepath.Join("m", "anchors", "strange.anchor"), strange)
	if m, err = app.Open(ctx, dir, app.Options{Guard: guard}); err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	to, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Backup(ctx, filepath.Join(root, "backups"), []age.Recipient{to.Recipient()}, false, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := app.Restore(ctx, filepath.Join(root, "backups"), "", filepath.Join(root, "back"), app.Options{}, []age.Identity{to}, false); err != nil {
		t.Fatal(err)
	}
	if back, _ := filepath.Glob(filepath.Join(root, "back", "anchors", "*.anchor")); len(back) != 2 {
		t.Errorf("the backup brings back %v", back)
	}
	if v, err := m.Verify(ctx, ledger.AuditOptions{}); err != nil || v.OK() || !strings.Contains(strings.Join(v.Faults, ""), "strange.anchor") {
		t.Errorf("a stamp of another log: %+v, %v", v.Faults, err)
	}
}
