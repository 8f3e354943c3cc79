package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/intake/table"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Brought is what an import came to.
type Brought struct {
	*table.Table
	New     int
	Updated int // taken in as new versions of what was there
	Changed []ChangedRow

	// Followed are those of the new versions that go on where somebody let the
	// earlier one go on: what they say now is for a person to look at.
	Followed []ChangedRow
}

// ChangedRow is a row whose event is there already and says something else now.
type ChangedRow struct {
	N     int
	ID    string // in its data set
	Fixed string // why no new version of it can be taken in; "" where one can
}

// importBatch is how many events are written together.
const importBatch = 200

// Import takes in what others have coded, as a source with its own recorder,
// from a file of any length. Events that are there already, by their ids in that
// data set, change nothing, so that an import that was interrupted can be done
// again. Those that say something else now are told; with update they come in as
// new versions, in which the old ones go on. progress is told how many events are
// in, and how much of the file is read.
func (m *Mechanism) Import(ctx context.Context, who desk.Person, name string, file io.ReadSeeker, recorder string, update bool,
	progress func(done int, read, total int64)) (_ *Brought, err error) {
	defer fault.Wrap(&err, "importing %s", name)
	sum := sha256.New()
	total, err := io.Copy(sum, file)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading it: %w", err)
	}
	im := &importing{Mechanism: m, who: who, name: name, file: file, digest: hex.EncodeToString(sum.Sum(nil)), total: total, update: update,
		progress: progress, rows: map[string]bool{}}
	if im.there, err = m.versions(ctx); err != nil {
		return nil, err
	}
	read := &measured{r: file}
	t, err := table.Read(read, recorder, who.Name, func(t *table.Table, r table.Row) error {
		im.Table, im.read = t, read.n
		return im.take(ctx, r)
	})
	if t != nil {
		im.Table, im.read = t, read.n
	}
	if err == nil {
		err = im.flush(ctx)
	}
	return &im.Brought, err
}

// measured counts what is read through it.
type measured struct {
	r io.Reader
	n int64
}

func (c *measured) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// version is an event that is there: its record, and a digest of the row it was
// taken from.
type version struct {
	id        record.ID
	row       [32]byte
	moved     bool // somebody merged or split it
	withdrawn bool // it, or one that it goes on in
}

// versions gives the events that are there, by their ids in their data sets.
func (m *Mechanism) versions(ctx context.Context) (map[string]version, error) {
	incidents, err := m.whole.AllOf(ctx, record.KindIncidentRecorded)
	if err != nil {
		return nil, err
	}
	there, records := map[string]version{}, make(map[record.ID]register.Object, len(incidents))
	for _, it := range incidents {
		records[it.ID] = it.Object
	}
	for _, it := range incidents {
		b, ok := it.Body.(*record.IncidentRecorded)
		if !ok || b.External == "" || it.Void != "" {
			continue
		}
		v := version{id: it.ID, row: sha256.Sum256([]byte(b.Words.Text)), moved: it.Incident != nil && len(it.Incident.Forward) > 0, withdrawn: withdrawn(records, it.ID, 0)}
		if had, ok := there[b.External]; !ok || had.moved { // an earlier version goes on in the later
			there[b.External] = v
		}
	}
	return there, nil
}

// longestWay bounds how often a record that goes on in another is followed.
const longestWay = 1000

// withdrawn reports whether a record of an incident was withdrawn, or one that it
// goes on in: nothing can go on there any more.
func withdrawn(records map[record.ID]register.Object, id record.ID, way int) bool {
	o := records[id]
	if o.WithdrawnBy != "" || way > longestWay {
		return true
	}
	return o.Incident != nil && slices.ContainsFunc(o.Incident.Forward, func(next record.ID) bool { return withdrawn(records, next, way+1) })
}

// importing is an import at work.
type importing struct {
	*Mechanism
	Brought
	who         desk.Person
	name        string
	file        io.ReadSeeker
	digest      string
	read, total int64
	update      bool
	progress    func(done int, read, total int64)

	there  map[string]version
	rows   map[string]bool // ids that stood in the file already
	waits  []desk.Imported
	source record.ID
}

