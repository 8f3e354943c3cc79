package web_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// A consent is recorded, called out when its day is past or the contact takes it
// back, and called out until all that rests on it is erased; whoever is not of the
// mechanism sees nothing of it.
func TestContacts(t *testing.T) {
	w := newWorld(t)
	w.sit("monitors")
	w.get("/contacts", 200).says("main", "Nothing is recorded of contacts")
	day := func(d int) string { return time.Now().UTC().AddDate(0, 0, d).Format(time.DateOnly) }
	consent := func(until, purpose string) {
		once := w.get("/contacts", 200).Find("input[name=once]").Last().AttrOr("value", "")
		form := url.Values{"once": {once}, "name": {"Team 7"}, "consent": {"given_in_part"}, "retain_until": {until}, "purpose": {purpose}, "by": {"team 7"}}
		w.post("/contacts", 200, form).says("main", "It is recorded", purpose)
		w.post("/contacts", 200, form) // sent twice: made once
	}
	consent(day(400), "to tell of the mill")
	consent(day(20), "to count the trucks")
	consent(day(-1), "to say who was there")
	p := w.get("/contacts", 200)
	if n := p.Find("article.card").Length(); n != 3 {
		t.Fatalf("%d contacts are listed", n)
	}
	p.says("article.card:nth-of-type(1)", "to say who was there", "the day is past", "surety erase DIR 3")
	p.says("article.card:nth-of-type(2)", "to count the trucks", "within thirty days")
	p.silent("article.card:nth-of-type(3)", "within thirty days", "erase")
	w.post("/contacts", 422, url.Values{"once": {strings.Repeat("a", 32)}, "name": {"Team 7"}, "consent": {"given"}, "retain_until": {"soon"}, "purpose": {"x"}}).
		says("#said", "is no day")

	// What rests on it is counted with it.
	contact := record.ID(strings.TrimPrefix(p.Find("article.card").Eq(2).AttrOr("id", ""), "c-"))
	staff := []record.Seat{"chair", "legal", "monitors", "secretariat"}
	rests, err := w.m.Desk.Do(t.Context(), desk.Person{Seat: "monitors", Name: "Team 7", Session: "test:m"}, desk.Act{Audience: staff,
		Body: &record.AllegationMade{Against: []string{"oruvia"}, Category: "fighting", Submitter: "public", What: "Two came."},
		Refs: []record.Ref{{Role: record.ByConsent, ID: contact}}})
	if err != nil {
		t.Fatal(err)
	}
	w.get("/contacts", 200).says("#c-"+string(contact), fmt.Sprintf("Entry %d", rests.Index))
	once := w.get("/contacts", 200).Find("input[name=once]").Last().AttrOr("value", "")
	w.post("/contacts", 200, url.Values{"once": {once}, "name": {"Team 7"}, "withdraw": {string(contact)}, "reason": {"They called and said so."}})
	p = w.get("/contacts", 200)
	p.says("main", "Of 2 contacts something has to be erased")
	p.says("#c-"+string(contact), "consent was taken back")
	w.sit("chair")
	w.get("/chair", 200).says(".notice.warn", "Of 2 contacts something has to be erased")
	w.sit("secretariat")
	w.get("/desk", 200).says(".notice.warn", "Of 2 contacts something has to be erased")
	for _, seat := range []string{"zelmora", "guarantor-pellandor", "observer", "public"} {
		w.sit(seat)
		w.get("/contacts", 200).says("main", "Nothing is recorded of contacts")
		w.get("/chair", 200).silent("main", "has to be erased")
	}
	w.sit("zelmora")
	w.post("/contacts", 422, url.Values{"once": {strings.Repeat("b", 32)}, "name": {"Z"}, "consent": {"given"}, "retain_until": {day(9)}, "purpose": {"x"}}).
		says("#said", "the desk cannot speak for anyone")

	// The API says the same.
	ask := func(query string) string {
		r := httptest.NewRequest("GET", "http://localhost/api/v1/contacts"+query, nil)
		token, _, err := w.m.Sessions.Open(t.Context(), session.Session{Seat: "legal", How: session.ByChoice})
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Cookie", "session="+token)
		out := httptest.NewRecorder()
		w.m.API().ServeHTTP(out, r)
		return out.Body.String()
	}
	if all := ask(""); strings.Count(all, `"retain_until"`) != 3 || strings.Count(all, `"due"`) != 2 {
		t.Errorf("the API tells of %s", all)
	}
	if due := ask("?due=true"); strings.Count(due, `"retain_until"`) != 2 || !strings.Contains(due, `"due":"withdrawn"`) || !strings.Contains(due, `"due":"past"`) {
		t.Errorf("the API tells as due %s", due)
	}

	// Erasing all of it ends the alarm.
	for _, entry := range []string{"3", string(contact), string(rests.Entry)} {
		for _, who := range []string{"secretariat", "chair"} {
			if _, err := w.m.Erase(t.Context(), w.m.Secretariat(), desk.Person{Seat: record.Seat(who), Name: who, Session: "test:" + who}, entry, "its time is over"); err != nil {
				t.Fatal(err)
			}
		}
		if due := ask("?due=true"); strings.Contains(due, string(contact)) != (entry != string(rests.Entry)) {
			t.Errorf("after erasing %s what is due is %s", entry, due)
		}
	}
	w.sit("chair")
	w.get("/chair", 200).silent("main", "has to be erased")
	w.get("/contacts", 200).says("#c-"+string(contact), "nothing of it is kept")
}
