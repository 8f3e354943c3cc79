package test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/reading/draft"
)

// drafts puts an article on a mechanism's desk with the drafts that a list
// names, whatever the reader would make of it. A line of the list:
//
//	statement | Speaker | words of the article
//	incident | type | words of the article
//	figure | effect | number | Claimant | words of the article     (of the incident before)
//	crossing | name | status | words of the article
//	undertaking | By | state | words of the article
func drafts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: drafts DIR FILE LIST")
	}
	raw := []byte(ts.ReadFile(args[1]))
	read, err := listed(raw, args[1], ts.ReadFile(args[2]))
	ts.Check(err)
	ctx := context.Background()
	m, err := app.Open(ctx, ts.MkAbs(args[0]), app.Options{Guard: ts.Getenv("SURETY_GUARD")})
	ts.Check(err)
	defer m.Close()
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	ts.Check(err)
	_, _, err = m.Desk.TakeIn(ctx, "secretariat", args[1], "text/plain", read, sealed)
	ts.Check(err)
}

// listed makes a reading of an article from a list.
func listed(raw []byte, name, list string) (read draft.Document, err error) {
	sum := sha256.Sum256(raw)
	read = draft.Document{File: name, SHA256: hex.EncodeToString(sum[:]), Bytes: len(raw), Language: "en", Readable: true}
	for line := range strings.Lines(list) {
		f := strings.Split(strings.TrimSpace(line), "|")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		words := f[len(f)-1]
		at := bytes.Index(raw, []byte(words))
		if at < 0 {
			return read, fmt.Errorf("%q does not stand in the article", words)
		}
		span := draft.Span{Text: words, Start: at, End: at + len(words)}
		switch f[0] {
		case "statement":
			s := draft.Statement{ID: fmt.Sprintf("s%d", len(read.Statements)+1), Rule: "by-hand", Act: "claim", Acts: []string{"claim"},
				Content: span, Mode: "indirect", Chain: []draft.Link{}}
			if at := bytes.Index(raw, []byte(f[1])); at >= 0 {
				s.Speaker = &draft.Speaker{Span: draft.Span{Text: f[1], Start: at, End: at + len(f[1])}, Name: f[1]}
			}
			read.Statements = append(read.Statements, s)
		case "incident":
			read.Incidents = append(read.Incidents, draft.Incident{ID: fmt.Sprintf("i%d", len(read.Incidents)+1), Rule: "by-hand",
				Type: f[1], Span: span, DatePrecision: 5})
		case "figure":
			i := &read.Incidents[len(read.Incidents)-1]
			var n int
			if _, err := fmt.Sscan(f[2], &n); err != nil {
				return read, err
			}
			i.Figures = append(i.Figures, draft.Figure{ID: fmt.Sprintf("f%d", len(i.Figures)+1), Rule: "by-hand", Effect: f[1], Number: &n,
				Phrase: words, Start: span.Start, End: span.End, Claimant: &draft.Party{Name: f[3]}, Class: "inflicted_loss"})
		case "crossing":
			read.Crossings = append(read.Crossings, draft.Crossing{ID: fmt.Sprintf("c%d", len(read.Crossings)+1), Rule: "by-hand",
				Span: span, Name: f[1], Status: f[2]})
		case "undertaking":
			read.Undertakings = append(read.Undertakings, draft.Undertaking{ID: fmt.Sprintf("u%d", len(read.Undertakings)+1), Rule: "by-hand",
				By: &draft.Party{Name: f[1]}, Content: span, State: f[2]})
		default:
			return read, fmt.Errorf("a draft of kind %q cannot be listed", f[0])
		}
	}
	return read, nil
}

// tell prints a failure of a helper process.
func tell(err error) int {
	fmt.Fprintln(os.Stderr, err)
	return 1
}
