package witness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Client asks one witness for cosignatures.
type Client struct {
	url  string
	key  *ledger.CosignatureVerifier
	http *http.Client

	mu    sync.Mutex
	known int64 // the size it cosigned last, as far as we know
}

// NewClient makes a client for the witness at a URL, whose signatures must
// verify under key. A nil client means one with a timeout of ten seconds.
func NewClient(url string, key *ledger.CosignatureVerifier, c *http.Client) *Client {
	if c == nil {
		c = &http.Client{Timeout: 10 * time.Second}
	}
	own := *c
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{url: strings.TrimSuffix(url, "/"), key: key, http: &own}
}

// ErrAhead says that a witness has cosigned a larger log than the one it is
// asked about: the log was restored from an old copy, or its key is used
// elsewhere too. Nothing more may be published.
var ErrAhead = errors.New("the witness has seen a larger log than this one")

// Cosign asks for a cosignature of a signed checkpoint and verifies it. r gives
// the stored hashes, from which the proof is made that the witness asks for.
func (c *Client) Cosign(ctx context.Context, cp ledger.Checkpoint, signed []byte, r ledger.HashReader) (line string, at time.Time, err error) {
	defer fault.Wrap(&err, "asking the witness %s", c.key.Name())
	c.mu.Lock()
	defer c.mu.Unlock()
	for range 4 { // the witness tells its size; others may be asking it too
		known := min(c.known, cp.Size)
		proof, err := ledger.Consistency(known, cp.Size, r)
		if err != nil {
			return "", time.Time{}, err
		}
		req := request{old: known, proof: proof, checkpoint: signed}
		status, kind, body, err := c.post(ctx, req.marshal())
		if err != nil {
			return "", time.Time{}, err
		}
		switch {
		case status == http.StatusOK:
			line, at, err := c.key.ReadCosignature(signed, body)
			if err == nil {
				c.known = cp.Size
			}
			return line, at, err
		case status == http.StatusConflict && kind == "text/x.tlog.size":
			n, err := strconv.ParseInt(strings.TrimSuffix(string(body), "\n"), 10, 64)
			if err != nil || n < 0 {
				return "", time.Time{}, fault.New(fault.Unavailable, "it answered with something that is not a size")
			}
			if n > cp.Size {
				return "", time.Time{}, fault.New(fault.Conflict, "it has cosigned %d entries, and this log has %d: %w", n, cp.Size, ErrAhead)
			}
			c.known = n
		default:
			return "", time.Time{}, said(status, body)
		}
	}
	return "", time.Time{}, fault.New(fault.Unavailable, "it names another size each time")
}

// Last asks for the last checkpoint the witness cosigned for a log, and verifies
// its cosignature; fault.NotFound if it has cosigned none yet.
func (c *Client) Last(ctx context.Context, origin string) (signed []byte, err error) {
	defer fault.Wrap(&err, "asking the witness %s for its last checkpoint", c.key.Name())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+"/"+LogID(origin)+"/checkpoint", nil)
	if err != nil {
		return nil, fault.New(fault.Invalid, "its address is wrong: %w", err)
	}
	status, _, body, err := c.do(req)
	if err != nil {
		return nil, err
	}
	if status != http.StatusOK {
		return nil, said(status, body)
	}
	if first, _, _ := strings.Cut(string(body), "\n"); first != origin {
		return nil, fault.New(fault.Corrupt, "it answered with a checkpoint of another log")
	}
	if _, _, err := c.key.ReadCosignature(body, signatures(body)); err != nil {
		return nil, fault.New(fault.NotFound, "it has cosigned no checkpoint of this log yet: %w", err)
	}
	return body, nil
}

func (c *Client) post(ctx context.Context, body []byte) (status int, kind string, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/add-checkpoint", bytes.NewReader(body))
	if err != nil {
		return 0, "", nil, fault.New(fault.Invalid, "its address is wrong: %w", err)
	}
	return c.do(req)
}

func (c *Client) do(req *http.Request) (status int, kind string, answer []byte, err error) {
	res, err := c.http.Do(req)
	if err != nil {
		return 0, "", nil, fault.New(fault.Unavailable, "it cannot be reached: %w", err)
	}
	defer res.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	if err != nil || len(answer) > maxBody {
		return 0, "", nil, fault.New(fault.Unavailable, "its answer was cut off or is too long")
	}
	return res.StatusCode, res.Header.Get("Content-Type"), answer, nil
}

