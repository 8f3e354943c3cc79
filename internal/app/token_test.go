package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// tokenWorld is a mechanism in which the chair, signed in, gives programs tokens.
type tokenWorld struct {
	*testing.T
	m   *Mechanism
	h   http.Handler
	now time.Time
	own session.Session
}

func (w *tokenWorld) ask(header, method, path, body string) (int, string) {
	w.Helper()
	r := httptest.NewRequest(method, "http://localhost:8080"+path, strings.NewReader(body))
	if header != "" {
		r.Header.Set("Authorization", header)
	}
	r.Header.Set("Content-Type", "application/json")
	out := httptest.NewRecorder()
	w.h.ServeHTTP(out, r)
	return out.Code, out.Body.String()
}

// issue gives a token for some operations and days.
func (w *tokenWorld) issue(name string, days int, scope ...string) string {
	w.Helper()
	token, err := signIn{w.m}.Issue(session.With(w.Context(), w.m.seated(w.own)), name, scope, days)
	if err != nil {
		w.Fatal(err)
	}
	return "Bearer " + token
}

func newTokenWorld(t *testing.T) *tokenWorld {
	t.Helper()
	dir := t.TempDir()
	m, err := Peopled(t.Context(), filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	w := &tokenWorld{T: t, m: m, h: m.handler(), now: time.Now().UTC()}
	m.Sessions.Now = func() time.Time { return w.now }
	if _, w.own, err = m.Sessions.Open(t.Context(), session.Session{Seat: "chair", Name: "Orin Tale", Key: m.people["chair"].PublicKey().ID().String(), How: session.ByPasskey}); err != nil {
		t.Fatal(err)
	}
	return w
}

// A token lets a program in at the API for what it is for, as the person who gave
// it, until its day; what it reads is kept as read, what it makes names it, and
// nothing decides.
func TestTokens(t *testing.T) {
	w := newTokenWorld(t)
	ctx, m := t.Context(), w.m
	secret, err := m.Desk.Do(ctx, desk.Person{Seat: "chair", Name: "Orin Tale", Session: "test:c"}, desk.Act{Audience: []record.Seat{"chair", "legal", "monitors", "secretariat"},
		Body: &record.ConsentRecorded{Consent: "given", RetainUntil: "2999-01-31", Purpose: "to report"}})
	if err != nil {
		t.Fatal(err)
	}
	object := api.Prefix + "/objects/" + string(secret.Entry)
	lists := api.Prefix + "/objects?kind=consent_recorded"
	allegation := `{"by": "somebody else", "level": "P3", "body": {"against": ["oruvia"], "submitter": "press", "what": "Seen at a post."}}`
	reader := w.issue("harvest", 7, session.ScopeRead)
	narrow := w.issue("numbers", 7, "list")
	maker := w.issue("hotline", 1, session.ScopeAct(record.KindCoverageRecorded), session.ScopeAct(record.KindAllegationMade))
	for _, c := range []struct {
		name, header, method, path, body string
		status                           int
		says                             string
	}{
		{"reads what its person may", reader, "GET", object, "", 200, "to report"},
		{"lists what its person may", reader, "GET", lists, "", 200, "to report"},
		{"makes nothing", reader, "POST", api.Prefix + "/acts/allegation_made", allegation, 403, "the token is not for this operation"},
		{"hands nothing in", reader, "POST", api.Prefix + "/submissions", "{}", 403, "the token is not for this operation"},
		{"one operation alone", narrow, "GET", lists, "", 200, "to report"},
		{"and no other", narrow, "GET", object, "", 403, "not for this operation, object"},
		{"makes nothing that its seat may not", maker, "POST", api.Prefix + "/acts/allegation_made", allegation, 422, "not for the seat chair"},
		{"makes no other kind", maker, "POST", api.Prefix + "/acts/case_moved", `{"by": "x", "body": {}}`, 403, "the token is not for this operation, act"},
		{"does not read", maker, "GET", lists, "", 403, "not for this operation"},
		{"one that was never given", "Bearer surety_" + strings.Repeat("A", 43), "GET", lists, "", 401, "there is no such token"},
		{"another scheme", "Basic " + strings.TrimPrefix(reader, "Bearer "), "GET", lists, "", 401, "there is no such token"},
		{"nothing", "Bearer", "GET", lists, "", 401, "there is no such token"},
	} {
		status, said := w.ask(c.header, c.method, c.path, c.body)
		if status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%s: %d, want %d: %.300s", c.name, status, c.status, said)
		}
	}
	// The pages know no tokens, and a token is no cookie.
	for _, header := range []string{reader, maker} {
		r := httptest.NewRequest("GET", "http://localhost:8080/session", nil)
		r.AddCookie(&http.Cookie{Name: "session", Value: strings.TrimPrefix(header, "Bearer ")})
		r.Header.Set("Authorization", header)
		out := httptest.NewRecorder()
		w.h.ServeHTTP(out, r)
		if strings.Contains(out.Body.String(), "Orin Tale") {
			t.Errorf("a page takes a token for its person: %.300s", out.Body.String())
		}
	}
	// Every reading is kept, with the person and the token.
	reads, err := m.Reads(ctx)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]int{}
	for _, r := range reads {
		if r.Entry == secret.Index && r.Seat == "chair" && strings.HasPrefix(r.Person, `Orin Tale, by the token "`) {
			kept[strings.Split(r.Person, `"`)[1]]++
		}
	}
	if kept["harvest"] != 2 || kept["numbers"] != 1 {
		t.Errorf("kept as read: %v of %+v", kept, reads)
	}
}

