// Package talks reads rounds of talks and what is agreed at them: where and
// when, who with whom, who mediates and who is host, and how it ended. A round
// that a document names three times is one record; so is an agreement for each
// state it is said to be in.
//
// It knows the words for talks and agreements, and takes names from the cast.
package talks

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// Read adds the talks and agreements of a to its draft.
func Read(a *analysis.Analysis) {
	r := &reader{a: a, sides: scan.SidesOf(a), said: map[int][]int{}}
	for i := range a.Statements {
		n := a.Statements[i].Sentence
		r.said[n] = append(r.said[n], i)
	}
	scan.Each(a, func(s scan.Sentence) {
		r.talks(s)
		r.agreements(s)
	})
	for _, c := range r.rounds {
		if c.isRound() {
			r.put(c)
		}
	}
	r.putAgreements()
}

type reader struct {
	a      *analysis.Analysis
	sides  *scan.Sides   // those the document speaks of
	said   map[int][]int // sentence to statements
	rounds []*round
	last   *round // the one spoken of last

	agreed map[string]*agreement
	order  []*agreement
}

// mention is one place where talks are spoken of.
type mention struct {
	sentence  int
	at        text.Span // its clause
	rule      string
	weak      bool // a meeting, a discussion: talks only if more is known
	title     bool
	wished    bool // asked for, offered, refused
	ahead     bool
	other     bool // "previous", "earlier": not those just spoken of
	specified bool // has a place, day, round, parties or length of its own
	length    bool
	dated     bool // a day is named, also one whose year nobody knows
	named     bool // two parties are named, not only meant by "the two sides"

	places   []string
	from, to *string
	number   int
	parties  []draft.Party
	roles    scan.Roles
	outcome  string
}

// round is a round of talks with all its mentions.
type round struct {
	best mention // the one that says most, where the record stands
	said int     // how much that is

	places   []string
	from, to *string
	number   int
	parties  []draft.Party
	roles    scan.Roles
	outcome  string
	held     bool // some mention speaks of it as held, or gives its day
	weak     bool // no mention calls it talks
}

// weight says how much a mention tells of its round.
func (m *mention) weight() int {
	w := 0
	add := func(n int, yes bool) {
		if yes {
			w += n
		}
	}
	add(4, m.number > 0)
	add(3, m.from != nil)
	add(2, m.length)
	add(3, len(m.places) > 0)
	add(2, m.outcome != "")
	add(2, m.named)
	add(1, len(m.roles.Mediators)+len(m.roles.Hosts) > 0)
	add(-3, m.title)
	add(-2, m.wished)
	return w
}

// join adds m to the round that it speaks of, or makes a new one.
func (r *reader) join(m mention) {
	var to *round
	if m.specified {
		best := 0
		for _, c := range slices.Backward(r.rounds) {
			if n := c.same(&m); n > best {
				best, to = n, c
			}
		}
		if to == nil && len(m.places) == 0 && r.last != nil && !m.other && r.last.fits(&m) {
			to = r.last
		}
	} else if r.last != nil && !m.other && r.last.fits(&m) {
		to = r.last
	} else if m.outcome == "" && len(m.parties) < 2 {
		return // "the talks", and nobody knows which
	}
	if to == nil && r.last != nil && r.last.best.at.Overlaps(m.at) && r.last.fits(&m) {
		to = r.last // "met for a second round of talks"
	}
	if to == nil {
		if len(r.rounds) >= maxRounds || m.wished && m.from == nil {
			return
		}
		to = &round{said: -100, weak: true}
		r.rounds = append(r.rounds, to)
	}
	to.add(m)
	r.last = to
}

// maxRounds bounds what a document can hold, so that joining stays cheap.
const maxRounds = 64

// fits reports whether nothing that m says contradicts the round.
func (c *round) fits(m *mention) bool {
	if c.number > 0 && m.number > 0 && c.number != m.number {
		return false
	}
	if len(c.places) > 0 && len(m.places) > 0 && !share(c.places, m.places) {
		return false
	}
	if c.from != nil && m.from != nil && (*c.from > *m.to || *m.from > *c.to) {
		return false
	}
	if len(c.parties) < 2 || len(m.parties) < 2 {
		return true
	}
	// At one place one common party will do: a government goes by several names.
	n := common(c.parties, m.parties)
	return n >= 2 || n == 1 && len(c.places) > 0 && len(m.places) > 0
}

// same says how much m and the round share; 0 when they cannot be one.
func (c *round) same(m *mention) int {
	if !c.fits(m) || m.other && len(m.places) == 0 {
		return 0
	}
	n := 0
	if len(c.places) > 0 && len(m.places) > 0 {
		n += 3
	}
	if c.number > 0 && m.number > 0 {
		n += 3
	}
	if c.from != nil && m.from != nil {
		n += 2
	}
	if len(c.parties) > 1 && len(m.parties) > 1 && (len(c.places) == 0 || len(m.places) == 0) {
		n++
	}
	return n
}

func share(x, y []string) bool {
	for _, s := range x {
		if slices.Contains(y, s) {
			return true
		}
	}
	return false
}

// common counts the parties of one side in both lists.
func common(x, y []draft.Party) int {
	n := 0
	for _, p := range x {
		if slices.ContainsFunc(y, func(q draft.Party) bool {
			return p.Side == q.Side && p.Side != "" || p.Name == q.Name
		}) {
			n++
		}
	}
	return n
}

// add takes what m says into the round.
func (c *round) add(m mention) {
	if w := m.weight(); w > c.said {
		c.best, c.said = m, w
	}
	if len(c.places) == 0 {
		c.places = m.places
	}
	if c.from == nil {
		c.from, c.to = m.from, m.to
	}
	if c.number == 0 {
		c.number = m.number
	}
	if len(m.parties) > len(c.parties) {
		c.parties = m.parties
	}
	for _, p := range m.roles.Mediators {
		c.roles.Mediators = scan.Add(c.roles.Mediators, p)
	}
	for _, p := range m.roles.Brokers {
		c.roles.Mediators = scan.Add(c.roles.Mediators, p)
	}
	for _, p := range m.roles.Hosts {
		c.roles.Hosts = scan.Add(c.roles.Hosts, p)
	}
	if c.outcome == "" {
		c.outcome = m.outcome
	}
	c.held = c.held || !m.wished && !m.ahead || m.from != nil || m.ahead && !m.wished && m.dated && m.number > 0
	c.weak = c.weak && m.weak
}

// isRound reports whether enough is known for a record: of talks a place, day,
// number, two parties or how they ended; of a mere meeting two parties too.
func (c *round) isRound() bool {
	if !c.held {
		return false
	}
	parties := len(c.parties) > 1
	if c.weak {
		return parties
	}
	return parties || len(c.places) > 0 || c.from != nil || c.number > 0 || c.outcome != ""
}

func (r *reader) put(c *round) {
	s, ok := r.a.Text.Draft(c.best.at)
	if !ok || r.a.Text.IsMasked(c.best.at) {
		return
	}
	t := draft.Talks{
		ID: fmt.Sprintf("t%d", len(r.a.Draft.Talks)+1), Rule: c.best.rule, Span: s, From: c.from, To: c.to,
		Parties: c.parties, Mediators: c.roles.Mediators, Hosts: c.roles.Hosts, Outcome: c.outcome,
	}
	for i, p := range c.places {
		if i > 0 {
			t.Place += " and "
		}
		t.Place += p
	}
	if c.number > 0 {
		t.Round = &c.number
	}
	if t.Outcome == "" {
		t.Outcome = "unknown"
	}
	r.a.Draft.Talks = append(r.a.Draft.Talks, t)
}
