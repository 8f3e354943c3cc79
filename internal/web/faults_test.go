package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
)

// saidOn are the files whose failures a page can show: those of the pages and the
// desk, and of what pages call. What only commands say is told on a terminal.
var saidOn = []string{"*.go", "../desk/*.go", "../app/oidc.go", "../app/passkey.go", "../app/people.go", "../app/proof.go", "../app/release.go",
	"../app/sign.go", "../app/signin.go", "../store/deskviews.go", "../store/invitation.go", "../store/session.go", "../store/views.go",
	"../../record/case.go", "../../record/finding.go", "../../record/happened.go", "../../record/incidents.go", "../../record/kind.go",
	"../../record/remedy.go", "../../record/said.go", "../../record/strict.go"}

var faultSaid = regexp.MustCompile(`(?:fault\.New\(fault\.(?:Invalid|NotFound|Forbidden|Conflict|Unavailable), |\binvalid\()"((?:[^"\\]|\\.)*)"`)

// faultsSaid gives the sentences of those files, each by its form.
func faultsSaid(t *testing.T) map[string]bool {
	all := map[string]bool{}
	for _, pattern := range saidOn {
		names, _ := filepath.Glob(pattern)
		if len(names) == 0 {
			t.Errorf("there is no file %s", pattern)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
				continue
			}
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range faultSaid.FindAllStringSubmatch(string(raw), -1) {
				if strings.ContainsAny(strings.NewReplacer("%s", "", "%w", "").Replace(m[1]), "abcdefghijklmnopqrstuvwxyz") {
					all[m[1]] = true // one that is all value is another's sentence
				}
			}
		}
	}
	return all
}

// Every failure that a page can show is said in every language, with no value that
// it has not; every kind of failure has its title and what to do.
func TestMessagesForEveryFault(t *testing.T) {
	all := faultsSaid(t)
	if len(all) < 120 {
		t.Fatalf("only %d sentences were found", len(all))
	}
	verb, value := regexp.MustCompile(`%[sqdw]`), regexp.MustCompile(`\{(\d)(:oblique)?\}`)
	for i, tongue := range tongues() {
		have, refused := tongue.messages["faults"].forms, tongue.messages["refusals"].forms
		for format := range all {
			text := have[format]
			if text == "" && i > 0 && refused[format] == "" {
				t.Errorf("%s does not say %q", tongue.Tag, format)
			}
			for _, m := range value.FindAllStringSubmatch(text, -1) {
				if n := len(verb.FindAllString(format, -1)); int(m[1][0]-'0') > n {
					t.Errorf("%s says %q with a value %s; there are %d", tongue.Tag, format, m[1], n)
				}
			}
		}
		for format := range have {
			if !all[format] {
				t.Errorf("%s has %q, which nothing says", tongue.Tag, format)
			}
		}
		for kind := range statuses {
			for _, key := range []string{"fail." + string(kind), "fail." + string(kind) + ".do"} {
				if !(&view{tongue: tongue}).has(key) {
					t.Errorf("%s: %q is missing", tongue.Tag, key)
				}
			}
		}
	}
}

// A failure is told in the page's language, one within another too, and fields by
// their labels.
func TestTold(t *testing.T) {
	see := func(tag string) *view { return &view{tongue: named(tag).inCharter(Charter{}), M: Mechanism{}} }
	for _, c := range []struct{ tag, want string }{
		{"en", "This field is empty; fill it in: " + named("en").T("field.summary") + "."},
		{"ur", "یہ خانہ خالی ہے، اسے پُر کریں: " + named("ur").T("field.summary") + "۔"},
	} {
		if got := see(c.tag).told(fault.New(fault.Invalid, "%s is empty", "summary")); got != c.want {
			t.Errorf("%s: it says %q, want %q", c.tag, got, c.want)
		}
	}
	inner := fault.New(fault.Invalid, "a rejection needs a reason")
	got := see("ur").told(fault.New(fault.Invalid, "the entry is refused: %s", inner))
	if want := "اندراج مسترد ہوا: رد کرنے کی وجہ لکھنا ضروری ہے۔"; got != want {
		t.Errorf("a sentence within a sentence: %q, want %q", got, want)
	}
	if got := see("ps").told(fault.New(fault.Internal, "a pointer was nil")); got != "" {
		t.Errorf("what is ours to mend is told as %q", got)
	}
}

// What keeps a receipt waiting is said within the sentence that refuses it.
func TestToldWaiting(t *testing.T) {
	for _, tongue := range tongues()[1:] {
		v := &view{tongue: tongue.inCharter(Charter{}), M: Mechanism{}}
		for _, form := range []string{"received, and covered by no published checkpoint yet", "received, not yet witnessed: no published checkpoint covers it"} {
			inner, _ := v.Refusal(form)
			got := v.told(fault.New(fault.Unavailable, "entry %d is %w; ask again in a moment", 7, fault.New(fault.Unavailable, "%s", form)))
			if !strings.Contains(got, strings.TrimRight(inner, ".۔")) || strings.ContainsAny(got, "abcdefghijklmnopqrstuvwxyz{") {
				t.Errorf("%s: %q", tongue.Tag, got)
			}
		}
	}
}
