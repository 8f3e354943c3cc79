package app

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/testkit"
	reading "github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// readers is the table of levels for the exercise's seats: who reads a level. P4 is
// nobody's here, since nothing of it is an entry. The desk's own seat makes what
// is planted below, so it reads all of it.
var readers = map[string][]record.Seat{
	"P0": {"zelmora", "oruvia", "mediator", "guarantor-pellandor", "guarantor-ithmar", "guarantor-sarune", "chair", "secretariat", "monitors",
		"legal", "observer", "handler", record.Public},
	"P1": {"zelmora", "oruvia", "mediator", "guarantor-pellandor", "guarantor-ithmar", "guarantor-sarune", "chair", "secretariat", "monitors",
		"legal", "observer"},
	"P2:zelmora": {"zelmora", "chair", "secretariat"},
	"P2:oruvia":  {"oruvia", "chair", "secretariat"},
	"P3":         {"chair", "secretariat", "monitors", "legal"},
}

// everySeat has the seats for which every door is tried: one of each role, both
// parties, and everyone.
var everySeat = []record.Seat{"zelmora", "oruvia", "mediator", "guarantor-pellandor", "chair", "secretariat", "monitors", "legal", "observer",
	"handler", record.Public}

// planted is a mechanism with strings planted at every level, in every field that
// holds words, in files, at the desk, in cases and in what was refused.
type planted struct {
	t       *testing.T
	m       *Mechanism
	h       http.Handler
	objects map[string][]record.ID // by level
	kinds   map[record.ID]record.Kind
	places  map[record.ID]int64
	level   map[record.ID]string
	waiting string // a document at the desk that only its party and P3 may know of
	cookies map[record.Seat]string
	chance  *rand.Rand
}

// canary is what is planted at a level. It has a letter outside ASCII, so that
// escaping shows.
func canary(level string) string {
	sum := sha256.Sum256([]byte(level))
	return "canaryƁ" + hex.EncodeToString(sum[:10])
}

func plant(t *testing.T) *planted {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	p := &planted{t: t, chance: testkit.Random(t), m: m, h: m.handler(), objects: map[string][]record.ID{}, kinds: map[record.ID]record.Kind{},
		places: map[record.ID]int64{}, level: map[record.ID]string{}, cookies: map[record.Seat]string{}}
	clerk := desk.Person{Seat: "secretariat", Name: "Clerk", Session: "test:clerk"}
	number := 0
	for level := range readers {
		planted := level
		if level == "P0" { // nobody publishes alone: it is made for the staff, and released
			planted = "P3"
		}
		audience, err := access.Audience(m.Founding.Charter.Charter, planted, "secretariat")
		if err != nil {
			t.Fatal(err)
		}
		m.Desk.Audience = audience
		first, err := m.Store.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		number++
		doc := p.takeIn("secretariat", level, number)
		drafts, err := m.Store.Drafts(ctx, m.Secretariat(), doc.ID)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, d := range drafts {
			ids = append(ids, d.ID)
		}
		made, err := m.Desk.Accept(ctx, clerk, ids)
		if err != nil {
			t.Fatal(err)
		}
		var incident record.ID
		for _, o := range made {
			it, err := m.Store.Item(ctx, m.Secretariat(), o.Entry)
			if err != nil {
				t.Fatal(err)
			}
			if it.Kind == record.KindIncidentRecorded {
				incident = o.Entry
			}
		}
		c := canary(level)
		p.act(clerk, audience, &record.EntryCorrected{Of: record.KindIncidentRecorded, Fields: []string{"external", "place"}, Reason: "corrected " + c,
			Values: map[string]json.RawMessage{"external": json.RawMessage(fmt.Sprintf("%q", "clash "+c)),
				"place": json.RawMessage(fmt.Sprintf(`{"name": "Hadrel", "lat": %v, "lon": 70.5, "precision": 1}`, spot))}}, record.Ref{Role: record.Target, ID: incident})
		allegation := p.act(clerk, audience, &record.AllegationMade{Against: []string{"oruvia"}, Category: "fighting", Submitter: "press",
			What: "fire " + c, Clause: "clause " + c, Place: record.Place{Name: "place " + c}, WentPublic: "radio " + c})
		in := record.Ref{Role: record.InCase, ID: allegation}
		p.act(clerk, audience, &record.CaseNotified{To: []string{"oruvia"}, Summary: "notice " + c}, in)
		p.act(clerk, audience, &record.InformationRequested{Of: "oruvia", Until: "2030-01-01T00:00:00Z", What: "tried " + c}, in)
		if level == "P3" {
			p.act(clerk, audience, &record.ConsentRecorded{Consent: "given", RetainUntil: "2999-01-31", Purpose: "for " + c, Covers: "covers " + c, Handle: handle})
		}
		if level == "P0" {
			p.publish(clerk, first)
		}
	}
	p.waiting = p.takeIn("zelmora", "P2:zelmora", 99).ID
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	for _, seat := range everySeat {
		if p.cookies[seat], _, err = m.Sessions.Open(ctx, session.Session{Seat: seat, How: session.ByChoice, Browser: browser}); err != nil {
			t.Fatal(err)
		}
	}
	p.index()
	return p
}

