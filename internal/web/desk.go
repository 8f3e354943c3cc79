package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// documents lists what waits at the desk.
func (s *site) documents(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, err := s.Views.Documents(r.Context(), v.Who.Viewer)
	if err != nil {
		return err
	}
	files := make([]deskFile, len(all))
	for i, d := range all {
		files[i] = deskFile{Document: d}
		if err := json.Unmarshal(d.Read, &files[i].Read); err != nil {
			return fault.New(fault.Corrupt, "the reading of document %s is damaged: %w", d.ID, err)
		}
	}
	// What waits first, then the newest.
	slices.SortStableFunc(files, func(a, b deskFile) int { return min(b.Open, 1) - min(a.Open, 1) })
	due, err := s.alarm(r, v)
	if err != nil {
		return err
	}
	v.Title = v.T("desk.title")
	return s.draw(w, r, http.StatusOK, deskPage(v, files, due))
}

// deskFile is a document at the desk with its reading.
type deskFile struct {
	desk.Document
	Read draft.Document
}

// Called gives what a document is called.
func (f deskFile) Called() string {
	if f.Read.Title != nil {
		return spanWords(*f.Read.Title).Readable()
	}
	return f.File
}

// source is the document as a source of the register, for what shows one.
func (f deskFile) source() *filed {
	return &filed{f.Source, &record.SourceFiled{File: f.File, Language: f.Read.Language, Title: f.Called()}}
}

// deskView is one document and its drafts.
type deskView struct {
	deskFile
	Text  []paragraph
	Cut   bool
	Cards []card
	Name  string // who decides, as said before
	Picks map[string]bool
	Said  string // what went wrong with the last form, in the reader's terms
	Done  []desk.Outcome
}

// Waiting reports whether any draft of the document waits.
func (d deskView) Waiting() bool { return d.Open > 0 }

const nameCookie = "name"

// document shows a document beside its drafts.
func (s *site) document(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	return s.showDocument(w, r, v, http.StatusOK, "", nil)
}

func (s *site) showDocument(w http.ResponseWriter, r *http.Request, v *view, status int, said string, picks map[string]bool) error {
	d, drafts, err := s.atDesk(r, v)
	if err != nil {
		return err
	}
	d.Said, d.Picks, d.Name = said, picks, s.decider(r, v)
	if v.Title = d.Called(); said != "" {
		v.Title = v.T("fail.mark") + " · " + v.Title
	}
	var mentions []mention
	index := map[string]int{}
	for _, one := range drafts {
		c, err := cardOf(v, one, &d.Read)
		if err != nil {
			return err
		}
		if c.Words.End > 0 {
			mentions = append(mentions, mention{ID: c.Local, Href: "#d-" + c.Local, Title: v.Word("draft", c.Kind) + ": " + c.Head,
				Open: c.IsOpen(), Start: c.Words.Start, End: c.Words.End})
		}
		if i, ok := index[c.Incident]; ok && c.Incident != "" {
			d.Cards[i].Parts = append(d.Cards[i].Parts, c)
			continue
		}
		index[c.ID] = len(d.Cards)
		d.Cards = append(d.Cards, c)
	}
	if d.Text, d.Cut, err = s.deskText(r, v, d, mentions); err != nil {
		return err
	}
	return s.draw(w, r, status, documentPage(v, d))
}

// atDesk gives the document that an address names, with its drafts in order.
func (s *site) atDesk(r *http.Request, v *view) (deskView, []desk.Draft, error) {
	doc, _, drafts, err := s.Views.Document(r.Context(), v.Who.Viewer, r.PathValue("document"))
	if err != nil {
		return deskView{}, nil, err
	}
	d := deskView{deskFile: deskFile{Document: doc}}
	if err := json.Unmarshal(doc.Read, &d.Read); err != nil {
		return d, nil, fault.New(fault.Corrupt, "the reading of document %s is damaged: %w", doc.ID, err)
	}
	// Incidents come before the claims about them, whatever stands first in the text.
	slices.SortStableFunc(drafts, func(a, b desk.Draft) int { return claimLast(a) - claimLast(b) })
	return d, drafts, nil
}

