package intake

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// Desk is where drafts are put.
type Desk interface {
	TakeIn(ctx context.Context, by record.Seat, file, mime string, read draft.Document, sealed record.Evidence) (desk.Document, bool, error)
}

// Taken is one document taken in.
type Taken struct {
	desk.Document
	New bool // false: it was there before, and nothing was changed
}

// TakeIn reads a file, keeps its bytes sealed and puts its drafts on the desk:
// one document, or one for each item of a feed. A document in a language that
// the reader does not know is kept too, without drafts.
func TakeIn(ctx context.Context, d Desk, by record.Seat, evidence *Evidence, name string, raw []byte, o reading.Options) (taken []Taken, err error) {
	defer fault.Wrap(&err, "reading %s", name)
	documents, err := reading.Read(name, raw, o)
	if err != nil {
		return nil, err
	}
	sealed, err := evidence.Put(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	for _, read := range documents {
		doc, isNew, err := d.TakeIn(ctx, by, filepath.Base(name), mediaType(name, raw), read, sealed)
		if err != nil {
			return taken, err
		}
		taken = append(taken, Taken{doc, isNew})
	}
	if !anyNew(taken) {
		// The bytes are kept under the earlier document's name and key.
		return taken, evidence.Drop(sealed)
	}
	return taken, nil
}

func anyNew(taken []Taken) bool {
	for _, t := range taken {
		if t.New {
			return true
		}
	}
	return false
}

// mediaType tells a file's type by its name, else by its first bytes.
func mediaType(name string, raw []byte) string {
	if strings.EqualFold(filepath.Ext(name), ".eml") {
		return "message/rfc822"
	}
	t := mime.TypeByExtension(filepath.Ext(name))
	if t == "" {
		t = http.DetectContentType(raw)
	}
	kind, _, _ := strings.Cut(t, ";")
	return kind
}
