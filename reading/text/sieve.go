package text

// Sieve tells most of the words that are in no table from those that may be, by
// less than a look into it: by their first byte and their length. It is for
// small tables that are asked of every word.
type Sieve [256]uint64 // by first byte, a bit for each length; the last for all longer ones

// Add lets w through.
func (s *Sieve) Add(w string) {
	if w != "" {
		s[w[0]] |= 1 << min(len(w), 63)
	}
}

// May reports whether w may be one of the words added; it is true of all of
// them, and false of "".
func (s *Sieve) May(w string) bool {
	return w != "" && s[w[0]]&(1<<min(len(w), 63)) != 0
}
