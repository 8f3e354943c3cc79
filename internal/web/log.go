package web

import (
	"encoding/json"
	"net/http"
	"sort"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// log lists the entries, newest first, under the latest checkpoint.
func (s *site) log(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	const n = 100
	all, err := s.Views.Entries(r.Context(), v.Who.Viewer, register.Page{Before: before(r), Limit: n + 1})
	if err != nil {
		return err
	}
	next := int64(0)
	if len(all) > n {
		all = all[:n]
		next = all[n-1].Index
	}
	gone := refusedView{}
	if gone.Entries, err = s.Views.Items(r.Context(), v.Who.Viewer, record.KindSubmissionRefused, register.Page{Limit: mostRefused}); err != nil {
		return err
	}
	gone.Doors, err = s.Views.Refused(r.Context(), v.Who.Viewer)
	if err != nil && !fault.Is(err, fault.Forbidden) {
		return err
	}
	v.Title = v.T("log.title")
	return s.draw(w, r, http.StatusOK, logPage(v, all, next, gone))
}

// mostRefused is how many refusals the page of the log lists.
const mostRefused = 20

// refusedView is what was handed in and did not become part of the record: the
// newest that the viewer may read of, and what was counted at the doors, for those
// who work at the desk.
type refusedView struct {
	Entries []register.Item
	Doors   []DoorCount
}

// reasonOf is why an entry was refused, as the rules said it; "" where that is not
// for the viewer.
func reasonOf(it register.Item) string {
	if b, ok := it.Body.(*record.SubmissionRefused); ok {
		return b.Reason
	}
	return ""
}

// indexed gives the entry that an address names by its place in the log, and the
// page that it is for.
func (s *site) indexed(w http.ResponseWriter, r *http.Request) (*view, register.Item, error) {
	v, err := s.see(w, r)
	if err != nil {
		return nil, register.Item{}, err
	}
	n, err := strconv.ParseInt(r.PathValue("index"), 10, 64)
	if err != nil || n < 0 {
		return nil, register.Item{}, fault.New(fault.NotFound, "entries are numbered from 0; %q is no number of one", r.PathValue("index"))
	}
	it, err := s.Views.ItemAt(r.Context(), v.Who.Viewer, n)
	return v, it, err
}

// entry shows one entry as it is: who made it, what it refers to, every field.
func (s *site) entry(w http.ResponseWriter, r *http.Request) error {
	v, it, err := s.indexed(w, r)
	if err != nil {
		return err
	}
	e := entryView{Item: it}
	for _, ref := range it.Refs {
		other, err := s.Views.Item(r.Context(), v.Who.Viewer, ref.ID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		e.Refs = append(e.Refs, refView{ref, other, err == nil})
	}
	if e.Control, err = fields(it.Control); err != nil {
		return err
	}
	if it.Body != nil {
		raw, err := json.Marshal(it.Body)
		if err != nil {
			return err
		}
		all, err := fields(raw)
		if err != nil {
			return err
		}
		for _, f := range all {
			if contains(it.Present, f.Name) && !contains(it.Closed, f.Name) {
				e.Content = append(e.Content, f)
			}
		}
	}
	v.Title = v.T("entry.n", "n", v.Int64(it.Index))
	return s.draw(w, r, http.StatusOK, entryPage(v, e))
}

// byID leads from an entry's id to the page of what it holds.
func (s *site) byID(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	it, err := s.Views.Item(r.Context(), v.Who.Viewer, record.ID(r.PathValue("id")))
	if err != nil {
		return err
	}
	leadTo(w, r, href(it))
	return nil
}

// entryView is an entry as its page shows it.
type entryView struct {
	register.Item
	Refs             []refView
	Control, Content []field
}

type refView struct {
	record.Ref
	Item register.Item
	Open bool
}

// field is one field of an entry, written for people.
type field struct{ Name, Value string }

// fields gives the fields of a JSON object, sorted.
func fields(raw json.RawMessage) ([]field, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var m map[string]json.RawMessage
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, fault.New(fault.Corrupt, "an entry's fields are damaged: %w", err)
	}
	var all []field
	for name, value := range m {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = indented(value)
		}
		all = append(all, field{name, text})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all, nil
}

// receipt gives the proof of an entry as a file.
func (s *site) receipt(w http.ResponseWriter, r *http.Request) error {
	v, it, err := s.indexed(w, r)
	if err != nil {
		return err
	}
	_, proof, err := s.Views.Receipt(r.Context(), v.Who.Viewer, strconv.FormatInt(it.Index, 10))
	if err != nil {
		return err
	}
	return download(w, receiptName(it), "text/plain; charset=utf-8", proof)
}

// checkpoint gives the latest checkpoint as a file.
func (s *site) checkpoint(w http.ResponseWriter, r *http.Request) error {
	m, err := s.Views.Mechanism(r.Context())
	if err != nil {
		return err
	}
	if m.Checkpoint.Size == 0 {
		return fault.New(fault.NotFound, "no checkpoint has been signed yet; ask again in a moment")
	}
	return plain(w, m.Checkpoint.Note)
}

// itemHead names any object in a line.
func itemHead(v *view, it register.Item) string {
	switch b := it.Body.(type) {
	case *record.SourceFiled:
		return v.isolate((&filed{it.ID, b}).Called())
	case *record.StatementRecorded:
		return statementHead(v, b)
	case *record.IncidentRecorded:
		return eventHead(v, event{thing: thing[*record.IncidentRecorded]{Item: it, B: b}})
	case *record.ClaimRecorded:
		who := v.Party(b.Claimant)
		if who == "" {
			who = orUnknown(v, b.RecordedBy)
		}
		return v.T("claim.says.line", "who", who, "what", claimLine(v, b))
	case *record.UndertakingRecorded:
		return promiseHead(v, promise{thing: thing[*record.UndertakingRecorded]{Item: it, B: b}})
	case *record.InstrumentRecorded:
		return agreementHead(v, b)
	case *record.TalksRecorded:
		return roundHead(v, b)
	case *record.AllegationMade:
		return caseHead(v, dossier{thing: thing[*record.AllegationMade]{Item: it, B: b}, S: stateOf(it)})
	case *record.CrossingStatusRecorded:
		return statusSays(v, thing[*record.CrossingStatusRecorded]{Item: it, B: b})
	}
	return stepHead(v, it)
}

func startOf(all []register.Item) string {
	if len(all) == 0 {
		return "0"
	}
	return strconv.FormatInt(all[0].Index, 10)
}

func joined(list []string) string { return strings.Join(list, " · ") }

// SeatList writes several seats.
func (v *view) SeatList(seats []record.Seat) string {
	names := make([]string, len(seats))
	for i, s := range seats {
		names[i] = v.isolate(v.Seat(s))
	}
	return strings.Join(names, v.T("list.and"))
}
