package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// submitAt is where a server takes signed entries.
const submitAt = "/submit"

// maxSubmission bounds a signed entry that comes over the network.
const maxSubmission = 16 << 20

// SubmissionKind is the media type of a signed entry.
const SubmissionKind = api.SubmissionKind

// submissions a second that are looked at, on average.
const submitRate = 20

// Submit takes a signed entry, as its bytes. m.Desk.Submit says what becomes of it.
func (m *Mechanism) Submit(ctx context.Context, data []byte) (desk.Handed, error) {
	e, err := ledger.ParseSignedEntry(data)
	if err != nil {
		return desk.Handed{}, err
	}
	return m.Desk.Submit(ctx, e)
}

// takeSubmission answers POST /submit: 200 and the submission receipt for what
// was taken; 422 and the receipt for what the rules refused, with the reason in
// the header Surety-Refused; else a sentence. What is refused is counted
// and logged with no content, by whoever stands before this.
func (m *Mechanism) takeSubmission(w http.ResponseWriter, r *http.Request) {
	say := func(status int, text string) {
		h := w.Header()
		h.Set("Content-Type", "text/plain; charset=utf-8")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		io.WriteString(w, text) //nolint:errcheck // whoever asked has gone
	}
	if kind := r.Header.Get("Content-Type"); kind != SubmissionKind {
		say(http.StatusUnsupportedMediaType, "a signed entry is expected, of the type "+SubmissionKind+"\n")
		return
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxSubmission))
	if err != nil {
		say(http.StatusRequestEntityTooLarge, "the entry is too large, or was cut off\n")
		return
	}
	handed, err := m.Submit(r.Context(), data)
	if err != nil {
		status := map[fault.Kind]int{fault.Invalid: http.StatusBadRequest, fault.Corrupt: http.StatusBadRequest,
			fault.Forbidden: http.StatusForbidden, fault.Conflict: http.StatusConflict}[fault.KindOf(err)]
		if status == 0 {
			slog.Error("a submission could not be taken", "error", err)
			say(http.StatusServiceUnavailable, "not received: the record cannot be written now; try again\n")
			return
		}
		say(status, "not received: "+err.Error()+"\n")
		return
	}
	if handed.Refused != "" {
		w.Header().Set("Surety-Refused", handed.Refused)
		say(http.StatusUnprocessableEntity, string(handed.Receipt.Marshal()))
		return
	}
	say(http.StatusOK, string(handed.Receipt.Marshal()))
}
