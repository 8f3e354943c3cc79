package main

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	mrand "math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// world is a log of any size, the same every time: in twenty
// entries a source, a statement, fifteen incidents, two claims and one of the
// rest. Places and words are as uneven as they are in the world. It is signed
// with a signature of the right length that nobody checks: the fold does not.
type world struct {
	size   int64
	keys   *keys.Keys
	shared ledger.Key
	sealed []byte
	sign   ledger.Signature
}

// round is how many entries make one of everything.
const round = 20

// worldParties are the sides of the world.
var worldParties = []string{"qarn", "tal"}

func newWorld(k *keys.Keys, size int64) (*world, error) {
	w := &world{size: size, keys: k}
	var err error
	if w.shared, err = ledger.NewKey(rand.Reader); err != nil {
		return nil, err
	}
	w.sign = ledger.Signature{Algorithm: ledger.Ed25519, Key: k.Desk.PublicKey().ID(), Mode: ledger.Desk, Sig: make([]byte, 64)}
	w.sealed, err = k.SealAudience(w.shared)
	return w, err
}

// Size is the number of entries.
func (w *world) Size() (int64, error) { return w.size, nil }

// OldAudienceKey gives the one audience key.
func (w *world) OldAudienceKey(string, int) ([]byte, error) { return w.sealed, nil }

