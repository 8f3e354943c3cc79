// Package app builds a mechanism out of its parts: from a data folder to the
// store, the desk, the publisher and the pages. Commands and end-to-end tests
// use it; it holds no rule of its own.
package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/intake"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/publisher"
	"github.com/surety-mechanism/surety/internal/refused"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// What stands in a data folder.
const (
	charterFile    = "charter.yaml"
	keyFolder      = "keys"
	genesisFile    = "genesis.checkpoint"
	evidenceFolder = "evidence"
	lockFile       = "serve.lock"
)

// Options are what a mechanism is opened with beside its folder.
type Options struct {
	Guard      string             // the guard's folder; "" means keys.DefaultGuardFolder
	Database   string             // where the record is kept: a PostgreSQL connection string, file:PATH of one, or "sqlite"; "" means where the folder says, and a new one in the folder
	Witnesses  map[string]string  // addresses of witnesses by name, before those in the charter
	Succeeds   *record.Succession // for Init: the log that the new one goes on from
	Now        func() time.Time   // the desk's clock, of an exercise that is played; nil means time.Now
	Progress   Progress           // told how far long work has come; nil where nobody asks
	Passphrase keys.Passphrase    // opens the keys in the folder where they are locked; nil where nobody has one
	Copy       bool               // the folder is a copy to look at: no guard is asked, and nothing can be signed
}

// Mechanism is an open mechanism.
type Mechanism struct {
	Dir       string
	Founding  Founding
	Keys      *keys.Keys
	Store     *store.Store // what may be shown, to a viewer
	Desk      *desk.Desk
	Evidence  *intake.Evidence
	Publisher *publisher.Publisher

	AttestEvery time.Duration // how often Serve has the log attest its time and state; 0 for DefaultAttesting
	Sessions    *session.Keeper

	whole     *store.Whole                  // the database without anybody's rights: for the writer, and to prove the log
	progress  Progress                      // told how far long work has come
	people    map[record.Seat]ledger.Signer // of an exercise
	roster    roster                        // who holds which seat
	ring      keyrings                      // every key there ever was
	refused   refused.Counter               // what was refused at the doors where others hand something in
	lists     lists                         // what was given in lists of late, of what is for the mechanism alone
	nonces    session.Nonces
	limiter   session.Limiter // of those who try to sign in
	serving   *Serving        // how it is served beyond this machine; nil on loopback, where nobody signs in
	providers providers
}

// Founding is what a mechanism's first entry says of it.
type Founding struct {
	Origin        string               // of its log
	CharterDigest string               // SHA-256 of the charter, hexadecimal
	CharterText   []byte               // the charter's bytes
	Keys          []record.Key         // that it binds
	Constitution  *record.Constitution // what of it steers the fold; nil in logs of before there was one
	Succeeds      *record.Succession   // the log that it goes on from, as it cites it; nil for none
	Charter       *Charter
}

// guard gives the guard of the mechanism in a folder. Its memory may not lie in
// there: whoever restores an old copy of both would sign a second history.
func (o Options) guard(mechanism string) (*keys.GuardFolder, error) {
	dir := o.Guard
	if dir == "" {
		var err error
		if dir, err = keys.DefaultGuardFolder(); err != nil {
			return nil, err
		}
	}
	outer, err := filepath.Abs(mechanism)
	if err != nil {
		return nil, err
	}
	inner, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if way, err := filepath.Rel(outer, inner); err == nil && filepath.IsLocal(way) {
		return nil, fault.New(fault.Invalid, "the guard's memory has to lie outside the data folder, and %s is inside", dir)
	}
	return keys.NewGuardFolder(dir), nil
}

