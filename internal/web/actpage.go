package web

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// actView is a form for one act, or the page that says what the act will do.
type actView struct {
	C        *caseView // nil for an allegation, which opens one
	M        casework.Mechanism
	Kind     record.Kind
	Key      string // the message that names the act
	Seat     record.Seat
	Fields   []actField
	Form     url.Values // what is filled in
	Refs     []record.Ref
	Audience []record.Seat
	Found    *record.FindingProposed // the finding that it is about
	Evidence []register.Item         // what it may rest on
	About    []register.Item         // what an allegation is made of: an incident, a promise
	Breaks   []register.Item         // promises that it can name as broken
	Others   []dossier               // cases that may go on instead of one that is closed as their duplicate
	Body     record.Body             // once the form makes one
	Effects  []string                // what it will do
	Refused  string                  // why it would count for nothing
	Own      bool                    // it counts under the seat's own key alone
	Sign     *ToSign                 // then: the ways to sign it
	Said     string                  // what is wrong with the form
	Name     string
	Once     string // drawn for the form: an act that is sent twice is made once
	Home     string // of a note: the page that shows what is recorded so
	HomeName string // of that page, where it is about something
	Note     *noted
	Subject  *register.Item // what a note is about
	Picked   []picked       // what else it names
	Lacks    string         // what of that is missing, or wrong
}

// Action gives the address that the form is sent to.
func (a *actView) Action() string {
	switch {
	case a.Home != "":
		return "/record/" + string(a.Kind)
	case a.C == nil:
		return "/cases/new"
	}
	return "/cases/" + string(a.C.ID) + "/do/" + string(a.Kind)
}

// newAllegation shows the form for an allegation, and takes it.
func (s *site) newAllegation(w http.ResponseWriter, r *http.Request) error { return s.act(w, r, nil) }

// doInCase shows the form for a step of a case, and takes it.
func (s *site) doInCase(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	c, err := s.caseOf(r, v)
	if err != nil {
		return err
	}
	return s.act(w, r, c)
}

// act is a form, then a page that says what the act will do, then the act. The
// form's values go along; nothing is kept in between.
func (s *site) act(w http.ResponseWriter, r *http.Request, c *caseView) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	seat := v.Who.Person.Seat
	if s.Desk == nil || seat == "" {
		return fault.New(fault.Forbidden, "acts are a seat's: sign in for one first")
	}
	a, err := s.prepareAct(r, v, c, seat)
	if err != nil {
		return err
	}
	if a.Once = r.PostForm.Get("once"); r.Method == http.MethodGet {
		a.Once = reportKey()
	}
	step := r.PostForm.Get("step")
	if r.Method == http.MethodGet || step == "change" {
		return s.draw(w, r, http.StatusOK, actPage(v, a))
	}
	if a.Body, err = fill(v, a.Kind, a.Fields, a.Form); err == nil && a.Lacks != "" {
		err = fault.New(fault.Invalid, "%s", a.Lacks)
	}
	if err != nil {
		kind := fault.KindOf(err)
		if kind != fault.Invalid {
			return err
		}
		a.Said = or(v.told(err), err.Error())
		return s.draw(w, r, statuses[kind], actPage(v, a))
	}
	a.Own = register.OwnKey(a.M.Constitution, seat, a.Body)
	a.foresee(v, s.Now().UTC())
	if step == "do" {
		return s.carryOut(w, r, v, a)
	}
	if a.Own && a.Refused == "" && s.Signing != nil {
		t, err := s.Signing.Prepare(r.Context(), a.act())
		if err != nil {
			return err
		}
		a.Sign = &t
	}
	a.Name = s.decider(r, v)
	v.Title = v.T("act.check", "what", v.T(a.Key))
	return s.draw(w, r, http.StatusOK, checkActPage(v, a))
}

// othersOffered is how many of the newest cases a form offers that another can be a
// duplicate of; an address can name any (other).
const othersOffered = 300

