package ledger

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Policy says which witnesses must have cosigned a checkpoint before it counts
// (c2sp.org/tlog-policy). The zero Policy asks for none.
type Policy struct {
	Witnesses []Witness
	Groups    []Group
	Quorum    string // the witness or group that must have signed; empty for none
}

// Witness is a witness by its name in the policy and its public key.
type Witness struct {
	Name string
	Key  string // as ParseCosignatureKey reads it
}

// Group is satisfied when K of its members are.
type Group struct {
	Name    string
	K       int
	Members []string // witnesses, or groups that stand before
}

const maxWitnesses = 64

// None reports whether no witness is asked for.
func (p *Policy) None() bool { return p.Quorum == "" }

func (p *Policy) check() error {
	if len(p.Witnesses) > maxWitnesses || len(p.Groups) > maxWitnesses {
		return fault.New(fault.Invalid, "the policy names more than %d witnesses or groups", maxWitnesses)
	}
	names := map[string]bool{"none": true}
	keys := map[string]string{}
	fresh := func(name string) error {
		if !validName(name, 64) || names[name] {
			return fault.New(fault.Invalid, "%q cannot name a witness or a group, or stands twice", name)
		}
		names[name] = true
		return nil
	}
	for _, w := range p.Witnesses {
		if err := fresh(w.Name); err != nil {
			return err
		}
		v, err := ParseCosignatureKey(w.Key)
		if err != nil {
			return fmt.Errorf("the witness %s: %w", w.Name, err)
		}
		// One key under two names would count twice, and one name with two keys
		// could not be told apart in a signature.
		for _, id := range []string{"key " + v.key, fmt.Sprintf("name %s %08x", v.name, v.hash)} {
			if other, ok := keys[id]; ok {
				return fault.New(fault.Invalid, "the witnesses %s and %s have one key between them", other, w.Name)
			}
			keys[id] = w.Name
		}
	}
	for _, g := range p.Groups {
		for i, m := range g.Members {
			if !names[m] || m == "none" {
				return fault.New(fault.Invalid, "the group %s names %q, which stands nowhere before it", g.Name, m)
			}
			if slices.Contains(g.Members[:i], m) {
				return fault.New(fault.Invalid, "the group %s names %q twice", g.Name, m)
			}
		}
		if g.K < 1 || g.K > len(g.Members) {
			return fault.New(fault.Invalid, "the group %s asks for %d of %d", g.Name, g.K, len(g.Members))
		}
		if err := fresh(g.Name); err != nil {
			return err
		}
	}
	if p.Quorum != "" && (!names[p.Quorum] || p.Quorum == "none") {
		return fault.New(fault.Invalid, "the quorum %q is no witness and no group", p.Quorum)
	}
	return nil
}

// Satisfied reports whether these witnesses, by their names in the policy, are enough.
func (p *Policy) Satisfied(signed map[string]bool) bool {
	if p.None() {
		return true
	}
	have := make(map[string]bool, len(p.Witnesses)+len(p.Groups))
	for _, w := range p.Witnesses {
		have[w.Name] = signed[w.Name]
	}
	for _, g := range p.Groups {
		n := 0
		for _, m := range g.Members {
			if have[m] {
				n++
			}
		}
		have[g.Name] = n >= g.K
	}
	return have[p.Quorum]
}

// WitnessedAt gives the earliest moment by which enough witnesses had signed:
// of a k-of-n group the k-th smallest time. ok is false if they are not enough.
func (p *Policy) WitnessedAt(signed []Cosigned) (at time.Time, ok bool) {
	if p.None() {
		return time.Time{}, false
	}
	signed = slices.Clone(signed)
	sort.SliceStable(signed, func(i, j int) bool { return signed[i].Time.Before(signed[j].Time) })
	have := map[string]bool{}
	for _, s := range signed {
		have[s.Witness] = true
		if p.Satisfied(have) {
			return s.Time, true
		}
	}
	return time.Time{}, false
}

// lacks names the policy's witnesses who have not signed, in the policy's order.
func (p *Policy) lacks(signed []Cosigned) (names []string) {
	for _, w := range p.Witnesses {
		if !slices.ContainsFunc(signed, func(c Cosigned) bool { return c.Witness == w.Name }) {
			names = append(names, w.Name)
		}
	}
	return names
}

// Cosigned is one witness's cosignature: who, and when by its own clock.
type Cosigned struct {
	Witness string
	Time    time.Time
}

// lines writes the policy as it stands in a trust file.
func (p *Policy) lines() string {
	var b strings.Builder
	if p.None() && len(p.Witnesses) == 0 {
		return "witnesses none\n"
	}
	for _, w := range p.Witnesses {
		fmt.Fprintf(&b, "witness %s %s\n", w.Name, w.Key)
	}
	for _, g := range p.Groups {
		fmt.Fprintf(&b, "group %s %d %s\n", g.Name, g.K, strings.Join(g.Members, " "))
	}
	quorum := p.Quorum
	if quorum == "" {
		quorum = "none"
	}
	fmt.Fprintf(&b, "quorum %s\n", quorum)
	return b.String()
}

// line reads one line of a policy.
func (p *Policy) line(word, rest string) error {
	f := strings.Split(rest, " ")
	switch {
	case word == "witnesses" && rest == "none":
	case word == "witness" && len(f) == 2:
		p.Witnesses = append(p.Witnesses, Witness{f[0], f[1]})
	case word == "group" && len(f) >= 3:
		k, err := strconv.Atoi(f[1])
		if err != nil {
			return fault.New(fault.Invalid, "the group %s does not say how many of its members are needed", f[0])
		}
		p.Groups = append(p.Groups, Group{f[0], k, f[2:]})
	case word == "quorum" && len(f) == 1:
		if p.Quorum = rest; rest == "none" {
			p.Quorum = ""
		}
	default:
		return fault.New(fault.Invalid, "the line %q is not understood", word+" "+rest)
	}
	return nil
}
