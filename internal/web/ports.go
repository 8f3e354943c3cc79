package web

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Views is what the pages read. Every call that takes a viewer gives only what
// that viewer may read; what is not there and what the viewer may not know of
// give the same answer, a fault.NotFound.
type Views interface {
	// Mechanism gives what stands at the head of every page.
	Mechanism(ctx context.Context) (Mechanism, error)
	// Items gives the objects of a kind that stand, newest entry first.
	Items(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error)
	// Count gives how many objects of a kind stand at indexes from one on, before
	// another.
	Count(ctx context.Context, v register.Viewer, kind record.Kind, from, to int64) (int, error)
	// Logged gives when an entry was logged, by its leaf.
	Logged(ctx context.Context, v register.Viewer, id record.ID) (time.Time, error)
	// Find gives the objects that a query asks for.
	Find(ctx context.Context, v register.Viewer, q register.Query) ([]register.Found, error)
	// Item gives one object by its id, whatever became of it.
	Item(ctx context.Context, v register.Viewer, id record.ID) (register.Item, error)
	// Several gives those of some objects that the viewer may read, in no order.
	Several(ctx context.Context, v register.Viewer, ids []record.ID) ([]register.Item, error)
	// ItemAt gives the object of the entry at an index of the log.
	ItemAt(ctx context.Context, v register.Viewer, index int64) (register.Item, error)
	// Linked gives the objects that stand and refer to id in a role, in the
	// order of the log.
	Linked(ctx context.Context, v register.Viewer, id record.ID, role record.Role) ([]register.Item, error)
	// LinkedTo gives those that refer to any of some entries, each once.
	LinkedTo(ctx context.Context, v register.Viewer, ids []record.ID, role record.Role) ([]register.Item, error)
	// Entries gives the log, newest first.
	Entries(ctx context.Context, v register.Viewer, p register.Page) ([]register.Item, error)
	// SourceBytes gives the raw bytes of a source.
	SourceBytes(ctx context.Context, v register.Viewer, id record.ID) ([]byte, error)
	// Reading gives what was read in a source when it was taken in, as
	// docs/read-format.md has it; nil where nothing is kept.
	Reading(ctx context.Context, v register.Viewer, id record.ID) (json.RawMessage, error)
	// Documents gives what was taken in at the desk, newest first; a viewer who
	// may not work there gets a fault.Forbidden.
	Documents(ctx context.Context, v register.Viewer) ([]desk.Document, error)
	// Document gives one of them: its bytes, and its drafts in the order of the text.
	Document(ctx context.Context, v register.Viewer, id string) (desk.Document, []byte, []desk.Draft, error)
	// Refused tells how often each door refused what others handed in since the server
	// started; a viewer who may not work at the desk gets a fault.Forbidden.
	Refused(ctx context.Context, v register.Viewer) ([]DoorCount, error)
	// Receipt gives the proof of one entry, named by its id or index, as a
	// tlog-proof file with what the viewer may read of it.
	Receipt(ctx context.Context, v register.Viewer, entry string) (register.Item, []byte, error)
	// Among gives the entries, newest first, of whose readers so says that they are
	// looked for.
	Among(ctx context.Context, v register.Viewer, p register.Page, so func(readers []record.Seat) bool) ([]register.Item, error)
	// Sights gives what a release of an entry would give to whom.
	Sights(ctx context.Context, v register.Viewer, entry record.ID, b *record.ReleaseProposed) ([]Sight, error)
	// ReleaseAct gives the act by which a person proposes a release, ApprovalAct that
	// by which a second person lets one take effect.
	ReleaseAct(ctx context.Context, v register.Viewer, who desk.Person, entry record.ID, b *record.ReleaseProposed) (desk.Act, error)
	ApprovalAct(ctx context.Context, v register.Viewer, who desk.Person, proposal record.ID) (desk.Act, error)
	// Readership gives for whom the newest entries are, n at the most.
	Readership(ctx context.Context, v register.Viewer, n int) ([]register.Readership, error)
	// Standing gives how the mechanism itself stands, with the constitution in
	// force; its Constitution is nil where the charter steers no casework.
	Standing(ctx context.Context) (casework.Mechanism, error)
	// Survey reads the register as a whole with a viewer's eyes.
	Survey(v register.Viewer) survey.Reader
	// Trust gives the trust file.
	Trust(ctx context.Context) ([]byte, error)
}

// Desk is what the pages write through.
type Desk interface {
	Accept(ctx context.Context, who desk.Person, drafts []string, seen ...desk.Seen) ([]desk.Outcome, error)
	Reject(ctx context.Context, who desk.Person, reason string, drafts []string) error
	Reopen(ctx context.Context, who desk.Person, drafts []string) error
	Merge(ctx context.Context, who desk.Person, drafts []string, seen ...desk.Seen) error
	EditDraft(ctx context.Context, who desk.Person, draft string, corrected json.RawMessage, seen ...desk.Seen) error

	// Do makes an entry of a person's act, attested by the desk. What the rules
	// would let count for nothing is a fault.Invalid with the reason.
	Do(ctx context.Context, who desk.Person, a desk.Act) (desk.Outcome, error)
	// Keep keeps a file that a form sends, sealed, and gives what a source says of
	// it; Drop removes files that no entry came to cite.
	Keep(ctx context.Context, name, mime string, body io.Reader) (record.SourceFiled, error)
	Drop(files []record.SourceFiled)
	// Report makes entries of a report from the field: once, however often it comes.
	Report(ctx context.Context, who desk.Person, r desk.Report) (desk.Reported, error)
	// Did gives where an act with a key stands, if it was made before.
	Did(ctx context.Context, seat record.Seat, a desk.Act) (desk.Outcome, bool, error)
	// ReportedBefore gives where a report stands, if it came before.
	ReportedBefore(ctx context.Context, seat record.Seat, r desk.Report) (desk.Reported, error)

	// Submit takes an entry that its author has signed, as surety sign writes it.
	Submit(ctx context.Context, signed []byte) (desk.Handed, error)
}

