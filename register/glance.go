package register

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// Glance is what totals, lists and clocks go by of an object: of a case how it
// stands, of an undertaking or clause the clocks that it started. It is written
// short beside what finds the object, so that to count thousands no object is read.
type Glance struct {
	ID    record.ID
	Index int64
	Seat  record.Seat // that handed it in
	First bool        // the public knew before the mechanism was told

	// Opened says that an allegation opened a case. Case is it, but for what a glance
	// leaves out: notices, recusals, settlements and the rung; which
	// entry a step, a reply, a dissent, an answer or a pause came by; who asked for
	// something, and when; of findings all but whether each is preliminary, its
	// outcome, its status, when it was decided and published, and who dissented when;
	// of recommendations the ids; of referrals all but when each was decided.
	//
	// It is for counting, and for choosing what to read. It is not a case that
	// casework.Apply could go on with, nor is it to be shown as one, hashed, or
	// exported: what is not in it was not nothing.
	Opened bool
	Case   casework.Case

	// Clocks are those of an undertaking or clause. Of a rule, here and in a case,
	// there is what it is called, whose it is, and what starts and ends it; of requests
	// for more time one that was granted, with nothing but when.
	Clocks []deadline.Deadline

	// Apart says that the object was released to some: what it is to them has to be
	// worked out of the whole of it, and nothing else of the glance is there.
	Apart bool
}

// AtAGlance is the label under which glances stand in the order of the log.
const AtAGlance = "glance"

// glancePiece bounds the bytes of a piece of a glance: what finds an object is a key
// of an index, which PostgreSQL takes up to 2,700 bytes of.
const glancePiece = 1600

// glanceOrder is how many digits the index at the head of a piece has, glanceNumber
// how many the piece's number has, enough for a gigabyte of one case, and glanceHead
// how long the head is.
const (
	glanceOrder  = 16
	glanceNumber = 6
	glanceHead   = glanceOrder + glanceNumber + 1
)

// glance gives an object's glance in pieces that sort by its index; none for what
// nothing is counted of.
func (o *Object) glance() []string {
	var w glanceWriter
	switch {
	case !o.Stands():
		return nil
	case o.Kind != record.KindAllegationMade && (o.Undertaking == nil || len(o.Undertaking.Clocks) == 0):
		return nil
	case len(o.Released) > 0:
		w.text("r")
	case o.Kind == record.KindAllegationMade:
		w.text("a")
		w.text(string(o.ID))
		w.text(string(o.Seat))
		w.flag(slices.Contains(o.Present, "went_public_first"))
		w.flag(o.Case != nil)
		if o.Case != nil {
			w.theCase(o.Case)
		}
	default:
		w.text("u")
		w.text(string(o.ID))
		w.clocks(o.Undertaking.Clocks)
	}
	var all []string
	for n := 0; n == 0 || len(w.out) > 0; n++ {
		some := min(len(w.out), glancePiece)
		all = append(all, fmt.Sprintf("%0*d%0*d %s", glanceOrder, o.Index, glanceNumber, n, w.out[:some]))
		w.out = w.out[some:]
	}
	return all
}

// Glances reads glances from their pieces, in the order of the log.
func Glances(pieces []string) (all []*Glance, err error) {
	for i := 0; i < len(pieces); {
		if len(pieces[i]) < glanceHead {
			return nil, fmt.Errorf("%q is no piece of a glance", pieces[i])
		}
		order := pieces[i][:glanceOrder]
		var text strings.Builder
		for ; i < len(pieces) && strings.HasPrefix(pieces[i], order) && len(pieces[i]) >= glanceHead; i++ {
			text.WriteString(pieces[i][glanceHead:])
		}
		g, err := glanceOf(text.String())
		if err == nil {
			g.Index, err = strconv.ParseInt(order, 10, 64)
		}
		if err != nil {
			return nil, fmt.Errorf("the glance of entry %s: %w", order, err)
		}
		all = append(all, &g)
	}
	return all, nil
}

