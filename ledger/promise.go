package ledger

import (
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// promises are the submission receipts that an audit looks for in the log.
type promises struct {
	list  []*Submission
	found map[Digest]found
}

type found struct {
	index int64
	time  time.Time
}

func newPromises(list []*Submission) *promises {
	p := &promises{list: list, found: map[Digest]found{}}
	for _, s := range list {
		p.found[s.Commitment] = found{index: -1}
	}
	return p
}

// see notes a leaf that keeps one of the promises.
func (p *promises) see(index int64, leaf []byte) {
	if len(p.list) == 0 {
		return
	}
	var l Leaf
	if l.UnmarshalBinary(leaf) != nil {
		return
	}
	if f, ok := p.found[l.Commitment]; ok && f.index < 0 {
		p.found[l.Commitment] = found{index, l.Time}
	}
}

// tell says of each promise whether it was kept, and fails the report at the
// first that was broken.
func (p *promises) tell(r *Report, t *Trust, o *AuditOptions) {
	for _, s := range p.list {
		place := fmt.Sprintf("the submission receipt of the entry %s", s.ID)
		if err := s.Verify(t); err != nil {
			r.fail("submission", place, err, meansPromise, -1)
			return
		}
		refused, isRefused := "", false
		if o.Refused != nil {
			refused, isRefused = o.Refused(s)
		}
		switch f := p.found[s.Commitment]; {
		case f.index >= 0 && !f.time.After(s.IncludeBy):
			r.Checked = append(r.Checked, say("promise-kept", "The promise to include the entry %s by %s was kept: it stands at place %d.", s.ID, moment(s.IncludeBy), f.index))
		case f.index >= 0:
			r.Checked = append(r.Checked, say("promise-late", "The entry %s was promised by %s and stands at place %d only since %s.", s.ID, moment(s.IncludeBy), f.index, moment(f.time)))
		case isRefused:
			r.Checked = append(r.Checked, say("promise-refused", "The entry %s was received and refused, and the log says so: %s.", s.ID, refused))
		case o.Now.After(s.IncludeBy):
			r.fail("omitted", place, fault.New(fault.Corrupt, "the operator promised to include the entry by %s, and it is not in the log", moment(s.IncludeBy)),
				"The operator left out what it had taken in. Show the receipt, with this log's newest checkpoint, to the guarantors.", -1)
			return
		default:
			r.Checked = append(r.Checked, say("promise-open", "The entry %s is promised by %s and not in the log yet.", s.ID, moment(s.IncludeBy)))
		}
	}
}
