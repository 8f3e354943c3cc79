package record

// ReadsAttested: since the last of them, Count times somebody opened what is for
// the mechanism alone. Who and what stands in a private list, of which this is the
// salted digest: it is kept, and cannot be changed unseen.
type ReadsAttested struct {
	Count  int    `json:"count" role:"control"`
	Digest string `json:"digest" role:"control"` // hexadecimal
}

// EntryKind gives KindReadsAttested.
func (*ReadsAttested) EntryKind() Kind { return KindReadsAttested }

// Validate says what is wrong with the body, or nil.
func (b *ReadsAttested) Validate() error {
	if b.Count < 1 {
		return invalid("count: a list of reads has one at the least")
	}
	return digest("digest", b.Digest)
}
