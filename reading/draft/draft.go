// Package draft holds what reading gives: the records of one document as drafts
// for a person to look at, in the shape that `surety read --format json` prints.
// docs/read-format.md describes every field; this package is that page in Go.
//
// A draft is never a fact: it points at words that stand in a file, and says
// which rule saw them. The package knows how to print drafts and nothing about
// how they are found.
package draft

// Span is a piece of the file as it came: byte offsets, half open, and the
// words there, exactly. Plain is there only where charset, tags or entities
// garble Text.
type Span struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Plain string `json:"plain,omitempty"`
}

// Party is an actor by name and side, without a position.
type Party struct {
	Name string `json:"name"`
	Side string `json:"side"`
}

// Document is all that was read in one document.
type Document struct {
	File         string        `json:"file"`
	Item         *int          `json:"item,omitempty"` // the number of a feed's item, from 0
	Part         *Part         `json:"part,omitempty"` // the part of a mail that offsets count in
	SHA256       string        `json:"sha256"`
	Bytes        int           `json:"bytes"`
	Language     string        `json:"language"` // BCP 47
	Readable     bool          `json:"readable"` // false: a language this reader does not know
	Title        *Span         `json:"title"`
	Author       *Span         `json:"author"`
	Publisher    *Span         `json:"publisher"`
	Published    Published     `json:"published"`
	Boilerplate  []Boilerplate `json:"boilerplate"`
	Times        []Time        `json:"times"`
	Places       []Place       `json:"places"`
	Actors       []Actor       `json:"actors"`
	Statements   []Statement   `json:"statements"`
	Incidents    []Incident    `json:"incidents"`
	Talks        []Talks       `json:"talks"`
	Agreements   []Agreement   `json:"agreements"`
	Crossings    []Crossing    `json:"crossings"`
	Undertakings []Undertaking `json:"undertakings"`
}

// Part is a transfer-decoded part of a mail.
type Part struct {
	N      int    `json:"n"`
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes"`
}

// Published is the day of publication, if it is known, and every candidate for it.
type Published struct {
	Date       *string         `json:"date"` // YYYY-MM-DD, nil when unknown
	Basis      string          `json:"basis"`
	Conflict   bool            `json:"conflict"`
	Candidates []DateCandidate `json:"candidates"`
}

// DateCandidate is one day that some part of the document speaks for. What
// stands nowhere in the file (given, url) has no position.
type DateCandidate struct {
	Date  string `json:"date"`
	Basis string `json:"basis"` // given, byline, dateline, wire_id, metadata, url, page_clock, feed
	*Span
}

// Boilerplate is a piece of the page that is not the article.
type Boilerplate struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"`
}

// Time is a time expression. From and To are ISO dates, inclusive, nil where it
// cannot be anchored or is a length.
type Time struct {
	Span
	From  *string `json:"from"`
	To    *string `json:"to"`
	Grain string  `json:"grain"` // time, day, week, month, quarter, half, season, year, decade, duration
	Basis string  `json:"basis"`
}

// Place is a place name. Country is ISO 3166 alpha-3, Precision UCDP's where_prec 1 to 7.
type Place struct {
	Span
	Name      string   `json:"name"`
	Country   string   `json:"country"`
	Lat       *float64 `json:"lat"`
	Lon       *float64 `json:"lon"`
	Precision int      `json:"precision"`
}

// Actor is a mention of somebody who can act. Name is the neutral full name,
// "" when unresolved; Side the charter's party id, else a country (alpha-3), else a group's name.
type Actor struct {
	Span
	Name string `json:"name"`
	Side string `json:"side"`
	Kind string `json:"kind"` // person, government, armed_group, force, organisation, media, unnamed
}

// Speaker is who is reported to have spoken: as written, and whom that resolves to.
type Speaker struct {
	Span
	Name string `json:"name"`
	Side string `json:"side"`
}

// Link is one step of the way a statement came.
type Link struct {
	Name     string `json:"name"`
	Channel  string `json:"channel"` // interview, briefing, statement, post, broadcast, wire, press, meeting, unnamed_source, investigation, ""
	OnRecord *bool  `json:"on_record"`
	Hedge    string `json:"hedge"`
}

// Statement is a reported verbal act.
type Statement struct {
	ID        string    `json:"id"`
	Rule      string    `json:"rule"`
	Act       string    `json:"act"`
	Acts      []string  `json:"acts"`
	Speaker   *Speaker  `json:"speaker"`
	Speakers  []Speaker `json:"speakers,omitempty"`
	Addressee *Party    `json:"addressee"`
	Cue       *Span     `json:"cue"`
	Content   Span      `json:"content"`
	Mode      string    `json:"mode"` // direct, indirect, mixed, nominal, stance
	Chain     []Link    `json:"chain"`
	Hedge     string    `json:"hedge"`
	Time      *int      `json:"time"` // index into Times
	Condition *Span     `json:"condition"`
	Fidelity  string    `json:"fidelity"` // verbatim, paraphrase_in_quotes, ""
	Inside    string    `json:"inside"`
	Repeats   string    `json:"repeats"`
}