// Rows makes entries [from, to), on all processors.
func (w *world) Rows(from, to int64) ([]desk.Row, error) {
	rows := make([]desk.Row, min(to, w.size)-from)
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for n := range errs {
		wg.Go(func() {
			for i := n; i < len(rows) && errs[n] == nil; i += len(errs) {
				rows[i], errs[n] = w.row(from + int64(i))
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// idOf names the entry at an index.
func idOf(index int64) record.ID {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("bench"), uint64(index)))
	return record.ID(hex.EncodeToString(sum[:16]))
}

// worldTime is when the entry at an index was logged.
func worldTime(index int64) time.Time { return time.Unix(1_700_000_000+index*30, 0).UTC() }

// split gives the entry at an index as its author would seal it: its header, and
// its content.
func (w *world) split(index int64) (head []byte, fields []record.Field, err error) {
	key := w.keys.Desk.PublicKey().ID().String()
	body, refs, audience := worldEntry(index, key)
	return record.Split(record.Entry{Kind: body.EntryKind(), ID: idOf(index), Mechanism: origin, Stated: worldTime(index), Audience: audience, Refs: refs,
		Author: record.Author{Seat: "secretariat", Key: key, Session: "bench"}, Body: body})
}

func (w *world) row(index int64) (desk.Row, error) {
	salts := mrand.NewChaCha8([32]byte(binary.BigEndian.AppendUint64(make([]byte, 24), uint64(index)))) // the same log every time
	id, at := idOf(index), worldTime(index)
	head, fields, err := w.split(index)
	if err != nil {
		return desk.Row{}, err
	}
	control, err := ledger.Canonical(head)
	if err != nil {
		return desk.Row{}, err
	}
	parsed, err := ledger.ParseID(string(id))
	if err != nil {
		return desk.Row{}, err
	}
	content := make([]ledger.Field, len(fields))
	for i, f := range fields {
		content[i] = ledger.Field{Path: f.Name, Value: f.Value}
	}
	sealed, err := ledger.Seal(salts, ledger.Header{Origin: origin, ID: parsed, Mode: ledger.Desk,
		Key: w.keys.Desk.PublicKey().ID(), Control: control}, content)
	if err != nil {
		return desk.Row{}, err
	}
	signed, err := ledger.Commit(salts, sealed.Envelope, w.sign)
	if err != nil {
		return desk.Row{}, err
	}
	row := desk.Row{Index: index, ID: id, Envelope: signed.Envelope, Signature: signed.Signature.Marshal(), LeafSalt: signed.LeafSalt[:], Audience: "bench"}
	if row.Leaf, err = signed.Leaf(origin, ledger.ClassEntry, at).MarshalBinary(); err != nil {
		return desk.Row{}, err
	}
	key, err := ledger.NewKey(salts)
	if err != nil {
		return desk.Row{}, err
	}
	if row.Payload, err = ledger.SealPayload(salts, key, sealed.Openings, []byte(id)); err != nil {
		return desk.Row{}, err
	}
	row.Key, err = ledger.WrapKey(salts, w.shared, key, fmt.Appendf(nil, "bench\x000\x00%s", id))
	return row, err
}

// worldEntry says what stands at an index.
func worldEntry(index int64, deskKey string) (record.Body, []record.Ref, []record.Seat) {
	chance := mrand.New(mrand.NewPCG(uint64(index), 7))
	everyone := []record.Seat{"chair", "party-qarn", "party-tal", "secretariat"} // one alone publishes nothing but the charter
	if index == 0 {
		c := &record.Constitution{Mode: "running", Parties: worldParties, Crossings: []record.CrossingRule{{ID: "bridge", Gates: []string{"bridge-east"}}},
			Seats: []record.SeatRule{{ID: "secretariat", Role: "secretariat"}, {ID: "chair", Role: "chair"},
				{ID: "party-qarn", Role: "party", Of: "qarn"}, {ID: "party-tal", Role: "party", Of: "tal"}}}
		return &record.CharterAdopted{Digest: "d", Rules: record.RulesVersion, Name: "Bench", Charter: "name: Bench\n", Constitution: c,
			Keys: []record.Key{{Seat: "secretariat", ID: deskKey, Mode: "desk", Public: "k"}}}, nil, []record.Seat{"chair", "party-qarn", "party-tal", record.Public, "secretariat"}
	}
	begin := index - index%round // where the round began
	source := record.Ref{Role: record.FromSource, ID: idOf(begin + 1)}
	// A third is for some only; the whole round is, since a reference has to be
	// readable by all who may read what refers.
	audience := everyone
	if (index/round)%3 == 2 {
		audience = []record.Seat{"chair", "party-qarn", "secretariat"}
	}
	side := record.Party{Name: "Delegation of Qarn", Side: "qarn"}
	if chance.IntN(3) == 0 {
		side = record.Party{Name: "Delegation of Tal", Side: "tal"}
	}
	day := time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(index/400)%3000+chance.IntN(30)).Format(time.DateOnly)
	where := uneven(chance, 2000)
	place := record.Place{Name: fmt.Sprintf("Hadrel %d", where), Precision: 2}
	lat, lon := 30+float64(where%50)/10, 60+float64(where/50)/10
	place.Lat, place.Lon = &lat, &lon
	words := sentence(chance)
	quoted := record.Words{Text: words, Start: 120, End: 120 + len(words)}
	accepted := record.Acceptance{Draft: fmt.Sprintf("d%d", index), Rule: "bench", AcceptedBy: "Bench"}
	switch step := index % round; {
	case step <= 1: // 1, and the 0 of later rounds
		return &record.SourceFiled{Submitter: record.SubmitterPress, Reliability: "F", File: fmt.Sprintf("%d.txt", index), SHA256: strings.Repeat("ab", 32),
			Bytes: 2500, Title: words, Publisher: fmt.Sprintf("Highland Wire %d", uneven(chance, 40)), Published: day, Evidence: record.Evidence{Name: "bench"}}, nil, audience
	case step == 2:
		return &record.StatementRecorded{Acts: []record.Act{"claim"}, Mode: "indirect", Credibility: "6", Speaker: side, Cue: "said", Words: quoted, From: day,
			Acceptance: accepted}, []record.Ref{source}, audience
	case step < 17:
		return &record.IncidentRecorded{Type: incidentTypes[uneven(chance, len(incidentTypes))], DatePrecision: 1, WherePrec: 2, PressOnly: true, Words: quoted,
			From: day, To: day, Place: place, Acceptance: accepted}, []record.Ref{source}, audience
	case step < 19:
		n := chance.IntN(40)
		about := record.Ref{Role: record.AboutObject, ID: idOf(begin + 3 + chance.Int64N(14))}
		return &record.ClaimRecorded{Subject: record.SubjectNumber, Effect: "killed", Class: "inflicted_loss", Credibility: "6", Claimant: side, Number: &n,
			Group: "soldiers", Words: quoted, CountingUnit: "persons", RecordedBy: side.Name,
			AttributedTo: record.Party{Name: "Forces of Tal", Side: "tal"}, Acceptance: accepted}, []record.Ref{about, source}, audience
	}
	switch (index / round) % 5 {
	case 0:
		return &record.UndertakingRecorded{State: "given", Form: "stated_orally", Obligation: "abstain", By: side, Words: quoted, Acceptance: accepted},
			[]record.Ref{source}, audience
	case 1:
		return &record.TalksRecorded{Outcome: "adjourned", From: day, To: day, Place: place.Name, Parties: []record.Party{side}, Words: quoted, Acceptance: accepted},
			[]record.Ref{source}, audience
	case 2:
		return &record.CrossingStatusRecorded{Crossing: "bridge", Gate: "bridge-east", Status: "closed", DeclaredBy: side, From: day, Words: quoted, Acceptance: accepted},
			[]record.Ref{source}, audience
	case 3:
		return &record.InstrumentRecorded{Type: "ceasefire", Status: "agreed", Date: day, Words: quoted, Parties: []record.Party{side}}, []record.Ref{source}, audience
	}
	return &record.AllegationMade{Against: []string{"tal"}, Submitter: record.SubmitterNGO, What: words, From: day, Place: place}, []record.Ref{source}, audience
}

// uneven draws a number below n, small ones oftener: as places and words are.
func uneven(chance *mrand.Rand, n int) int {
	f := chance.Float64()
	return int(f * f * f * float64(n))
}

// sentence draws what is said of something, in one of three languages.
func sentence(chance *mrand.Rand) string {
	list := vocabulary[0]
	if n := chance.IntN(10); n > 7 {
		list = vocabulary[n-7]
	}
	var out strings.Builder
	for i := range 12 + chance.IntN(12) {
		if i > 0 {
			out.WriteByte(' ')
		}
		if n := uneven(chance, 6000); n < len(list) {
			out.WriteString(list[n])
		} else {
			fmt.Fprintf(&out, "%s%d", list[n%len(list)], n)
		}
	}
	return out.String()
}

var incidentTypes = []string{"Armed clash", "Shelling/artillery/missile attack", "Air/drone strike", "Attack", "Remote explosive/landmine/IED",
	"Disrupted weapons use", "Abduction/forced disappearance", "Looting/property destruction", "Non-violent transfer of territory", "Grenade"}

var vocabulary = [][]string{
	strings.Fields(`the of near post fired border guards shelling village ministry said forces bridge dawn mortar valley crossing soldiers river
		ridge reported commander artillery wounded houses drone patrol outpost checkpoint gunfire ceasefire delegation statement hill road convoy
		market school mosque clinic night morning hours rounds rockets damage trucks families left returned burned struck denied accused`),
	strings.Fields(`کے کی میں سے پر نے چوکی سرحد فائرنگ گاؤں وزارت فوج پل صبح مارٹر وادی گزرگاہ سپاہی دریا کمانڈر توپ خانہ زخمی گھر ڈرون گشت جنگ بندی
		وفد بیان پہاڑی سڑک قافلہ بازار سکول مسجد رات گولے نقصان ٹرک خاندان واپس جلایا تردید الزام`),
	strings.Fields(`د په کې له ته پوسته پوله ډزې کلی وزارت ځواکونه پل سهار هاوان دره لاره سرتېري سیند قوماندان توپ ټپي کورونه ډرون ګزمه اوربند
		پلاوی وینا غونډۍ سړک کاروان بازار ښوونځی جومات شپه مرمۍ زیان لارۍ کورنۍ ستانه سوځول رد تور`),
}