// publish has two people release to everyone what was made from an index on.
func (p *planted) publish(clerk desk.Person, first int64) {
	p.t.Helper()
	ctx := context.Background()
	size, err := p.m.Store.Size(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	harms := map[string]string{}
	for _, q := range record.HarmQuestions {
		harms[q] = "no"
	}
	for n := first; n < size; n++ {
		it, err := p.m.Store.ItemAt(ctx, p.m.Secretariat(), n)
		if err != nil {
			p.t.Fatal(err)
		}
		if it.Kind == record.KindEntryCorrected {
			continue // it goes with what it corrects
		}
		o, err := p.m.ProposeRelease(ctx, p.m.Secretariat(), clerk, string(it.ID),
			&record.ReleaseProposed{To: []record.Seat{record.Public}, Harms: harms, Risk: "none: it is invented"})
		if err != nil {
			p.t.Fatalf("a %s: %v", it.Kind, err)
		}
		if _, err := p.m.Approve(ctx, p.m.Secretariat(), desk.Person{Seat: "chair", Name: "Chair", Session: "test:chair"}, string(o.Entry)); err != nil {
			p.t.Fatalf("a %s: %v", it.Kind, err)
		}
	}
}

const browser = "test browser"

// spot is how far north every planted incident was, exactly.
const spot = 34.123457

// takeIn puts a report on the desk whose every phrase holds the level's canary.
func (p *planted) takeIn(by record.Seat, level string, number int) desk.Document {
	p.t.Helper()
	raw, read := testkit.Full()
	text, err := json.Marshal(read)
	if err != nil {
		p.t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		p.t.Fatal(err)
	}
	if text, err = json.Marshal(sown(v, " "+canary(level))); err != nil {
		p.t.Fatal(err)
	}
	read = reading.Document{}
	if err := json.Unmarshal(text, &read); err != nil {
		p.t.Fatal(err)
	}
	raw = append(raw, []byte("\n"+canary(level)+"\n")...)
	raw = append(raw, carriers(canary(level))...)
	lat := spot
	read.Places[0].Lat, read.Places[0].Precision = &lat, 1
	read.SHA256, read.Bytes = fmt.Sprintf("%08x", number)+strings.Repeat("a", 56), len(raw)
	sealed, err := p.m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		p.t.Fatal(err)
	}
	doc, _, err := p.m.Desk.TakeIn(context.Background(), by, canary(level)+".txt", "text/plain", read, sealed)
	if err != nil {
		p.t.Fatal(err)
	}
	return doc
}

// handle is the handle of a source's identity, as an entry for the mechanism's staff
// has it. Who it is is nobody's here; the handle stays out of exports and searches.
var handle = hex.EncodeToString(sha256.New().Sum([]byte("P4 handle canary"))[:16])

