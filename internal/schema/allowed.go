package schema

import "github.com/surety-mechanism/surety/record"

func text[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = string(v)
	}
	return all
}

// orNone is for a field that may be left empty.
func orNone(list []string) []string { return append([]string{""}, list...) }

// everywhere are the values of fields that mean the same in every kind that has
// them; only those of one kind alone stand below.
var everywhere = map[string][]string{
	"credibility": record.Credibilities,
	"reliability": record.Reliabilities,
	"submitter":   text(record.Submitters),
	"level":       record.VerificationLevels,
	"effect":      record.Effects,
	"form":        record.Forms,
}

// own are the values of a kind's own fields. A test holds every one against what
// Validate refuses.
var own = map[record.Kind]map[string][]string{
	record.KindSourceLinked:           {"relation": record.SourceLinks},
	record.KindStatementRecorded:      {"acts": text(record.Acts), "mode": text(record.Modes), "fidelity": {"", "verbatim", "paraphrase_in_quotes"}},
	record.KindClaimRecorded:          {"subject": {"number", "attribution"}, "class": record.ClaimClasses},
	record.KindUndertakingRecorded:    {"state": record.UndertakingStates, "form": orNone(record.Forms), "obligation": orNone(record.ObligationKinds), "missing": record.ObligationParts},
	record.KindInstrumentRecorded:     {"type": record.InstrumentKinds, "status": record.InstrumentStatuses},
	record.KindTextVariantFiled:       {"relation": record.VariantRelations},
	record.KindClauseRecorded:         {"state": record.ClauseBegins},
	record.KindClauseMoved:            {"to": record.ClauseStates},
	record.KindGuaranteeMoved:         {"state": record.GuarantorStates},
	record.KindObligationSpecified:    {"kind": record.ObligationKinds},
	record.KindLineageLinked:          {"relation": record.Lineages},
	record.KindGradeGiven:             {"axis": {"implementation", "compliance", "timeliness"}, "value": gradeValues(), "method": orNone(record.Methods)},
	record.KindReadingContested:       {"what": record.Contests},
	record.KindDeclarationMade:        {"what": record.Declarations},
	record.KindDeclarationConcluded:   {"correctness": {"correct", "incorrect", "not_determined"}, "completeness": {"complete", "incomplete", "not_determined"}},
	record.KindIndicatorRead:          {"indicator": record.Indicators, "site": orNone(record.SiteStatuses), "method": orNone(record.Methods)},
	record.KindConfirmationSought:     {"access": record.ConfirmingAccess},
	record.KindRangeSet:               {"rule": record.RangeRules},
	record.KindCrossingStatusRecorded: {"status": record.CrossingStatuses, "direction": orNone(record.CrossingDirections), "users": record.UserClasses},
	record.KindTalksRecorded:          {"outcome": record.TalksOutcomes, "level": orNone(record.TalksLevels)},
	record.KindNoticeGiven:            {"what": record.NoticeKinds},
	record.KindAccessRequested:        {"chosen": orNone(record.SiteChoosers)},
	record.KindAccessAnswered:         {"answer": record.AccessAnswers},
	record.KindTaskGiven:              {"method": record.Methods},
	record.KindCaseMoved:              {"to": record.CaseMoves, "outcome": orNone(record.ClosingOutcomes)},
	record.KindDeadlinePaused:         {"reason": record.PauseReasons},
	record.KindFindingProposed:        {"outcome": record.FindingOutcomes},
	record.KindVoteCast:               {"stage": record.VoteStages, "vote": record.Votes},
	record.KindRecommendationMade:     {"method": record.Methods},
	record.KindRemedyReported:         {"method": orNone(record.Methods)},
	record.KindConsentRecorded:        {"consent": record.Consents},
	record.KindMediaChecked:           {"check": record.MediaChecks},
	record.KindModeChanged:            {"mode": record.MechanismModes},
	record.KindEntryCorrected:         {"of": text(record.Kinds())},
}

// gradeValues gives the values of all axes together: a schema cannot say more
// without saying it for each axis.
func gradeValues() []string {
	var all []string
	for _, axis := range []string{"implementation", "compliance", "timeliness"} {
		all = append(all, record.GradeAxes[axis]...)
	}
	return all
}

// Allowed gives the values that a field of a kind can take, or nil for any.
func Allowed(kind record.Kind, field string) []string {
	if values, ok := own[kind][field]; ok {
		return values
	}
	return everywhere[field]
}
