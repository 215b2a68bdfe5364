package read

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
)

// ManifestName is the file that an export of ours begins with.
const ManifestName = "rozmova-knowledge.json"

// Archive opens a zip archive that is a folder packed together; nil for another
// file, such as a DOCX document, which is an archive, too.
func Archive(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errors.Join(ErrMalformed, err)
	}
	if len(z.File) > maxPieces {
		return nil, fmt.Errorf("%w: more than %d files", ErrTooLarge, maxPieces)
	}
	for _, f := range z.File {
		if f.Name == "word/document.xml" {
			return nil, nil
		}
	}
	return z, nil
}

// Upload reads one file: an archive as the folder that it holds, anything else
// by what its name says.
func Upload(ctx context.Context, name string, data []byte, o Options) (Batch, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		z, err := Archive(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return Batch{}, err
		}
		if z != nil {
			return Tree(ctx, top(z), o)
		}
		name = strings.TrimSuffix(name, path.Ext(name)) + ".docx"
	}
	if bytes.HasPrefix(data, []byte("%PDF-")) {
		name = strings.TrimSuffix(name, path.Ext(name)) + ".pdf"
	}
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if !fs.ValidPath(name) || name == "." || name[0] == '.' || name[0] == '_' {
		name = "file" + path.Ext(name)
	}
	return Tree(ctx, single{name, data}, o)
}

// top passes over folders that an archive holds nothing beside: most are packed
// as one folder, whose name changes with every version.
func top(z *zip.Reader) fs.FS {
	var at fs.FS = z
	for range 5 {
		entries, err := fs.ReadDir(at, ".")
		if err != nil {
			return at
		}
		var only fs.DirEntry
		for _, e := range entries {
			if e.Name() == "__MACOSX" || e.Name()[0] == '.' {
				continue
			}
			if only != nil || !e.IsDir() || folderLang(e.Name()) != "" {
				return at
			}
			only = e
		}
		if only == nil {
			return at
		}
		below, err := fs.Sub(at, only.Name())
		if err != nil {
			return at
		}
		at = below
	}
	return at
}

// single is a folder with one file in it.
type single struct {
	name string
	data []byte
}

func (s single) Open(name string) (fs.File, error) {
	switch name {
	case ".":
		return &opened{s: s, dir: true}, nil
	case s.name:
		return &opened{s: s, Reader: bytes.NewReader(s.data)}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

type opened struct {
	*bytes.Reader
	s    single
	dir  bool
	read bool
}

func (o *opened) Stat() (fs.FileInfo, error) { return entry{o.s, o.dir}, nil }
func (o *opened) Close() error               { return nil }

func (o *opened) Read(p []byte) (int, error) {
	if o.dir {
		return 0, fs.ErrInvalid
	}
	return o.Reader.Read(p)
}

func (o *opened) ReadDir(int) ([]fs.DirEntry, error) {
	if o.read {
		return nil, io.EOF
	}
	o.read = true
	return []fs.DirEntry{fs.FileInfoToDirEntry(entry{o.s, false})}, nil
}

type entry struct {
	s   single
	dir bool
}

func (e entry) Name() string {
	if e.dir {
		return "."
	}
	return e.s.name
}

func (e entry) Size() int64        { return int64(len(e.s.data)) }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) IsDir() bool        { return e.dir }
func (e entry) Sys() any           { return nil }

func (e entry) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
