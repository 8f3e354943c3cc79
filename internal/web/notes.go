package web

import (
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Some entries are no step of a case, and are made in the same forms: what was
// watched and announced, what stands beside a promise or an incident, how a source
// is graded.

// noted is a kind that is recorded in a form of its own, and the page that shows
// what is recorded so.
type noted struct {
	Kind  record.Kind
	Key   string // the message that names the form
	Home  string // the page it comes from; "" for that of what it is about
	About aboutWhat
	Role  record.Role // in which it names that
	Picks []pick      // what else it names
}

// aboutWhat says what an entry can name.
type aboutWhat string

const (
	ofNothing     aboutWhat = ""
	ofPromise     aboutWhat = "promise" // an undertaking or a clause
	ofUndertaking aboutWhat = "undertaking"
	ofClause      aboutWhat = "clause"
	ofAgreement   aboutWhat = "agreement"
	ofDeclaration aboutWhat = "declaration" // of what the note is about
	ofRound       aboutWhat = "round"       // of talks
	ofIncident    aboutWhat = "incident"
	ofSource      aboutWhat = "source"
	ofSaid        aboutWhat = "said" // a statement or a claim
	ofNotice      aboutWhat = "notice"
)

// aboutKinds are the kinds of what an entry can name.
var aboutKinds = map[aboutWhat][]record.Kind{
	ofPromise:     {record.KindClauseRecorded, record.KindUndertakingRecorded},
	ofUndertaking: {record.KindUndertakingRecorded},
	ofClause:      {record.KindClauseRecorded},
	ofAgreement:   {record.KindInstrumentRecorded},
	ofDeclaration: {record.KindDeclarationMade},
	ofRound:       {record.KindTalksRecorded},
	ofIncident:    {record.KindIncidentRecorded},
	ofSource:      {record.KindSourceFiled},
	ofSaid:        {record.KindClaimRecorded, record.KindStatementRecorded},
	ofNotice:      {record.KindNoticeGiven},
}

// lists are the pages on which such things are listed.
var lists = map[aboutWhat]string{ofPromise: "/undertakings", ofUndertaking: "/undertakings", ofClause: "/agreements", ofAgreement: "/agreements",
	ofRound: "/talks", ofIncident: "/incidents", ofSource: "/sources", ofSaid: "/statements"}

// pick is something else that an entry names: chosen from what there is, or given
// by the number of its entry.
type pick struct {
	Name    string // in the form and the address
	Role    record.Role
	Of      aboutWhat
	Needed  bool
	Several bool
}

// reportedIn is the document that reports what another says.
var reportedIn = pick{"source", record.FromSource, ofSource, false, false}

var notes = []noted{
	{record.KindCoverageRecorded, "do.coverage", "/assessment", ofNothing, "", nil},
	{record.KindNoticeGiven, "do.notice", "/conduct", ofNothing, "", nil},
	{record.KindHotlineCall, "do.call", "/conduct", ofNothing, "", nil},
	{record.KindModeChanged, "do.mode", standingPath, ofNothing, "", nil},
	{record.KindSeatVacated, "do.vacate", standingPath, ofNothing, "", nil},
	{record.KindSeatFilled, "do.fill", standingPath, ofNothing, "", nil},
	{record.KindObligationSpecified, "do.obligation", "", ofPromise, record.AboutObject, []pick{{"depends_on", record.DependsOn, ofPromise, false, false}}},
	{record.KindGradeGiven, "do.grade", "", ofPromise, record.AboutObject, []pick{reportedIn}},
	{record.KindFormAdvanced, "do.form", "", ofUndertaking, record.AboutObject, nil},
	{record.KindClauseMoved, "do.clause.move", "", ofClause, record.AboutObject, []pick{{"successor", record.SupersededBy, ofClause, false, false}}},
	{record.KindLineageLinked, "do.lineage", "", ofPromise, record.AboutObject, []pick{{"earlier", record.Earlier, ofPromise, true, false}}},
	{record.KindReadingContested, "do.contest", "", ofPromise, record.AboutObject, []pick{reportedIn}},
	{record.KindGuaranteeMoved, "do.guarantee", "", ofUndertaking, record.AboutObject, nil},
	{record.KindDeclarationMade, "do.declare", "", ofPromise, record.AboutObject, nil},
	{record.KindDeclarationConcluded, "do.conclude", "", ofPromise, record.AboutObject, []pick{{"declaration", record.Answering, ofDeclaration, true, false}}},
	{record.KindCountReported, "do.count", "", ofPromise, record.AboutObject, nil},
	{record.KindIndicatorRead, "do.indicator", "", ofPromise, record.AboutObject, nil},
	{record.KindClauseRecorded, "do.clause", "", ofAgreement, record.OfInstrument, nil},
	{record.KindTextVariantFiled, "do.variant", "", ofAgreement, record.OfInstrument, nil},
	{record.KindDraftTabled, "do.draft", "", ofRound, record.AboutObject, nil},
	{record.KindIncidentsMerged, "do.merge", "", ofIncident, record.Into, []pick{{"merged", record.Merged, ofIncident, true, true}}},
	{record.KindIncidentSplit, "do.split", "", ofIncident, record.AboutObject, []pick{{"parts", record.Into, ofIncident, true, true}}},
	{record.KindIncidentRedated, "do.redate", "", ofIncident, record.AboutObject, nil},
	{record.KindRangeSet, "do.range", "", ofIncident, record.AboutObject, nil},
	{record.KindConfirmationSought, "do.confirm", "", ofIncident, record.AboutObject, nil},
	{record.KindNoticeMatched, "do.match", "", ofIncident, record.AboutObject, []pick{{"notice", record.OfNotice, ofNotice, true, false}}},
	{record.KindSourceGraded, "do.grade.source", "", ofSource, record.AboutObject, nil},
	{record.KindMediaChecked, "do.check.media", "", ofSource, record.AboutObject, []pick{{"shown_in", record.FromSource, ofSource, false, false}}},
	{record.KindSourceLinked, "do.link.source", "", ofSource, record.AboutObject, []pick{{"copy_of", record.CopyOf, ofSource, true, false}}},
	{record.KindCredibilityGraded, "do.grade.said", "", ofSaid, record.AboutObject, nil},
}

func noteOf(kind record.Kind) (noted, bool) {
	i := slices.IndexFunc(notes, func(n noted) bool { return n.Kind == kind })
	if i < 0 {
		return noted{}, false
	}
	return notes[i], true
}

// notesAbout gives the kinds that are about such a thing, in the order of the table.
func notesAbout(what ...aboutWhat) (all []record.Kind) {
	for _, n := range notes {
		if slices.Contains(what, n.About) && n.Kind != record.KindDeclarationConcluded { // it is begun at the declaration
			all = append(all, n.Kind)
		}
	}
	return all
}

// note shows the form for such an entry, and takes it.
func (s *site) note(w http.ResponseWriter, r *http.Request) error {
	n, ok := noteOf(record.Kind(r.PathValue("kind")))
	if !ok {
		return s.nothingHere(w, r)
	}
	if r.Method == http.MethodGet && n.About != ofNothing && n.About != ofRound && r.FormValue("about") == "" {
		return s.noteBegin(w, r, n)
	}
	return s.act(w, r, nil)
}

// begun is what an entry can be made about, where its address names nothing.
type begun struct {
	N     noted
	Items []register.Item // the newest
	List  string          // the page that lists all; "" where there is none
}

// newest is how many things a form offers to choose from.
const newest = 60

// noteBegin shows what an entry of the kind can be made about.
func (s *site) noteBegin(w http.ResponseWriter, r *http.Request, n noted) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	b := begun{N: n, List: lists[n.About]}
	for _, kind := range aboutKinds[n.About] {
		items, err := s.Views.Items(r.Context(), v.Who.Viewer, kind, register.Page{Limit: newest / 2})
		if err != nil {
			return err
		}
		b.Items = append(b.Items, items...)
	}
	v.Title = v.T(n.Key)
	return s.draw(w, r, http.StatusOK, noteBeginPage(v, b))
}

