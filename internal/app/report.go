package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// Keep keeps a file that a form sends, sealed, while it is read, and gives what a
// source says of it.
func (w writes) Keep(_ context.Context, name, mime string, body io.Reader) (record.SourceFiled, error) {
	h, n := sha256.New(), new(tally)
	kept, err := w.m.Evidence.Put(io.TeeReader(body, io.MultiWriter(h, n)))
	if err != nil {
		return record.SourceFiled{}, err
	}
	return record.SourceFiled{Reliability: "F", File: name, MIME: mime, SHA256: hex.EncodeToString(h.Sum(nil)), Bytes: int64(*n), Evidence: kept}, nil
}

// tally counts the bytes that are written to it.
type tally int64

func (c *tally) Write(b []byte) (int, error) {
	*c += tally(len(b))
	return len(b), nil
}

// Drop removes files that were kept and that no entry came to cite.
func (w writes) Drop(files []record.SourceFiled) {
	for _, f := range files {
		if err := w.m.Evidence.Drop(f.Evidence); err != nil {
			slog.Error("a file that nothing cites could not be removed", "error", err)
		}
	}
}

// Report makes entries of a report from the field, once.
func (w writes) Report(ctx context.Context, who desk.Person, r desk.Report) (desk.Reported, error) {
	out, err := w.m.Desk.Report(ctx, who, r)
	if err == nil && !out.Again {
		w.m.publish(ctx)
	}
	return out, err
}

// ReportedBefore gives where a report stands, if it came before.
func (w writes) ReportedBefore(ctx context.Context, seat record.Seat, r desk.Report) (desk.Reported, error) {
	return w.m.Desk.ReportedBefore(ctx, seat, r)
}
