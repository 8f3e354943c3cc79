package charter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/fault"
)

// small is a whole charter, as short as one can be while each broken one below
// still has something to break.
const small = `charter: 1
name: { en: Small }
languages: [en]
time_zones: [UTC]
parties:
  - id: north
    name: { en: North }
    offices:
      - title: Minister
        holders:
          - { name: Ada, from: "2024-02-01", to: "2025-02-01" }
  - id: south
    name: { en: South }
third_parties:
  - id: east
    name: { en: East }
    roles: [guarantor]
    guarantee: { state: named_by_party, named_by: north }
seats:
  - { id: desk, role: secretariat }
  - { id: head, role: chair }
  - { id: n, role: party, of: north }
  - { id: s, role: party, of: south }
levels:
  default: P1
  P0: [public]
  P1: [n, s, desk]
  P2: { north: [n, head] }
  P3: [desk]
witnesses: none
crossings:
  - id: bridge
    name: { en: Bridge }
    at: { lat: 30.5, lon: 60.25, precision: 1 }
    gates:
      - { id: bridge-n, party: north, name: { en: North end } }
      - { id: bridge-s, party: south, name: { en: South end } }
clocks:
  - { id: reply, name: { en: Reply }, body: accused, starts_on: notice_given, duration: 48h, model: mine }
decisions:
  - { stage: publication, rule: k_of_n, k: 2, seats: [desk, head] }
ladder:
  - { id: low, name: { en: Low } }
penalties: none
`

func TestSmall(t *testing.T) {
	c, err := charter.Parse("small.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	if c.Digest() == "" || c.DefaultLevel() != "P1" || c.Holding("chair") != "head" || !c.Witnesses.None || !c.Penalties.None {
		t.Errorf("%+v", c)
	}
	if clock, ok := c.Clock("reply"); !ok {
		t.Error("the clock is not found")
	} else if h, ok := clock.Duration.Hours(); !ok || h.Hours() != 48 {
		t.Errorf("48h is %v, %v", h, ok)
	}
	if d, ok := charter.Duration("7d").Days(); !ok || d != 7 {
		t.Errorf("7d is %v, %v", d, ok)
	}
}

