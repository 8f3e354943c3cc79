package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// Every sentence with which the rules of casework refuse something has its like in
// every language, with the same values.
func TestMessagesForEveryRefusal(t *testing.T) {
	said := regexp.MustCompile(`fmt\.Errorf\("([^"]{6,})"`)
	files, _ := filepath.Glob("../../casework/*.go")
	all := map[string]bool{}
	for _, name := range append(files, "../../deadline/deadline.go") {
		if strings.HasSuffix(name, "_test.go") || filepath.Base(name) == "tally.go" { // a table's own checks are nobody's refusal
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range said.FindAllStringSubmatch(string(raw), -1) {
			all[m[1]] = true
		}
	}
	if len(all) < 70 {
		t.Fatalf("only %d sentences were found", len(all))
	}
	verb := regexp.MustCompile(`%[sqd]`)
	for _, tongue := range tongues()[1:] {
		have := tongue.messages["refusals"].forms
		for format := range all {
			text, ok := have[format]
			if !ok {
				t.Errorf("%s does not say %q", tongue.Tag, format)
				continue
			}
			for i := range verb.FindAllString(format, -1) {
				n := string(rune('1' + i))
				if !strings.Contains(text, "{"+n+"}") && !strings.Contains(text, "{"+n+":oblique}") {
					t.Errorf("%s says %q without its value %s: %s", tongue.Tag, format, n, text)
				}
			}
		}
		for format := range have {
			if !all[format] {
				t.Errorf("%s has %q, which nothing says", tongue.Tag, format)
			}
		}
	}
}

// A reason is given in the page's language with its values in its words; one that
// no language knows stays in English, and is marked so.
func TestRefusal(t *testing.T) {
	c := Charter{Sides: []Side{{ID: "zelmora", Name: map[string]string{"en": "Zelmora", "ur": "زلمورا"}}},
		Seats: map[record.Seat]map[string]string{"zelmora": {"en": "Delegation of Zelmora"}, "chair": {"en": "Chair", "ur": "صدر نشین", "ps": "رییس"}}}
	see := func(tag string) *view { return &view{tongue: named(tag).inCharter(c), M: Mechanism{Charter: c}} }
	for _, x := range []struct {
		tag, sentence, want string
		own                 bool
	}{
		{"ur", "zelmora has been notified before", "زلمورا کو پہلے اطلاع دی جا چکی ہے۔", true},
		{"ur", "this is for those who verify to do, not for the seat chair", "یہ تصدیق کرنے والوں کا کام ہے، صدر نشین کا نہیں۔", true},
		{"ur", "proposition 2 names zelmora, which has not been notified", "نکتہ 2 زلمورا کا نام لیتا ہے، جسے اطلاع نہیں دی گئی۔", true},
		{"ps", `the case is "closed"; it has to be reopened first`, "دوسیه په دې حالت کې ده: " + named("ps").Word("casestate", "closed") + "؛ لومړی باید بیا پرانیستل شي.", true},
		{"fa-AF", `the case is "received", and this comes only after it is one of ["triaged" "dispute"]`,
			"وضعیت پرونده: " + named("fa-AF").Word("casestate", "received") + "؛ این تنها پس از یکی از این‌ها می‌آید: " + named("fa-AF").Word("casestate", "triaged") + named("fa-AF").T("list.and") + named("fa-AF").Word("casestate", "dispute") + ".", true},
		{"en", "it was reported before", "it was reported before.", true},
		{"ur", "nothing knows this sentence", "nothing knows this sentence.", false},
	} {
		got, own := see(x.tag).Refusal(x.sentence)
		if got != x.want || own != x.own {
			t.Errorf("%s: %q became %q (%v), want %q", x.tag, x.sentence, got, own, x.want)
		}
	}
}
