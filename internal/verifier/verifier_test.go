package verifier_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/verifier"
	"github.com/surety-mechanism/surety/register"
)

// handed gives a trust file and the receipt of the charter, of a new mechanism.
func handed(t *testing.T) (trust, receipt []byte) {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	m, err := app.Init(ctx, filepath.Join(dir, "m"), "test", "exercise.yaml", charters.Exercise, app.Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	parsed, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	if trust, err = parsed.Marshal(); err != nil {
		t.Fatal(err)
	}
	if _, receipt, err = m.Receipt(ctx, register.Viewer{}, "0"); err != nil {
		t.Fatal(err)
	}
	return trust, receipt
}

// What is dropped on the page is told apart, and each gets its answer.
func TestCheck(t *testing.T) {
	trust, receipt := handed(t)
	other, _ := handed(t)
	altered := []byte(strings.Replace(string(receipt), "index 0", "index 1", 1))
	many := make([][]byte, 65)
	for name, c := range map[string]struct {
		files    [][]byte
		problem  string
		verdicts string
		trust    bool
	}{
		"receipt and trust":       {[][]byte{receipt, trust}, "", "proven@0", true},
		"trust first":             {[][]byte{trust, receipt}, "", "proven@1", true},
		"two receipts, one wrong": {[][]byte{altered, trust, receipt}, "", "failed@0 proven@2", true},
		"receipt alone":           {[][]byte{receipt}, "", "consistent@0", false},
		"the trust twice":         {[][]byte{trust, trust, receipt}, "", "proven@2", true},
		"another's trust":         {[][]byte{other, receipt}, "", "failed@1", true},
		"two trusts":              {[][]byte{trust, other, receipt}, "two", "", false},
		"a broken trust":          {[][]byte{[]byte("surety-trust/1\nno"), receipt}, "trust", "", false},
		"trust alone":             {[][]byte{trust}, "", "", true},
		"nothing":                 {nil, "", "", false},
		"an empty file":           {[][]byte{trust, {}}, "", "failed@1", true},
		"too many":                {many, "many", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			a := verifier.Check(c.files, '۰')
			if a["problem"] != c.problem || (a["trust"] != nil) != c.trust {
				t.Fatalf("problem %v, trust %v", a["problem"], a["trust"])
			}
			var got []string
			for _, r := range a["reports"].([]any) {
				r := r.(map[string]any)
				got = append(got, r["verdict"].(string)+"@"+string(rune('0'+r["file"].(int))))
			}
			if strings.Join(got, " ") != c.verdicts {
				t.Errorf("it came to %v, want %s", got, c.verdicts)
			}
		})
	}
}

// What is read aloud comes in the reader's own digits, and what is shown is what
// was signed.
func TestCheckSays(t *testing.T) {
	trust, receipt := handed(t)
	a := verifier.Check([][]byte{trust, receipt}, '۰')
	digits := a["trust"].(map[string]any)["digits"].([]any)
	if len(digits) != 8 || !strings.ContainsAny(digits[0].(string), "۰۱۲۳۴۵۶۷۸۹") {
		t.Errorf("the trust file's digits are %v", digits)
	}
	r := a["reports"].([]any)[0].(map[string]any)
	if root := r["root"].(map[string]any); root["size"] != float64(1) || len(root["words"].([]any)) != 8 {
		t.Errorf("the checkpoint's words are %v", root)
	}
	if len(r["shown"].([]any)) == 0 || !strings.Contains(r["control"].(string), "charter") {
		t.Errorf("nothing is shown of the charter: %v", r)
	}
}
