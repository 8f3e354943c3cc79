package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/surety-mechanism/surety/internal/fault"
)

// FolderFiles reads a log in a folder as FolderReader does, and remembers what
// was asked for.
type FolderFiles struct {
	dir  string
	read Reader
	seen map[string]bool
}

// NewFolderFiles reads the log in dir. The trust file that every export brings is
// part of it, also for who has one already and does not look at it.
func NewFolderFiles(dir string) *FolderFiles {
	return &FolderFiles{dir: dir, read: FolderReader(dir), seen: map[string]bool{trustPath: true}}
}

// Read gives a file by its path, as a Reader does. It serves one caller at a time.
func (f *FolderFiles) Read(path string) ([]byte, error) {
	f.seen[path] = true
	return f.read(path)
}

// Strays gives what stands in the folder and was never asked for, by its path:
// no part of the log, so that nothing vouches for it, though whoever is handed the
// folder may take it for one.
func (f *FolderFiles) Strays() ([]string, error) {
	var all []string
	err := fs.WalkDir(os.DirFS(f.dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !f.seen[filepath.ToSlash(path)] {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		return nil, fault.New(fault.Unavailable, "looking for what else is in the folder: %w", err)
	}
	slices.Sort(all)
	return all, nil
}
