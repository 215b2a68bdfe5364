// Package packs carries the ready service domains inside the binary: flows,
// texts and tests, in Ukrainian and English. The base pack holds what every
// company needs; a company's own pack is laid over it.
//
// Package app and the command line read it; it never runs anything.
package packs

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
)

//go:embed base shop telecom
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
func Find(given string) (dialogue.Source, error) {
	fsys, err := Open(given)
	if err != nil {
		return dialogue.Source{}, err
	}
	return Read(Name(given), fsys)
}

// Open gives the files of a pack: an embedded one's by its name, or a folder's.
func Open(given string) (fs.FS, error) {
	if builtIn(given) {
		return fs.Sub(files, given)
	}
	info, err := os.Stat(given)
	if err != nil || !info.IsDir() {
		return nil, fmt.Errorf("pack %s: neither built in (%s) nor a folder", given, strings.Join(append([]string{Base}, Names()...), ", "))
	}
	return os.DirFS(given), nil
}

// Name is what a pack is called that was given by its name or as a folder.
func Name(given string) string {
	if builtIn(given) {
		return given
	}
	if abs, err := filepath.Abs(given); err == nil {
		given = abs // "." has a name too
	}
	return filepath.Base(given)
}

func builtIn(name string) bool { return name == Base || slices.Contains(Names(), name) }

// Where puts the folders of packs into the places of a playbook's problems, as
// they were given, so that an editor finds the file.
func Where(err error, given ...string) error {
	var problems dialogue.Problems
	if !errors.As(err, &problems) {
		return err
	}
	out := slices.Clone(problems)
	for i, p := range out {
		for _, g := range given {
			if rest, ok := strings.CutPrefix(p.Pos.File, Name(g)+"/"); ok && !builtIn(g) {
				out[i].Pos.File = filepath.Join(g, rest)
			}
		}
	}
	return out
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
