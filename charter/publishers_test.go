package charter

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
)

// TestPublishers: whose a publisher is, is known by every name that it goes by, and
// a charter that contradicts itself about it is told so.
func TestPublishers(t *testing.T) {
	c, err := Parse("exercise.yaml", charters.Exercise)
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{"The Nerimar Courier": "nerimar-courier", "COURIER": "nerimar-courier", "نېریمار كوریر": "nerimar-courier",
		"tna.example": "transfrontier", "Lakeside Mirror": "", "": ""} {
		if p, ok := Named(c.Publishers, name); p.ID != id || ok != (id != "") {
			t.Errorf("%q is of %q, and was taken for %q's", name, id, p.ID)
		}
	}
	const courier = "    aliases: [The Nerimar Courier, Courier]\n    alignment: independent\n"
	for _, one := range []struct{ what, instead, says string }{
		{"of nobody in the charter", "    alignment: state\n    of: nobody\n", `no party, group or third party "nobody"`},
		{"independent, and somebody's", "    alignment: independent\n    of: zelmora\n", "is nobody's"},
		{"affiliated with nobody", "    alignment: party_affiliated\n", "of is missing"},
		{"another's name", "    aliases: [ELVANE HERALD]\n    alignment: independent\n", "a name of the publisher"},
		{"no alignment at all", "    alignment: biased\n", "not one of"},
	} {
		text := strings.Replace(string(charters.Exercise), courier, one.instead, 1)
		if text == string(charters.Exercise) {
			t.Fatal("the exercise's charter is not as this test knows it")
		}
		if _, err := Parse("exercise.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), one.says) {
			t.Errorf("a publisher that is %s: %v", one.what, err)
		}
	}
}
