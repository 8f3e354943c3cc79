package charter

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
)

func TestShippedCharters(t *testing.T) {
	c, err := Parse("exercise.yaml", charters.Exercise)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Exercise || !c.Witnesses.None || c.Holding("secretariat") == "" || len(c.Digest()) != 64 {
		t.Errorf("exercise = %+v", c)
	}
}

// Each wrong charter is told by file, line, field and what is wrong.
func TestWrongCharters(t *testing.T) {
	sound := string(charters.Exercise)
	for _, c := range []struct{ name, old, new, want string }{
		{"a field nobody knows", "witnesses: none", "witness: none", "additional properties 'witness' not allowed"},
		{"no parties", "parties:", "sides:", "missing property 'parties'"},
		{"a wrong type", "exercise: true", "exercise: perhaps", "x.yaml:"},
		{"a name without English", "name: { en: Vesh }", "name: { ur: Vesh }", "parties[0].name"},
		{"a seat of nobody", "of: qarn", "of: qern", `there is no party or third party "qern"`},
		{"a level of no seat", "P3: [chair,", "P3: [chairman,", `there is no seat "chairman"`},
		{"one id twice", "id: qarn\n", "id: vesh\n", `"vesh" is the id of parties[0] already`},
		{"no secretariat", "role: secretariat", "role: observer", "somebody has to run the desk"},
		{"an alias", "name: { en: Vesh }", "name: &a { en: Vesh }", "anchor"},
		{"no YAML", "languages: [en]", "languages: [en", "not YAML"},
		{"a quorum that protects nobody", "witnesses: none", "witnesses: { quorum: 1, list: [{name: a, key: k}, {name: b, key: l}] }", "two histories"},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken := strings.Replace(sound, c.old, c.new, 1)
			if broken == sound {
				t.Fatal("the case changes nothing")
			}
			_, err := Parse("x.yaml", []byte(broken))
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.yaml") {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(charters.Exercise)
	f.Add([]byte("a: &a [*a, *a]"))
	f.Add([]byte(strings.Repeat("[", 1000)))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("x", data)
		if (c == nil) == (err == nil) {
			t.Error("neither a charter nor an error, or both")
		}
	})
}
