package keys

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// WitnessFolder is all that a witness has: its key, the logs it was introduced
// to, the last checkpoint it cosigned of each, and evidence.
//
//	witness.key                    the one key (Secret)
//	logs/ID/log.pub                the public key of a log; ID is witness.LogID, its first 32 digits
//	logs/ID/checkpoint             the last checkpoint cosigned
//	logs/ID/mirror/                the log itself, where the witness keeps a copy
//	logs/ID/evidence/DIGEST.json   two checkpoints that contradict each other
//
// Copies of the folder must not be brought back: a witness that forgot what it
// signed is retired, and a new one takes its place.
type WitnessFolder struct{ dir string }

const (
	witnessFile    = "witness.key"
	logsFolder     = "logs"
	witnessLog     = "log.pub"
	lastFile       = "checkpoint"
	evidenceFolder = "evidence"
)

// NewWitness makes a witness's folder, which must not exist, with its key.
func NewWitness(dir string, s *Secret, passphrase string) (_ *WitnessFolder, err error) {
	defer fault.Wrap(&err, "making a witness in %s", dir)
	if _, err := ledger.NewCosigner(s.Name, s.Signer); err != nil {
		return nil, err
	}
	if err := os.Mkdir(dir, 0o700); errors.Is(err, fs.ErrExist) {
		return nil, fault.New(fault.Conflict, "there is a folder of that name already")
	} else if err != nil {
		return nil, fault.New(fault.Unavailable, "%w", err)
	}
	if err := s.Write(filepath.Join(dir, witnessFile), passphrase); err != nil {
		return nil, err
	}
	if err := os.Mkdir(filepath.Join(dir, logsFolder), 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "%w", err)
	}
	return &WitnessFolder{dir}, durable.SyncFolder(dir)
}

// OpenWitness gives the witness in a folder.
func OpenWitness(dir string) (*WitnessFolder, error) {
	if _, err := os.Stat(filepath.Join(dir, witnessFile)); err != nil {
		return nil, fault.New(fault.NotFound, "there is no witness in %s (`surety witness make` makes one)", dir)
	}
	return &WitnessFolder{dir}, nil
}

// Holder reads the witness's key file.
func (w *WitnessFolder) Holder() (*Holder, error) {
	return ReadHolder(filepath.Join(w.dir, witnessFile))
}

// Mirror gives the folder for a copy of a log.
func (w *WitnessFolder) Mirror(origin string) string { return filepath.Join(w.log(origin), "mirror") }

func (w *WitnessFolder) log(origin string) string {
	return filepath.Join(w.dir, logsFolder, witness.LogID(origin)[:32])
}

// Introduce makes the witness know a log by its key and its first checkpoint,
// which was handed over out of band.
func (w *WitnessFolder) Introduce(ctx context.Context, public string, genesis []byte) (err error) {
	log, err := ledger.LogVerifier(public)
	if err != nil {
		return err
	}
	defer fault.Wrap(&err, "introducing the log %s", log.Name())
	if _, err := ledger.OpenCheckpoint(genesis, log); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(w.log(log.Name()), evidenceFolder), 0o700); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	err = witness.Introduce(ctx, w, log, genesis)
	if had, _ := w.Last(ctx, log.Name()); err != nil && !bytes.Equal(had, genesis) {
		return err // unless it is an introduction that was cut off before the next line
	}
	// The key comes last, for what has none is no log.
	err = durable.Create(filepath.Join(w.log(log.Name()), witnessLog), []byte(public+"\n"))
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "the witness knows the log already")
	}
	return err
}

// Logs gives the keys of the logs that the witness knows.
func (w *WitnessFolder) Logs() (out []note.Verifier, err error) {
	defer fault.Wrap(&err, "reading which logs the witness knows")
	folders, err := os.ReadDir(filepath.Join(w.dir, logsFolder))
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		text, err := os.ReadFile(filepath.Join(w.dir, logsFolder, f.Name(), witnessLog))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		v, err := ledger.LogVerifier(strings.TrimSpace(string(text)))
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// Last gives the last checkpoint cosigned for a log.
func (w *WitnessFolder) Last(_ context.Context, origin string) ([]byte, error) {
	signed, err := os.ReadFile(filepath.Join(w.log(origin), lastFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "the witness was not introduced to the log %s", origin)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading what the witness cosigned last: %w", err)
	}
	return signed, nil
}

// Advance replaces the last checkpoint of a log, unless it is another by now.
func (w *WitnessFolder) Advance(ctx context.Context, origin string, last, next []byte) (err error) {
	defer fault.Wrap(&err, "remembering what the witness cosigns of %s", origin)
	dir := w.log(origin)
	if last == nil {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fault.New(fault.Unavailable, "%w", err)
		}
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fault.New(fault.NotFound, "%w", err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	now, err := w.Last(ctx, origin)
	if err != nil && !(last == nil && fault.Is(err, fault.NotFound)) {
		return err
	}
	if (last == nil) != (now == nil) || !bytes.Equal(now, last) {
		return fault.New(fault.Conflict, "the memory is not what it was when this was decided")
	}
	if err := durable.Replace(filepath.Join(dir, lastFile), next); err != nil {
		return fault.New(fault.Unavailable, "%w", err)
	}
	return nil
}

// maxEvidence bounds how many pieces of evidence are kept of a log: a few prove
// as much as many, and an operator must not be able to fill the disk.
const maxEvidence = 64

// Keep keeps evidence, the same two checkpoints once.
func (w *WitnessFolder) Keep(_ context.Context, origin string, e *ledger.Evidence) error {
	dir := filepath.Join(w.log(origin), evidenceFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fault.New(fault.Unavailable, "keeping evidence: %w", err)
	}
	sum := sha256.New()
	sum.Write(e.First)
	sum.Write([]byte{0})
	sum.Write(e.Second)
	name := filepath.Join(dir, hex.EncodeToString(sum.Sum(nil))+".json")
	if had, err := os.ReadDir(dir); err == nil && len(had) >= maxEvidence {
		return nil
	}
	if err := durable.Create(name, e.Marshal()); err != nil && !errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Unavailable, "keeping evidence: %w", err)
	}
	return durable.SyncFolder(dir)
}

// Evidence gives what was kept of a log, in the order in which it was seen.
func (w *WitnessFolder) Evidence(origin string) (out []*ledger.Evidence, err error) {
	defer fault.Wrap(&err, "reading the evidence against the operator of %s", origin)
	dir := filepath.Join(w.log(origin), evidenceFolder)
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		e, err := ledger.ParseEvidence(data)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *ledger.Evidence) int { return a.Seen.Compare(b.Seen) })
	return out, nil
}

var _ witness.Memory = (*WitnessFolder)(nil)
