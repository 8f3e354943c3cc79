package record

import (
	"fmt"
	"sort"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Kind says what an entry does.
type Kind string

// The kinds of entry. A kind comes when the first code that uses it does.
const (
	KindCharterAdopted         Kind = "charter_adopted"
	KindKeyAdded               Kind = "key_added"
	KindKeyRevoked             Kind = "key_revoked"
	KindSourceFiled            Kind = "source_filed"
	KindStatementRecorded      Kind = "statement_recorded"
	KindClaimRecorded          Kind = "claim_recorded"
	KindUndertakingRecorded    Kind = "undertaking_recorded"
	KindInstrumentRecorded     Kind = "instrument_recorded"
	KindFormAdvanced           Kind = "form_advanced"
	KindGuaranteeMoved         Kind = "guarantee_moved"
	KindIncidentRecorded       Kind = "incident_recorded"
	KindCrossingStatusRecorded Kind = "crossing_status_recorded"
	KindTalksRecorded          Kind = "talks_recorded"
	KindEntryCorrected         Kind = "entry_corrected"
	KindEntryWithdrawn         Kind = "entry_withdrawn"
)

// family is what every kind is registered with.
type family struct {
	founding bool // charter, keys, seats, rules
	empty    func() Body
}

var kinds = map[Kind]family{
	KindCharterAdopted:         {true, func() Body { return &CharterAdopted{} }},
	KindKeyAdded:               {true, func() Body { return &KeyAdded{} }},
	KindKeyRevoked:             {true, func() Body { return &KeyRevoked{} }},
	KindSourceFiled:            {false, func() Body { return &SourceFiled{} }},
	KindStatementRecorded:      {false, func() Body { return &StatementRecorded{} }},
	KindClaimRecorded:          {false, func() Body { return &ClaimRecorded{} }},
	KindUndertakingRecorded:    {false, func() Body { return &UndertakingRecorded{} }},
	KindInstrumentRecorded:     {false, func() Body { return &InstrumentRecorded{} }},
	KindFormAdvanced:           {false, func() Body { return &FormAdvanced{} }},
	KindGuaranteeMoved:         {false, func() Body { return &GuaranteeMoved{} }},
	KindIncidentRecorded:       {false, func() Body { return &IncidentRecorded{} }},
	KindCrossingStatusRecorded: {false, func() Body { return &CrossingStatusRecorded{} }},
	KindTalksRecorded:          {false, func() Body { return &TalksRecorded{} }},
	KindEntryCorrected:         {false, func() Body { return &EntryCorrected{} }},
	KindEntryWithdrawn:         {false, func() Body { return &EntryWithdrawn{} }},
}

// Kinds gives every kind, sorted.
func Kinds() []Kind {
	all := make([]Kind, 0, len(kinds))
	for k := range kinds {
		all = append(all, k)
	}
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	return all
}

// Known reports whether this version of the program knows the kind.
func (k Kind) Known() bool { _, ok := kinds[k]; return ok }

// Founding reports whether the kind makes the mechanism itself: its charter,
// keys, seats and rules.
func (k Kind) Founding() bool { return kinds[k].founding }

// Empty gives a new, empty body of the kind, or an error for one not known.
func (k Kind) Empty() (Body, error) {
	f, ok := kinds[k]
	if !ok {
		return nil, fault.New(fault.Invalid, "this version of the program does not know entries of kind %q", k)
	}
	return f.empty(), nil
}

func invalid(format string, args ...any) error {
	return fault.New(fault.Invalid, format, args...)
}

// oneOf says what is wrong with a value that is not of its enumeration.
func oneOf[T ~string](field string, value T, allowed []T) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	return invalid("%s is %q; it has to be one of %s", field, value, list(allowed))
}

func list[T ~string](values []T) string {
	s := ""
	for i, v := range values {
		switch {
		case i == 0:
		case i == len(values)-1:
			s += " or "
		default:
			s += ", "
		}
		s += fmt.Sprintf("%q", string(v))
	}
	return s
}
