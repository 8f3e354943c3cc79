package record

// ContentErased destroys the content of an earlier entry: its payload, salts and
// key. What is left is the envelope, whose digests confirm no guess without the
// salts, and two of these: the first asks for it, and the second, by another person,
// does it.
type ContentErased struct {
	Reason string `json:"reason" role:"content"`
	By     string `json:"by,omitempty" role:"content"` // the person's name
}

// EntryKind gives KindContentErased.
func (*ContentErased) EntryKind() Kind { return KindContentErased }

// Validate says what is wrong with the body, or nil.
func (b *ContentErased) Validate() error {
	return required("reason", b.Reason)
}