// prepareAct gives what an address asks for, before anything is filled in.
func (s *site) prepareAct(r *http.Request, v *view, c *caseView, seat record.Seat) (*actView, error) {
	a := &actView{C: c, Kind: record.KindAllegationMade, Key: "do.allege", Seat: seat, Form: r.Form}
	var err error
	if a.M, err = s.Views.Standing(r.Context()); err != nil {
		return nil, err
	}
	if a.M.Constitution == nil {
		return nil, fault.New(fault.Forbidden, "the charter of this mechanism has no rules for cases: it keeps a register, and that is all")
	}
	fixed, state := map[string]string{}, casework.Case{}
	if c == nil {
		a.Audience = v.M.Charter.closed()[0].Seats
		for _, id := range r.Form["about"] {
			if ref := (record.Ref{Role: record.AboutObject, ID: record.ID(id)}); id != "" && !slices.Contains(a.Refs, ref) {
				a.Refs = append(a.Refs, ref)
			}
		}
		if role := a.M.Constitution.Role(seat); role == "party" {
			fixed["submitter"] = "party"
		}
		if n, ok := noteOf(record.Kind(r.PathValue("kind"))); ok {
			return a, s.prepareNote(r, v, n, a)
		}
	} else {
		state, a.Kind, a.Audience = c.S, record.Kind(r.PathValue("kind")), c.Audience
		if !a.Kind.Casework() || a.Kind == record.KindAllegationMade {
			return nil, fault.New(fault.NotFound, "%q is no step of a case", a.Kind)
		}
		a.Refs = append(a.Refs, record.Ref{Role: record.InCase, ID: c.ID})
		for name, role := range map[string]record.Role{"on": record.OnFinding, "re": record.Answering, "other": record.DuplicateOf} {
			if id := record.ID(strings.TrimSpace(r.Form.Get(name))); id != "" {
				a.Refs = append(a.Refs, record.Ref{Role: role, ID: id})
			}
		}
		slices.SortFunc(a.Refs, func(x, y record.Ref) int { return strings.Compare(string(x.Role), string(y.Role)) })
		a.Found, _ = bodyOf[*record.FindingProposed](c, a.finding())
		for _, o := range offers(a.M, c.S, seat, s.Now().UTC()) {
			if o.Kind == a.Kind && o.Finding == a.finding() && o.Answers == a.answers() && chosenBy(o, r.Form) {
				a.Key, fixed = o.Key, o.Fixed
			}
		}
		if a.Key == "do.allege" { // not possible now: the page says why once it is filled in
			a.Key = "kind." + string(a.Kind)
			fixed = settledBy(r.Form)
		}
	}
	a.Seat = seat
	if a.Kind == record.KindAllegationMade {
		if err := s.breaks(r, v, a); err != nil {
			return nil, err
		}
	}
	if a.Fields, err = fieldsOf(v, a.M, state, a.Kind, fixed); err != nil {
		return nil, err
	}
	if a.Kind == record.KindFindingProposed {
		a.begin()
	}
	if c != nil {
		a.Evidence = c.mayRestOn()
	}
	if fixed["outcome"] == "duplicate_of" {
		items, err := s.Views.Items(r.Context(), v.Who.Viewer, record.KindAllegationMade, register.Page{Limit: othersOffered})
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			if d, ok := dossierOf(it, s.Now().UTC()); ok && d.ID != c.ID {
				a.Others = append(a.Others, d)
			}
		}
		if id := record.ID(r.Form.Get("other")); id != "" && id != c.ID && !slices.ContainsFunc(a.Others, func(d dossier) bool { return d.ID == id }) {
			older, err := s.gather(r, v).dossiers([]record.ID{id}, s.Now().UTC())
			if err != nil {
				return nil, err
			}
			a.Others = append(a.Others, older...)
		}
	}
	v.Title = v.T(a.Key)
	return a, nil
}

