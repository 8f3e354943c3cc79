package register

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/undertaking"
)

// refuse gives why an entry counts for nothing, or "". It is version 1 of the
// rules. It reads control only.
func (s *State) refuse(ev Event) string {
	h := ev.Head
	if _, founding := h.Body.(*record.CharterAdopted); founding != (ev.Index == 0) {
		if founding {
			return "the charter is adopted once, by the first entry"
		}
		return "no charter has been adopted: the first entry has to adopt one"
	}
	if reason := s.refuseKey(ev); reason != "" {
		return reason
	}
	for _, r := range h.Refs {
		t := s.objects[r.ID]
		switch {
		case t == nil:
			return fmt.Sprintf("it refers to %s, which is no earlier entry", r.ID)
		case t.Void != "":
			return fmt.Sprintf("it refers to %s, which is void", r.ID)
		}
		if allowed, ok := targets[r.Role]; ok && !allowed(t.Kind) {
			return fmt.Sprintf("it names %s, a %s, as its %s", r.ID, t.Kind, r.Role)
		}
	}
	if reason := s.refuseRight(h); reason != "" {
		return reason
	}
	if reason := s.refuseMode(ev); reason != "" {
		return reason
	}
	if reason, ok := s.refuseCase(ev); ok {
		return reason
	}
	if reason, ok := s.refusePromise(ev); ok {
		return reason
	}
	if reason, ok := s.refuseHappening(ev); ok {
		return reason
	}
	if reason, ok := s.refuseRelease(ev); ok {
		return reason
	}
	return s.refuseEffect(ev)
}

// targets says which kinds may stand behind a role.
var targets = map[record.Role]func(record.Kind) bool{
	record.FromSource:  is(record.KindSourceFiled),
	record.InStatement: is(record.KindStatementRecorded),
	record.InsideOf:    is(record.KindStatementRecorded),
	record.AboutObject: is(record.KindIncidentRecorded, record.KindUndertakingRecorded, record.KindClauseRecorded, record.KindSourceFiled,
		record.KindClaimRecorded, record.KindStatementRecorded, record.KindTalksRecorded),
	record.Merged:      is(record.KindIncidentRecorded),
	record.Into:        is(record.KindIncidentRecorded),
	record.CopyOf:      is(record.KindSourceFiled),
	record.OfNotice:    is(record.KindNoticeGiven),
	record.InCase:      is(record.KindAllegationMade),
	record.DuplicateOf: is(record.KindAllegationMade),
	record.OnFinding:   is(record.KindFindingProposed),
	record.Answering: is(record.KindInformationRequested, record.KindAccessRequested, record.KindRecommendationMade, record.KindReferralMade,
		record.KindDeclarationMade),
	record.OfInstrument: is(record.KindInstrumentRecorded),
	record.Earlier:      is(record.KindUndertakingRecorded, record.KindClauseRecorded),
	record.DependsOn:    is(record.KindUndertakingRecorded, record.KindClauseRecorded),
	record.SupersededBy: is(record.KindClauseRecorded),
	record.ByConsent:    is(record.KindConsentRecorded),
	record.OfProposal:   is(record.KindReleaseProposed, record.KindRedactionProposed),
}

func is(kinds ...record.Kind) func(record.Kind) bool {
	return func(k record.Kind) bool {
		for _, one := range kinds {
			if k == one {
				return true
			}
		}
		return false
	}
}

// refuseKey checks that the signing key is the author's, and may sign this.
func (s *State) refuseKey(ev Event) string {
	h := ev.Head
	key, ok := s.keys[ev.Key]
	if b, founding := h.Body.(*record.CharterAdopted); founding {
		for _, k := range b.Keys {
			if k.ID == ev.Key {
				key, ok = boundKey{Key: k}, true
			}
		}
	}
	switch {
	case !ok:
		return "it is signed by a key that no seat holds"
	case key.revoked != 0:
		return "it is signed by a key that was revoked"
	case key.waits:
		return "it is signed by a key that no second seat has approved yet"
	case key.Mode != ev.Mode:
		return fmt.Sprintf("it is signed in mode %q by a key of mode %q", ev.Mode, key.Mode)
	case key.Mode != "desk" && key.Seat != h.Author.Seat:
		return fmt.Sprintf("its author's seat is %s, but the key that signed it belongs to %s", h.Author.Seat, key.Seat)
	case key.Mode == "desk" && (ownOnly(h.Body) || s.speaksForItself(h.Author.Seat)):
		return "the desk signed it, and the desk cannot speak for anyone in this"
	case key.Mode == "desk" && h.Author.Session == "":
		return "the desk signed it without naming a session"
	}
	return key.beyond(ev)
}