func claimLast(d desk.Draft) int {
	if d.Kind == "figure" || d.Kind == "attribution" {
		return 1
	}
	return 0
}

func (s *site) deskText(r *http.Request, v *view, d deskView, mentions []mention) ([]paragraph, bool, error) {
	_, raw, _, err := s.Views.Document(r.Context(), v.Who.Viewer, d.ID)
	if err != nil {
		return nil, false, err
	}
	t, err := open(d.File, raw, d.Read.Item)
	if err != nil {
		return nil, false, err
	}
	all, cut := marked(t, d.Read.Boilerplate, mentions)
	return all, cut, nil
}

// decider gives the name of who decides: the session's, else the one said before.
func (s *site) decider(r *http.Request, v *view) string {
	if v.Who.Person.Name != "" {
		return v.Who.Person.Name
	}
	if c, err := r.Cookie(nameCookie); err == nil {
		if name, err := url.QueryUnescape(c.Value); err == nil {
			return name
		}
	}
	return ""
}

// person gives who decides, as a form says it, and remembers the name.
func (s *site) person(w http.ResponseWriter, r *http.Request, v *view) desk.Person {
	p := v.Who.Person
	if p.Name == "" {
		p.Name = strings.TrimSpace(r.PostFormValue("name"))
		if len(p.Name) > 200 {
			p.Name = ""
		}
		if p.Name != "" {
			session.Remember(w, r, session.Kept{Name: nameCookie, Value: url.QueryEscape(p.Name), Path: "/desk", For: 90 * 24 * time.Hour})
		}
	}
	return p
}

// deskForm reads a form of the desk, sent by somebody who may decide there.
func (s *site) deskForm(w http.ResponseWriter, r *http.Request) (*view, error) {
	v, err := s.see(w, r)
	if err != nil {
		return nil, err
	}
	if s.Desk == nil || !v.AtDesk() {
		return nil, fault.New(fault.Forbidden, "the drafts are the secretariat's to decide on")
	}
	if err := r.ParseForm(); err != nil {
		return nil, fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	return v, nil
}

// decide takes the desk's form: accept or reject one draft or those picked, make
// one of those picked, or take a rejection back.
func (s *site) decide(w http.ResponseWriter, r *http.Request) error {
	v, err := s.deskForm(w, r)
	if err != nil {
		return err
	}
	picks := map[string]bool{}
	for _, id := range r.PostForm["draft"] {
		picks[id] = true
	}
	who, doc := s.person(w, r, v), r.PathValue("document")
	var ids []string
	do, reason := "accept", ""
	switch f := r.PostForm; {
	case f.Get("accept") != "":
		ids = []string{f.Get("accept")}
	case f.Get("reject") != "":
		ids, do, reason = []string{f.Get("reject")}, "reject", f.Get("reason."+f.Get("reject"))
	case f.Get("reopen") != "":
		ids, do = []string{f.Get("reopen")}, "reopen"
	case f.Get("batch") == "accept":
		ids = f["draft"]
	case f.Get("batch") == "reject":
		ids, do, reason = f["draft"], "reject", f.Get("reason")
	case f.Get("batch") == "merge":
		ids, do = f["draft"], "merge"
	}
	again := func(err error) error {
		kind := fault.KindOf(err)
		if kind != fault.Invalid && kind != fault.Conflict && kind != fault.NotFound {
			return err
		}
		return s.showDocument(w, r, v, statuses[kind], v.told(err), picks)
	}
	switch {
	case slices.ContainsFunc(ids, func(id string) bool { return !strings.HasPrefix(id, doc+"-") }):
		return fault.New(fault.Invalid, "the form names a draft of another document")
	case len(ids) == 0:
		return again(fault.New(fault.Invalid, "%s", v.T("desk.none.picked")))
	case who.Name == "":
		return again(fault.New(fault.Invalid, "%s", v.T("desk.name.missing")))
	case do == "reject" && strings.TrimSpace(reason) == "":
		return again(fault.New(fault.Invalid, "%s", v.T("desk.reason.missing")))
	}
	_, drafts, err := s.atDesk(r, v)
	if err != nil {
		return err
	}
	told, seen := url.Values{}, seenIn(r.PostForm, ids)
	if batch := r.PostForm.Get("batch"); batch == "accept" || batch == "reject" {
		rest := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return meanwhile(drafts, id, seen) })
		if n := len(ids) - len(rest); n > 0 && len(rest) > 0 {
			ids = rest
			told.Set("left", itoa(n))
		}
	}
	local := func(id string) string { return "d-" + strings.TrimPrefix(id, doc+"-") }
	switch do {
	case "reject":
		if err := s.Desk.Reject(r.Context(), who, reason, ids); err != nil {
			return again(err)
		}
		told.Set("rejected", itoa(len(ids)))
		return s.back(w, r, doc, told, after(drafts, ids))
	case "reopen":
		if err := s.Desk.Reopen(r.Context(), who, ids); err != nil {
			return again(err)
		}
		return s.back(w, r, doc, url.Values{"reopened": {"1"}}, local(ids[0]))
	case "merge":
		if err := s.Desk.Merge(r.Context(), who, ids, seen); err != nil {
			return again(err)
		}
		return s.back(w, r, doc, url.Values{"merged": {itoa(len(ids) - 1)}}, local(ids[0]))
	}
	ids = withIncidents(drafts, ids)
	made, err := s.Desk.Accept(r.Context(), who, ids, seenIn(r.PostForm, ids))
	if err != nil {
		return again(err)
	}
	for _, m := range made {
		told.Add("made", itoa(int(m.Index)))
	}
	return s.back(w, r, doc, told, after(drafts, ids))
}