// settledNames are the fields that an address can settle.
var settledNames = []string{"to", "outcome", "rung", "stage", "preliminary", "verified", "clock", "of"}

func settledBy(form url.Values) map[string]string {
	fixed := map[string]string{}
	for _, name := range settledNames {
		if values, ok := form["fix."+name]; ok {
			fixed[name] = values[0]
		}
	}
	return fixed
}

// chosenBy reports whether an offer is the one that an address settles on.
func chosenBy(o offer, form url.Values) bool {
	asked := settledBy(form)
	for name, value := range o.Fixed {
		if asked[name] != value {
			return false
		}
	}
	return true
}

func (a *actView) ref(role record.Role) record.ID {
	for _, r := range a.Refs {
		if r.Role == role {
			return r.ID
		}
	}
	return ""
}

func (a *actView) finding() record.ID { return a.ref(record.OnFinding) }
func (a *actView) answers() record.ID { return a.ref(record.Answering) }

// begin fills a finding's form with the last one that was put, where nothing is
// filled in yet.
func (a *actView) begin() {
	if a.Form.Get("summary") != "" || a.C == nil {
		return
	}
	for i := range slices.Backward(a.C.S.Findings) {
		if f, ok := bodyOf[*record.FindingProposed](a.C, a.C.S.Findings[i].ID); ok {
			for name, values := range formOf(f) {
				a.Form[name] = values
			}
			return
		}
	}
}

// mayRestOn gives what a finding or a dissent of the case can rest on: the
// incidents and their claims, and what was said and handed over in the case.
func (c *caseView) mayRestOn() []register.Item {
	var all []register.Item
	for _, e := range c.About {
		all = append(all, e.Item)
		for _, who := range e.Claimants {
			for _, claim := range who.Claims {
				all = append(all, claim.Item)
			}
		}
	}
	for _, it := range c.Steps {
		switch it.Kind {
		case record.KindResponseMade, record.KindAccessAnswered, record.KindAllegationMade, record.KindIncidentRecorded:
			all = append(all, it)
		}
	}
	return all
}

// foresee works out what the act would do now, by the rules that will judge it.
func (a *actView) foresee(v *view, now time.Time) {
	if a.Home != "" {
		a.foreseeNote(v, now)
		return
	}
	e := casework.Entry{ID: "new", At: now, Seat: a.Seat, Body: a.Body, Finding: a.finding(), Answers: a.answers(), Other: a.ref(record.DuplicateOf),
		Has: present(a.Body)}
	if a.C == nil {
		after, err := casework.OpenCase(a.M, e)
		if err != nil {
			a.Refused = err.Error()
			return
		}
		a.Effects = effects(v, casework.Case{}, after)
		return
	}
	after, err := casework.Apply(a.M, a.C.S, e)
	if err != nil {
		a.Refused = err.Error()
		return
	}
	a.Effects = effects(v, a.C.S, after)
}

// present tells which content fields a body has.
func present(b record.Body) func(string) bool {
	names := map[string]bool{}
	_, fields, err := record.Split(record.Entry{Kind: b.EntryKind(), ID: "00000000000000000000000000000000", Mechanism: "m",
		Author: record.Author{Seat: "s", Key: "k"}, Stated: time.Unix(0, 0), Audience: []record.Seat{"s"}, Body: b})
	if err == nil {
		for _, f := range fields {
			names[f.Name] = true
		}
	}
	return func(name string) bool { return names[name] }
}

// act gives the act as the desk takes it.
func (a *actView) act() desk.Act {
	return desk.Act{Body: a.Body, Refs: a.Refs, Audience: a.Audience, Key: a.Once}
}

func (a *actView) readers() []record.Seat {
	all := append(slices.Clone(a.Audience), a.Seat)
	slices.Sort(all)
	return slices.Compact(all)
}

