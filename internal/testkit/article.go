package testkit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/surety-mechanism/surety/reading/draft"
)

// Article makes an invented article and a reading of it, without a reader: n
// statements, each in its own words at its own place, and an incident with a
// figure. Articles of another number are other bytes.
func Article(number, n int) (raw []byte, read draft.Document) {
	var text bytes.Buffer
	span := func(format string, args ...any) draft.Span {
		start := text.Len()
		fmt.Fprintf(&text, format, args...)
		s := draft.Span{Text: string(text.Bytes()[start:]), Start: start, End: text.Len()}
		text.WriteString(".\n")
		return s
	}
	day, seven := "2026-03-04", 7
	title := span("Report %d from the Tal bridge", number)
	read = draft.Document{Language: "en", Readable: true, Title: &title, Published: draft.Published{Date: &day, Basis: "given"}}
	for i := range n {
		who := span("The ministry of Qarn")
		read.Statements = append(read.Statements, draft.Statement{ID: fmt.Sprintf("s%d", i+1), Rule: "test", Act: "claim", Acts: []string{"claim"},
			Speaker: &draft.Speaker{Span: who, Name: "Ministry of Qarn", Side: "qarn"}, Content: span("guard post %d of report %d was shelled", i+1, number),
			Mode: "indirect", Chain: []draft.Link{}})
	}
	clash, dead := span("a clash at the Tal bridge"), span("seven soldiers")
	read.Incidents = []draft.Incident{{ID: "i1", Rule: "test", Type: "Armed clash", Span: clash, From: &day, To: &day, DatePrecision: 1,
		Figures: []draft.Figure{{ID: "f1", Rule: "test", Effect: "killed", Group: "soldiers", Number: &seven, Phrase: dead.Text,
			Start: dead.Start, End: dead.End, Claimant: &draft.Party{Name: "Qarn", Side: "qarn"}, Class: "own_loss"}}}}
	raw = text.Bytes()
	sum := sha256.Sum256(raw)
	read.SHA256, read.Bytes, read.File = hex.EncodeToString(sum[:]), len(raw), fmt.Sprintf("report-%d.txt", number)
	return raw, read
}