// carriers are the beginnings of a PDF, with words in a deflated stream and in its
// properties, and of a PNG, with words in every chunk that holds any: in the clear,
// deflated, in EXIF and in XMP. What a file holds so is looked for as its words are.
func carriers(words string) []byte {
	var b bytes.Buffer
	packed := func(text string) []byte {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		fmt.Fprint(w, text)
		w.Close() //nolint:errcheck // to memory
		return z.Bytes()
	}
	stream := packed("BT (" + words + " in a page) Tj ET")
	fmt.Fprintf(&b, "%%PDF-1.7\n1 0 obj <</Length %d /Filter /FlateDecode>> stream\n%s\nendstream endobj\n2 0 obj <</Author <%x>>> endobj\n", len(stream), stream, words)
	b.WriteString("\x89PNG\r\n\x1a\n")
	for _, c := range []struct {
		kind string
		data []byte
	}{{"tEXt", []byte("Comment\x00" + words)}, {"zTXt", append([]byte("Comment\x00\x00"), packed(words+" deflated")...)},
		{"iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta>" + words + "</x:xmpmeta>")}, {"eXIf", []byte("II*\x00" + words)}} {
		chunk := append([]byte(c.kind), c.data...)
		b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(c.data)))) // #nosec G115 -- a few bytes
		b.Write(chunk)
		b.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(chunk)))
	}
	return b.Bytes()
}

// sown adds a string to every phrase of a JSON value: to what has a space in it.
func sown(v any, what string) any {
	switch v := v.(type) {
	case string:
		if strings.Contains(v, " ") {
			return v + what
		}
	case []any:
		for i := range v {
			v[i] = sown(v[i], what)
		}
	case map[string]any:
		for k := range v {
			if k != "type" { // of an incident: a word of a list
				v[k] = sown(v[k], what)
			}
		}
	}
	return v
}

func (p *planted) act(who desk.Person, audience []record.Seat, body record.Body, refs ...record.Ref) record.ID {
	p.t.Helper()
	o, err := p.m.Desk.Do(context.Background(), who, desk.Act{Body: body, Refs: refs, Audience: audience})
	if err != nil {
		p.t.Fatal(err)
	}
	return o.Entry
}

// index finds which object is of which level.
func (p *planted) index() {
	size, err := p.m.Store.Size(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	for n := int64(1); n < size; n++ {
		it, err := p.m.Store.ItemAt(context.Background(), p.m.Secretariat(), n)
		if err != nil {
			p.t.Fatal(err)
		}
		for level, seats := range readers {
			want := slices.Clone(seats)
			slices.Sort(want)
			public := slices.Contains(it.Readers(), record.Public)
			if level == "P0" && public || !public && slices.Equal(want, it.Audience) {
				p.objects[level] = append(p.objects[level], it.ID)
				p.level[it.ID], p.kinds[it.ID], p.places[it.ID] = level, it.Kind, it.Index
			}
		}
	}
	for level := range readers {
		if len(p.objects[level]) < 10 {
			p.t.Fatalf("only %d objects are planted at %s: %v", len(p.objects[level]), level, p.objects)
		}
	}
}

// ask sends a request for a seat and gives everything that comes back, status and
// headers too.
func (p *planted) ask(seat record.Seat, method, path string, change ...func(*http.Request)) (int, []byte) {
	p.t.Helper()
	r := httptest.NewRequest(method, "http://localhost:8080"+path, nil)
	r.Header.Set("User-Agent", browser)
	r.AddCookie(&http.Cookie{Name: "session", Value: p.cookies[seat]})
	for _, f := range change {
		f(r)
	}
	w := httptest.NewRecorder()
	p.h.ServeHTTP(w, r)
	var all bytes.Buffer
	fmt.Fprintln(&all, w.Code)
	if err := w.Header().Write(&all); err != nil {
		p.t.Fatal(err)
	}
	all.Write(w.Body.Bytes())
	return w.Code, all.Bytes()
}

// sampled reports whether one of many like it is tried: all of them in a torture,
// one of eight otherwise.
func (p *planted) sampled() bool { return testkit.Torture() || p.chance.IntN(8) == 0 }

func sees(seat record.Seat, level string) bool { return slices.Contains(readers[level], seat) }
