// Package verifier is what the page that checks receipts does with the files
// dropped on it: it tells a trust file from a receipt, verifies with the package
// ledger, and gives the answer as plain values that cross over into a page's
// script. It is the same code as `surety verify`, compiled to WebAssembly by
// cmd/verifier, and must stay small: no reflection, no encoding/json.
package verifier

import (
	"strings"

	"github.com/surety-mechanism/surety/ledger"
)

// maxFiles bounds how many files are taken at once.
const maxFiles = 64

// Check verifies files, given as they were read, in the order in which they were
// dropped: at most one trust file among them, and receipts, submission receipts
// or checkpoints. zero is the zero of the reader's digits.
//
// The answer holds "trust" (what the trust file says, nil where there is none),
// "problem" (why nothing was checked, by a code; "" where something was) and
// "reports", one for each file that is no trust file, which it names by its place.
func Check(files [][]byte, zero rune) map[string]any {
	answer := map[string]any{"trust": nil, "problem": "", "detail": "", "reports": []any{}}
	if len(files) > maxFiles {
		answer["problem"] = "many"
		return answer
	}
	var trust *ledger.Trust
	var reports []any
	rest := map[int][]byte{}
	for i, f := range files {
		if !strings.HasPrefix(string(f), "surety-trust/") {
			rest[i] = f
			continue
		}
		t, err := ledger.ParseTrust(f)
		if err != nil {
			answer["problem"], answer["detail"] = "trust", err.Error()
			return answer
		}
		if trust != nil && trust.Fingerprint() != t.Fingerprint() {
			answer["problem"] = "two"
			return answer
		}
		trust = t
	}
	if trust != nil {
		answer["trust"] = aloud(trust.Fingerprint(), zero, map[string]any{"origin": trust.Origin, "exercise": trust.Exercise})
	}
	for i := range files {
		if f, ok := rest[i]; ok {
			r := plain(ledger.VerifyFile(f, trust), zero)
			r["file"] = i
			reports = append(reports, r)
		}
	}
	if reports != nil {
		answer["reports"] = reports
	}
	return answer
}

// aloud adds a digest's words and digits.
func aloud(d ledger.Digest, zero rune, to map[string]any) map[string]any {
	to["words"], to["digits"] = list(strings.Fields(d.Words())), list(strings.Fields(d.Digits(zero)))
	return to
}

func list(all []string) []any {
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = s
	}
	return out
}

func sentences(all []ledger.Sentence) []any {
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = map[string]any{"code": s.Code, "text": s.Text, "args": list(s.Args)}
	}
	return out
}

// maxShown is how many bytes of one field are shown.
const maxShown = 20_000

// plain gives a report as plain values.
func plain(r *ledger.Report, zero rune) map[string]any {
	out := map[string]any{"verdict": string(r.Verdict), "opening": sentences(r.Opening), "checked": sentences(r.Checked),
		"proves": sentences(r.Proves), "not": sentences(r.DoesNotProve), "failure": nil, "root": nil, "shown": []any{}, "control": ""}
	if f := r.Failure; f != nil {
		out["failure"] = map[string]any{"code": f.Code, "place": f.Place, "what": f.What, "means": f.Means}
	}
	if r.Opened != nil && r.Failure == nil {
		out["root"] = aloud(ledger.Digest(r.Opened.Root), zero, map[string]any{"size": float64(r.Opened.Size)})
	}
	if r.Verdict == ledger.Failed || r.Receipt == nil || r.Envelope == nil {
		return out
	}
	out["control"] = strings.ToValidUTF8(string(r.Envelope.Control), "\uFFFD")
	var shown []any
	for _, o := range r.Receipt.Openings {
		value := string(o.Value)
		if len(value) > maxShown {
			value = value[:maxShown] + " …"
		}
		shown = append(shown, map[string]any{"path": o.Path, "value": strings.ToValidUTF8(value, "\uFFFD")})
	}
	if shown != nil {
		out["shown"] = shown
	}
	return out
}
