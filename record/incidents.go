package record

// IncidentsMerged: several records are of one incident. The references merged
// name those that go on in the one that into names; their ids stay and forward.
type IncidentsMerged struct {
	Why string `json:"why" role:"content"`
}

// EntryKind gives KindIncidentsMerged.
func (*IncidentsMerged) EntryKind() Kind { return KindIncidentsMerged }

// Validate says what is wrong with the body, or nil.
func (b *IncidentsMerged) Validate() error { return required("why", b.Why) }

// IncidentSplit: one record is of several incidents, which the references into
// name. Its id stays and forwards to all of them.
type IncidentSplit struct {
	Why string `json:"why" role:"content"`
}

// EntryKind gives KindIncidentSplit.
func (*IncidentSplit) EntryKind() Kind { return KindIncidentSplit }

// Validate says what is wrong with the body, or nil.
func (b *IncidentSplit) Validate() error { return required("why", b.Why) }

// IncidentRedated: an incident was on another day than was recorded. The first
// date stays in its entry.
type IncidentRedated struct {
	DatePrecision int    `json:"date_precision" role:"control"` // UCDP, as in IncidentRecorded
	From          string `json:"from" role:"content"`           // YYYY-MM-DD
	To            string `json:"to" role:"content"`
	Why           string `json:"why" role:"content"`
}

// EntryKind gives KindIncidentRedated.
func (*IncidentRedated) EntryKind() Kind { return KindIncidentRedated }

// Validate says what is wrong with the body, or nil.
func (b *IncidentRedated) Validate() error {
	return firstOf(between("date_precision", b.DatePrecision, 1, 5), required("from", b.From), required("to", b.To), interval(b.From, b.To),
		required("why", b.Why))
}

// NoticeKinds are what is announced in advance so that it is not taken for an attack.
var NoticeKinds = []string{"exercise", "flight", "demining", "works", "movement", "other"}

// NoticeGiven: a party announces in advance what it is going to do.
type NoticeGiven struct {
	What  string `json:"what" role:"control"`
	From  string `json:"from" role:"content"` // RFC 3339
	Until string `json:"until" role:"content"`
	Where Place  `json:"where" role:"content"`
	Text  string `json:"text" role:"content"`
}

// EntryKind gives KindNoticeGiven.
func (*NoticeGiven) EntryKind() Kind { return KindNoticeGiven }

// Validate says what is wrong with the body, or nil.
func (b *NoticeGiven) Validate() error {
	if err := firstOf(oneOf("what", b.What, NoticeKinds), instant("from", b.From), instant("until", b.Until),
		required("where", b.Where.Name), required("text", b.Text)); err != nil {
		return err
	}
	return ordered(b.From, b.Until)
}

// NoticeMatched: an incident is what a notice announced, as somebody sees it.
type NoticeMatched struct {
	Within bool   `json:"within" role:"control"` // it kept to what was announced
	Why    string `json:"why" role:"content"`
}

// EntryKind gives KindNoticeMatched.
func (*NoticeMatched) EntryKind() Kind { return KindNoticeMatched }

// Validate says what is wrong with the body, or nil.
func (b *NoticeMatched) Validate() error { return required("why", b.Why) }

// HotlineCall: the line between the sides was used, or tested.
type HotlineCall struct {
	From     string `json:"from" role:"control"`           // a party's id
	To       string `json:"to" role:"control"`             // a party's id
	Test     bool   `json:"test,omitempty" role:"control"` // the daily test of the line
	At       string `json:"at" role:"control"`             // RFC 3339, by whoever records it
	Answered bool   `json:"answered,omitempty" role:"control"`
	Minutes  int    `json:"minutes,omitempty" role:"control"` // until it was answered
	Issue    string `json:"issue,omitempty" role:"content"`
}

// EntryKind gives KindHotlineCall.
func (*HotlineCall) EntryKind() Kind { return KindHotlineCall }

// Validate says what is wrong with the body, or nil.
func (b *HotlineCall) Validate() error {
	if b.From == b.To {
		return invalid("from and to are the same side")
	}
	if !b.Test && b.Issue == "" {
		return invalid("issue is empty; a call that is no test of the line is about something")
	}
	return firstOf(required("from", b.From), required("to", b.To), instant("at", b.At), between("minutes", b.Minutes, 0, 100_000))
}

// DraftTabled: somebody put a text on the table. Its words go to those who were
// at it; that it was this text on that day can be shown to anyone later, because
// the log commits to it.
type DraftTabled struct {
	By     string `json:"by,omitempty" role:"control"` // a party's id; empty for a mediator's
	Title  string `json:"title" role:"content"`
	SHA256 string `json:"sha256" role:"content"`
	Text   string `json:"text,omitempty" role:"content"`
}

// EntryKind gives KindDraftTabled.
func (*DraftTabled) EntryKind() Kind { return KindDraftTabled }

// Validate says what is wrong with the body, or nil.
func (b *DraftTabled) Validate() error {
	return firstOf(required("title", b.Title), digest("sha256", b.SHA256))
}
