package app

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/register"
)

// ExportLog writes the log as a folder of static files, up to the latest
// published checkpoint, with what the viewer may read of the entries. The folder
// must not exist; it appears when it is whole. It gives the checkpoint's size.
func (m *Mechanism) ExportLog(ctx context.Context, v register.Viewer, dir string) (size int64, err error) {
	defer fault.Wrap(&err, "exporting the log to %s", dir)
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return 0, fault.New(fault.Conflict, "it is there already; an export makes a new folder")
	}
	if ctx, err = m.handsOut(ctx, v); err != nil {
		return 0, err
	}
	c, err := m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return 0, err
	}
	draft, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".surety-export-*")
	if err != nil {
		return 0, fault.New(fault.Unavailable, "%w", err)
	}
	defer os.RemoveAll(draft)
	write := func(path string, data []byte) error {
		name := filepath.Join(draft, filepath.FromSlash(path))
		err := os.MkdirAll(filepath.Dir(name), 0o755) // #nosec G301 -- the exported log is public
		if err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o644) // #nosec G306 -- as above
	}
	if err := m.writeLog(ctx, v, c, write); err != nil {
		return 0, err
	}
	err = os.Chmod(draft, 0o755) // #nosec G302 -- as above
	if err != nil {
		return 0, fault.New(fault.Unavailable, "%w", err)
	}
	if err := os.Rename(draft, dir); err != nil {
		return 0, fault.New(fault.Unavailable, "%w", err)
	}
	return c.Size, durable.SyncFolder(filepath.Dir(filepath.Clean(dir)))
}

func (m *Mechanism) writeLog(ctx context.Context, v register.Viewer, c store.Checkpoint, write func(string, []byte) error) error {
	keep := func(path string, data []byte) error {
		if err := write(path, data); err != nil {
			return fault.New(fault.Unavailable, "writing %s: %w", path, err)
		}
		return nil
	}
	trust, err := m.trustText()
	if err != nil {
		return err
	}
	if err := keep(trustPath, trust); err != nil {
		return err
	}
	view, err := m.View(ctx, v, c.Size)
	if err != nil {
		return err
	}
	if err := keep(viewPath, view.Marshal()); err != nil {
		return err
	}
	for from := int64(0); from < c.Size; from += ledger.DisclosedEach {
		data, err := m.disclosed(ctx, v, from, c.Size)
		if err != nil {
			return err
		}
		if err := keep(ledger.DisclosedPath(from), data); err != nil {
			return err
		}
	}
	return ledger.Export(c.Size, m.leaves(ctx, c.Size), c.Note, write)
}

func (m *Mechanism) trustText() ([]byte, error) {
	trust, err := m.Trust()
	if err != nil {
		return nil, err
	}
	return trust.Marshal()
}

// leaves gives the log's leaves up to a size.
func (m *Mechanism) leaves(ctx context.Context, size int64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for from := int64(0); from < size; {
			rows, err := m.whole.Rows(ctx, from, min(size, from+1000))
			if err == nil && len(rows) == 0 {
				err = fault.New(fault.Corrupt, "entry %d is missing", from)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, row := range rows {
				if !yield(row.Leaf, nil) {
					return
				}
				from++
			}
		}
	}
}

// disclosed gives the file of disclosed entries that covers an index, up to a size.
func (m *Mechanism) disclosed(ctx context.Context, v register.Viewer, index, size int64) ([]byte, error) {
	first := index / ledger.DisclosedEach * ledger.DisclosedEach
	rows, err := m.whole.Rows(ctx, first, min(first+ledger.DisclosedEach, size))
	if err != nil {
		return nil, err
	}
	regarded, err := m.regarded(ctx)
	if err != nil {
		return nil, err
	}
	all, err := m.disclosedOf(ctx, v, rows, regarded, size)
	var out []byte
	for i := range all {
		out = ledger.AppendDisclosed(out, &all[i])
	}
	return out, err
}

// disclosedOf gives what a viewer may read of some entries, when the log has a size.
func (m *Mechanism) disclosedOf(ctx context.Context, v register.Viewer, rows []desk.Row, regarded map[int64]*register.Object, size int64) (out []ledger.Disclosed, err error) {
	src := m.source()
	if src.ring, _, err = m.keyring(ctx); err != nil {
		return nil, err
	}
	for _, row := range rows {
		ev, err := desk.Read(row)
		if err != nil {
			return nil, err
		}
		o := regarded[row.Index]
		if !v.Sees(ev.Head.Audience) && !releasedTo(o, v, size) {
			continue
		}
		item, err := src.item(ctx, row)
		if err != nil {
			return nil, err
		}
		if item.Key == nil {
			return nil, fault.New(fault.Corrupt, "the public key that entry %d names is missing", row.Index)
		}
		seen, err := m.Store.ItemAt(ctx, v, row.Index)
		if err != nil {
			return nil, err
		}
		out = append(out, ledger.Disclosed{Index: row.Index, Signed: *item.Signed, Key: *item.Key, Openings: exact(seen, shown(o, v, item.Openings))})
	}
	return out, nil
}

// regarded gives the objects that were released or redacted since, by index.
func (m *Mechanism) regarded(ctx context.Context) (map[int64]*register.Object, error) {
	list, err := m.whole.Regarded(ctx)
	all := make(map[int64]*register.Object, len(list))
	for _, o := range list {
		all[o.Index] = o
	}
	return all, err
}

// releasedTo reports whether an entry was released to a viewer within a size.
func releasedTo(o *register.Object, v register.Viewer, size int64) bool {
	return o != nil && slices.ContainsFunc(o.Released, func(r register.Release) bool { return r.Index < size && v.Sees(r.To) })
}

// shown gives what a viewer, who may read the entry, may read of its content.
func shown(o *register.Object, v register.Viewer, openings []ledger.Opening) []ledger.Opening {
	if o == nil {
		return openings
	}
	return slices.DeleteFunc(slices.Clone(openings), func(f ledger.Opening) bool { return !o.Shows(v, f.Path) })
}
