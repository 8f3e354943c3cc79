package figures

import (
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/text"
)

// read gives the figures of s; names are persons' names that stand in it.
func read(s string, names ...string) (*text.Text, []Figure) {
	t := &text.Text{Raw: []byte(s), Plain: text.Decode([]byte(s))}
	text.Segment(t)
	var spans []text.Span
	at := 0
	for _, n := range names {
		i := strings.Index(t.Plain[at:], n)
		if i < 0 {
			continue
		}
		spans = append(spans, text.Span{Start: at + i, End: at + i + len(n)})
		at += i + len(n)
	}
	return t, Find(t, "en", spans, nil)
}

// show prints figures as "killed 12 soldiers", with "+" for at least and "?"
// for no number.
func show(all []Figure) string {
	var out []string
	for _, f := range all {
		n := "?"
		if f.Number != nil {
			n = fmt.Sprint(*f.Number)
		}
		if f.Low {
			n += "+"
		}
		out = append(out, strings.TrimSpace(f.Effect+" "+n+" "+f.Group))
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"passive", "Nine border guards were killed near the bridge.", "killed 9 border guards"},
		{"lost men", "The brigade lost only four men in the marsh.", "killed 4 men"},
		{"who in quotation marks", "The army said 23 \"khwarij\" and four “so-called rebels” were killed.", "killed 23 khwarij; killed 4 so-called rebels"},
		{"in quotation marks", "The army “neutralised” 52 rebels near the wells.", "killed 52 rebels"},
		{"put the dead at", "The governor put the dead at 47.", "killed 47"},
		{"put the number at", "The union put the number of civilians killed since 15 April at 863.", "killed 863"},
		{"displaced, a bare number", "The shelling killed nine people and displaced more than 3,000.", "killed 9 people; displaced 3000+ people"},
		{"accused is a verb here", "The blast killed three clerks in Nerimar, and accused nobody.", "killed 3 clerks"},
		{"digits", "A total of 1,240 villagers were displaced.", "displaced 1240 villagers"},
		{"words and hundreds", "Two hundred and fifty people were wounded.", "injured 250 people"},
		{"active", "The mine killed four farmers and a nurse.", "killed 4 farmers; killed 1 nurse"},
		{"participle", "The shell hit a bus, killing five and wounding at least twelve.", "killed 5; injured 12+"},
		{"in short", "Six people were killed and 31 others wounded in the blast.", "killed 6 people; injured 31 others"},
		{"left dead", "The raid left at least three constables and 11 militants dead.", "killed 3+ constables; killed 11 militants"},
		{"claimed lives", "The flood of fire claimed the lives of seven miners.", "killed 7 miners"},
		{"lost their lives", "More than 40 pilgrims lost their lives.", "killed 40+ pilgrims"},
		{"martyred is killed", "Two sepoys were martyred in the valley.", "killed 2 sepoys"},
		{"deaths", "The ministry counted 17 soldier fatalities.", "killed 17 soldier fatalities"},
		{"toll", "The death toll rose from 12 to 15 overnight.", "killed 15"},
		{"no number", "Dozens of rebels were killed and numerous civilians injured.", "killed ? rebels; injured ? civilians"},
		{"hundreds of", "Hundreds of residents were displaced.", "displaced ? residents"},
		{"not a single", "Not a single soldier was killed.", ""},
		{"no one", "No civilians were injured in the strike.", ""},
		{"trucks", "Hundreds of trucks were destroyed and 40 vehicles captured.", ""},
		{"families", "Some 300 families were displaced by the shelling.", ""},
		{"attacks", "Two recent attacks killed nobody.", ""},
		{"posts", "The army captured 25 posts.", ""},
		{"captured", "Rebels captured 14 soldiers.", "captured 14 soldiers"},
		{"a man", "A man was shot and killed on Sunday.", "killed 1 man"},
		{"two wounded", "Two people were wounded.", "injured 2 people"},
		{"shot", "Three teenagers were shot outside a shop.", "injured 3 teenagers"},
		{"wounded as adjective", "Helicopters carried four wounded soldiers away.", "injured 4 soldiers"},
		{"age is no count", "A 19-year-old woman was killed.", "killed 1 19-year-old woman"},
		{"capitals", "TWO SOLDIERS AND A PEASANT WERE KILLED AND SEVEN OTHERS WERE WOUNDED.", "killed 2 SOLDIERS; killed 1 PEASANT; injured 7 OTHERS"},
		{"what might be", "The bomb could have killed 40 people.", ""},
		{"purpose", "They planned to kill ten officers.", ""},
		{"couple", "A couple of villagers were injured.", "injured 2 villagers"},
		{"dozen", "Half a dozen fishermen are missing.", "missing 6 fishermen"},
		{"range", "Between 10 and 15 insurgents were killed.", "killed 10+ insurgents"},
		{"subset", "Eight people, including three children, were killed.", "killed 8 people"},
		{"headline", "Blast kills 12 soldiers", "killed 12 soldiers"},
		{"headline with source", "31 guards killed, Qarn says", "killed 31 guards"},
		{"agreement in number", "Five men in a car with a driver were killed.", "killed 5 men"},
		{"weeks are no people", "It was captured two weeks later.", ""},
		{"by age and name", "The shelling claimed the life of 17-year-old student Rahim.", "killed 1 17-year-old student"},
		{"one of several fatally", "Two men were shot, one fatally.", "injured 2 men; killed 1"},
		{"age after a name is no count", "A guard, 34, was killed.", "killed 1 guard"},
		{"who the dead were", "The ministry said the victims were civilians.", "killed ? civilians"},
		{"said by whom", "The blast injured 58, the local governor said.", "injured 58"},
		{"along with", "The captain, along with two soldiers, embraced martyrdom.", "killed 1 captain; killed 2 soldiers"},
		{"his own hand", "The attacker wounded two guards and then killed himself.", "killed 1 attacker; injured 2 guards"},
		{"not hurt", "The driver wasn't injured.", ""},
		{"the people said once", "17 of its soldiers died and 23 were wounded in the ambush.", "killed 17 soldiers; injured 23 soldiers"},
		{"a number of nobody yet named", "The shell hit a bus: five were killed and nine wounded.", "killed 5; injured 9"},
		{"said of a minister by himself", "Its minister, Omar Saleh, said nobody else was killed.", ""},
		{"whoever said it was not killed", "The minister, Omar Saleh, said it would end only once the militia was neutralised.", ""},
		{"said between commas", "Two sepoys, said the army, were killed.", "killed 2 sepoys"},
		{"pooled over two places", "Ten soldiers were martyred while six terrorists were killed in two attacks at Arn and Bel.", "killed 10 soldiers; killed 6 terrorists"},
	} {
		_, got := read(c.in)
		if s := show(got); s != c.want {
			t.Errorf("%s: %q: %q, want %q", c.name, c.in, s, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"killed 12", "the death toll of of", "and, and and killed a", "TWO WERE", "one of the 19-year-old", "at least", "not even a single", "between 1 and", "12-year", "half a", "a dozen dozen", "99999999999999 were killed", "“ killed ”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, all := read(s)
		at := 0
		for _, g := range all {
			if g.Start < at || g.End <= g.Start || g.End > len(x.Plain) || !(text.Span{Start: 0, End: len(x.Plain)}).Contains(g.People) {
				t.Fatalf("span %v after %d of %d", g.Span, at, len(x.Plain))
			}
			at = g.Start
			if g.Number != nil && (*g.Number < 0 || *g.Number > maxCount) {
				t.Fatalf("%q counts %d", x.String(g.Span), *g.Number)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("Nine border guards were killed and at least 12 others wounded when gunmen attacked a post near the bridge, officials said. The road was closed. ", 700)
	t := &text.Text{Raw: []byte(s), Plain: s}
	text.Segment(t)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Find(t, "en", nil, nil)
	}
}
