package record

import (
	"fmt"
	"slices"
	"sort"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Kind says what an entry does.
type Kind string

// The kinds of entry. A kind comes when the first code that uses it does.
const (
	KindCharterAdopted         Kind = "charter_adopted"
	KindKeyAdded               Kind = "key_added"
	KindKeyApproved            Kind = "key_approved"
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
	KindCharterAmended         Kind = "charter_amended"
	KindModeChanged            Kind = "mode_changed"
	KindSeatVacated            Kind = "seat_vacated"
	KindSeatFilled             Kind = "seat_filled"
	KindAllegationMade         Kind = "allegation_made"
	KindCaseNotified           Kind = "case_notified"
	KindResponseMade           Kind = "response_made"
	KindInformationRequested   Kind = "information_requested"
	KindAccessRequested        Kind = "access_requested"
	KindAccessAnswered         Kind = "access_answered"
	KindTaskGiven              Kind = "task_given"
	KindCaseMoved              Kind = "case_moved"
	KindDeadlinePaused         Kind = "deadline_paused"
	KindDeadlineExtended       Kind = "deadline_extended"
	KindFindingProposed        Kind = "finding_proposed"
	KindVoteCast               Kind = "vote_cast"
	KindDissentFiled           Kind = "dissent_filed"
	KindRecusalDeclared        Kind = "recusal_declared"
	KindRecommendationMade     Kind = "recommendation_made"
	KindReferralMade           Kind = "referral_made"
	KindPenaltyDecided         Kind = "penalty_decided"
	KindRemedyReported         Kind = "remedy_reported"
	KindClauseRecorded         Kind = "clause_recorded"
	KindClauseMoved            Kind = "clause_moved"
	KindReadingContested       Kind = "reading_contested"
	KindTextVariantFiled       Kind = "text_variant_filed"
	KindObligationSpecified    Kind = "obligation_specified"
	KindLineageLinked          Kind = "lineage_linked"
	KindGradeGiven             Kind = "grade_given"
	KindDeclarationMade        Kind = "declaration_made"
	KindDeclarationConcluded   Kind = "declaration_concluded"
	KindCountReported          Kind = "count_reported"
	KindIndicatorRead          Kind = "indicator_read"
	KindSourceGraded           Kind = "source_graded"
	KindCredibilityGraded      Kind = "credibility_graded"
	KindSourceLinked           Kind = "source_linked"
	KindMediaChecked           Kind = "media_checked"
	KindConfirmationSought     Kind = "confirmation_sought"
	KindRangeSet               Kind = "range_set"
	KindIncidentsMerged        Kind = "incidents_merged"
	KindIncidentSplit          Kind = "incident_split"
	KindIncidentRedated        Kind = "incident_redated"
	KindNoticeGiven            Kind = "notice_given"
	KindNoticeMatched          Kind = "notice_matched"
	KindHotlineCall            Kind = "hotline_call"
	KindCoverageRecorded       Kind = "coverage_recorded"
	KindDraftTabled            Kind = "draft_tabled"
	KindEntryCorrected         Kind = "entry_corrected"
	KindEntryWithdrawn         Kind = "entry_withdrawn"
	KindContentErased          Kind = "content_erased"
	KindReleaseProposed        Kind = "release_proposed"
	KindContentReleased        Kind = "content_released"
	KindRedactionProposed      Kind = "redaction_proposed"
	KindContentRedacted        Kind = "content_redacted"
	KindConsentRecorded        Kind = "consent_recorded"
	KindEntryAffirmed          Kind = "entry_affirmed"
	KindSubmissionRefused      Kind = "submission_refused"
	KindReadsAttested          Kind = "reads_attested"
	KindRefusalsAttested       Kind = "refusals_attested"
	KindTimeAttested           Kind = "time_attested"
	KindStateAttested          Kind = "state_attested"
)

// family is what every kind is registered with.
type family struct {
	founding bool // charter, keys, seats, rules
	empty    func() Body
}

// casework are the kinds that make or move a case.
var casework = []Kind{KindAllegationMade, KindCaseNotified, KindResponseMade, KindInformationRequested, KindAccessRequested,
	KindAccessAnswered, KindTaskGiven, KindCaseMoved, KindDeadlinePaused, KindDeadlineExtended, KindFindingProposed, KindVoteCast,
	KindDissentFiled, KindRecusalDeclared, KindRecommendationMade, KindReferralMade, KindPenaltyDecided, KindRemedyReported}

// Casework reports whether the kind makes or moves a case.
func (k Kind) Casework() bool { return slices.Contains(casework, k) }

var kinds = map[Kind]family{
	KindCharterAdopted:         {true, func() Body { return &CharterAdopted{} }},
	KindKeyAdded:               {true, func() Body { return &KeyAdded{} }},
	KindKeyApproved:            {true, func() Body { return &KeyApproved{} }},
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
	KindCharterAmended:         {true, func() Body { return &CharterAmended{} }},
	KindModeChanged:            {true, func() Body { return &ModeChanged{} }},
	KindSeatVacated:            {true, func() Body { return &SeatVacated{} }},
	KindSeatFilled:             {true, func() Body { return &SeatFilled{} }},
	KindAllegationMade:         {false, func() Body { return &AllegationMade{} }},
	KindCaseNotified:           {false, func() Body { return &CaseNotified{} }},
	KindResponseMade:           {false, func() Body { return &ResponseMade{} }},
	KindInformationRequested:   {false, func() Body { return &InformationRequested{} }},
	KindAccessRequested:        {false, func() Body { return &AccessRequested{} }},
	KindAccessAnswered:         {false, func() Body { return &AccessAnswered{} }},
	KindTaskGiven:              {false, func() Body { return &TaskGiven{} }},
	KindCaseMoved:              {false, func() Body { return &CaseMoved{} }},
	KindDeadlinePaused:         {false, func() Body { return &DeadlinePaused{} }},
	KindDeadlineExtended:       {false, func() Body { return &DeadlineExtended{} }},
	KindFindingProposed:        {false, func() Body { return &FindingProposed{} }},
	KindVoteCast:               {false, func() Body { return &VoteCast{} }},
	KindDissentFiled:           {false, func() Body { return &DissentFiled{} }},
	KindRecusalDeclared:        {false, func() Body { return &RecusalDeclared{} }},
	KindRecommendationMade:     {false, func() Body { return &RecommendationMade{} }},
	KindReferralMade:           {false, func() Body { return &ReferralMade{} }},
	KindPenaltyDecided:         {false, func() Body { return &PenaltyDecided{} }},
	KindRemedyReported:         {false, func() Body { return &RemedyReported{} }},
	KindClauseRecorded:         {false, func() Body { return &ClauseRecorded{} }},
	KindClauseMoved:            {false, func() Body { return &ClauseMoved{} }},
	KindReadingContested:       {false, func() Body { return &ReadingContested{} }},
	KindTextVariantFiled:       {false, func() Body { return &TextVariantFiled{} }},
	KindObligationSpecified:    {false, func() Body { return &ObligationSpecified{} }},
	KindLineageLinked:          {false, func() Body { return &LineageLinked{} }},
	KindGradeGiven:             {false, func() Body { return &GradeGiven{} }},
	KindDeclarationMade:        {false, func() Body { return &DeclarationMade{} }},
	KindDeclarationConcluded:   {false, func() Body { return &DeclarationConcluded{} }},
	KindCountReported:          {false, func() Body { return &CountReported{} }},
	KindIndicatorRead:          {false, func() Body { return &IndicatorRead{} }},
	KindSourceGraded:           {false, func() Body { return &SourceGraded{} }},
	KindCredibilityGraded:      {false, func() Body { return &CredibilityGraded{} }},
	KindSourceLinked:           {false, func() Body { return &SourceLinked{} }},
	KindMediaChecked:           {false, func() Body { return &MediaChecked{} }},
	KindConfirmationSought:     {false, func() Body { return &ConfirmationSought{} }},
	KindRangeSet:               {false, func() Body { return &RangeSet{} }},
	KindIncidentsMerged:        {false, func() Body { return &IncidentsMerged{} }},
	KindIncidentSplit:          {false, func() Body { return &IncidentSplit{} }},
	KindIncidentRedated:        {false, func() Body { return &IncidentRedated{} }},
	KindNoticeGiven:            {false, func() Body { return &NoticeGiven{} }},
	KindNoticeMatched:          {false, func() Body { return &NoticeMatched{} }},
	KindHotlineCall:            {false, func() Body { return &HotlineCall{} }},
	KindCoverageRecorded:       {false, func() Body { return &CoverageRecorded{} }},
	KindDraftTabled:            {false, func() Body { return &DraftTabled{} }},
	KindEntryCorrected:         {false, func() Body { return &EntryCorrected{} }},
	KindEntryWithdrawn:         {false, func() Body { return &EntryWithdrawn{} }},
	KindContentErased:          {false, func() Body { return &ContentErased{} }},
	KindReleaseProposed:        {false, func() Body { return &ReleaseProposed{} }},
	KindContentReleased:        {false, func() Body { return &ContentReleased{} }},
	KindRedactionProposed:      {false, func() Body { return &RedactionProposed{} }},
	KindContentRedacted:        {false, func() Body { return &ContentRedacted{} }},
	KindConsentRecorded:        {false, func() Body { return &ConsentRecorded{} }},
	KindEntryAffirmed:          {false, func() Body { return &EntryAffirmed{} }},
	KindSubmissionRefused:      {false, func() Body { return &SubmissionRefused{} }},
	KindReadsAttested:          {false, func() Body { return &ReadsAttested{} }},
	KindRefusalsAttested:       {false, func() Body { return &RefusalsAttested{} }},
	KindTimeAttested:           {false, func() Body { return &TimeAttested{} }},
	KindStateAttested:          {false, func() Body { return &StateAttested{} }},
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

// Attestation reports whether the kind is the log speaking of itself: not of
// what happened, but of how far the log had come.
func (k Kind) Attestation() bool {
	return k == KindTimeAttested || k == KindStateAttested || k == KindReadsAttested || k == KindRefusalsAttested
}

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