// mayNote gives the notes that the reader's seat may make, by kind.
func (s *site) mayNote(r *http.Request, v *view) (map[record.Kind]bool, error) {
	may := map[record.Kind]bool{}
	if s.Desk == nil || v.Who.Person.Seat == "" {
		return may, nil
	}
	m, err := s.Views.Standing(r.Context())
	if err != nil || m.Constitution == nil {
		return may, err
	}
	seat, ok := m.Constitution.Seat(v.Who.Person.Seat)
	for _, n := range notes {
		may[n.Kind] = ok && access.May(seat, n.Kind) == nil
	}
	may[record.KindAllegationMade] = ok && access.May(seat, record.KindAllegationMade) == nil
	return may, nil
}

// mayAny reports whether there is any of some kinds that the reader's seat may make.
func mayAny(may map[record.Kind]bool, kinds []record.Kind) bool {
	return slices.ContainsFunc(kinds, func(k record.Kind) bool { return may[k] })
}

// noteAddress gives the form of a note, about something where it is about anything.
func noteAddress(kind record.Kind, about record.ID) string {
	if about == "" {
		return "/record/" + string(kind)
	}
	return "/record/" + string(kind) + "?about=" + string(about)
}

// latest gives the newest objects of a kind, for what a page shows beside its form.
func latest[B record.Body](g *gather, kind record.Kind, n int) ([]thing[B], error) {
	items, err := g.views.Items(g.ctx, g.who, kind, register.Page{Limit: n})
	if err != nil {
		return nil, err
	}
	return things[B](g, items)
}

// homeName names the page that shows what is recorded.
func homeName(v *view, home string) string {
	switch home {
	case "/conduct":
		return v.T("conduct.title")
	case standingPath:
		return v.T("standing.title")
	case "/talks":
		return v.T("talks.title")
	}
	return v.T("assess.title")
}
