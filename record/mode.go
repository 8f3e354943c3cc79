package record

// MechanismModes are how a mechanism can be at work. register_only keeps the
// register and verifies nothing; suspended takes in and decides nothing;
// evacuated goes nowhere; winding_down takes in nothing new; closed is only read.
var MechanismModes = []string{"register_only", "running", "suspended", "evacuated", "winding_down", "closed"}

// ModeChanged: the mechanism goes to another way of working.
type ModeChanged struct {
	Mode   string `json:"mode" role:"control"`
	Reason string `json:"reason" role:"content"`
}

// EntryKind gives KindModeChanged.
func (*ModeChanged) EntryKind() Kind { return KindModeChanged }

// Validate says what is wrong with the body, or nil.
func (b *ModeChanged) Validate() error {
	return firstOf(oneOf("mode", b.Mode, MechanismModes), required("reason", b.Reason))
}

// SeatVacated: nobody fills a seat any more. It stops nothing; it is shown as
// empty since when.
type SeatVacated struct {
	Seat   Seat   `json:"seat" role:"control"`
	Reason string `json:"reason" role:"content"`
}

// EntryKind gives KindSeatVacated.
func (*SeatVacated) EntryKind() Kind { return KindSeatVacated }

// Validate says what is wrong with the body, or nil.
func (b *SeatVacated) Validate() error {
	return firstOf(required("seat", string(b.Seat)), required("reason", b.Reason))
}

// SeatFilled: somebody fills a seat that was empty.
type SeatFilled struct {
	Seat Seat   `json:"seat" role:"control"`
	Who  string `json:"who,omitempty" role:"content"`
}

// EntryKind gives KindSeatFilled.
func (*SeatFilled) EntryKind() Kind { return KindSeatFilled }

// Validate says what is wrong with the body, or nil.
func (b *SeatFilled) Validate() error { return required("seat", string(b.Seat)) }

// CharterAmended: from here on the charter is another. Clocks that run keep the
// rules under which they were started.
type CharterAmended struct {
	Digest       string        `json:"digest" role:"control"` // SHA-256 of the charter's bytes, hexadecimal
	Constitution *Constitution `json:"constitution" role:"control"`
	Charter      string        `json:"charter" role:"content"` // the YAML file, byte for byte
	Reason       string        `json:"reason" role:"content"`
}

// EntryKind gives KindCharterAmended.
func (*CharterAmended) EntryKind() Kind { return KindCharterAmended }

// Validate says what is wrong with the body, or nil.
func (b *CharterAmended) Validate() error {
	if b.Constitution == nil {
		return invalid("constitution is missing")
	}
	return firstOf(b.Constitution.Validate(), required("digest", b.Digest), required("charter", b.Charter), required("reason", b.Reason))
}
