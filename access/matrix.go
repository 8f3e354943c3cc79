package access

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// Role is what a seat is for. Anybody who holds no seat is the role Everyone.
type Role = string

// The roles of the charter (docs/charter.md), and those who have none.
const (
	Party       Role = "party"
	Guarantor   Role = "guarantor"
	Mediator    Role = "mediator"
	Chair       Role = "chair"
	Secretariat Role = "secretariat"
	Monitor     Role = "monitor"
	Legal       Role = "legal"
	Observer    Role = "observer"
	Handler     Role = "handler"
	Depositary  Role = "depositary"
	Everyone    Role = "public"
)

// Roles gives every role, those of the charter first.
func Roles() []Role {
	return []Role{Party, Guarantor, Mediator, Chair, Secretariat, Monitor, Legal, Observer, Handler, Depositary, Everyone}
}

// who are the sets of roles that the table is written with.
var (
	staff     = []Role{Chair, Secretariat, Monitor, Legal}
	around    = []Role{Party, Guarantor, Mediator, Chair, Secretariat, Monitor, Legal}
	submits   = append([]Role{Observer}, around...)
	delegates = append([]Role{Handler, Depositary}, submits...)
)

// Row is what the table of rights says of some kinds of entry.
type Row struct {
	Object string        // as those who run mechanisms name it
	Kinds  []record.Kind // what is made when somebody does it
	Make   []Role        // who may make it; who may read it is its audience's to say
	Rates  bool          // it rates or classifies: a seat that may not qualify cannot (R63)
}

// matrix is the table of rights as data; testdata/rights.txt says it a second time. What a rule of casework, of an undertaking or
// of the charter demands besides (whose turn it is, whose deadline) is asked there.
var matrix = []Row{
	{"allegation", kinds(record.KindAllegationMade), []Role{Party, Secretariat, Monitor, Observer}, false},
	{"allegation: notice to the accused", kinds(record.KindCaseNotified), []Role{Chair, Secretariat}, false},
	{"allegation: response", kinds(record.KindResponseMade), []Role{Party}, false},
	{"field report", kinds(record.KindSourceFiled, record.KindStatementRecorded, record.KindClaimRecorded, record.KindIncidentRecorded,
		record.KindCrossingStatusRecorded, record.KindTalksRecorded, record.KindUndertakingRecorded, record.KindCountReported, record.KindCoverageRecorded), submits, false},
	{"field report: what the mechanism asks for", kinds(record.KindInformationRequested, record.KindAccessRequested, record.KindTaskGiven,
		record.KindConfirmationSought, record.KindMediaChecked, record.KindIndicatorRead), staff, false},
	{"field report: how access was answered", kinds(record.KindAccessAnswered), []Role{Party, Chair, Secretariat, Monitor, Legal}, false},
	{"field report: grading and dating", kinds(record.KindSourceGraded, record.KindCredibilityGraded, record.KindSourceLinked, record.KindRangeSet,
		record.KindIncidentsMerged, record.KindIncidentSplit, record.KindIncidentRedated, record.KindNoticeMatched),
		[]Role{Mediator, Chair, Secretariat, Monitor, Legal}, true},
	{"case: procedure", kinds(record.KindCaseMoved), []Role{Party, Chair, Secretariat}, false},
	{"finding (draft)", kinds(record.KindFindingProposed), staff, true},
	{"finding (final): vote", kinds(record.KindVoteCast), around, true},
	{"finding (final): dissent", kinds(record.KindDissentFiled), around, true},
	{"finding: recusal", kinds(record.KindRecusalDeclared), around, false},
	{"recommendation", kinds(record.KindRecommendationMade), staff, true},
	{"remedy", kinds(record.KindRemedyReported), around, false},
	{"penalty referral", kinds(record.KindReferralMade), []Role{Chair, Secretariat}, false},
	{"penalty decision", kinds(record.KindPenaltyDecided), []Role{Guarantor, Mediator, Chair, Party}, true},
	{"instrument text", kinds(record.KindInstrumentRecorded, record.KindClauseRecorded, record.KindTextVariantFiled),
		[]Role{Party, Guarantor, Mediator, Chair, Secretariat, Monitor, Legal, Depositary}, false},
	{"instrument text: its life", kinds(record.KindFormAdvanced, record.KindClauseMoved, record.KindObligationSpecified, record.KindLineageLinked,
		record.KindReadingContested, record.KindGuaranteeMoved), around, true},
	{"grade", kinds(record.KindGradeGiven, record.KindDeclarationConcluded), around, true},
	{"declaration", kinds(record.KindDeclarationMade, record.KindNoticeGiven), []Role{Party}, false},
	{"talks: draft tabled", kinds(record.KindDraftTabled), []Role{Party, Mediator, Chair, Secretariat}, false},
	{"line between the parties", kinds(record.KindHotlineCall), []Role{Party, Mediator, Chair, Secretariat, Monitor}, false},
	{"deadline change", kinds(record.KindDeadlineExtended), []Role{Chair, Party, Guarantor, Secretariat, Monitor, Mediator, Legal}, false},
	{"deadline pause", kinds(record.KindDeadlinePaused), []Role{Chair, Secretariat}, false},
	{"redaction or seal", kinds(record.KindContentErased), []Role{Chair, Secretariat, Legal}, false},
	{"release", kinds(record.KindReleaseProposed, record.KindContentReleased), around, false},
	{"redaction or seal: request and second person", kinds(record.KindRedactionProposed, record.KindContentRedacted), around, false},
	{"contact: consent, purpose and end", kinds(record.KindConsentRecorded), []Role{Chair, Secretariat, Monitor, Legal, Handler}, false},
	{"own words taken back", kinds(record.KindEntryCorrected, record.KindEntryWithdrawn, record.KindEntryAffirmed), submits, false},
	{"user or role change", kinds(record.KindKeyAdded, record.KindKeyApproved, record.KindKeyRevoked, record.KindSeatVacated, record.KindSeatFilled,
		record.KindCharterAmended, record.KindModeChanged), delegates, false},
	{"the log about itself", kinds(record.KindCharterAdopted, record.KindSubmissionRefused, record.KindTimeAttested, record.KindStateAttested, record.KindReadsAttested,
		record.KindRefusalsAttested),
		[]Role{Secretariat}, false},
}

func kinds(k ...record.Kind) []record.Kind { return k }

// Matrix gives the table of rights.
func Matrix() []Row { return slices.Clone(matrix) }

// Of gives the row of a kind of entry. A kind without a row can be made by
// nobody; a test keeps that there is none.
func Of(kind record.Kind) (Row, bool) {
	i := slices.IndexFunc(matrix, func(r Row) bool { return slices.Contains(r.Kinds, kind) })
	if i < 0 {
		return Row{}, false
	}
	return matrix[i], true
}

// May says why a seat may not make an entry of a kind, or nil.
func May(seat record.SeatRule, kind record.Kind) error {
	row, ok := Of(kind)
	switch {
	case !ok:
		return fmt.Errorf("nobody has the right to make a %s", kind)
	case row.Rates && (seat.Observes || seat.Role == Observer):
		return fmt.Errorf("the seat %s observes: it submits and reads, but does not rate", seat.ID)
	case !slices.Contains(row.Make, seat.Role):
		return fmt.Errorf("a %s is not for the seat %s, a %s's, to make", kind, seat.ID, seat.Role)
	}
	return nil
}
