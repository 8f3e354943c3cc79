package ledger

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

const (
	proofMagic    = "c2sp.org/tlog-proof@v1\n"
	maxProof      = 16 << 20 // bytes of a receipt
	maxProofNodes = 63       // hashes: a tree has fewer than 2^63 leaves
)

// Proof is a c2sp.org/tlog-proof@v1 file: that something stands at a place in
// a log.
type Proof struct {
	Index      int64
	Hashes     []Hash
	Checkpoint []byte // signed
	Extra      []byte // whatever lets the leaf be made again; nothing vouches for it but the leaf
}

// Marshal writes the file.
func (p *Proof) Marshal() []byte {
	var b bytes.Buffer
	b.WriteString(proofMagic)
	if len(p.Extra) > 0 {
		b.WriteString("extra ")
		b.WriteString(base64.StdEncoding.EncodeToString(p.Extra))
		b.WriteByte('\n')
	}
	b.WriteString("index " + strconv.FormatInt(p.Index, 10) + "\n")
	for _, h := range p.Hashes {
		b.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	b.WriteByte('\n')
	b.Write(p.Checkpoint)
	return b.Bytes()
}

// ParseProof reads a proof. It is stricter than the specification asks: one
// spelling of every number, canonical base64, no carriage returns, no empty
// extra, bounded in every direction. What it accepts, Marshal writes again byte
// for byte, the checkpoint's signatures aside, which are not looked at here.
func ParseProof(data []byte) (*Proof, error) {
	if len(data) > maxProof {
		return nil, fault.New(fault.Invalid, "the proof is %d bytes; the most is %d", len(data), maxProof)
	}
	rest, ok := strings.CutPrefix(string(data), proofMagic)
	if !ok {
		return nil, fault.New(fault.Invalid, "that is not a proof: its first line is not %q", strings.TrimSpace(proofMagic))
	}
	p, line := &Proof{}, 1
	next := func() string {
		var l string
		l, rest, ok = strings.Cut(rest, "\n")
		line++
		return l
	}
	bad := func(what string) (*Proof, error) {
		return nil, fault.New(fault.Invalid, "the proof is malformed in line %d: %s", line, what)
	}
	l := next()
	if text, is := strings.CutPrefix(l, "extra "); is {
		extra, err := decodeBase64(text)
		if err != nil || len(extra) == 0 {
			return bad("the extra data is not in base64")
		}
		p.Extra = extra
		l = next()
	}
	text, is := strings.CutPrefix(l, "index ")
	n, err := strconv.ParseInt(text, 10, 64)
	if !is || !ok || err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return bad("expected index and a number")
	}
	p.Index = n
	for {
		l = next()
		if !ok {
			return bad("the proof is cut short")
		}
		if l == "" {
			break
		}
		h, err := decodeBase64(l)
		if err != nil || len(h) != len(Hash{}) {
			return bad("expected a hash in base64, or an empty line")
		}
		if len(p.Hashes) == maxProofNodes {
			return bad("there are more hashes than any log needs")
		}
		p.Hashes = append(p.Hashes, Hash(h))
	}
	if len(rest) > maxCheckpoint {
		return bad("the checkpoint is too long")
	}
	body, signatures, ok := strings.Cut(rest, "\n\n")
	if _, err := ParseCheckpoint(body + "\n"); !ok || err != nil {
		line++
		return bad("expected a checkpoint of three lines, an empty line and signatures")
	}
	if signatures == "" || !strings.HasSuffix(signatures, "\n") || strings.ContainsRune(signatures, '\r') {
		line += 5
		return bad("the checkpoint's signatures are cut short")
	}
	for l := range strings.Lines(signatures) {
		if !strings.HasPrefix(l, "— ") {
			line += 5
			return bad("what follows the checkpoint is not a signature")
		}
	}
	p.Checkpoint = []byte(rest)
	return p, nil
}