// refuseRight says why an entry is not its author's seat's to make, by the table
// of rights, and why it would tell some readers what they may not know. Logs of
// before there was a constitution know no roles.
func (s *State) refuseRight(h *record.Head) string {
	m, ok := s.Mechanism()
	if !ok {
		return ""
	}
	seat, ok := m.Constitution.Seat(h.Author.Seat)
	if !ok {
		return fmt.Sprintf("the charter has no seat %q; it has %q", h.Author.Seat, m.Constitution.SeatIDs())
	}
	if err := access.May(seat, h.Kind); err != nil {
		return err.Error()
	}
	if !slices.Contains(h.Audience, record.Public) {
		return ""
	}
	everyone := func(r record.Ref) bool {
		return r.Role != record.FromSource && slices.Contains(s.objects[r.ID].Readers(), record.Public)
	}
	return told(access.Alone(m.Constitution, seat.ID, h.Kind, slices.ContainsFunc(h.Refs, everyone)))
}

// tellsOthers says why what an entry changed would be seen by readers who may not
// read the entry itself: whoever sees an object may see everything that made it
// what it is. Without this a state would tell of what is sealed, and the view of
// such a reader could not be computed from what that reader has. How the
// mechanism itself changes is seen by every seat, which refuseCase asks.
func (s *State) tellsOthers(changes []Change) string {
	for _, c := range changes[1:] {
		if c.Before == nil || c.Before.Kind == record.KindCharterAdopted {
			continue
		}
		readers := c.Before.Audience // what moves a released state is not told to those to whom it was released: Object.Unmoved
		if k := changes[0].After.Kind; k == record.KindEntryCorrected || k == record.KindEntryWithdrawn {
			readers = c.Before.Readers()
		}
		for _, seat := range readers {
			if !s.reads(changes[0].After.Audience, seat) {
				return fmt.Sprintf("%s can read %s, which it changes, and could not read why", seat, c.Before.ID)
			}
		}
	}
	return ""
}

// isStep reports whether a kind is a step that only a further step undoes.
func (s *State) isStep(k record.Kind) bool {
	if k == record.KindGuaranteeMoved || k == record.KindFormAdvanced {
		_, steered := s.Mechanism()
		return steered
	}
	return k.Casework() || slices.Contains(promises, k) || slices.Contains(happenings, k) ||
		k == record.KindContentReleased || k == record.KindContentRedacted
}

// asSigned are the kinds that are not corrected: who signed them says more in
// another entry.
var asSigned = []record.Kind{record.KindDissentFiled, record.KindVoteCast, record.KindGradeGiven, record.KindDeclarationMade,
	record.KindDeclarationConcluded, record.KindReleaseProposed, record.KindContentReleased, record.KindRedactionProposed,
	record.KindContentRedacted}

// ownOnly reports whether an entry counts only under its author's own key: acts
// of parties and guarantors, keys and seats. The founding entry is the desk's.
func ownOnly(b record.Body) bool {
	switch b := b.(type) {
	case *record.KeyAdded, *record.KeyApproved, *record.KeyRevoked, *record.CharterAmended, *record.ModeChanged, *record.SeatVacated, *record.SeatFilled,
		*record.FindingProposed, *record.VoteCast, *record.DissentFiled, *record.RecusalDeclared, *record.PenaltyDecided,
		*record.DeadlineExtended:
		return true
	case *record.GuaranteeMoved:
		return undertaking.OwnAct(b.State)
	case *record.GradeGiven:
		return b.Reported == ""
	case *record.DeclarationMade, *record.DeclarationConcluded, *record.RangeSet:
		return true
	}
	return false
}