func glanceOf(text string) (g Glance, err error) {
	r := glanceReader{rest: text}
	switch r.text() {
	case "r":
		g.Apart = true
	case "a":
		g.ID, g.Seat, g.First, g.Opened = record.ID(r.text()), record.Seat(r.text()), r.flag(), r.flag()
		if g.Opened {
			r.theCase(&g.Case)
		}
	case "u":
		g.ID, g.Clocks = record.ID(r.text()), r.clocks()
	default:
		return g, fmt.Errorf("%.40q begins with no word that is known", text)
	}
	if r.err == nil && r.rest != "" {
		r.err = fmt.Errorf("%.40q is left over", r.rest)
	}
	return g, r.err
}

// glanceWriter writes words with a space after each.
type glanceWriter struct{ out []byte }

func (w *glanceWriter) word(s string)    { w.out = append(append(w.out, s...), ' ') }
func (w *glanceWriter) text(s string)    { w.word(url.QueryEscape(s)) }
func (w *glanceWriter) number(n int)     { w.word(strconv.Itoa(n)) }
func (w *glanceWriter) time(t time.Time) { w.word(glanceTime(t)) }
func (w *glanceWriter) flag(is bool)     { w.number(map[bool]int{true: 1}[is]) }

// glanceTime writes a time: its seconds since 1970, and its nanoseconds where it has
// some; nothing for none.
func glanceTime(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Nanosecond() == 0:
		return strconv.FormatInt(t.Unix(), 10)
	}
	return strconv.FormatInt(t.Unix(), 10) + "." + strconv.Itoa(t.Nanosecond())
}

func (w *glanceWriter) theCase(c *casework.Case) {
	w.text(c.State)
	w.time(c.Since)
	w.text(c.Outcome)
	w.text(c.Held)
	w.text(string(c.By))
	w.text(string(c.Submitter))
	w.text(c.Batch)
	w.number(len(c.Against))
	for _, p := range c.Against {
		w.text(p)
	}
	w.number(len(c.History))
	for _, h := range c.History {
		w.text(h.State)
		w.time(h.At)
	}
	w.number(len(c.Replies))
	for _, a := range c.Replies {
		w.text(a.Of)
		w.time(a.At)
		w.flag(a.Denies)
		w.text(a.On)
	}
	w.number(len(c.Asks))
	for _, a := range c.Asks {
		w.text(string(a.ID))
		w.text(a.Kind)
		w.text(a.Of)
		w.time(a.Until)
		w.text(a.Answer)
		w.time(a.Answered)
		w.number(a.Minutes)
	}
	w.number(len(c.Findings))
	for _, f := range c.Findings {
		w.flag(f.Preliminary)
		w.text(f.Outcome)
		w.text(f.Status)
		w.time(f.Decided)
		w.time(f.Published)
		w.number(len(f.Dissents))
		for _, d := range f.Dissents {
			w.text(string(d.Seat))
			w.time(d.At)
		}
	}
	w.number(len(c.Recommendations))
	for _, a := range c.Recommendations {
		w.text(a.Addressee)
		w.time(a.Due)
		w.time(a.Reported)
		w.time(a.Verified)
	}
	w.number(len(c.Referrals))
	for _, a := range c.Referrals {
		w.time(a.Decided)
	}
	w.clocks(c.Deadlines)
}

func (w *glanceWriter) clocks(all []deadline.Deadline) {
	w.number(len(all))
	for _, d := range all {
		w.text(d.Rule.ID)
		w.text(d.Rule.Body)
		w.text(d.Rule.StartsOn)
		w.text(d.Rule.EndsOn)
		w.text(d.Of)
		w.text(string(d.Event))
		w.time(d.Started)
		w.time(d.Due)
		w.time(d.Met)
		w.text(string(d.MetBy))
		w.time(d.Void)
		var given time.Time
		for _, r := range d.Requests {
			if !r.Given.IsZero() {
				given = r.Given
			}
		}
		w.time(given)
		w.number(len(d.Pauses))
		for _, p := range d.Pauses {
			w.text(p.Reason)
			w.time(p.From)
			w.time(p.Latest)
			w.time(p.To)
		}
	}
}

// glanceReader reads what a glanceWriter wrote. The first thing that is wrong stays
// in err, and all that is read after it is empty.
type glanceReader struct {
	rest string
	err  error
}

