package record

// ContentErased destroys the content of an earlier entry: its payload, salts and
// key. What is left is the envelope, whose digests confirm no guess without the
// salts, and this entry. Two people decide it.
type ContentErased struct {
	Second string `json:"second" role:"control"` // the second person's session
	Reason string `json:"reason" role:"content"`
	By     string `json:"by,omitempty" role:"content"` // the people's names
}

// EntryKind gives KindContentErased.
func (*ContentErased) EntryKind() Kind { return KindContentErased }

// Validate says what is wrong with the body, or nil.
func (b *ContentErased) Validate() error {
	return firstOf(required("the second person", b.Second), required("reason", b.Reason))
}
