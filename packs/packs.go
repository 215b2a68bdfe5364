// Package packs carries the ready service domains inside the binary: flows,
// texts and tests, in Ukrainian and English. The base pack holds what every
// company needs; a company's own pack is laid over it.
//
// Package app and the command line read it; it never runs anything.
package packs

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
)

//go:embed base shop
var files embed.FS

// Base is the pack under every other one.
const Base = "base"

// Source reads an embedded pack.
func Source(name string) (dialogue.Source, error) {
	sub, err := fs.Sub(files, name)
	if err != nil {
		return dialogue.Source{}, fmt.Errorf("pack %s: %w", name, err)
	}
	return Read(name, sub)
}

// Find reads a pack by its name, or from a folder when the name is a path.
func Find(name string) (dialogue.Source, error) {
	if name == Base || slices.Contains(Names(), name) {
		return Source(name)
	}
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return dialogue.Source{}, fmt.Errorf("pack %s: neither built in (%s) nor a folder", name, strings.Join(Names(), ", "))
	}
	return Read(filepath.Base(filepath.Clean(name)), os.DirFS(name))
}

// Names of the embedded packs besides Base.
func Names() []string {
	entries, _ := files.ReadDir(".")
	var out []string
	for _, e := range entries {
		if e.IsDir() && e.Name() != Base {
			out = append(out, e.Name())
		}
	}
	return out
}

// Read takes all files of a pack from a file system, such as os.DirFS of a
// company's own pack.
func Read(name string, fsys fs.FS) (dialogue.Source, error) {
	src := dialogue.Source{Name: name, Files: map[string][]byte{}}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		src.Files[path] = b
		return nil
	})
	if err != nil {
		return src, fmt.Errorf("pack %s: %w", name, err)
	}
	if len(src.Files) == 0 {
		return src, fmt.Errorf("pack %s: no .yaml files", name)
	}
	return src, nil
}