// said tells what a witness refused with.
func said(status int, body []byte) error {
	kind, what := fault.Unavailable, "it answered with the status "+strconv.Itoa(status)
	switch status {
	case http.StatusNotFound:
		kind, what = fault.NotFound, "it was not introduced to this log"
	case http.StatusForbidden:
		kind, what = fault.Forbidden, "it does not accept the log's key"
	case http.StatusUnprocessableEntity:
		kind, what = fault.Conflict, "it has seen another history of this log"
	}
	text := strings.ToValidUTF8(strings.TrimSpace(string(body[:min(len(body), 300)])), "?")
	return fault.New(kind, "%s (%q)", what, text)
}

// Gathered is a checkpoint with what cosignatures could be had.
type Gathered struct {
	Signed []byte           // with the cosignatures attached
	Absent map[string]error // why other witnesses did not sign, by name
	Late   []string         // those not waited for, since there was enough without them
}

// Gather asks all witnesses at once for a checkpoint's cosignatures, until all
// have answered or ctx ends. Where enough is not nil and says that what is
// gathered suffices, the others get grace more and are then left. Whether they
// are enough is for the caller's policy to say: a checkpoint that lacks them
// must not be published.
func Gather(ctx context.Context, witnesses map[string]*Client, cp ledger.Checkpoint, signed []byte, r ledger.HashReader,
	enough func(signed []byte) bool, grace time.Duration) *Gathered {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	g := &Gathered{Signed: signed, Absent: map[string]error{}}
	type answer struct {
		name, line string
		err        error
	}
	answers := make(chan answer, len(witnesses))
	waiting := map[string]bool{}
	for name, c := range witnesses {
		waiting[name] = true
		go func() {
			line, _, err := c.Cosign(ctx, cp, signed, r)
			answers <- answer{name, line, err}
		}()
	}
	var over <-chan time.Time
	for len(waiting) > 0 {
		select {
		case a := <-answers:
			delete(waiting, a.name)
			if a.err != nil {
				g.Absent[a.name] = fmt.Errorf("no cosignature: %w", a.err)
				continue
			}
			g.Signed = ledger.Attach(g.Signed, a.line)
			if over == nil && enough != nil && enough(g.Signed) {
				over = time.After(grace)
			}
		case <-over:
			g.Late = slices.Sorted(maps.Keys(waiting))
			return g
		}
	}
	return g
}

// Agree asks all witnesses for the last checkpoint they cosigned and checks that
// the log, of the size given and with the stored hashes that r reads, continues
// each. A publisher asks before it signs anything: an operator whose data and
// guard were both restored from an old copy learns it here. absent says which
// witnesses could not be asked; the error is the first contradiction.
func Agree(ctx context.Context, witnesses map[string]*Client, log note.Verifier, size int64, r ledger.HashReader) (absent map[string]error, err error) {
	type answer struct {
		name   string
		signed []byte
		err    error
	}
	answers := make(chan answer, len(witnesses))
	for name, c := range witnesses {
		go func() {
			signed, err := c.Last(ctx, log.Name())
			answers <- answer{name, signed, err}
		}()
	}
	absent = map[string]error{}
	for range witnesses {
		a := <-answers
		switch {
		case fault.Is(a.err, fault.NotFound): // it has nothing to hold against us
		case a.err != nil:
			absent[a.name] = a.err
		default:
			c, broken := ledger.OpenCheckpoint(a.signed, log)
			if broken != nil { // a witness that talks nonsense is none, and has no veto
				absent[a.name] = fmt.Errorf("what the witness %s holds: %w", a.name, broken)
			} else if err == nil {
				err = continues(a.name, c, size, r)
			}
		}
	}
	return absent, err
}

func continues(name string, c ledger.Checkpoint, size int64, r ledger.HashReader) error {
	if c.Size > size {
		return fault.New(fault.Conflict, "the witness %s has cosigned %d entries, and this log has %d: %w", name, c.Size, size, ErrAhead)
	}
	tree, err := ledger.Root(c.Size, r)
	if err != nil {
		return err
	}
	if tree != c.Tree {
		return fault.New(fault.Conflict, "the witness %s has cosigned another history: the first %d entries of this log are not those it was shown", name, c.Size)
	}
	return nil
}