// Sight is what some seats would read of an entry if it were released to them.
type Sight struct {
	Seats []record.Seat   // who are told alike
	Body  json.RawMessage // as they would read it
	Less  []string        // fields that would be withheld, or told less exactly or later
}

// Mechanism is whose record this is and how far it has come.
type Mechanism struct {
	Name       map[string]string // by language tag; "en" is always there
	Exercise   bool              // everything in it is invented
	Origin     string            // of its log
	Size       int64             // entries in the log now
	Checkpoint Checkpoint        // the latest; Size 0 while there is none
	Witnesses  []string          // who cosigns; empty: vouched for by the operator alone
	Absent     []Absent          // of them, who did not cosign the latest checkpoint
	Charter    Charter
}

// DoorCount is how often a door refused with a status of HTTP.
type DoorCount struct {
	Door   string
	Status int
	N      int64
}

// Absent is a witness whose cosignature is missing.
type Absent struct {
	Witness string
	Since   time.Time // by the operator's clock; zero where it was never asked
	Size    int64     // how many entries were published then
}

// Checkpoint is a signed size and root of the log.
type Checkpoint struct {
	Size   int64
	Note   string    // the signed note, as text
	Signed time.Time // by the operator's clock
}

// Charter is what the pages show of the mechanism's constitution.
type Charter struct {
	Digest     string // SHA-256 of its bytes, hexadecimal
	Text       string // the file, as adopted
	Publishers []Publisher
	Sides      []Side // the parties first, then groups and third parties
	Seats      map[record.Seat]map[string]string
	Table      []record.Seat // the seats in the charter's order
	AtDesk     record.Seat   // the seat that decides on drafts
	Levels     []Level       // who may read what, the default first
	Roles      map[record.Seat]Role
	Crossings  []Crossing
	Places     []Place           // its other places
	Terms      map[string]Term   // of its clocks, categories, rungs, measures and components, as "clock:triage"
	Note       map[string]string // what the charter says of the mechanism, by language tag
	MapNote    map[string]string // what is printed under every map, by language tag

	DisputedLine bool              // the line between the sides is drawn as disputed
	OwnLines     bool              // it names a file of boundaries of its own
	LinesBy      map[string]string // who drew them, by language tag
}

// Level is a set of seats that may read something, under the charter's name for it.
type Level struct {
	Name  string // P0, P1, P3, P2:PARTY, in this order after the default
	Seats []record.Seat
}

// closed gives the levels that are not for everyone, the default first; what is for
// one party alone is made so by two people (release.go). There is
// always one: where the charter names no seats for any, it is the desk's own, so
// that nothing is handed in that nobody reads.
func (c Charter) closed() []Level {
	var all []Level
	for _, l := range c.Levels {
		if len(l.Seats) > 0 && !slices.Contains(l.Seats, record.Public) && !strings.HasPrefix(l.Name, "P2:") {
			all = append(all, l)
		}
	}
	if len(all) == 0 {
		all = []Level{{Name: "P3", Seats: []record.Seat{c.AtDesk}}}
	}
	return all
}

// Term is what the charter calls something that its rules name by an id.
type Term struct {
	Name  map[string]string
	Model string // the mechanism or rule that it is taken from
}

// Publisher is whose a newspaper, an agency or a spokesman's office is, as the
// charter has it.
type Publisher struct {
	Name      map[string]string
	Aliases   []string
	Alignment string            // of record.Alignments
	Of        string            // a side; "" for nobody's
	Basis     map[string]string // who says so
}

// Side is somebody that the charter names.
type Side struct {
	ID      string
	Name    map[string]string
	Aliases []string
	Party   bool   // a side of the mechanism; others are groups and third parties
	Country string // ISO 3166-1 alpha-3; "" where it has none
}

// Crossing is a crossing of the charter. Gates are named by the charter too,
// but a status says itself which side's gate it is about.
type Crossing struct {
	ID        string
	Name      map[string]string
	Aliases   []string
	Called    []Called // what each party calls it
	At        Point
	Precision int // UCDP's where_prec, 1 to 7; 0 unknown
}

// Role is what a seat is for, and whose.
type Role struct {
	Role string
	Of   string // a side; "" where it is the mechanism's own
}

// Place is a place of the charter that is no crossing.
type Place struct {
	Name      map[string]string
	At        Point
	Precision int // UCDP's where_prec; 0 unknown
}

// Called is a party's own name for a place.
type Called struct {
	Side string
	Name map[string]string
}

// Point is a place on the earth, in degrees, WGS 84.
type Point struct{ Lat, Lon float64 }
