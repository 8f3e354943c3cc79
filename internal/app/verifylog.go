package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/register"
)

// Reader gives a file of a tiled log by its path; fault.NotFound where there is none.
type Reader func(path string) ([]byte, error)

// The bounds of what is read of somebody else's log.
const (
	maxLogFile  = 256 << 20
	logPatience = time.Minute
)

// FolderReader reads a log that was exported to a folder.
func FolderReader(dir string) Reader {
	return func(path string) ([]byte, error) {
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(path)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fault.New(fault.NotFound, "there is no file %s", path)
		}
		if err != nil {
			return nil, fault.New(fault.Unavailable, "%w", err)
		}
		defer f.Close()
		return bounded(f, path)
	}
}

// URLReader reads a log at an address: that of its checkpoint, without the last word.
func URLReader(ctx context.Context, address string) (Reader, error) {
	base, err := url.Parse(address)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" {
		return nil, fault.New(fault.Invalid, "%q is not an address that begins with https:// or http://", address)
	}
	client := &http.Client{Timeout: logPatience}
	return func(path string) ([]byte, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, base.JoinPath(path).String(), nil) // #nosec G125 -- the paths are those of the program: numbers of tiles, and fixed names
		if err != nil {
			return nil, fault.New(fault.Invalid, "%w", err)
		}
		for try := 1; ; try++ {
			data, again, err := get(client, req, path)
			if !again.worth || try == logTries {
				return data, err
			}
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(again.after(try)):
			}
		}
	}, nil
}

// How often a file is asked for at the most, and how long is waited between.
const (
	logTries   = 8
	longestTry = 30 * time.Second
)

// again is whether it is worth asking again, and when the server would have it so.
type again struct {
	worth bool
	said  time.Duration // -1: it did not say
}

// after gives how long to wait after so many tries: as long as the server said, or
// each time twice as long.
func (a again) after(tries int) time.Duration {
	if a.said >= 0 {
		return min(a.said, longestTry)
	}
	return min(time.Second<<(tries-1), longestTry)
}

// get asks for a file once.
func get(client *http.Client, req *http.Request, path string) (data []byte, more again, err error) {
	more.said = -1
	res, err := client.Do(req)
	if err != nil {
		return nil, more, fault.New(fault.Unavailable, "the log cannot be reached: %w", err)
	}
	defer res.Body.Close()
	if seconds, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && seconds >= 0 {
		more.said = time.Duration(seconds) * time.Second
	}
	switch res.StatusCode {
	case http.StatusOK:
		data, err = bounded(res.Body, path)
		more.worth = errors.Is(err, io.ErrUnexpectedEOF) // it broke off
		return data, more, err
	case http.StatusNotFound:
		return nil, more, fault.New(fault.NotFound, "there is no file %s", path)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		more.worth = true
	}
	return nil, more, fault.New(fault.Unavailable, "the log answered with the status %d for %s", res.StatusCode, path)
}

func bounded(r io.Reader, path string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxLogFile+1))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading %s: %w", path, err)
	}
	if len(data) > maxLogFile {
		return nil, fault.New(fault.Invalid, "%s is larger than %d bytes", path, maxLogFile)
	}
	return data, nil
}

// LogVerification is what verifying somebody else's log came to.
type LogVerification struct {
	Ledger *ledger.AuditReport
	View   *View    // what was disclosed; nil for leaves only
	Digest string   // of the state that was folded
	Fault  string   // what does not fit beyond the log, "" if nothing
	Notes  []string // what fits and is remarkable: clocks that went wrong
}

// OK reports whether everything fits.
func (v *LogVerification) OK() bool { return v.Ledger.Verdict != ledger.Failed && v.Fault == "" }

// VerifyLog computes a whole log again from its tiles: every leaf, hash tile and
// signature, the policy, and, where entries are disclosed, every envelope and
// opening, the fold and its state's digest. trust nil means the one that comes
// with the log, which proves little. progress may be nil.
func VerifyLog(ctx context.Context, read Reader, o ledger.AuditOptions, progress Progress) (*LogVerification, error) {
	if o.Trust == nil {
		text, err := read(trustPath)
		if err != nil {
			return nil, fmt.Errorf("no trust file was given, and the log brings none: %w", err)
		}
		if o.Trust, err = ledger.ParseTrust(text); err != nil {
			return nil, err
		}
		o.Own = true
	}
	verifier, err := ledger.NewVerifier(o.Trust)
	if err != nil {
		return nil, err
	}
	exported, err := ledger.NewExported(read)
	if err != nil {
		return nil, err
	}
	src := &folding{Exported: exported}
	o.Refused = func(s *ledger.Submission) (string, bool) {
		if src.fold == nil {
			return "", false
		}
		return src.fold.refused(s.Commitment.String())
	}
	out := &LogVerification{}
	switch text, err := read(viewPath); {
	case err == nil:
		if out.View, err = ParseView(text); err != nil {
			return nil, err
		}
		exported.Disclosed()
		if src.fold, err = newDisclosedFold(register.Viewer{Seats: out.View.Seats}, verifier); err != nil {
			return nil, err
		}
		defer src.fold.spool.file.Close()
		src.fold.progress = progress
		if !o.Trust.Policy.None() {
			src.fold.clocks = &clocks{}
		}
	case !fault.Is(err, fault.NotFound):
		return nil, err
	}
	if out.Ledger, err = ledger.Audit(ctx, src, progress.audited(o)); err != nil {
		return nil, err
	}
	if out.Ledger.Verdict == ledger.Failed || out.View == nil {
		return out, nil
	}
	if src.fold.clocks != nil {
		out.Notes = src.fold.clocks.notes()
	}
	out.Fault, err = src.conclude(out)
	return out, err
}

// folding is an exported log that is folded as it is read.
type folding struct {
	*ledger.Exported
	fold  *disclosedFold // nil for leaves only
	found string         // what does not fit in the fold
}

// Items gives the entries, and keeps each for the fold.
func (f *folding) Items(ctx context.Context, from, to int64) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		for item, err := range f.Exported.Items(ctx, from, to) {
			if err == nil && f.fold != nil && f.found == "" {
				if err := f.fold.take(&item); err != nil {
					f.found = fmt.Sprintf("entry %d: %s", f.fold.size(), err)
				}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// conclude compares the state with what the log says of it.
func (f *folding) conclude(out *LogVerification) (found string, err error) {
	if f.found != "" {
		return f.found, nil
	}
	if found := f.fold.strays(); found != "" {
		return found, nil
	}
	if out.Digest, err = f.fold.digest(f.fold.view); err != nil {
		return err.Error(), nil
	}
	switch v := out.View; {
	case v.Origin != out.Ledger.Newest.Origin:
		return fmt.Sprintf("the view is of the log %s", v.Origin), nil
	case v.Size != f.fold.size():
		return fmt.Sprintf("the view is of %d entries, the log has %d", v.Size, f.fold.size()), nil
	case v.State != out.Digest:
		return fmt.Sprintf("the log folds to the state %s, and the operator shows %s", out.Digest, v.State), nil
	}
	return "", nil
}
