package app

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// spool keeps what was read of somebody else's log, so that it can be folded
// more than once and is the same each time. It holds no content.
type spool struct {
	file *os.File
	out  *bufio.Writer
	at   []int64 // where each entry begins
	end  int64
}

// newSpool makes a spool in a file that has no name any more.
func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "surety-verify-*")
	if err != nil {
		return nil, fault.New(fault.Unavailable, "keeping what is read: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, fault.New(fault.Unavailable, "keeping what is read: %w", err)
	}
	return &spool{file: f, out: bufio.NewWriterSize(f, 1<<16)}, nil
}

// add keeps the next entry.
func (s *spool) add(row desk.Row) error {
	s.at = append(s.at, s.end)
	for _, part := range [][]byte{row.Leaf, row.Envelope, row.Signature, row.LeafSalt} {
		if _, err := s.out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part)))); err != nil { // #nosec G115 -- an entry is no longer than it may be
			return fault.New(fault.Unavailable, "keeping what is read: %w", err)
		}
		if _, err := s.out.Write(part); err != nil {
			return fault.New(fault.Unavailable, "keeping what is read: %w", err)
		}
		s.end += 4 + int64(len(part))
	}
	return nil
}

// rows gives entries [from, to).
func (s *spool) rows(from, to int64) ([]desk.Row, error) {
	if err := s.out.Flush(); err != nil {
		return nil, fault.New(fault.Unavailable, "keeping what is read: %w", err)
	}
	in := bufio.NewReaderSize(io.NewSectionReader(s.file, s.at[from], s.end-s.at[from]), 1<<16)
	var all []desk.Row
	for index := from; index < to; index++ {
		row := desk.Row{Index: index}
		for _, into := range []*[]byte{&row.Leaf, &row.Envelope, &row.Signature, &row.LeafSalt} {
			var size [4]byte
			if _, err := io.ReadFull(in, size[:]); err != nil {
				return nil, fault.New(fault.Unavailable, "reading what was kept: %w", err)
			}
			if n := binary.BigEndian.Uint32(size[:]); n > 0 {
				*into = make([]byte, n)
				if _, err := io.ReadFull(in, *into); err != nil {
					return nil, fault.New(fault.Unavailable, "reading what was kept: %w", err)
				}
			}
		}
		all = append(all, row)
	}
	return all, nil
}

// sealed is an entry that is disclosed and was not for its reader at first.
type sealedEntry struct {
	index int64
	head  *record.Head
}

// disclosedFold folds an exported log as it is read, in its reader's view and in
// every other that its reader can follow.
type disclosedFold struct {
	view     register.Viewer
	verifier *ledger.Verifier
	spool    *spool
	edge     *ledger.Edge               // the tree, as far as its time was attested
	releases []record.ID                // the entries by which something was opened
	openings []opening                  // what was opened to more readers, as far as it was read
	waiting  map[record.ID]*sealedEntry // disclosed, and not yet released in what was read
	folds    map[string]*viewFold
	refusals map[record.ID]refusal // of submissions
	progress Progress
	clocks   *clocks // nil: no witnesses, whose times could be compared with
}

type refusal struct{ commitment, told string }

func newDisclosedFold(view register.Viewer, verifier *ledger.Verifier) (*disclosedFold, error) {
	s, err := newSpool()
	if err != nil {
		return nil, err
	}
	return &disclosedFold{view: view, verifier: verifier, spool: s, edge: &ledger.Edge{}, waiting: map[record.ID]*sealedEntry{}, folds: map[string]*viewFold{},
		refusals: map[record.ID]refusal{}}, nil
}

func (f *disclosedFold) size() int64 { return int64(len(f.spool.at)) }

// take keeps an entry, and checks what it says of the log before it.
func (f *disclosedFold) take(item *ledger.Item) error {
	row := desk.Row{Index: f.size(), Leaf: item.Leaf}
	if item.Signed == nil && f.clocks != nil {
		var leaf ledger.Leaf
		if err := leaf.UnmarshalBinary(item.Leaf); err != nil {
			return err
		}
		f.clocks.entry(row.Index, leaf.Time)
	}
	if item.Signed != nil {
		row.Envelope, row.Signature, row.LeafSalt = item.Signed.Envelope, item.Signed.Signature.Marshal(), bytes.Clone(item.Signed.LeafSalt[:])
		ev, err := desk.Read(row)
		if err != nil {
			return err
		}
		f.clocks.read(ev)
		if !f.view.Sees(ev.Head.Audience) {
			f.waiting[ev.Head.ID] = &sealedEntry{row.Index, ev.Head}
		} else if err := f.heed(ev, item.Openings); err != nil {
			return err
		}
	}
	return f.spool.add(row)
}

// heed does what an entry asks of who verifies.
func (f *disclosedFold) heed(ev register.Event, openings []ledger.Opening) error {
	switch b := ev.Head.Body.(type) {
	case *record.CharterAdopted:
		return cites(b.Succeeds)
	case *record.TimeAttested:
		if err := attestedTime(f.verifier, b); err != nil {
			return err
		}
		return f.attestedRoot(b)
	case *record.StateAttested:
		return f.attestedState(ev, b)
	case *record.ContentReleased:
		return f.released(ev)
	case *record.SubmissionRefused:
		told := fmt.Sprintf("entry %d", ev.Index)
		for _, o := range openings {
			if o.Path == "reason" {
				told += ", " + string(o.Value)
			}
		}
		f.refusals[ev.Head.ID] = refusal{b.Commitment, told}
	}
	return nil
}