// Every kind of broken charter, and exactly what is said of it.
func TestBroken(t *testing.T) {
	witnesses := func(policy string) string { return "witnesses: " + policy }
	key := "w+01234567+" + strings.Repeat("A", 44)
	for _, c := range []struct{ name, old, new, want string }{
		{"version", "charter: 1", "charter: 2", `x.yaml:1: charter: 2 stands here; it has to be 1`},
		{"field unknown, near", "witnesses: none", "witness: none", `x.yaml:30: witness: there is no field "witness" here; "witnesses" may be meant` + "\n" + `x.yaml:1: the field "witnesses" is missing; it has to be none, or a policy: a quorum and a list of witnesses`},
		{"field unknown, far", "title: Minister", "label: Minister", `x.yaml:9: parties[0].offices[0].label: there is no field "label" here; the fields are aliases, holders, title` + "\n" + `x.yaml:9: parties[0].offices[0]: the field "title" is missing; it has to be words, at most 400 characters`},
		{"wrong type", "languages: [en]", "languages: en", `x.yaml:3: languages: this is words, and has to be a list`},
		{"null", "time_zones: [UTC]", "time_zones:", `x.yaml:4: time_zones: this is nothing, and has to be a list`},
		{"enumeration", "default: P1", "default: P2", `x.yaml:25: levels.default: "P2" is not one of "P1", "P3"; it has to be the level of what is accepted, unless it is said otherwise; not P0, since publication takes two people`},
		{"publication by one person", "default: P1", "default: P0", `x.yaml:25: levels.default: "P0" is not one of "P1", "P3"; it has to be the level of what is accepted, unless it is said otherwise; not P0, since publication takes two people`},
		{"id form", "id: north\n", "id: North\n", `x.yaml:6: parties[0].id: "North" cannot stand here; it has to be an id: lower-case letters, digits and hyphens, beginning with a letter, at most 40 in all`},
		{"language form", "name: { en: Small }", "name: { en: Small, english: Small }", `x.yaml:2: name.english: "english" cannot stand here; it has to be a name in each language, by its tag (en, ur, ps, fa, fa-AF …), English at least`},
		{"no English", "name: { en: Small }", "name: { ur: Small }", `x.yaml:2: name: the field "en" is missing; it has to be a name in each language, by its tag (en, ur, ps, fa, fa-AF …), English at least`},
		{"one party", "  - id: south\n    name: { en: South }\n", "", `x.yaml:5: parties: it has 1 of at least 2; it has to be those who made, or are asked for, the promises`},
		{"latitude", "lat: 30.5", "lat: 95", `x.yaml:34: crossings[0].at.lat: 95 is more than 90; it has to be degrees north, WGS 84`},
		{"longitude", "lon: 60.25", "lon: -181", `x.yaml:34: crossings[0].at.lon: -181 is less than -180; it has to be degrees east, WGS 84`},
		{"no coordinates", "{ lat: 30.5, lon: 60.25, precision: 1 }", "{ lat: 0, lon: 0, precision: 1 }", `x.yaml:34: crossings[0].at: 0, 0 lies in the Gulf of Guinea; give the place's own coordinates`},
		{"one gate", "      - { id: bridge-s, party: south, name: { en: South end } }\n", "", `x.yaml:35: crossings[0].gates: it has 1 of at least 2; it has to be the gate on each side`},
		{"same side", "bridge-s, party: south", "bridge-s, party: north", `x.yaml:37: crossings[0].gates[1].party: both gates of bridge are on the side of "north"; each is on its own side`},
		{"gate of nobody", "bridge-s, party: south", "bridge-s, party: sooth", `x.yaml:37: crossings[0].gates[1].party: there is no party "sooth"; the parties are "north", "south"`},
		{"place twice", "id: bridge-s", "id: bridge", `x.yaml:37: crossings[0].gates[1].id: "bridge" is the id of crossings[0] already; give this one another`},
		{"id twice", "id: south\n", "id: north\n", `x.yaml:12: parties[1].id: "north" is the id of parties[0] already; give this one another` + "\n" + `x.yaml:23: seats[3].of: there is no party "south"; the parties are "north", "north"` + "\n" + `x.yaml:37: crossings[0].gates[1].party: there is no party "south"; the parties are "north", "north"`},
		{"day form", `from: "2024-02-01"`, `from: "1 Feb 2024"`, `x.yaml:11: parties[0].offices[0].holders[0].from: "1 Feb 2024" cannot stand here; it has to be a day, as 2025-10-19`},
		{"no such day", `from: "2024-02-01"`, `from: "2024-02-30"`, `x.yaml:11: parties[0].offices[0].holders[0].from: "2024-02-30" is no day of the calendar; look at the month and the day`},
		{"days in the wrong order", `to: "2025-02-01"`, `to: "2023-02-01"`, `x.yaml:11: parties[0].offices[0].holders[0].to: Ada left the office on 2023-02-01, before taking it on 2024-02-01; one of the two days is wrong`},
		{"a guarantor that accepted", "state: named_by_party", "state: accepted", `x.yaml:18: third_parties[0].guarantee.state: "accepted" is not one of "named_by_party", "invited", "considering", "declined", "silent"; it has to be where its guarantee stands; accepted is not for a charter to say, since a guarantor accepts by its own signed entry`},
		{"a guarantor named by nobody", ", named_by: north", "", `x.yaml:18: third_parties[0].guarantee: the field named_by is missing; say which party named east`},
		{"a guarantor without a guarantee", "    guarantee: { state: named_by_party, named_by: north }\n", "", `x.yaml:15: third_parties[0]: east is a guarantor, but the field guarantee does not say how; the least is state: named_by_party and who named it`},
		{"a guarantee of no guarantor", "roles: [guarantor]", "roles: [host]", `x.yaml:18: third_parties[0].guarantee: east has a guarantee without the role guarantor; add the role or drop the guarantee`},
		{"no secretariat", "role: secretariat", "role: legal", `x.yaml:19: seats: there is no seat of the role secretariat; somebody has to run the desk`},
		{"seat of nobody", "of: north }", "of: west }", `x.yaml:22: seats[2].of: there is no party "west"; the parties are "north", "south"`},
		{"seat that is public", "id: head, role: chair", "id: public, role: chair", `"public" is the id of everyone already; give this one another`},
		{"seat without its party", "role: party, of: north", "role: party", `x.yaml:22: seats[2]: a seat of the role party says whose it is; add the field of`},
		{"observer that rates", "{ id: head, role: chair }", "{ id: head, role: chair }\n  - { id: eye, role: observer, may_qualify: true }", `x.yaml:22: seats[2].may_qualify: an observer submits and reads, but does not rate; write may_qualify: false, or give the seat the role monitor`},
		{"level of no seat", "P3: [desk]", "P3: [dask]", `x.yaml:29: levels.P3[0]: there is no seat "dask"; name one that the charter has`},
		{"public among few", "P3: [desk]", "P3: [desk, public]", `x.yaml:29: levels.P3[1]: public is in P3, so that everyone could read what is meant for few; only P0 is public`},
		{"P0 that is not public", "P0: [public]", "P0: [desk]", `x.yaml:26: levels.P0: P0 is what everyone may read, and public is not in it; add public`},
		{"P2 of the wrong party", "north: [n, head]", "north: [s, head]", `x.yaml:28: levels.P2.north[0]: "s" is a seat of another party; P2 is between one party and the mechanism`},
		{"seat twice in a level", "P1: [n, s, desk]", "P1: [n, n, desk]", `x.yaml:27: levels.P1: entries 1 and 2 are the same; each may stand once`},
		{"everyone told a place more exactly", "witnesses: none", "coarsening:\n  P0: { place: 2 }\n  P1: { place: 4 }\nwitnesses: none", `x.yaml:31: coarsening.P0.place: everyone would be told more than those around the table: P0 has 2, P1 has 4 (left out: P0 place 3, days 1, delay 72h; P1 place 1, days 1, delay 24h)`},
		{"everyone told a place more exactly by what is left out", "witnesses: none", "coarsening: { P1: { place: 4 } }\nwitnesses: none", `coarsening.P0.place: everyone would be told more than those around the table: P0 has 3, P1 has 4`},
		{"everyone told days more exactly", "witnesses: none", "coarsening: { P0: { days: 2 }, P1: { days: 7 } }\nwitnesses: none", `coarsening.P0.days: everyone would be told more than those around the table: P0 has 2, P1 has 7`},
		{"everyone told of movements earlier", "witnesses: none", "coarsening: { P0: { delay: 12h } }\nwitnesses: none", `coarsening.P0.delay: everyone would be told more than those around the table: P0 has 12h, P1 has 24h`},
		{"everyone told as exactly", "witnesses: none", "coarsening: { P0: { place: 4, days: 7, delay: 2d }, P1: { place: 4, days: 7, delay: 48h } }\nwitnesses: none", ""},
		{"witnesses undecided", "witnesses: none", witnesses("some"), `x.yaml:30: witnesses: "some" is no answer here; it has to be none, or a policy: a quorum and a list of witnesses`},
		{"witnesses without a quorum", "witnesses: none", witnesses("{ list: [{ name: a, key: " + key + " }] }"), `x.yaml:30: witnesses: the field "quorum" is missing; it has to be how many have to cosign`},
		{"witness key", "witnesses: none", witnesses("{ quorum: 1, list: [{ name: a, key: abc }] }"), `x.yaml:30: witnesses.list[0].key: "abc" cannot stand here; it has to be a verifier key, as name+hash+base64`},
		{"quorum too large", "witnesses: none", witnesses("{ quorum: 2, list: [{ name: a, key: " + key + " }] }"), `x.yaml:30: witnesses.quorum: the quorum is 2, but only 1 of the witnesses count towards it; lower it or add witnesses`},
		{"quorum that protects nobody", "witnesses: none", witnesses("{ quorum: 1, list: [{ name: a, key: " + key + " }, { name: b, key: v" + key + " }] }"), `x.yaml:30: witnesses.quorum: with a quorum of 1 of 2, two histories could both be vouched for if 0 of them collude; it has to be at least 2`},
		{"one witness twice", "witnesses: none", witnesses("{ quorum: 2, list: [{ name: a, key: " + key + " }, { name: b, key: " + key + " }] }"), `x.yaml:30: witnesses.list[1].key: this is the key of the witness "a" already; one key counts once`},
		{"duration", "duration: 48h", "duration: 2 days", `x.yaml:39: clocks[0].duration: "2 days" cannot stand here; it has to be a number of hours or days, as 48h or 7d`},
		{"a time limit taken from nowhere", "duration: 48h, model: mine", "duration: 48h", `x.yaml:39: clocks[0]`},
		{"clock of no role", "body: accused", "body: umpire", `x.yaml:39: clocks[0].body: "umpire" is no role; it has to be accused, or one of "party", "guarantor", "mediator", "chair", "secretariat", "monitor", "legal", "observer", "handler", "depositary"`},
		{"working days unknown", "duration: 48h", "duration: 2d, calendar: working_days", `x.yaml:39: clocks[0].calendar: the clock counts working days, but the charter does not say which days are none; add the field weekend, as weekend: [friday]`},
		{"working hours", "languages: [en]\ntime_zones: [UTC]", "languages: [en]\nweekend: [friday]\ntime_zones: [UTC]", ""},
		{"consensus without an end", "rule: k_of_n, k: 2", "rule: consensus", `x.yaml:41: decisions[0].rule: one seat that says nothing would hold this up for ever; say what follows when there is no consensus, as deadlock: { after: 14d, rule: chair }, or rule: referral (to the next rung) or statement (of everybody's position) for a finding`},
		{"two tiers without an end", "rule: k_of_n, k: 2", "rule: two_tier", `x.yaml:41: decisions[0].rule: a seat of the first tier that says nothing would hold up the ruling for ever; say when the talking is over, as deadlock: { after: 14d, rule: chair }`},
		{"k of n", "k: 2", "k: 3", `x.yaml:41: decisions[0]: the rule k_of_n has k = 3 and 2 seats; k has to be from 1 to the number of seats`},
		{"k without k of n", "rule: k_of_n", "rule: majority", `x.yaml:41: decisions[0].k: the rule majority counts no k; drop it, or write rule: k_of_n`},
		{"component too small", "seats: [desk, head] }", "seats: [desk, head], components: [{ id: c, seats: [n], at_least: 2 }] }", `x.yaml:41: decisions[0].components[0].at_least: 2 of the component "c" have to agree, but it has 1 seats` + "\n" + `x.yaml:41: decisions[0].components[0].seats[0]: "n" is in the component "c", but takes no part in the decision; add it to the seats`},
		{"one kind of notice twice", "ladder:", "notices:\n  - { at_least: 48h, model: m }\n  - { at_least: 72h, model: m }\nladder:", `x.yaml:44: notices[1].what: there is a rule for this already; one kind of notice has one`},
		{"a stage twice", "ladder:", "  - { stage: publication, rule: majority }\nladder:", `x.yaml:42: decisions[1].stage: there is a rule for the stage "publication" already; a stage has one`},
		{"ruling without a chair", "id: head, role: chair }", "id: head, role: legal }\n", ""},
		{"penalty of nobody", "penalties: none", "penalties: { body: nobody, measures: [{ id: m, name: { en: M } }] }", `x.yaml:44: penalties.body: there is no seat or third party "nobody"; name one that the charter has`},
		{"missing name", "languages: [en]", "languages: [en, ur]", `x.yaml:2: name: there is no name in "ur", which is a language of the mechanism; add one`},
		{"anchor", "name: { en: Small }", "name: &a { en: Small }", `x.yaml:2: it uses an anchor (&) or an alias (*); a charter says everything where it stands, so put quotation marks around the word if the sign is part of it`},
		{"tag", "name: { en: Small }", "name: { en: !!binary Small }", `x.yaml:2: it uses a tag (!) or a directive (%); a charter needs none, so put quotation marks around the word if the sign is part of it`},
		{"infinite", "lat: 30.5", "lat: .inf", `x.yaml:34: it holds a number that is infinite or none at all; write an ordinary number, or put quotation marks around the word`},
		{"no YAML", "languages: [en]", "languages: [en", `this is not YAML`},
		{"key twice", "time_zones: [UTC]", "time_zones: [UTC]\ntime_zones: [UTC]", `x.yaml:5: this is not YAML`},
		{"two documents", "penalties: none\n", "penalties: none\n---\ncharter: 1\n", `x.yaml: the file holds no document, or more than one; a charter is one YAML document`},
		{"a zero byte", "en: Small", "en: Sm\x00all", `x.yaml:2: the file is not text: it holds a zero byte`},
		{"another encoding", "en: Small", "en: Sm\xe4ll", `x.yaml:2: the file is not UTF-8 text; save it as UTF-8`},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken := strings.Replace(small, c.old, c.new, 1)
			if broken == small {
				t.Fatal("the case changes nothing")
			}
			_, err := charter.Parse("x.yaml", []byte(broken))
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("error %v is not of the kind invalid", err)
			}
			if got := err.Error(); !strings.Contains(got, c.want) && !sameLines(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func sameLines(got, want string) bool {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// A charter with several things wrong has all of them told, in order of lines.
func TestAllAtOnce(t *testing.T) {
	broken := strings.NewReplacer("of: north }", "of: west }", "P3: [desk]", "P3: [dask]", "k: 2", "k: 9").Replace(small)
	_, err := charter.Parse("x.yaml", []byte(broken))
	var p *charter.Problems
	if !errors.As(err, &p) {
		t.Fatalf("%v does not wrap Problems", err)
	}
	var lines []int
	for _, one := range p.List {
		lines = append(lines, one.Line)
	}
	if want := []int{6, 22, 28, 29, 41}; !slices.Equal(lines, want) {
		t.Errorf("lines %v, want %v\n%v", lines, want, err)
	}
}

// What is too large or too deep is refused before it is parsed.
func TestLimits(t *testing.T) {
	for name, data := range map[string]string{
		"empty":            " \n",
		"large":            strings.Repeat("a", charter.MaxBytes+1),
		"brackets":         "a: " + strings.Repeat("[", 5000),
		"entries":          strings.Repeat("- ", 5000) + "a",
		"indents":          deep(200),
		"billion laughs":   "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
		"keys of keys":     strings.Repeat("? ", 3000) + "a",
		"a list":           "- a\n- b\n",
		"one word":         "charter",
		"only a comment":   "# nothing\n",
		"many colons":      strings.Repeat("a: ", 3000),
		"quoted quotation": strings.Repeat(`"`, 9001),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := charter.Parse("x.yaml", []byte(data)); !fault.Is(err, fault.Invalid) {
				t.Errorf("got %v, want a refusal", err)
			}
		})
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestNames(t *testing.T) {
	c, err := charter.Parse("small.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	want := charter.Known{
		Parties: []charter.KnownParty{
			{ID: "north", Name: "North", Offices: []charter.KnownOffice{{Title: "Minister", Holder: "Ada", From: "2024-02-01", To: "2025-02-01"}}},
			{ID: "south", Name: "South"}, {ID: "east", Name: "East"},
		},
		Places: []charter.KnownPlace{{ID: "bridge", Name: "Bridge", Aliases: []string{"North end", "South end"}, Lat: 30.5, Lon: 60.25, Precision: 1}},
	}
	if d := cmp.Diff(want, c.Names()); d != "" {
		t.Error(d)
	}
	n := charter.Names{"en": "a", "fa": "b"}
	if n.In("fa-AF") != "b" || n.In("ur") != "a" || n.In("fa") != "b" {
		t.Error("a name is given in the nearest language, else in English")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add(charters.Exercise)
	for _, s := range []string{"a: &a [*a, *a]", "[[[[[", "- - - -", "? ?", "a: |\n  b\n", "a: >-\n\n b\n", "charter: 1\nname: {en: [}", "\"\\u0000\": 1", "'", "{a: b, a: c}", "%YAML 1.2\n---\na", "<<: {a: b}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := charter.Parse("x", data)
		if (c == nil) == (err == nil) {
			t.Error("neither a charter nor an error, or both")
		}
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("a broken charter is of the kind invalid: %v", err)
		}
		if c != nil {
			c.Names()
		}
	})
}
