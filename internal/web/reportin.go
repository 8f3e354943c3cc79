package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Limits of a report from the field.
const (
	maxReport     = 160 << 20        // bytes of the whole form
	maxAttachment = 16 << 20         // of one file: what the pages can give back
	maxFiles      = 10               // that come with a report
	maxField      = 64 << 10         // of one field
	patience      = 30 * time.Second // without a byte from a line that has not ended
	longestForm   = 30 * time.Minute // from its first byte to its last
)

// reportedBy says where the day of a report's text comes from: whoever reports.
const reportedBy = "reported"

var errNotReporting = fault.New(fault.Forbidden, "reports from the field are handed in for a seat that the desk can attest; parties and guarantors sign for themselves: make an allegation")

// reportIn takes a report: its fields first, then its files, each kept as it
// comes. A report that came before is not read any further.
func (s *site) reportIn(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if s.Desk == nil || !v.reports() {
		return errNotReporting
	}
	r.Body = &patient{ReadCloser: r.Body, of: http.NewResponseController(w), ends: time.Now().Add(longestForm)}
	parts, err := r.MultipartReader()
	if err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	form, file, err := fieldsFirst(parts)
	if err != nil {
		return err
	}
	f := fieldView{Form: form, Key: form.Get("key"), Files: file != nil}
	again := func(err error) error {
		kind := fault.KindOf(err)
		if kind != fault.Invalid && kind != fault.Conflict && kind != fault.NotFound {
			return err
		}
		io.Copy(io.Discard, r.Body) //nolint:errcheck // what is left of the form: the answer waits for it
		f.Said = or(v.told(err), err.Error())
		return s.showField(w, r, v, statuses[kind], f)
	}
	who := v.Who.Person
	if who.Name = or(who.Name, clipped(strings.TrimSpace(form.Get("name")), 200)); who.Name == "" {
		return again(fault.New(fault.Invalid, "%s", v.T("desk.name.missing")))
	}
	rememberReporter(w, r, who.Name)
	report, err := s.reportOf(v, form)
	if err != nil {
		return again(err)
	}
	if had, err := s.Desk.ReportedBefore(r.Context(), who.Seat, report); err != nil {
		return again(err)
	} else if had.Again {
		io.Copy(io.Discard, r.Body) //nolint:errcheck // as above
		return s.sentIn(w, r, form, had)
	}
	var kept []record.SourceFiled
	taken := false
	defer func() {
		if !taken {
			s.Desk.Drop(kept)
		}
	}()
	keep := func(name, kind string, body io.Reader) error {
		one, err := s.Desk.Keep(r.Context(), name, kind, body)
		if err != nil {
			return err
		}
		one.Submitter, one.AcceptedBy = submitterOf(v.Who.Role()), who.Name
		kept = append(kept, one)
		return nil
	}
	text := report.Incident.Words.Text
	if err := keep("report-"+report.Key[:8]+".txt", "text/plain; charset=utf-8", strings.NewReader(text)); err != nil {
		return err
	}
	kept[0].Language, kept[0].Title, kept[0].Published, kept[0].PublishedFrom = v.Tag, titleOf(text), s.today(), reportedBy
	for ; file != nil; file, err = parts.NextPart() {
		if err != nil && !errors.Is(err, io.EOF) {
			return cut(err)
		}
		if file.FileName() == "" {
			continue
		}
		if len(kept) > maxFiles {
			return again(fault.New(fault.Invalid, "%s", v.N("report.files.many", maxFiles)))
		}
		name, limited := fileName(file.FileName()), &io.LimitedReader{R: file, N: maxAttachment + 1}
		if err := keep(name, clipped(file.Header.Get("Content-Type"), 100), limited); err != nil {
			return cut(err)
		}
		if limited.N <= 0 {
			return again(fault.New(fault.Invalid, "%s", v.T("report.files.large", "name", name, "n", v.Int(maxAttachment>>20))))
		}
		if kept[len(kept)-1].Bytes == 0 { // an empty field for files
			s.Desk.Drop(kept[len(kept)-1:])
			kept = kept[:len(kept)-1]
		}
	}
	report.Text, report.Files = kept[0], kept[1:]
	made, err := s.Desk.Report(r.Context(), who, report)
	if err != nil {
		return again(err)
	}
	taken = !made.Again
	return s.sentIn(w, r, form, made)
}

// sentIn leads to the page that says where a report stands.
func (s *site) sentIn(w http.ResponseWriter, r *http.Request, form url.Values, made desk.Reported) error {
	q := url.Values{"sent": {strconv.FormatInt(made.Index, 10)}, "key": {form.Get("key")}}
	if made.Again {
		q.Set("again", "1")
	}
	if made.Differs {
		q.Set("differs", "1")
	}
	leadTo(w, r, fieldPath+"?"+q.Encode())
	return nil
}

// cut tells of a line that broke while a form came.
func cut(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.Invalid, "the report and its files are over %d MB together", maxReport>>20)
	}
	return fault.New(fault.Invalid, "the form broke off, and nothing was recorded: send it again: %w", err)
}

