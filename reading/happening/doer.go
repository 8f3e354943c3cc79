package happening

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// attributions gives who is said to have done it, each with the statement that
// says so, or "document".
func (r *recorder) attributions(x *incident) []draft.Attribution {
	var out []draft.Attribution
	seen := map[draft.Attribution]bool{}
	for _, m := range x.mentions {
		a := r.doer(m)
		if a == nil || a.Name == "" && a.Side == "" || r.denies(r.innermost(m.Span)) {
			continue
		}
		d := draft.Attribution{To: draft.Party{Name: a.Name, Side: a.Side}, By: r.statementAt(m.Span)}
		if !seen[d] {
			seen[d] = true
			out = append(out, d)
		}
	}
	return out
}

// denies reports whether a statement says that its content is not so. A turn of
// several sentences in a transcript denies something, and tells of something else.
func (r *recorder) denies(x *analysis.Statement) bool {
	return x != nil && (x.Act == "denial" || x.Act == "rejection") && !(x.Rule == "transcript" && x.ContentAt.End > r.a.Text.Sentences[x.Sentence].End)
}

// statementAt gives the id of the innermost statement around s, or "document".
func (r *recorder) statementAt(s text.Span) string {
	if x := r.innermost(s); x != nil {
		return x.ID
	}
	return "document"
}

// nesting is how many statements that begin before a place are asked whether
// they reach over it.
const nesting = 48

// innermost gives the statement whose content holds s and is the shortest, or nil.
func (r *recorder) innermost(s text.Span) *analysis.Statement {
	var in *analysis.Statement
	n := sort.Search(len(r.a.Statements), func(i int) bool { return r.a.Statements[i].ContentAt.Start > s.Start })
	for i := n - 1; i >= max(0, n-nesting); i-- {
		if x := &r.a.Statements[i]; x.ContentAt.Contains(s) && (in == nil || x.ContentAt.Len() < in.ContentAt.Len()) {
			in = x
		}
	}
	return in
}

// doer gives whom the words around a mention name as having done it: "by X"
// after it, the subject of its verb, the owner of its noun.
func (r *recorder) doer(m mention) *who.Actor {
	t := r.a.Text
	s := t.Sentences[m.sentence]
	for k := m.end; k < s.Last && k < m.end+12; k++ {
		w := t.Tokens[k].Lower
		if w == "by" {
			if k+1 < s.Last && strings.HasSuffix(t.Tokens[k+1].Lower, "ing") {
				break
			}
			if c := r.a.Cast.At(text.Span{Start: t.Tokens[k].End, End: s.End}); c != nil && c.Start-t.Tokens[k].End < 24 && able(c.Actor) {
				return c.Actor
			}
		}
		if t.Tokens[k].Kind == text.Mark && w != "," || w == "that" || w == "which" {
			break
		}
	}
	if m.verb {
		if passive(t, m, s.First) {
			return nil
		}
		return r.subject(m.tok, s)
	}
	if k := m.tok - 1; k >= s.First {
		switch t.Tokens[k].Lower {
		case "conducted", "launched", "staged", "mounted":
			return r.subject(k, s)
		case "out":
			if k > s.First && t.Tokens[k-1].Lower == "carried" {
				return r.subject(k-1, s)
			}
		}
	}
	if m.kind == ArmedClash || m.kind == AirStrike || m.kind == Shelling {
		if c := r.a.Cast.At(m.Span); c != nil && c.Start < m.End && c.Start >= m.Start && t.Tokens[m.end-1].Base() != "clashes" && t.Tokens[m.end-1].Base() != "clash" && able(c.Actor) {
			return c.Actor
		}
	}
	return nil
}

// subject gives the actor that the verb at token k is said of: the one named
// just before it, or, where another verb and "and" stand between, the one that
// begins the sentence.
func (r *recorder) subject(k int, s text.Sentence) *who.Actor {
	t := r.a.Text
	at := t.Tokens[k].Start
	low := s.Start
	if in := r.innermost(t.Tokens[k].Span); in != nil {
		low = max(low, in.ContentAt.Start) // what is reported has a subject of its own
	}
	before := k - 1
	for before > s.First && strings.HasSuffix(t.Tokens[before].Lower, "ly") {
		before--
	}
	m := r.before(at, low)
	if before >= s.First && t.Tokens[before].Lower == "and" {
		if m = r.a.Cast.At(text.Span{Start: low, End: at}); m != nil && m.Start-low >= 12 {
			m = nil
		}
	} else if m != nil && at-m.End >= 30 {
		m = nil
	}
	if m == nil || m.End > at || !able(m.Actor) || r.amid(m, s) {
		return nil
	}
	return m.Actor
}

// amid reports whether a mention is one of those that fighting is between, so
// that the verb after it is said of the fighting.
func (r *recorder) amid(m *who.Mention, s text.Sentence) bool {
	t := r.a.Text
	k := s.First + sort.Search(s.Last-s.First, func(n int) bool { return t.Tokens[s.First+n].Start >= m.Start })
	for n := k - 1; n >= s.First && n > k-12; n-- {
		if t.Tokens[n].Lower == "between" {
			return true
		}
	}
	return false
}

// able reports whether an actor can do such a thing.
func able(a *who.Actor) bool {
	return a.Kind != "media" && a.Kind != "unnamed" && a.Kind != "organisation"
}

// passive reports whether the verb of m has its doer after it.
func passive(t *text.Text, m mention, first int) bool {
	for k := m.tok - 1; k >= first && k > m.tok-4; k-- {
		switch t.Tokens[k].Lower {
		case "was", "were", "been", "being", "is", "are", "be":
			return true
		}
	}
	return false
}
