package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/intake/table"
	"github.com/surety-mechanism/surety/record"
)

// Import takes in what others have coded, as a source with its own recorder.
// Events that are there already, by their ids in that data set, change nothing,
// so that an import that was interrupted can be done again. progress is told how
// many of the new ones are in.
func (m *Mechanism) Import(ctx context.Context, who desk.Person, name string, data []byte, recorder string, progress func(done, total int)) (_ *table.Table, made int, err error) {
	defer fault.Wrap(&err, "importing %s", name)
	t, err := table.Read(data, recorder, who.Name)
	if err != nil {
		return nil, 0, err
	}
	there := map[string]bool{}
	incidents, err := m.whole.AllOf(ctx, record.KindIncidentRecorded)
	if err != nil {
		return t, 0, err
	}
	for _, it := range incidents {
		if b := it.Body.(*record.IncidentRecorded); b.External != "" {
			there[b.External] = true
		}
	}
	var fresh []desk.Imported
	for _, r := range t.Rows {
		if !there[r.ID] {
			there[r.ID] = true
			fresh = append(fresh, desk.Imported{Incident: r.Incident, Claims: r.Counts})
		}
	}
	if len(fresh) == 0 {
		return t, 0, nil
	}
	source, err := m.sourceOf(ctx, who, name, data, t)
	if err != nil {
		return t, 0, err
	}
	const batch = 200
	for made < len(fresh) {
		next := fresh[made:min(made+batch, len(fresh))]
		if err := m.Desk.Import(ctx, who, source, next); err != nil {
			return t, made, err
		}
		made += len(next)
		progress(made, len(fresh))
	}
	return t, made, nil
}

// sourceOf gives the entry that files a document, made when it is not there.
func (m *Mechanism) sourceOf(ctx context.Context, who desk.Person, name string, data []byte, t *table.Table) (record.ID, error) {
	sum := sha256.Sum256(data)
	digest := hex.EncodeToString(sum[:])
	filed, err := m.whole.AllOf(ctx, record.KindSourceFiled)
	if err != nil {
		return "", err
	}
	for _, it := range filed {
		if it.Body.(*record.SourceFiled).SHA256 == digest && it.Stands() {
			return it.ID, nil
		}
	}
	sealed, err := m.Evidence.Put(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	return m.Desk.FileSource(ctx, who, &record.SourceFiled{Submitter: record.SubmitterOther, Reliability: "F", File: name, SHA256: digest,
		Bytes: int64(len(data)), Publisher: t.Recorder, Title: t.Recorder + ", " + t.Format, Evidence: sealed})
}