// What a token makes is its seat's, names the token, and is nothing that decides.
func TestTokenActs(t *testing.T) {
	w := newTokenWorld(t)
	var err error
	if _, w.own, err = w.m.Sessions.Open(t.Context(), session.Session{Seat: "monitors", How: session.ByChoice}); err != nil {
		t.Fatal(err)
	}
	maker := w.issue("hotline", 1, session.ScopeAct(record.KindAllegationMade))
	status, said := w.ask(maker, "POST", api.Prefix+"/acts/allegation_made",
		`{"by": "Team 7", "level": "P3", "body": {"against": ["oruvia"], "submitter": "press", "what": "Seen at a post."}}`)
	var made struct{ ID record.ID }
	if err := json.Unmarshal([]byte(said), &made); status != http.StatusCreated || err != nil {
		t.Fatalf("%d %s", status, said)
	}
	row, err := w.m.Store.Item(t.Context(), w.m.Secretariat(), made.ID)
	if err != nil || row.Seat != "monitors" {
		t.Fatalf("made by %s: %v", row.Seat, err)
	}
	rows, err := w.m.whole.Rows(t.Context(), row.Index, row.Index+1)
	if err != nil || len(rows) != 1 {
		t.Fatal(len(rows), err)
	}
	if e, err := event(rows[0]); err != nil || !strings.HasPrefix(e.Head.Author.Session, "token:") || strings.Contains(e.Head.Author.Session, "surety_") {
		t.Errorf("the log names the session %q: %v", e.Head.Author.Session, err)
	}
	for _, scope := range []string{"act", "act:case_moved", "act:content_released", "act:release_proposed", "act:key_added", "act:key_approved", "act:key_revoked",
		"act:seat_vacated", "act:charter_amended", "act:finding_proposed", "act:vote_cast", "act:deadline_extended", "act:deadline_paused", "act:content_erased",
		"act:content_redacted", "act:entry_withdrawn", "act:source_graded", "act:nothing", "nothing", ""} {
		if _, err := (signIn{w.m}).Issue(session.With(t.Context(), w.m.seated(w.own)), "p", []string{scope}, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("a token for %q: %v", scope, err)
		}
	}
}

// A token ends by itself, by its person's word, and with its person's right.
func TestTokensEnd(t *testing.T) {
	w := newTokenWorld(t)
	ctx, m := t.Context(), w.m
	lists := api.Prefix + "/objects?kind=allegation_made"
	asks := func(header string, want int) {
		t.Helper()
		if status, said := w.ask(header, "GET", lists, ""); status != want {
			t.Errorf("%d, want %d: %.200s", status, want, said)
		}
	}
	short, long, third := w.issue("short", 1, session.ScopeRead), w.issue("long", 90, session.ScopeRead), w.issue("third", 90, session.ScopeRead)
	asks(short, 200)
	w.now = w.now.Add(23 * time.Hour) // longer than any session may be idle
	asks(short, 200)
	w.now = w.now.Add(2 * time.Hour)
	asks(short, 401)
	asks(long, 200)
	w.own.Confirmed = w.now // shown again who they are
	// Another's is not listed, and cannot be ended.
	_, other, err := m.Sessions.Open(ctx, session.Session{Seat: "chair", Name: "Another", Key: "00", How: session.ByPasskey})
	if err != nil {
		t.Fatal(err)
	}
	all, err := m.Sessions.Tokens(ctx, w.own)
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	if theirs, err := m.Sessions.Tokens(ctx, other); err != nil || len(theirs) != 0 {
		t.Errorf("another lists %+v, %v", theirs, err)
	}
	for _, s := range all {
		if err := m.Sessions.EndToken(ctx, other, s.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another ends it: %v", err)
		}
		if s.Browser == "third" {
			if err := m.Sessions.EndToken(ctx, w.own, s.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	asks(third, 401)
	asks(long, 200)
	// A session is no token, and what is too long, or nobody's, is not made.
	for name, c := range map[string]struct {
		own  session.Session
		days int
		kind fault.Kind
	}{"too long": {w.own, 91, fault.Invalid}, "no time": {w.own, 0, fault.Invalid}, "nobody": {session.Session{}, 1, fault.Forbidden},
		"long signed in": {func() session.Session { s := w.own; s.Confirmed = time.Now().Add(-session.Fresh); return s }(), 1, fault.Forbidden}} {
		if _, err := (signIn{m}).Issue(session.With(ctx, m.seated(c.own)), "p", []string{session.ScopeRead}, c.days); !fault.Is(err, c.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// With the key it ends too.
	if h, err := m.ActFor(ctx, "chair", desk.Act{Body: &record.KeyRevoked{KeyID: w.own.Key, Reason: "lost"}, Audience: []record.Seat{record.Public}}); err != nil || h.Refused != "" {
		t.Fatal(h.Refused, err)
	}
	asks(long, 401)
}
