package seal

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// FileName is the key's file beside an embedded database.
const FileName = "secret.key"

// File reads the master key from a file, and makes both when there is no file.
// made says that it did. Of two processes that start at once, both get the key
// of the quicker one.
func File(path string) (b *Box, made bool, err error) {
	if b, err = ReadFile(path); !errors.Is(err, fs.ErrNotExist) {
		return b, false, err
	}
	if made, err = makeFile(path); err != nil {
		return nil, made, fmt.Errorf("secret key: %w", err)
	}
	b, err = ReadFile(path)
	return b, made, err
}

// ReadFile reads the master key from a file that must be there.
func ReadFile(path string) (*Box, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("secret key: %w", err)
	}
	b, err := Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("secret key in %s: %w", path, err)
	}
	return b, nil
}

// makeFile writes a new key under a name of its own first: the file is there
// whole or not at all, even after a power cut. Link, like O_EXCL, refuses when
// somebody else was quicker.
func makeFile(path string) (made bool, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return false, err
	}
	key := make([]byte, KeySize)
	rand.Read(key)                                       // never fails
	f, err := os.CreateTemp(filepath.Dir(path), ".key*") // O_EXCL, for its owner only
	if err != nil {
		return false, err
	}
	defer os.Remove(f.Name())
	_, err = fmt.Fprintln(f, base64.StdEncoding.EncodeToString(key))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return false, err
	}
	switch err := os.Link(f.Name(), path); {
	case errors.Is(err, fs.ErrExist):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, syncDir(filepath.Dir(path))
}

// syncDir makes a new name in a folder survive a power cut, where the system
// lets one do so.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every file system knows it
	return d.Close()
}
