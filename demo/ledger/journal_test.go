package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tally is the smallest company: a number that grows.
type tally struct{ n float64 }

func tallying() []Tool[*tally] {
	return []Tool[*tally]{
		{Name: "add", Writes: true, Params: []Param{{Name: "n", Kind: Number}}, Run: func(t *tally, c Call) (any, error) {
			if c.Number("n") < 0 {
				return nil, Refuse("negative", "Only more")
			}
			t.n += c.Number("n")
			return t.n, nil
		}},
		{Name: "say", Run: func(t *tally, _ Call) (any, error) { return t.n, nil }},
		{Name: "secret", Inside: true, Run: func(t *tally, _ Call) (any, error) { return t.n, nil }},
	}
}

func openTally(t *testing.T, dir string) *Book[*tally] {
	t.Helper()
	b, err := Open(dir, time.Now, &tally{}, tallying())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// disk is a file whose fsync can be made to fail.
type disk struct {
	*os.File
	full bool
}

func (d *disk) Sync() error {
	if d.full {
		return errors.New("no space left on device")
	}
	return d.File.Sync()
}

// After a failed fsync nobody is told that anything was done, and nothing more
// is taken; a restart goes on from what is on the disk.
func TestFailedDiskStopsTheBook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := openTally(t, dir)
	five := map[string]any{"n": 5}
	if v, err := b.Call("add", "k0", five); err != nil || string(v) != "5" {
		t.Fatalf("%s %v", v, err)
	}
	d := &disk{File: b.ledger.file.(locked).File, full: true}
	b.ledger.file = d
	for range 2 {
		if v, err := b.Call("add", "k1", five); err == nil {
			t.Errorf("told %s", v)
		}
	}
	d.full = false
	if v, err := b.Call("add", "k2", five); err == nil {
		t.Errorf("told %s", v)
	}
	if v, err := b.Call("say", "", nil); err == nil {
		t.Errorf("a read tells of a write that may be undone: %s", v)
	}
	if err := b.Close(); err == nil {
		t.Error("closing hides the failure")
	}
	if err := unlock(d.File); err != nil && !errors.Is(err, os.ErrClosed) {
		t.Log(err)
	}
	b = openTally(t, dir)
	if v, err := b.Call("add", "k0", five); err != nil || string(v) != "5" {
		t.Errorf("%s %v", v, err)
	}
	if _, err := b.Call("add", "k1", five); err != nil {
		t.Error(err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

// Waiting writers share an fsync: with the disk held up, all their lines go
// out in one batch.
func TestWritersShareAnFsync(t *testing.T) {
	t.Parallel()
	j, err := openJournal(filepath.Join(t.TempDir(), "j"), func(_, _ int64, _ []byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	counted := &counter{storage: j.file}
	j.file = counted
	var last int64
	for i := range 100 {
		if _, last, err = j.append(fmt.Appendf(nil, "line %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	for range 100 {
		if err := j.sync(last); err != nil {
			t.Fatal(err)
		}
	}
	if counted.syncs != 1 {
		t.Errorf("%d fsyncs for one batch", counted.syncs)
	}
	all, err := io.ReadAll(j.read(last))
	if err != nil || bytes.Count(all, []byte("\n")) != 100 {
		t.Errorf("%v, %d lines", err, bytes.Count(all, []byte("\n")))
	}
	if err := j.close(); err != nil {
		t.Error(err)
	}
}

type counter struct {
	storage
	syncs int
}

func (c *counter) Sync() error { c.syncs++; return c.storage.Sync() }
