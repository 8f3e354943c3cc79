package ledger

import "math/bits"

// Overlap is the least number of witnesses that any two sets of cosignatures,
// each enough for the policy, have in common. An operator that wants to show
// two histories needs so many witnesses to sign both; of k out of n it is
// 2k - n. ok is false where no witness is asked for, or the policy is too large
// to work it out.
func (p *Policy) Overlap() (n int, ok bool) {
	const most = 12 // witnesses: 4,096 sets, and half a million pairs at worst
	if p.None() || len(p.Witnesses) > most {
		return 0, false
	}
	enough := func(set uint) bool {
		signed := map[string]bool{}
		for i, w := range p.Witnesses {
			signed[w.Name] = set>>i&1 == 1
		}
		return p.Satisfied(signed)
	}
	// A set from which nobody can be spared: a larger one shares no less.
	var least []uint
	for set := range uint(1) << len(p.Witnesses) {
		spare := false
		for i := range p.Witnesses {
			spare = spare || set>>i&1 == 1 && enough(set&^(1<<i))
		}
		if !spare && enough(set) {
			least = append(least, set)
		}
	}
	if len(least) == 0 {
		return 0, false
	}
	n = len(p.Witnesses)
	for i, a := range least {
		for _, b := range least[i:] {
			n = min(n, bits.OnesCount(a&b))
		}
	}
	return n, true
}

// oneList says how far a quorum of witnesses speaks against a second history.
func (v *Verifier) oneList(size int64) Sentence {
	switch n, ok := v.overlap(); {
	case !ok:
		return say("one-list", "Whoever asks these witnesses was shown the same list of %s, unless witnesses lied together with the operator.", entries(size))
	case n == 0:
		return say("one-list-weak", "The policy is weak: two sets of witnesses that have nobody in common could vouch for two different lists of %s.", entries(size))
	default:
		return say("one-list-unless", "Whoever asks these witnesses was shown the same list of %s, unless at least %d of them signed a second one too.", entries(size), n)
	}
}