// meanwhile reports whether a draft was decided or corrected by somebody else since it
// was seen: what else was picked with it need not wait for another look.
func meanwhile(drafts []desk.Draft, id string, seen desk.Seen) bool {
	i := slices.IndexFunc(drafts, func(d desk.Draft) bool { return d.ID == id })
	return i >= 0 && (drafts[i].State != desk.Open || seen[id] != "" && seen[id] != drafts[i].Version())
}

// seenIn gives which state of each draft a form was made from.
func seenIn(form url.Values, ids []string) desk.Seen {
	seen := desk.Seen{}
	for _, id := range ids {
		seen[id] = form.Get("seen." + id)
	}
	return seen
}

// withIncidents adds to claims the incidents they are about, where those wait:
// one cannot be accepted without the other.
func withIncidents(drafts []desk.Draft, ids []string) []string {
	all := slices.Clone(ids)
	for _, d := range drafts {
		if !slices.Contains(ids, d.ID) || claimLast(d) == 0 {
			continue
		}
		var c struct {
			Incident string `json:"incident"`
		}
		if json.Unmarshal(current(d), &c) != nil {
			continue
		}
		need := d.Document + "-" + c.Incident
		if !slices.Contains(all, need) && slices.ContainsFunc(drafts, func(o desk.Draft) bool { return o.ID == need && o.State == desk.Open }) {
			all = append(all, need)
		}
	}
	return all
}

// after gives the place on the page of the next draft that waits.
func after(drafts []desk.Draft, ids []string) string {
	last := -1
	for i, d := range drafts {
		if slices.Contains(ids, d.ID) {
			last = i
		}
	}
	for _, d := range append(slices.Clone(drafts[last+1:]), drafts[:last+1]...) {
		if d.State == desk.Open && !slices.Contains(ids, d.ID) {
			return "d-" + strings.TrimPrefix(d.ID, d.Document+"-")
		}
	}
	return "done"
}

// back leads from a form to the page again, so that reloading it sends nothing twice.
func (s *site) back(w http.ResponseWriter, r *http.Request, doc string, q url.Values, anchor string) error {
	leadTo(w, r, "/desk/"+url.PathEscape(doc)+"?"+q.Encode()+"#"+anchor)
	return nil
}
