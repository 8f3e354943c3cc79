// Package durable writes files so that they are still there after the power
// went: their bytes, and their names in the folder.
package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// SyncFolder makes the names in a folder durable.
func SyncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Create makes a new file, readable by its owner alone. It fails where there is
// one of that name. The folder's names are the caller's to sync.
func Create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// Replace puts new bytes in a file's place, or leaves the old ones.
func Replace(name string, data []byte) error {
	next := name + ".next"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := Create(next, data); err != nil {
		return err
	}
	if err := os.Rename(next, name); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(name))
}