func (r *glanceReader) word() string {
	i := strings.IndexByte(r.rest, ' ')
	if i < 0 {
		if r.err == nil {
			r.err = fmt.Errorf("it ends too early")
		}
		r.rest = ""
		return ""
	}
	word := r.rest[:i]
	r.rest = r.rest[i+1:]
	return word
}

func (r *glanceReader) text() string {
	word := r.word()
	if strings.IndexByte(word, '%') < 0 && strings.IndexByte(word, '+') < 0 {
		return word
	}
	out, err := url.QueryUnescape(word)
	if err != nil && r.err == nil {
		r.err = err
	}
	return out
}

func (r *glanceReader) number() int {
	n, err := strconv.Atoi(r.word())
	if err != nil && r.err == nil {
		r.err = err
	}
	return n
}

func (r *glanceReader) flag() bool { return r.number() == 1 }

func (r *glanceReader) time() time.Time {
	word := r.word()
	if word == "" {
		return time.Time{}
	}
	seconds, rest, some := strings.Cut(word, ".")
	s, err := strconv.ParseInt(seconds, 10, 64)
	n := 0
	if some && err == nil {
		n, err = strconv.Atoi(rest)
	}
	if err != nil && r.err == nil {
		r.err = err
	}
	return time.Unix(s, int64(n)).UTC()
}

// listed reads a list: no more than there are bytes left for.
func listed[T any](r *glanceReader, one func() T) []T {
	n := r.number()
	if n <= 0 || n > len(r.rest) || r.err != nil {
		if n != 0 && r.err == nil {
			r.err = fmt.Errorf("a list of %d cannot be", n)
		}
		return nil
	}
	all := make([]T, n)
	for i := range all {
		all[i] = one()
	}
	return all
}

func (r *glanceReader) theCase(c *casework.Case) {
	c.State, c.Since, c.Outcome, c.Held = r.text(), r.time(), r.text(), r.text()
	c.By, c.Submitter, c.Batch = record.Seat(r.text()), record.Submitter(r.text()), r.text()
	c.Against = listed(r, r.text)
	c.History = listed(r, func() casework.Step { return casework.Step{State: r.text(), At: r.time()} })
	c.Replies = listed(r, func() casework.Reply {
		return casework.Reply{Of: r.text(), At: r.time(), Denies: r.flag(), On: r.text()}
	})
	c.Asks = listed(r, func() casework.Ask {
		return casework.Ask{ID: record.ID(r.text()), Kind: r.text(), Of: r.text(), Until: r.time(), Answer: r.text(), Answered: r.time(), Minutes: r.number()}
	})
	c.Findings = listed(r, func() casework.Finding {
		return casework.Finding{Preliminary: r.flag(), Outcome: r.text(), Status: r.text(), Decided: r.time(), Published: r.time(),
			Dissents: listed(r, func() casework.Dissent { return casework.Dissent{Seat: record.Seat(r.text()), At: r.time()} })}
	})
	c.Recommendations = listed(r, func() casework.Recommendation {
		return casework.Recommendation{Addressee: r.text(), Due: r.time(), Reported: r.time(), Verified: r.time()}
	})
	c.Referrals = listed(r, func() casework.Referral { return casework.Referral{Decided: r.time()} })
	c.Deadlines = r.clocks()
}

func (r *glanceReader) clocks() []deadline.Deadline {
	return listed(r, func() (d deadline.Deadline) {
		d.Rule = record.ClockRule{ID: r.text(), Body: r.text(), StartsOn: r.text(), EndsOn: r.text()}
		d.Of, d.Event, d.Started, d.Due = r.text(), record.ID(r.text()), r.time(), r.time()
		d.Met, d.MetBy, d.Void = r.time(), record.ID(r.text()), r.time()
		if given := r.time(); !given.IsZero() {
			d.Requests = []deadline.Request{{Given: given}}
		}
		d.Pauses = listed(r, func() deadline.Pause {
			return deadline.Pause{Reason: r.text(), From: r.time(), Latest: r.time(), To: r.time()}
		})
		return d
	})
}