// refuseEffect checks what the kind itself demands.
func (s *State) refuseEffect(ev Event) string {
	h := ev.Head
	about := s.objects[h.First(record.AboutObject)]
	target := s.objects[h.First(record.Target)]
	switch b := h.Body.(type) {
	case *record.ClaimRecorded:
		if about == nil || about.Kind != record.KindIncidentRecorded {
			return "a claim has to name the incident it is about"
		}
	case *record.StatementRecorded, *record.UndertakingRecorded, *record.IncidentRecorded, *record.TalksRecorded,
		*record.InstrumentRecorded, *record.CrossingStatusRecorded:
		if h.First(record.FromSource) == "" {
			return "it does not name the source it was read in"
		}
	case *record.FormAdvanced:
		if about == nil || about.Undertaking == nil {
			return "it does not name the undertaking whose form it is about"
		}
	case *record.GuaranteeMoved:
		if about == nil || about.Undertaking == nil {
			return "it does not name the undertaking it guarantees"
		}
		if b.State == "accepted" && !(h.Has("scope") && h.Has("trigger") && h.Has("action")) {
			return "accepting a guarantee needs a text with its scope, its trigger and the action"
		}
		if _, err := about.Undertaking.MoveGuarantor(b.Handle, b.State); err != nil {
			return err.Error()
		}
	case *record.EntryCorrected:
		switch {
		case target == nil:
			return "it does not name the entry that it corrects"
		case target.Kind != b.Of:
			return fmt.Sprintf("it corrects a %s, but %s is a %s", b.Of, target.ID, target.Kind)
		case target.Seat != h.Author.Seat:
			return "an entry is corrected by the seat that made it"
		case target.WithdrawnBy != "":
			return "the entry that it corrects was withdrawn"
		case target.ErasedBy != "":
			return "the content that it corrects was erased"
		case slices.Contains(asSigned, target.Kind):
			return fmt.Sprintf("a %s stays as it was signed: say more in another", target.Kind)
		}
	case *record.EntryWithdrawn:
		switch {
		case target == nil:
			return "it does not name the entry that it withdraws"
		case target.Kind.Founding():
			return fmt.Sprintf("a %s cannot be withdrawn", target.Kind)
		case target.Seat != h.Author.Seat:
			return "an entry is withdrawn by the seat that made it"
		case target.WithdrawnBy != "":
			return "the entry was withdrawn before"
		case s.isStep(target.Kind):
			return fmt.Sprintf("a %s is a step and stays: what it did is undone only by a further step", target.Kind)
		}
	case *record.ContentErased:
		switch {
		case target == nil:
			return "it does not name the entry whose content it erases"
		case target.Kind.Founding() || target.Kind.Attestation() || target.Kind == record.KindContentErased:
			return fmt.Sprintf("the content of a %s stays", target.Kind)
		case target.ErasedBy != "":
			return "the content was erased before"
		case ev.Mode != "desk":
			return "content is erased at the desk, which keeps it"
		case s.asked(target) && target.Erasing.Hand == hand(ev):
			return "nobody erases alone: the second person is the first"
		}
	case *record.TimeAttested, *record.StateAttested, *record.ReadsAttested, *record.RefusalsAttested:
		return s.refuseAttested(ev)
	case *record.EntryAffirmed:
		return s.refuseAffirmed(ev)
	case *record.SubmissionRefused:
		if s.keys[ev.Key].Mode != "desk" {
			return "only the desk, to which it was handed in, refuses a submission"
		}
		if s.objects[b.Submission] != nil {
			return "the submission that it refuses is an entry"
		}
	case *record.KeyAdded:
		if _, taken := s.keys[b.Key.ID]; taken {
			return "a key of this id is there already"
		}
		if b.Key.Mode == "desk" {
			return s.refuseDeskKey(b)
		}
	case *record.KeyApproved:
		return s.refuseApproval(ev, b)
	case *record.KeyRevoked:
		k, ok := s.keys[b.KeyID]
		switch {
		case !ok:
			return "there is no such key"
		case k.revoked != 0:
			return "the key was revoked before"
		case k.Mode == "desk":
			return s.refuseDeskEnd(k, h.Author.Seat)
		case k.Seat != h.Author.Seat:
			return "a key is revoked by the seat that holds it"
		}
	}
	return ""
}
