package web

import (
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// A name changes its form where a sentence asks for it: alone, in a list, before
// what stands behind it, and isolated; any other name and language stays as it is.
func TestOblique(t *testing.T) {
	c := Charter{Seats: map[record.Seat]map[string]string{
		"zelmora": {"en": "Delegation of Zelmora", "ur": "زلمورا کا وفد", "ur-x-oblique": "زلمورا کے وفد", "ps": "د زلمورا پلاوی", "ps-x-oblique": "د زلمورا پلاوي"},
		"chair":   {"en": "Chair", "ur": "صدر نشین"},
	}}
	for _, x := range []struct{ tag, key, value, want string }{
		{"ur", "claim.says", "زلمورا کا وفد", "زلمورا کے وفد کا کہنا ہے"},
		{"ur", "claim.says", "صدر نشین", "صدر نشین کا کہنا ہے"},
		{"ur", "claim.says", "زلمورا کا وفد، صدر نشین", "زلمورا کے وفد، صدر نشین کا کہنا ہے"},
		{"ur", "claim.says", "قانونی عملہ", "قانونی عملے کا کہنا ہے"},
		{"ur", "claim.says", "زلمورا", "زلمورا کا کہنا ہے"},
		{"ur", "claim.source", "زلمورا کا وفد", "زلمورا کا وفد اپنی طرف سے لکھتا ہے"}, // nothing behind it
		{"ps", "hq.against", "د زلمورا پلاوی", "پر د زلمورا پلاوي تورونه"},
		{"ps", "claim.says", "د زلمورا پلاوی", "د زلمورا پلاوی وایي"},
		{"en", "claim.says", "Delegation of Zelmora", "Delegation of Zelmora says"},
		{"fa-AF", "hq.title", "هیئت زلمورا", named("fa-AF").T("hq.title", "who", "هیئت زلمورا")},
	} {
		if got := named(x.tag).inCharter(c).T(x.key, "who", x.value); got != x.want {
			t.Errorf("%s, %s of %q: %q, want %q", x.tag, x.key, x.value, got, x.want)
		}
	}
}