// Init makes a new mechanism in dir, which must not exist or be empty: folder,
// keys, register, and a log whose first entry adopts the charter. It is made
// beside dir and moved into place when it is whole, so that what fails leaves
// nothing behind.
func Init(ctx context.Context, dir, by, charterName string, charter []byte, o Options) (_ *Mechanism, err error) {
	c, err := ParseCharter(charterName, charter)
	if err != nil {
		return nil, err
	}
	if left, err := os.ReadDir(dir); err == nil && len(left) > 0 {
		return nil, fault.New(fault.Conflict, "the folder %s is not empty; a mechanism is made in a new or empty one", dir)
	}
	guard, err := o.guard(dir)
	if err != nil {
		return nil, err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o750); err != nil {
		return nil, fault.New(fault.Unavailable, "making %s: %w", parent, err)
	}
	draft, err := os.MkdirTemp(parent, ".surety-init-*")
	if err != nil {
		return nil, fault.New(fault.Unavailable, "making the mechanism's folder: %w", err)
	}
	defer os.RemoveAll(draft)
	at, err := namedDatabase(draft, o.Database)
	if err != nil {
		return nil, err
	}
	origin, err := ledger.NewOrigin(rand.Reader, c.LogName())
	if err != nil {
		return nil, err
	}
	err = build(ctx, origin, by, c, charter, guard, at, o)
	if err == nil {
		err = moveInto(draft, dir)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("making the mechanism: %w", err), at.discard(ctx, origin))
	}
	return Open(ctx, dir, o)
}

// moveInto puts a folder in the place of dir, which is not there or empty.
func moveInto(draft, dir string) error {
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Unavailable, "making %s: %w", dir, err)
	}
	if err := errors.Join(os.Rename(draft, dir), durable.SyncFolder(filepath.Dir(filepath.Clean(dir)))); err != nil {
		return fault.New(fault.Unavailable, "making %s: %w", dir, err)
	}
	return nil
}

func build(ctx context.Context, origin, by string, c *Charter, charter []byte, guard ledger.Guard, at database, o Options) (err error) {
	dir := at.dir
	offset, err := c.Offset(time.Now())
	if err != nil {
		return err
	}
	s, err := at.create(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := at.keep(); err != nil {
		return err
	}
	k, err := keys.Create(filepath.Join(dir, keyFolder), rand.Reader, origin)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, charterFile), charter, 0o600); err != nil {
		return fault.New(fault.Unavailable, "keeping the charter: %w", err)
	}
	m, err := assemble(dir, Founding{Origin: origin, Charter: c, CharterDigest: c.Digest()}, k, s, guard, o)
	if err != nil {
		return err
	}
	defer m.Desk.Close()
	seatKeys, err := c.seatKeys()
	if err != nil {
		return err
	}
	if err := m.Desk.Found(ctx, c.Secretariat(), by, &record.CharterAdopted{Digest: c.Digest(), Exercise: c.Exercise, Name: c.Title(),
		Charter: string(charter), Constitution: c.Constitution(offset), Keys: seatKeys, Succeeds: o.Succeeds}, c.Everyone()); err != nil {
		return err
	}
	if err := guard.Begin(ctx, origin); err != nil {
		return err
	}
	return m.beginPublishing(ctx)
}

// assemble puts the parts together.
func assemble(dir string, f Founding, k *keys.Keys, s *store.Whole, guard ledger.Guard, o Options) (*Mechanism, error) {
	m := &Mechanism{Dir: dir, Founding: f, Keys: k, Store: s.Store, whole: s, progress: o.Progress, Sessions: &session.Keeper{Store: s, Invitations: s}}
	trust, err := m.trust(k.Desk.PublicKey())
	if err != nil {
		return nil, err
	}
	verifier, err := ledger.NewVerifier(trust)
	if err != nil {
		return nil, err
	}
	witnesses, err := f.Charter.witnesses(o.Witnesses)
	if err != nil {
		return nil, err
	}
	s.OnOpen, s.OnList = m.opened, m.listed
	m.Desk = desk.New(desk.Config{Store: s, Vault: k, Signer: k.Desk, Next: k.Next, Origin: f.Origin, Audience: f.Charter.DeskAudience(),
		Intake: f.Charter.IntakeAudience(), Now: o.Now})
	s.Coarsen(m.tell, &register.Tellings{Charter: f.Charter.Charter})
	m.Publisher = publisher.New(publisher.Config{Log: log{s}, Signer: ledger.NewGuardedSigner(k.Log, guard), Guard: guard,
		Verifier: verifier, Witnesses: witnesses})
	return m, nil
}