// carryOut does the act, attested by the desk.
func (s *site) carryOut(w http.ResponseWriter, r *http.Request, v *view, a *actView) error {
	again := func(err error) error {
		kind := fault.KindOf(err)
		if kind != fault.Invalid && kind != fault.Conflict && kind != fault.Forbidden {
			return err
		}
		a.Said, a.Name = or(v.told(err), err.Error()), s.decider(r, v)
		v.Title = v.T("act.check", "what", v.T(a.Key))
		return s.draw(w, r, statuses[kind], checkActPage(v, a))
	}
	if a.Once == "" {
		return again(fault.New(fault.Invalid, "%s", v.T("act.once.missing")))
	}
	had, done, err := s.Desk.Did(r.Context(), a.Seat, a.act())
	if err != nil {
		return again(err)
	}
	if done { // it came twice: a line that broke, a button that was pressed again
		return s.madeAct(w, r, a, had)
	}
	if a.Refused != "" {
		return again(fault.New(fault.Invalid, "%s", refused(v, a.Refused)))
	}
	if a.Own {
		return again(fault.New(fault.Forbidden, "the desk cannot speak for the seat %s in this: it signs with its own key", a.Seat))
	}
	who := s.person(w, r, v)
	if who.Name == "" {
		return again(fault.New(fault.Invalid, "%s", v.T("desk.name.missing")))
	}
	o, err := s.Desk.Do(r.Context(), who, a.act())
	if err != nil {
		return again(err)
	}
	return s.madeAct(w, r, a, o)
}

// madeAct leads to where an act stands.
func (s *site) madeAct(w http.ResponseWriter, r *http.Request, a *actView, o desk.Outcome) error {
	if a.Home != "" {
		page, at, _ := strings.Cut(a.Home, "#")
		if at != "" {
			at = "#" + at
		}
		leadTo(w, r, fmt.Sprintf("%s?made=%d%s", page, o.Index, at))
		return nil
	}
	entry := o.Entry
	if a.C != nil {
		entry = a.C.ID
	}
	leadTo(w, r, fmt.Sprintf("/cases/%s?made=%d", entry, o.Index))
	return nil
}

// handIn takes an entry that its author has signed on a machine of his own.
func (s *site) handIn(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if s.Desk == nil {
		return s.nothingHere(w, r)
	}
	file, _, err := r.FormFile("entry")
	if err != nil {
		return fault.New(fault.Invalid, "%s", v.T("act.nofile"))
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return fault.New(fault.Invalid, "the file could not be read: %w", err)
	}
	h, err := s.Desk.Submit(r.Context(), data)
	if err != nil {
		return err
	}
	return s.showHanded(w, r, v, handed{Handed: h, Back: "/cases/desk"})
}

// breakable is how many promises of each kind, the latest, an allegation can name.
const breakable = 100

// breaks gathers what an allegation is made of, and the promises that it can name
// as broken.
func (s *site) breaks(r *http.Request, v *view, a *actView) error {
	g := s.gather(r, v)
	for _, kind := range []record.Kind{record.KindClauseRecorded, record.KindUndertakingRecorded} {
		items, err := s.Views.Items(r.Context(), g.who, kind, register.Page{Limit: breakable})
		if err != nil {
			return err
		}
		a.Breaks = append(a.Breaks, items...)
	}
	for _, ref := range a.Refs {
		it, ok, err := g.maybe(ref.ID)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.NotFound, "there is no such entry")
		}
		a.About = append(a.About, it)
	}
	return nil
}

// Names reports whether the allegation names a promise as broken.
func (a *actView) Names(id record.ID) bool {
	return slices.Contains(a.Refs, record.Ref{Role: record.AboutObject, ID: id})
}

// made gives what the allegation is made of beside the promises that can be chosen.
func (a *actView) made() []register.Item {
	return slices.DeleteFunc(slices.Clone(a.About), func(it register.Item) bool {
		return slices.ContainsFunc(a.Breaks, func(b register.Item) bool { return b.ID == it.ID })
	})
}