// Incident is something that is said to have happened, with every claim about it apart.
type Incident struct {
	ID            string        `json:"id"`
	Rule          string        `json:"rule"`
	Type          string        `json:"type"` // ACLED sub-event type
	Span                        // where it is told
	From          *string       `json:"from"`
	To            *string       `json:"to"`
	DatePrecision int           `json:"date_precision"` // UCDP 1 to 5
	Place         *int          `json:"place"`          // index into Places
	Attributions  []Attribution `json:"attributions"`
	Figures       []Figure      `json:"figures"`
	Conflicts     []Conflict    `json:"conflicts"`
}

// Attribution is a claim about who did it: To, according to By (a statement's id or "document").
type Attribution struct {
	To Party  `json:"to"`
	By string `json:"by"`
}

// Conflict links figures or statements that contradict each other; none is resolved.
type Conflict struct {
	On      string   `json:"on"` // number, victims, attribution, date, place
	Between []string `json:"between"`
}

// Figure is a count of people, according to one claimant. Figures are never merged or averaged.
type Figure struct {
	ID        string `json:"id"`
	Rule      string `json:"rule"`
	Effect    string `json:"effect"` // killed, injured, captured, missing, displaced
	Group     string `json:"group"`
	Number    *int   `json:"number"` // nil for "dozens" and the like
	Low       bool   `json:"low"`    // "at least", "more than"
	Phrase    string `json:"phrase"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Claimant  *Party `json:"claimant"` // nil when the article says it in its own voice
	Class     string `json:"class"`    // own_loss, inflicted_loss, third_party_count, unattributed
	Statement string `json:"statement"`
}

// Talks is a round of talks.
type Talks struct {
	ID   string `json:"id"`
	Rule string `json:"rule"`
	Span
	Place     string  `json:"place"`
	From      *string `json:"from"`
	To        *string `json:"to"`
	Round     *int    `json:"round"`
	Parties   []Party `json:"parties"`
	Mediators []Party `json:"mediators"`
	Hosts     []Party `json:"hosts"`
	Outcome   string  `json:"outcome"` // agreement_signed, joint_statement, next_round, adjourned, deadlock, collapsed, unknown
}

// Agreement is something agreed or proposed between sides.
type Agreement struct {
	ID   string `json:"id"`
	Rule string `json:"rule"`
	Span
	Kind    string  `json:"kind"` // ceasefire, mechanism, joint_statement, peace, other
	Place   string  `json:"place"`
	Date    *string `json:"date"`
	Parties []Party `json:"parties"`
	Brokers []Party `json:"brokers"`
	Status  string  `json:"status"` // proposed … unknown: docs/read-format.md
}

// Crossing is the reported state of a border crossing.
type Crossing struct {
	ID   string `json:"id"`
	Rule string `json:"rule"`
	Span
	Name       string   `json:"name"`
	Status     string   `json:"status"` // open, open_limited, closed, unknown
	Users      []string `json:"users"`
	Reason     string   `json:"reason"`
	DeclaredBy *Party   `json:"declared_by"`
}

// Undertaking is a promise given, asked for or reported.
type Undertaking struct {
	ID         string      `json:"id"`
	Rule       string      `json:"rule"`
	By         *Party      `json:"by"`
	To         *Party      `json:"to"`
	Content    Span        `json:"content"`
	State      string      `json:"state"` // demanded, offered, given, reported_given, agreed, in_force, disputed, denied
	Form       string      `json:"form"`
	Guarantors []Guarantor `json:"guarantors"`
	Statements []string    `json:"statements"`
	Missing    []string    `json:"missing"`
}

// Guarantor is a state or body named to stand behind an undertaking.
type Guarantor struct {
	Name    string `json:"name"`
	State   string `json:"state"` // named_by_party, invited, accepted, declined
	NamedBy *Party `json:"named_by"`
}

// Merged is what several documents say together; the last line of `--merge`.
type Merged struct {
	Duplicates   []Duplicate    `json:"duplicates"`
	Stories      []Group        `json:"stories"`
	Statements   []Group        `json:"statements"`
	Incidents    []Group        `json:"incidents"`
	Talks        []Group        `json:"talks"`
	Undertakings []Group        `json:"undertakings"`
	Dates        []MergedDate   `json:"dates"`
	Conflicts    []Contradicted `json:"conflicts"`
}

// Ref names a document, or a record in it.
type Ref struct {
	File string `json:"file"`
	Item *int   `json:"item,omitempty"`
	ID   string `json:"id,omitempty"`
}

// Group is a set of documents or records that are the same one.
type Group struct {
	Members []Ref `json:"members"`
}

// Duplicate is a set of copies or rewrites; Root is the likeliest original.
type Duplicate struct {
	Members []Ref `json:"members"`
	Root    Ref   `json:"root"`
}

// MergedDate is a publication date that only another document fixes.
type MergedDate struct {
	Document Ref    `json:"document"`
	Date     string `json:"date"`
	From     Ref    `json:"from"`
	Reason   string `json:"reason"`
}

// Contradicted is a set of records that contradict each other.
type Contradicted struct {
	Members []Ref    `json:"members"`
	About   string   `json:"about"`
	Values  []string `json:"values"`
}
