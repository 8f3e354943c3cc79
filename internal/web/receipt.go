package web

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// verifierPolicy is the policy of the one page that runs WebAssembly: the
// verifier. All else is as everywhere.
var verifierPolicy = strings.Replace(policy, "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", 1)

// verdictSentences are the sentences that a verification can come to, by the
// codes of ledger.Sentence.
var verdictSentences = []string{"exercise", "operator-alone", "log-key", "cosigned", "not-cosigned", "quorum", "root-words", "included", "signed-desk", "signed-known",
	"signed-unknown", "nothing-shown", "shown", "existed", "witnessed", "unaltered", "one-list", "one-list-weak", "one-list-unless", "compare-words",
	"compare-digits", "signed-size", "promised", "include-by", "not-kept", "not-truth", "not-presence", "not-absence", "not-one-view", "not-collusion", "not-key", "not-latest"}

// failures are what can be wrong, by the codes of ledger.Failure, and what each
// means for the reader.
var failures = []struct{ Code, Means string }{
	{"form", "form"}, {"no-trust", "no-trust"}, {"trust", "trust"}, {"trust-inside", "forged"}, {"envelope", "forged"}, {"other-log", "other"},
	{"witnesses", "wait"}, {"checkpoint", "forged"}, {"leaf", "forged"}, {"inclusion", "forged"}, {"signature", "forged"}, {"opening", "shown"},
	{"submission", "promise"},
}

// phrase is a text that the page's script puts together: its code and itself.
type phrase struct{ Code, Text string }

// phrases gives everything that the verifier's script says, in the page's language.
func (t *tongue) phrases() []phrase {
	var all []phrase
	add := func(code, key string) { all = append(all, phrase{code, t.T(key)}) }
	for _, code := range verdictSentences {
		add("say."+code, "say."+code)
	}
	for _, f := range failures {
		add("wrong."+f.Code, "wrong."+f.Code)
		add("means."+f.Code, "wrong.means."+f.Means)
	}
	for _, key := range []string{"receipt.loading", "receipt.checking", "receipt.done", "receipt.none", "receipt.proven", "receipt.proven.means",
		"receipt.consistent", "receipt.consistent.means", "receipt.failed", "receipt.checked", "receipt.checked.before", "receipt.shown",
		"receipt.control", "receipt.technical", "receipt.aloud", "receipt.trust", "receipt.trust.means", "receipt.trust.none",
		"receipt.problem.trust", "receipt.problem.two", "receipt.problem.many", "receipt.problem.large", "receipt.problem.broken",
		"check.proves", "check.proves.not", "check.size", "check.root", "check.one.digits", "date", "date.clock"} {
		add(key, key)
	}
	for m := 1; m <= 12; m++ {
		key := "month.gregorian." + strconv.Itoa(m)
		add(key, key)
	}
	return all
}

// verifierBuilt reports whether the program was built with the verifier.
func verifierBuilt() bool { return assetURL("verifier.wasm") != "" && assetURL("wasm_exec.js") != "" }

// verifier is the page on which a receipt is checked, in the reader's browser.
func (s *site) verifier(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	v.Title = v.T("receipt.title")
	w.Header().Set("Content-Security-Policy", verifierPolicy)
	return s.draw(w, r, http.StatusOK, verifierPage(v))
}

// savedPolicy is the policy of the verifier as a file: it may run what is in it,
// and reach nothing at all.
const savedPolicy = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

// savedVerifier gives the verifier as one file that works without a network.
func (s *site) savedVerifier(w http.ResponseWriter, r *http.Request) error {
	if !verifierBuilt() {
		return fault.New(fault.NotFound, "this program was built without the verifier for browsers")
	}
	t, _ := tongueOf(r)
	served, names := assets()
	whole := saved{
		Style:   sheetWithoutFonts(),
		Scripts: string(served[names["wasm_exec.js"]].body) + "\n" + string(served[names["receipt.js"]].body),
		Wasm:    base64.StdEncoding.EncodeToString(served[names["verifier.wasm"]].gz),
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="surety-verifier-`+t.Tag+`.html"`)
	return savedPage(&view{tongue: t, Title: t.T("receipt.title")}, whole).Render(r.Context(), w)
}

// saved is what the file holds.
type saved struct{ Style, Scripts, Wasm string }
