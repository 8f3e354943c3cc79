// Package undertakings reads what is promised or asked to be promised: by whom,
// to whom, in what form, who is named to stand behind it, and what it lacks.
//
// An undertaking is drawn from statements (assurances, demands, conditions,
// offers) and from nouns ("assurances from", "a commitment that"); however often
// a document repeats it, it is one record that names all its statements. A
// guarantor is neither a mediator nor a host nor a broker, and one that a party
// names has accepted nothing.
package undertakings

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// Read adds the undertakings of a to its draft. Statements must be there.
func Read(a *analysis.Analysis) {
	r := &reader{a: a, sides: scan.SidesOf(a), at: map[int][]int{}}
	for i := range a.Statements {
		s := a.Statements[i].Sentence
		r.at[s] = append(r.at[s], i)
	}
	for i := range a.Statements {
		r.statement(i)
	}
	scan.Each(a, r.nouns)
	scan.Each(a, r.provisions)
	scan.Each(a, r.vows)
	r.gather()
	scan.Each(a, r.guarantors)
	for _, u := range r.out {
		r.put(u)
	}
}

// most is how many undertakings a document can hold: putting them together
// compares each with each.
const most = 200

type reader struct {
	a     *analysis.Analysis
	sides *scan.Sides
	at    map[int][]int // sentence to statements
	found []*found
	out   []*undertaking
}

// found is one place where an undertaking is spoken of.
type found struct {
	rule      string
	state     string
	at        text.Span // the content
	sentence  int
	by, to    *draft.Party
	speaker   *draft.Party // who asks or gives
	statement string
	form      string
	words     map[string]bool // what it is about, for telling whether two are one
	pointing  bool            // "this assurance", "a written commitment": it has no content of its own
	promise   bool            // it is called one: an assurance, a commitment
	condition text.Span
	title     bool
}

// undertaking is one undertaking with all the places that speak of it.
type undertaking struct {
	found
	all        []*found
	guarantors []draft.Guarantor
	statements []string
}

// gather puts together what is the same undertaking. What points ("this
// assurance") is linked by what it is about, whether that stands before or after.
func (r *reader) gather() {
	slices.SortStableFunc(r.found, func(x, y *found) int { return x.at.Start - y.at.Start })
	for _, f := range r.found {
		if f.pointing {
			continue
		}
		var to *undertaking
		best := 0.0
		for _, u := range r.out {
			if n := u.likeness(f); n > best {
				best, to = n, u
			}
		}
		if to == nil {
			if len(r.out) >= most {
				continue
			}
			to = &undertaking{found: *f}
			r.out = append(r.out, to)
		}
		to.take(f)
	}
	for _, f := range r.found {
		if !f.pointing {
			continue
		}
		if u := r.pointed(f); u != nil {
			u.take(f)
			continue
		}
		if f.by != nil && len(r.out) < most {
			u := &undertaking{found: *f}
			u.take(f)
			r.out = append(r.out, u)
		}
	}
	slices.SortStableFunc(r.out, func(x, y *undertaking) int { return x.at.Start - y.at.Start })
}

// likeness says how much f is like the undertaking, 0 when they are two.
func (u *undertaking) likeness(f *found) float64 {
	if asked(u.state) != asked(f.state) || !sameSide(u.by, f.by) || asked(f.state) && !sameSide(u.speaker, f.speaker) {
		return 0 // what two ask for is two demands
	}
	best := 0.0
	for i := 0; i < len(u.all); i++ {
		if i == 6 { // enough to know it by; only the last can overlap
			i = max(i, len(u.all)-2)
		}
		g := u.all[i]
		if g.at.Overlaps(f.at) {
			return 2
		}
		n := 0
		for w := range f.words {
			if g.words[w] {
				n++
			}
		}
		least := min(len(f.words), len(g.words))
		if least == 0 {
			continue
		}
		if share := float64(n) / float64(least); n >= 2 && share >= 0.34 || n >= 1 && share >= 0.5 {
			best = max(best, share)
		}
	}
	return best
}

// asked reports whether the state is that of something wanted, not given.
func asked(state string) bool { return state == "demanded" }

// sameSide reports whether the two can be one duty bearer; an unknown one can be any.
func sameSide(x, y *draft.Party) bool {
	return x == nil || y == nil || x.Side == y.Side && x.Side != "" || x.Name == y.Name
}

// pointed finds the undertaking that a bare "this assurance" means: the nearest
// one before it that can be, else the nearest after it.
func (r *reader) pointed(f *found) *undertaking {
	var best *undertaking
	rank := 0
	for _, u := range slices.Backward(r.out) {
		if asked(u.state) != asked(f.state) || !sameSide(u.by, f.by) || f.by == nil && !u.promise && !asked(f.state) {
			continue
		}
		n := 1
		if u.at.Start < f.at.Start {
			n++
		}
		if u.promise {
			n += 2 // what is called a promise is meant before what is only asked
		}
		if n > rank {
			best, rank = u, n
		}
	}
	return best
}

// rank orders forms: the strongest that is spoken of is kept.
var rank = map[string]int{"": 0, "reported_orally": 1, "stated_orally": 2, "published_unilateral": 3, "relayed_by_mediator": 4, "joint_statement": 5, "written_unsigned": 6, "initialled": 7, "signed": 8, "signed_witnessed": 9, "signed_guaranteed": 10, "endorsed": 11, "domesticated": 12}

// take adds a place to the undertaking; the first with content of its own that is
// no headline is where the record stands.
func (u *undertaking) take(f *found) {
	if u.title && !f.title && !f.pointing {
		u.at, u.title, u.rule = f.at, false, f.rule
		if f.state == "agreed" {
			u.by = f.by // the body knows better than the headline who they are
		}
	}
	u.all = append(u.all, f)
	if u.by == nil {
		u.by = f.by
	}
	if u.to == nil {
		u.to = f.to
	}
	if u.speaker == nil {
		u.speaker = f.speaker
	}
	if u.condition.Len() == 0 {
		u.condition = f.condition
	}
	u.promise = u.promise || f.promise && !f.pointing
	if rank[f.form] > rank[u.form] {
		u.form = f.form
	}
	if u.state == "reported_given" && (f.state == "given" || f.state == "agreed") {
		u.state = f.state
	}
	if f.statement != "" && !slices.Contains(u.statements, f.statement) {
		u.statements = append(u.statements, f.statement)
	}
}

func (r *reader) put(u *undertaking) {
	s, ok := r.a.Text.Draft(u.at)
	if !ok || r.a.Text.IsMasked(u.at) {
		return
	}
	if len(u.guarantors) > 0 && u.form == "written_unsigned" && u.state == "demanded" {
		u.form = "signed_guaranteed"
	}
	r.a.Draft.Undertakings = append(r.a.Draft.Undertakings, draft.Undertaking{
		ID: fmt.Sprintf("u%d", len(r.a.Draft.Undertakings)+1), Rule: u.rule, By: u.by, To: u.to, Content: s, State: u.state,
		Form: u.form, Guarantors: u.guarantors, Statements: u.statements, Missing: r.lacks(u),
	})
}
