package undertakings

import (
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// under are the words by which a sentence tells what an agreement provides.
var under = scan.NewLexicon(`
u: under the deal, under the agreement, under the truce, under the ceasefire, under the accord, under the terms, under a deal, under an agreement, under a ceasefire, under a truce, under the pact, under its terms, under the plan, under the peace deal, under the ceasefire deal, under the memorandum, under the protocol, under the treaty, under the statement, under the arrangement, according to the agreement, according to the deal, the agreement obliges, the deal obliges, the agreement requires, the deal requires, the accord requires, the truce requires, the agreement calls for, the deal calls for
`)

// binds begin what somebody has to do by an agreement.
var binds = scan.NewLexicon(`
b: was to, were to, is to, are to, will, would, shall, must, undertook to, undertakes to, promised to, agreed to, committed to, pledged to, has to, have to, had to, is required to, are required to, was required to, were required to
`)

// described begin what tells of an agreement how it came about.
var described = text.Set(`brokered signed reached mediated struck agreed negotiated concluded that which sealed announced between with`)

// provisions draws undertakings from "under the deal, X was to withdraw within
// sixty days and Y to pull back": agreed, each with who owes it.
func (r *reader) provisions(s scan.Sentence) {
	toks := s.Toks
	start := -1
	for i := range toks {
		if n, _ := under.At(toks, i); n > 0 {
			start = i + n
			break
		}
		if i > 12 {
			return
		}
	}
	if start < 0 {
		return
	}
	subject := start
	for subject < len(toks)-1 && toks[subject].Lower == "," {
		subject++
	}
	if subject < len(toks) && described[toks[subject].Lower] {
		for j := subject; j < len(toks) && j < subject+12; j++ {
			if toks[j].Lower == "," {
				start, subject = j+1, j+1 // "under the deal brokered by Kenya in May, X was to"
				break
			}
		}
	}
	for i := start; i < len(toks); {
		n, _ := binds.At(toks, i)
		if n == 0 {
			i++
			continue
		}
		by := r.before(toks, i)
		_, end := scan.Clause(toks, i, i+n)
		for j := i + n; j < end; j++ { // "and Hezbollah to pull back": another one's
			if toks[j].Lower == "and" && r.begins(toks, j+1) {
				end = j
			}
		}
		if end <= i+n {
			i += n
			continue
		}
		at := scan.Cover(toks, min(subject, i), end)
		f := &found{
			rule: "undertaking-provision", state: "agreed", by: by, sentence: s.Index, title: s.Title(),
			at: at, words: r.about(toks[i+n : end]), statement: r.carrier(s.Index, at),
		}
		if !mutual.Has(toks[min(subject, i):i]) || !r.each(f, r.bothSides(s.Index, toks[i].Start)) {
			r.found = append(r.found, f)
		}
		i = end
		for subject = end; subject < len(toks) && (toks[subject].Lower == "and" || toks[subject].Lower == ","); {
			subject++
		}
	}
}

// begins reports whether a party is named at token i.
func (r *reader) begins(toks []text.Token, i int) bool {
	if i >= len(toks) {
		return false
	}
	ps := scan.Parties(r.a, text.Span{Start: toks[i].Start, End: toks[i].End})
	return len(ps) > 0
}