// attestedRoot checks that the time attested is of this log: the root named is
// that of the entries read.
func (f *disclosedFold) attestedRoot(b *record.TimeAttested) error {
	if b.Size > f.size() || b.Size < f.edge.Size() {
		return nil // it is void
	}
	for f.edge.Size() < b.Size {
		rows, err := f.spool.rows(f.edge.Size(), min(b.Size, f.edge.Size()+1000))
		if err != nil {
			return err
		}
		for _, r := range rows {
			f.edge.Append(r.Leaf)
		}
	}
	root := f.edge.Tree().Root
	if hex.EncodeToString(root[:]) != b.Root {
		return fault.New(fault.Corrupt, "it attests the time of another log: the root at %d entries is not the one it names", b.Size)
	}
	return nil
}

// attestedState checks the state that an entry attests, in the view of those for
// whom it is: everyone's, or that of seats of which the reader holds one.
func (f *disclosedFold) attestedState(ev register.Event, b *record.StateAttested) error {
	if b.Size != ev.Index {
		return nil // it is void
	}
	viewer := register.Viewer{Seats: ev.Head.Audience}
	if slices.Contains(ev.Head.Audience, record.Public) {
		viewer = register.Viewer{}
	}
	digest, err := f.digest(viewer)
	if err == nil && digest != b.State {
		err = fault.New(fault.Corrupt, "it attests the state %s, but what is before it folds to %s", b.State, digest)
	}
	return err
}

// released notes what an entry opens.
func (f *disclosedFold) released(ev register.Event) error {
	proposal := f.waiting[ev.Head.First(record.OfProposal)]
	var head *record.Head
	if proposal != nil {
		head = proposal.head
	} else if o := f.known(ev.Head.First(record.OfProposal)); o != nil {
		head = o
	} else {
		return nil // the fold says what is wrong with it
	}
	b, ok := head.Body.(*record.ReleaseProposed)
	if !ok {
		return nil
	}
	open := func(id record.ID) {
		if e := f.waiting[id]; e != nil {
			f.openings = append(f.openings, opening{e.index, ev.Index, b.To})
			if f.view.Sees(b.To) {
				delete(f.waiting, id)
			}
		} else if index, ok := f.indexOf(id); ok {
			f.openings = append(f.openings, opening{index, ev.Index, b.To})
		}
	}
	for _, r := range head.Refs {
		if r.Role == record.Target {
			open(r.ID)
		}
	}
	open(head.ID)
	f.releases = append(f.releases, ev.Head.ID)
	return nil
}

// known gives the head of an entry that the reader may read, by its id.
func (f *disclosedFold) known(id record.ID) *record.Head {
	index, ok := f.indexOf(id)
	if !ok {
		return nil
	}
	rows, err := f.spool.rows(index, index+1)
	if err != nil {
		return nil
	}
	ev, err := event(rows[0])
	if err != nil {
		return nil
	}
	return ev.Head
}

// indexOf gives where an entry of the reader's own view stands.
func (f *disclosedFold) indexOf(id record.ID) (int64, bool) {
	fold, err := f.fold(f.view)
	if err != nil {
		return 0, false
	}
	o := fold.state.Object(id)
	if o == nil {
		return 0, false
	}
	return o.Index, true
}

// fold gives a view's state of all that was read.
func (f *disclosedFold) fold(v register.Viewer) (*viewFold, error) {
	key := desk.AudienceName(v.Seats)
	if f.folds[key] == nil {
		f.folds[key] = &viewFold{viewer: v}
	}
	return f.folds[key], f.folds[key].to(f.size(), f.openings, func(from, to int64) ([]desk.Row, error) {
		f.progress.tell(stepFolded, from, f.size())
		return f.spool.rows(from, to)
	})
}

func (f *disclosedFold) digest(v register.Viewer) (string, error) {
	fold, err := f.fold(v)
	if err != nil {
		return "", err
	}
	return fold.state.Digest()
}

// refused tells of a submission's commitment whether and why it was refused.
func (f *disclosedFold) refused(commitment string) (told string, ok bool) {
	fold, err := f.fold(f.view)
	if err != nil {
		return "", false
	}
	for id, r := range f.refusals {
		if o := fold.state.Object(id); r.commitment == commitment && o != nil && o.Void == "" {
			return r.told, true
		}
	}
	return "", false
}

// strays says what was disclosed without having been released to the reader, or "".
func (f *disclosedFold) strays() string {
	first := int64(-1)
	for _, e := range f.waiting {
		if first < 0 || e.index < first {
			first = e.index
		}
	}
	if first >= 0 {
		return fmt.Sprintf("entry %d: it is disclosed, but not for those whose view this is said to be", first)
	}
	fold, err := f.fold(f.view)
	if err != nil {
		return err.Error()
	}
	for _, id := range f.releases {
		if o := fold.state.Object(id); o == nil || o.Void != "" {
			return fmt.Sprintf("something is disclosed by the release %s, which counts for nothing", id)
		}
	}
	return ""
}