// Open opens the mechanism in dir. It checks that charter, keys and log belong
// together, and that the log still holds what was last signed.
func Open(ctx context.Context, dir string, o Options) (_ *Mechanism, err error) {
	defer fault.Wrap(&err, "opening the mechanism in %s", dir)
	at, err := keptDatabase(dir, o.Database)
	if err != nil {
		return nil, err
	}
	k, err := keys.Load(filepath.Join(dir, keyFolder), o.Passphrase)
	if err != nil {
		return nil, err
	}
	var guard ledger.Guard = noGuard{}
	if !o.Copy {
		if guard, err = o.guard(dir); err != nil {
			return nil, err
		}
	}
	s, err := at.open(ctx)
	if err != nil {
		return nil, err
	}
	f, err := founding(ctx, s, k)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	m, err := assemble(dir, f, k, s, guard, o)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	err = m.foldAgain(ctx)
	if err == nil && !o.Copy {
		err = m.settleDesk(ctx, filepath.Join(dir, keyFolder))
	}
	if err == nil {
		m.Evidence, err = intake.NewEvidence(filepath.Join(dir, evidenceFolder))
	}
	if err == nil && !o.Copy {
		err = m.Publisher.Check(ctx)
	}
	if err == nil {
		err = m.loadPeople()
	}
	if err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

// founding reads the first entry: which log, which charter.
func founding(ctx context.Context, s *store.Whole, k *keys.Keys) (f Founding, err error) {
	rows, err := s.Rows(ctx, 0, 1)
	if err != nil {
		return f, err
	}
	if len(rows) == 0 {
		return f, fault.New(fault.Corrupt, "entry 0 is missing: no charter was adopted")
	}
	ev, err := desk.Read(rows[0])
	if err != nil {
		return f, err
	}
	body, ok := ev.Head.Body.(*record.CharterAdopted)
	if !ok {
		return f, fault.New(fault.Corrupt, "entry 0 does not adopt a charter")
	}
	if ev.Head.Mechanism != k.Log.Name() {
		return f, fault.New(fault.Corrupt, "its keys are of the log %s, its entries of %s: folder and database belong to two mechanisms", k.Log.Name(), ev.Head.Mechanism)
	}
	opener := desk.Opener{Vault: k, Key: func(a string, e int) ([]byte, error) { return s.AudienceKey(ctx, a, e) }}
	openings, err := opener.Open(rows[0])
	if err != nil {
		return f, err
	}
	for _, o := range openings {
		if o.Path == "charter" {
			var text string
			if err := json.Unmarshal(o.Value, &text); err != nil {
				return f, fault.New(fault.Corrupt, "the charter in entry 0 is damaged: %w", err)
			}
			f.CharterText = []byte(text)
			if f.Charter, err = ParseCharter(charterFile, f.CharterText); err != nil {
				return f, err
			}
		}
	}
	if f.Charter == nil || f.Charter.Digest() != body.Digest {
		return f, fault.New(fault.Corrupt, "entry 0 does not hold the charter that it names")
	}
	f.Origin, f.CharterDigest, f.Keys, f.Constitution, f.Succeeds = ev.Head.Mechanism, body.Digest, body.Keys, body.Constitution, body.Succeeds
	return f, nil
}

// Close closes the mechanism.
func (m *Mechanism) Close() error {
	m.Desk.Close()
	return m.whole.Close()
}

// Hold takes the right to serve the folder, which one process can have, until
// the returned function is called.
func (m *Mechanism) Hold() (release func(), err error) {
	f, err := os.OpenFile(filepath.Join(m.Dir, lockFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "locking %s: %w", m.Dir, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fault.New(fault.Conflict, "another `surety serve` serves %s already; stop it first, or use its page", m.Dir)
	}
	return func() { f.Close() }, nil
}