// fieldsFirst reads a form up to its first file, which it gives; nil where there
// is none.
func fieldsFirst(parts *multipart.Reader) (url.Values, *multipart.Part, error) {
	form := url.Values{}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return form, nil, nil
		}
		if err != nil {
			return nil, nil, cut(err)
		}
		if part.FileName() != "" || part.FormName() == "files" {
			return form, part, nil
		}
		if n > 40 {
			return nil, nil, fault.New(fault.Invalid, "the form has too many fields")
		}
		var text bytes.Buffer
		if _, err := io.Copy(&text, io.LimitReader(part, maxField+1)); err != nil {
			return nil, nil, cut(err)
		}
		if text.Len() > maxField || !utf8.Valid(text.Bytes()) {
			return nil, nil, fault.New(fault.Invalid, "a field of the form is over %d KB, or no text", maxField>>10)
		}
		form.Add(part.FormName(), strings.ReplaceAll(text.String(), "\r\n", "\n"))
	}
}

// reportOf makes a report of what a form says.
func (s *site) reportOf(v *view, form url.Values) (r desk.Report, err error) {
	text := strings.TrimSpace(form.Get("text"))
	if text == "" {
		return r, fault.New(fault.Invalid, "%s", v.T("report.text.missing"))
	}
	r = desk.Report{Key: form.Get("key"), Case: record.ID(form.Get("case"))}
	r.Incident = record.IncidentRecorded{Type: form.Get("type"), From: day(form.Get("from")), To: day(form.Get("to")),
		Words: record.Words{Text: text, End: len(text)}}
	b := &r.Incident
	switch { // nothing is chosen beforehand: what nobody looked at would be said by its author
	case b.Type == "":
		return r, fault.New(fault.Invalid, "%s", v.T("report.type.missing"))
	case !slices.Contains(incidentTypes, b.Type):
		return r, fault.New(fault.Invalid, "%q cannot be chosen for what happened", b.Type)
	}
	if b.To == "" {
		b.To = b.From
	}
	if b.From > s.today() {
		return r, fault.New(fault.Invalid, "%s", v.T("report.day.ahead"))
	}
	b.DatePrecision = among(form.Get("when"), 5)
	if b.Place, err = placeOf(v, form); err != nil {
		return r, err
	}
	b.WherePrec = b.Place.Precision
	for _, l := range v.M.Charter.closed() {
		if l.Name == form.Get("level") {
			r.Audience = l.Seats
		}
	}
	if r.Audience == nil {
		return r, fault.New(fault.Invalid, "%s", v.T("report.level.missing"))
	}
	if err := b.Validate(); err != nil {
		return r, fault.New(fault.Invalid, "%w", err)
	}
	return r, nil
}

// placeOf gives the place that a form names: one of the charter's, or words of the
// author's own, with or without where that is.
func placeOf(v *view, form url.Values) (p record.Place, err error) {
	p.Name, p.Precision = clipped(strings.TrimSpace(or(form.Get("place"), form.Get("place.other"))), 300), among(form.Get("where"), 7)
	lat, lon := western(strings.TrimSpace(form.Get("lat"))), western(strings.TrimSpace(form.Get("lon")))
	if lat != "" || lon != "" {
		north, err1 := strconv.ParseFloat(lat, 64)
		east, err2 := strconv.ParseFloat(lon, 64)
		if err1 != nil || err2 != nil || !(north >= -90 && north <= 90 && east >= -180 && east <= 180) {
			return p, fault.New(fault.Invalid, "%s", v.T("report.degrees.wrong"))
		}
		p.Lat, p.Lon = &north, &east
		return p, nil
	}
	for _, known := range v.placesKnown() {
		if known.Name["en"] == p.Name && known.At != (Point{}) {
			p.Lat, p.Lon, p.Precision = &known.At.Lat, &known.At.Lon, max(p.Precision, known.Precision)
		}
	}
	return p, nil
}

// among reads a whole number from 1 to most, 0 for anything else.
func among(text string, most int) int {
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= most {
		return n
	}
	return 0
}

// submitterOf gives the class of who hands something in for a role.
func submitterOf(role access.Role) record.Submitter {
	if role == access.Monitor {
		return record.SubmitterMonitor
	}
	return record.SubmitterOther
}

// titleOf gives a text's first line, shortened.
func titleOf(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if short := clipped(line, 80); short != line {
		return short + "…"
	}
	return line
}

// clipped gives at most so many runes of a text.
func clipped(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

// fileName gives a file's name as it may be kept: without its folders and control
// characters.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, path.Base(strings.ReplaceAll(name, `\`, "/")))
	return clipped(name, 200)
}

// patient reads a form from a bad line: what has to come within a time is the
// next byte, not the whole.
type patient struct {
	io.ReadCloser
	of   *http.ResponseController
	ends time.Time
}

// Read reads on.
func (p *patient) Read(b []byte) (int, error) {
	now := time.Now()
	if now.After(p.ends) {
		return 0, fmt.Errorf("it took longer than %s", longestForm)
	}
	// A server without deadlines has none to move.
	p.of.SetReadDeadline(now.Add(patience))      //nolint:errcheck
	p.of.SetWriteDeadline(now.Add(2 * patience)) //nolint:errcheck
	return p.ReadCloser.Read(b)
}
