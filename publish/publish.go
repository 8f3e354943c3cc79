// Package publish gives the register away: as open data bound to a checkpoint,
// so that whoever holds it can tell which state of which log it is of.
//
// It shows what it is given and chooses nothing: what its reader may see was
// decided before.
package publish

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
	"github.com/surety-mechanism/surety/undertaking"
)

// Export is the register of one mechanism at one checkpoint, as one reader may see it.
type Export struct {
	Mechanism     string
	Exercise      bool
	Origin        string // of the log
	CharterDigest string
	Witnesses     string // who vouches, in words
	Checkpoint    string // the signed checkpoint, whole
	Size          int64  // its number of entries; no later entry is in the export
	Now           int64  // entries of the register; what is later than the checkpoint has its effect in the export all the same, and it says so
	Items         []register.Item
}

// exported is an object as it stands in an export.
type exported struct {
	ID          record.ID                  `json:"id"`
	Index       int64                      `json:"index"`
	Kind        record.Kind                `json:"kind"`
	Seat        record.Seat                `json:"seat"`
	Stated      string                     `json:"stated"`
	Standing    string                     `json:"standing"` // stands, void, withdrawn, disputed
	Reason      string                     `json:"reason,omitempty"`
	CorrectedBy []record.ID                `json:"corrected_by,omitempty"`
	Refs        []record.Ref               `json:"refs"`
	Fields      map[string]json.RawMessage `json:"fields"`
	Withheld    []string                   `json:"withheld,omitempty"` // fields that are there but not open
	state
}

// state is what the register has made of an object since: how a case, a promise or
// an incident stands, and how a source was graded.
type state struct {
	Case        *casework.Case      `json:"case,omitempty"`
	Undertaking *undertaking.State  `json:"undertaking,omitempty"`
	Incident    *incident.State     `json:"incident,omitempty"`
	Graded      []incident.Grading  `json:"graded,omitempty"`
	Mechanism   *casework.Mechanism `json:"mechanism,omitempty"`
}

// private are fields that serve the desk, not the reader: the machine's own
// draft, keys to sealed files. They are in the log, and stay out of exports.
// Nor does the handle of who a source is, which is the handlers' alone.
var private = []string{"machine", "evidence", "draft", record.HandleField}

// figureNeeds are the fields without which no count leaves the program.
var figureNeeds = []string{"counting_unit", "recorded_by"}

func export(it register.Item) (exported, error) {
	e := exported{ID: it.ID, Index: it.Index, Kind: it.Kind, Seat: it.Seat, Stated: it.Stated, Standing: "stands", Refs: it.Refs,
		CorrectedBy: it.CorrectedBy, Fields: map[string]json.RawMessage{}, Withheld: it.Closed,
		state: state{it.Case, it.Undertaking, it.Incident, it.Graded, it.Mechanism}}
	switch {
	case it.Void != "":
		e.Standing, e.Reason = "void", it.Void
	case it.WithdrawnBy != "":
		e.Standing, e.Reason = "withdrawn", "by entry "+string(it.WithdrawnBy)
	case it.Disputed != "":
		e.Standing, e.Reason = "disputed", "by entry "+string(it.Disputed)
	}
	control, err := record.ControlOf(it.Body)
	if err != nil {
		return e, err
	}
	if err := json.Unmarshal(control, &e.Fields); err != nil {
		return e, err
	}
	content, err := record.ContentOf(it.Body)
	if err != nil {
		return e, err
	}
	for _, f := range content {
		e.Fields[f.Name] = f.Value
	}
	for _, name := range private {
		delete(e.Fields, name)
	}
	if b, ok := it.Body.(*record.ClaimRecorded); ok && b.Number != nil {
		for _, need := range figureNeeds {
			if _, ok := e.Fields[need]; !ok {
				return e, fault.New(fault.Invalid, "entry %d is a count without %s; such a count is not given away", it.Index, need)
			}
		}
	}
	return e, nil
}

// covered gives the objects that the checkpoint covers, in the order of the log.
func (e Export) covered() ([]exported, error) {
	items := slices.Clone(e.Items)
	slices.SortFunc(items, func(a, b register.Item) int { return int(a.Index - b.Index) })
	var all []exported
	for _, it := range items {
		if it.Index >= e.Size || it.Sealed {
			continue
		}
		one, err := export(it)
		if err != nil {
			return nil, fmt.Errorf("exporting entry %d: %w", it.Index, err)
		}
		all = append(all, one)
	}
	return all, nil
}

// JSON writes an export as one object. Equal exports give equal bytes.
func JSON(w io.Writer, e Export) error {
	objects, err := e.covered()
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(struct {
		Mechanism  string     `json:"mechanism"`
		Exercise   bool       `json:"exercise"`
		Notice     string     `json:"notice"`
		Origin     string     `json:"log"`
		Charter    string     `json:"charter_sha256"`
		Size       int64      `json:"entries"`
		Checkpoint string     `json:"checkpoint"`
		Objects    []exported `json:"objects"`
	}{e.Mechanism, e.Exercise, e.notice(), e.Origin, e.CharterDigest, e.Size, e.Checkpoint, objects})
}

// notice is what every export opens with.
func (e Export) notice() string {
	var n []string
	if e.Exercise {
		n = append(n, "EXERCISE: nothing here is real.")
	}
	if later := e.Now - e.Size; later > 0 {
		n = append(n, fmt.Sprintf("Of the log's entries the last %d, which the checkpoint does not cover yet, are not here, and may have changed what is.", later))
	}
	n = append(n, e.Witnesses+".", `"Recorded by" is not "committed by". What is not recorded may have happened all the same.`)
	return strings.Join(n, " ")
}

// CSV writes an export as a table in long form: one row for each field of each
// object. Lines that begin with # say what it is bound to. The values are JSON,
// so that nothing in a source's words can be taken for a formula or a new row.
func CSV(w io.Writer, e Export) error {
	objects, err := e.covered()
	if err != nil {
		return err
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, "# %s\n# %s\n# log %s, %d entries, charter %s\n", oneLine(e.Mechanism), oneLine(e.notice()), e.Origin, e.Size, e.CharterDigest)
	for line := range strings.Lines(e.Checkpoint) {
		head.WriteString("# " + strings.TrimSuffix(line, "\n") + "\n")
	}
	if _, err := w.Write(head.Bytes()); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	rows := [][]string{{"index", "id", "kind", "standing", "about", "field", "value"}}
	for _, o := range objects {
		about := ""
		for _, r := range o.Refs {
			if r.Role == record.AboutObject {
				about = string(r.ID)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(o.Fields)) {
			rows = append(rows, []string{strconv.FormatInt(o.Index, 10), string(o.ID), string(o.Kind), o.Standing, about, name, string(o.Fields[name])})
		}
		made, err := o.stateRows()
		if err != nil {
			return fmt.Errorf("exporting entry %d: %w", o.Index, err)
		}
		for _, r := range made {
			rows = append(rows, []string{strconv.FormatInt(o.Index, 10), string(o.ID), string(o.Kind), o.Standing, about, r.name, r.value})
		}
		for _, name := range o.Withheld {
			rows = append(rows, []string{strconv.FormatInt(o.Index, 10), string(o.ID), string(o.Kind), o.Standing, about, name, "withheld"})
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}

// stateRow is a part of an object's state in a table: its name, which no field of
// a body has, and its JSON.
type stateRow struct{ name, value string }

func (s state) stateRows() (rows []stateRow, err error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		rows = append(rows, stateRow{"state." + name, string(parts[name])})
	}
	return rows, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
