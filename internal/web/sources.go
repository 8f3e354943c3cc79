package web

import (
	"encoding/json"
	"mime"
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// listSources lists the documents that the record rests on.
func (s *site) listSources(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, next, err := list[*record.SourceFiled](s.gather(r, v), record.KindSourceFiled, before(r), pageSize)
	if err != nil {
		return err
	}
	v.Title = v.T("sources.title")
	return s.draw(w, r, http.StatusOK, sourcesPage(v, all, next))
}

// source shows a document with the words of everything that was recorded from
// it marked.
func (s *site) source(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	t, err := one[*record.SourceFiled](g, r)
	if err != nil {
		return err
	}
	from, err := s.Views.Linked(r.Context(), v.Who.Viewer, t.ID, record.FromSource)
	if err != nil {
		return err
	}
	var mentions []mention
	for _, it := range from {
		if words, ok := wordsOf(it.Body); ok {
			mentions = append(mentions, mention{ID: string(it.ID), Href: href(it), Title: v.Word("kind", string(it.Kind)), Start: words.Start, End: words.End})
		}
	}
	page := sourceView{thing: t, From: from, NoText: !isText(t.B.MIME)}
	var doc *text.Text
	if !page.NoText {
		doc, err = g.text(&filed{t.ID, t.B})
	}
	switch {
	case page.NoText:
	case fault.Is(err, fault.NotFound):
		page.Gone = true
	case fault.Is(err, fault.Invalid):
		page.NoText = true // it is not what it was said to be
	case err != nil:
		return err
	default:
		asides, err := s.boilerplate(r, v, t.ID)
		if err != nil {
			return err
		}
		page.Text, page.Cut = marked(doc, asides, mentions)
	}
	if page.Checks, err = g.checksOf(t); err != nil {
		return err
	}
	if page.Links, err = g.linksOf(t.ID); err != nil {
		return err
	}
	if page.May, err = s.mayNote(r, v); err != nil {
		return err
	}
	v.Title = (&filed{t.ID, t.B}).Called()
	return s.draw(w, r, http.StatusOK, sourcePage(v, page))
}

// sourceView is a document of the register as its page shows it.
type sourceView struct {
	thing[*record.SourceFiled]
	Text   []paragraph
	Cut    bool
	Gone   bool
	NoText bool            // a picture, or another file that is not read
	From   []register.Item // what was recorded from it
	Links  []sourceLink
	Checks []mediaCheck // of a picture or recording
	May    map[record.Kind]bool
}

// sourceLink is what a document is to another, as somebody sees it.
type sourceLink struct {
	Of       bool // this one is what the relation says, of the other
	Relation string
	Other    *register.Item // nil where the reader may not know of it
	Entry    register.Item
}

// linksOf gives what a document is to others, and others to it.
func (g *gather) linksOf(id record.ID) (all []sourceLink, err error) {
	for _, end := range []struct{ mine, other record.Role }{{record.AboutObject, record.CopyOf}, {record.CopyOf, record.AboutObject}} {
		items, err := linked[*record.SourceLinked](g, id, end.mine)
		if err != nil {
			return nil, err
		}
		for _, t := range items {
			l := sourceLink{Of: end.mine == record.AboutObject, Relation: t.B.Relation, Entry: t.Item}
			it, ok, err := g.maybe(first(t.Item, end.other))
			if err != nil {
				return nil, err
			}
			if ok {
				l.Other = &it
			}
			all = append(all, l)
		}
	}
	return all, nil
}

// reliability gives the grade of a document that holds: the last, or as it was filed.
func reliability(t thing[*record.SourceFiled]) string {
	if n := len(t.Graded); n > 0 {
		return t.Graded[n-1].Value
	}
	return t.B.Reliability
}

// isText reports whether files of a type are read; those of no type were.
func isText(kind string) bool {
	return kind == "" || strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "message/") || strings.Contains(kind, "xml")
}

// boilerplate gives what the reader took for no part of the article.
func (s *site) boilerplate(r *http.Request, v *view, id record.ID) ([]draft.Boilerplate, error) {
	raw, err := s.Views.Reading(r.Context(), v.Who.Viewer, id)
	if err != nil || raw == nil {
		return nil, err
	}
	var read draft.Document
	if err := json.Unmarshal(raw, &read); err != nil {
		return nil, fault.New(fault.Corrupt, "the reading of source %s is damaged: %w", id, err)
	}
	return read.Boilerplate, nil
}

// sourceFile gives the document as it came, byte for byte. It is never opened in
// the browser: what somebody else made does not run here.
func (s *site) sourceFile(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	t, err := one[*record.SourceFiled](s.gather(r, v), r)
	if err != nil {
		return err
	}
	raw, err := s.Views.SourceBytes(r.Context(), v.Who.Viewer, t.ID)
	if err != nil {
		return err
	}
	return download(w, t.B.File, "application/octet-stream", raw)
}

// download sends a file to be kept, under a name.
func download(w http.ResponseWriter, name, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, err := w.Write(body) // #nosec G705 -- a download: nothing of it is shown or run, and no browser guesses its type
	return err
}

// wordsOf gives the words of a record that stand in its source.
func wordsOf(b record.Body) (record.Words, bool) {
	var w record.Words
	switch b := b.(type) {
	case *record.StatementRecorded:
		w = b.Words
	case *record.IncidentRecorded:
		w = b.Words
	case *record.ClaimRecorded:
		w = b.Words
	case *record.UndertakingRecorded:
		w = b.Words
	case *record.InstrumentRecorded:
		w = b.Words
	case *record.TalksRecorded:
		w = b.Words
	case *record.CrossingStatusRecorded:
		w = b.Words
	}
	return w, w.End > w.Start
}

// redactable reports whether a file is of a kind of which surety redact makes a
// copy with parts of it black.
func redactable(mime string) bool {
	return strings.HasPrefix(mime, "image/") || strings.HasPrefix(mime, "application/pdf")
}