// take sorts one row: new, there already, or there and changed.
func (im *importing) take(ctx context.Context, r table.Row) error {
	if im.rows[r.ID] {
		im.Leave(r.N, "its id stands in an earlier row of the file")
		return nil
	}
	im.rows[r.ID] = true
	one := desk.Imported{Incident: r.Incident, Claims: r.Counts}
	had, ok := im.there[r.ID]
	switch {
	case !ok:
	case !r.Cut && had.row == sha256.Sum256([]byte(r.Incident.Words.Text)):
		return nil // byte for byte
	default:
		old, changed, err := im.compare(ctx, had, r)
		if err != nil || !changed {
			return err
		}
		fixed := ""
		if had.withdrawn {
			fixed = "somebody withdrew it, or what it goes on in"
		}
		if !im.update || fixed != "" {
			im.Changed = append(im.Changed, ChangedRow{r.N, r.ID, fixed})
			return nil
		}
		one.Instead = &old
		if had.moved {
			im.Followed = append(im.Followed, ChangedRow{r.N, r.ID, ""})
		}
	}
	if im.waits = append(im.waits, one); len(im.waits) < importBatch {
		return nil
	}
	return im.flush(ctx)
}

// compare says whether a row says something else of its event than what is there,
// and gives what is there.
func (im *importing) compare(ctx context.Context, had version, r table.Row) (old desk.Instead, changed bool, err error) {
	old.Incident = had.id
	it, err := im.Store.Item(ctx, im.Secretariat(), had.id)
	if err != nil {
		return old, false, err
	}
	b, ok := it.Body.(*record.IncidentRecorded)
	if !ok {
		return old, false, fault.New(fault.Corrupt, "%s is no record of an incident", had.id)
	}
	linked, err := im.Store.Linked(ctx, im.Secretariat(), had.id, record.AboutObject)
	if err != nil {
		return old, false, err
	}
	var before []record.ClaimRecorded
	for _, c := range linked {
		if claim, ok := c.Body.(*record.ClaimRecorded); ok && strings.HasPrefix(claim.Rule, "import:") {
			before = append(before, counts(claim))
			old.Claims = append(old.Claims, c.ID)
		}
	}
	var now []record.ClaimRecorded
	for _, c := range r.Counts {
		now = append(now, counts(c))
	}
	same := b.Type == r.Incident.Type && b.DatePrecision == r.Incident.DatePrecision && b.WherePrec == r.Incident.WherePrec &&
		b.From == r.Incident.From && b.To == r.Incident.To && reflect.DeepEqual(b.Place, r.Incident.Place) && reflect.DeepEqual(sorted(before), sorted(now))
	return old, !same, nil
}

// counts is what a claim counts, without the words and whoever took it in.
func counts(c *record.ClaimRecorded) record.ClaimRecorded {
	return record.ClaimRecorded{Effect: c.Effect, Group: c.Group, Number: c.Number, Class: c.Class}
}

func sorted(all []record.ClaimRecorded) []record.ClaimRecorded {
	slices.SortFunc(all, func(a, b record.ClaimRecorded) int {
		return strings.Compare(a.Effect+"\x00"+a.Group, b.Effect+"\x00"+b.Group)
	})
	return all
}

// flush writes what waits.
func (im *importing) flush(ctx context.Context) error {
	if len(im.waits) == 0 {
		return nil
	}
	if im.source == "" {
		var err error
		if im.source, err = im.sourceOf(ctx); err != nil {
			return err
		}
	}
	if err := im.Desk.Import(ctx, im.who, im.source, im.waits); err != nil {
		return err
	}
	for _, one := range im.waits {
		if one.Instead != nil {
			im.Updated++
		} else {
			im.New++
		}
	}
	im.waits = im.waits[:0]
	im.progress(im.New+im.Updated, im.read, im.total)
	return nil
}

// sourceOf gives the entry that files the document, made when it is not there.
func (im *importing) sourceOf(ctx context.Context) (record.ID, error) {
	filed, err := im.whole.AllOf(ctx, record.KindSourceFiled)
	if err != nil {
		return "", err
	}
	for _, it := range filed {
		if it.Body.(*record.SourceFiled).SHA256 == im.digest && it.Stands() {
			return it.ID, nil
		}
	}
	here, err := im.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return "", err
	}
	if _, err := im.file.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	sealed, err := im.Evidence.Put(im.file)
	if err != nil {
		return "", err
	}
	if _, err := im.file.Seek(here, io.SeekStart); err != nil {
		return "", err
	}
	return im.Desk.FileSource(ctx, im.who, &record.SourceFiled{Submitter: record.SubmitterOther, Reliability: "F", File: im.name, SHA256: im.digest,
		Bytes: im.total, Publisher: im.Recorder, Title: im.Recorder + ", " + im.Format, Evidence: sealed})
}
