package demo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// With three writes in the ledger, the file is cut at every byte of the last
// line: the two before stand, the third is gone, and the key of the third is
// free again.
func TestTornLastLineIsCutOff(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := open(t, dir)
	for i := range 3 {
		c.keyed("modify_user_address", fmt.Sprintf("k%d", i), movedTo(i))
	}
	c.close()
	whole, err := os.ReadFile(filepath.Join(dir, "ledger.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	third := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for at := third; at < len(whole); at += 37 {
		torn := t.TempDir()
		path := filepath.Join(torn, "ledger.jsonl")
		if err := os.WriteFile(path, whole[:at], 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := NewBackend(torn, fixedNow)
		if err != nil {
			t.Fatalf("cut at %d: %v", at, err)
		}
		if got, _ := os.ReadFile(path); !bytes.Equal(got, whole[:third]) || b.last != 2 {
			t.Errorf("cut at %d: %d entries, %d bytes", at, b.last, len(got))
		}
		if got := b.shop.users["taras_shevchuk_1002"].Address.Address1; got != "вул. Зелена, 1" {
			t.Errorf("cut at %d: address %s", at, got)
		}
		args, _ := parseArgs(tools["modify_user_address"], []byte(movedTo(2)))
		raw, _ := args.canonical()
		if _, err := b.answer(call{tools["modify_user_address"], "k2", args, raw}); err != nil {
			t.Errorf("cut at %d: %v", at, err)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		if got, _ := os.ReadFile(path); !bytes.Equal(got, whole) {
			t.Errorf("cut at %d: the ledger is not as it would have been", at)
		}
	}
}

// A refusal on the disk may rest on a write that is not: then it goes too.
func TestRefusalRestingOnLostWritesIsDropped(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := open(t, dir)
	c.keyed("cancel_pending_order", "early", `{"order_id":"#W1000002","reason":"no longer needed"}`)
	c.keyed("cancel_pending_order", "done", cancelFirst)
	if r := c.keyed("cancel_pending_order", "late", cancelFirst); r.code() != "not_pending" {
		t.Fatal(r.Body)
	}
	c.close()
	if err := os.Truncate(filepath.Join(dir, "ledger.jsonl"), 100); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	if r := again.keyed("cancel_pending_order", "early", `{"order_id":"#W1000002","reason":"no longer needed"}`); r.code() != "not_pending" {
		t.Errorf("got %s", r.Body)
	}
	if r := again.keyed("cancel_pending_order", "late", cancelFirst); r.code() != "" {
		t.Errorf("got %s", r.Body)
	}
}

func TestDamagedLedgerIsRefused(t *testing.T) {
	t.Parallel()
	line := func(n int, tool string) string {
		return fmt.Sprintf(`{"n":%d,"at":"2026-03-02T10:00:00Z","key":"k%d","tool":%q,"args":%s,"answer":{"result":{}}}`+"\n", n, n, tool, cancelFirst)
	}
	for name, ledger := range map[string]string{
		"not JSON":        "garbage\n" + line(1, "cancel_pending_order"),
		"a gap":           line(2, "cancel_pending_order"),
		"unknown tool":    line(1, "burn_down"),
		"a read":          line(1, "get_order_details"),
		"not performable": line(1, "cancel_pending_order") + line(2, "cancel_pending_order"),
		"too long":        strings.Repeat("x", maxLine+1),
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "ledger.jsonl"), []byte(ledger), 0o600); err != nil {
			t.Fatal(err)
		}
		if b, err := NewBackend(dir, fixedNow); err == nil {
			t.Errorf("%s: taken", name)
			_ = b.Close()
		}
		if got, _ := os.ReadFile(filepath.Join(dir, "ledger.jsonl")); string(got) != ledger {
			t.Errorf("%s: the damaged file was changed", name)
		}
	}
}

func TestOneProcessADirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := open(t, dir)
	if _, err := NewBackend(dir, fixedNow); err == nil || !strings.Contains(err.Error(), "another back end") {
		t.Errorf("got %v", err)
	}
	c.close()
	open(t, dir)
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

// After a failed fsync nobody is told that anything was done, and nothing
// more is taken; a restart goes on from what is on the disk.
func TestFailedDiskStopsTheBackend(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := open(t, dir)
	before := c.keyed("modify_user_address", "k0", movedTo(0))
	d := &disk{File: c.backend.ledger.file.(locked).File, full: true}
	c.backend.ledger.file = d
	for range 2 {
		if r := c.keyed("cancel_pending_order", "k1", cancelFirst); r.Status != http.StatusServiceUnavailable || r.code() != "unavailable" {
			t.Errorf("got %d %s", r.Status, r.Body)
		}
	}
	d.full = false
	if r := c.keyed("cancel_pending_order", "k2", cancelFirst); r.Status != http.StatusServiceUnavailable {
		t.Errorf("got %d %s", r.Status, r.Body)
	}
	if r := c.call("get_order_details", `{"order_id":"#W1000001"}`); r.Status != http.StatusServiceUnavailable {
		t.Errorf("a read tells of a write that may be undone: %s", r.Body)
	}
	c.server.Close()
	if err := c.backend.Close(); err == nil {
		t.Error("closing hides the failure")
	}
	again := open(t, dir)
	if r := again.keyed("modify_user_address", "k0", movedTo(0)); r.Body != before.Body {
		t.Errorf("got %s", r.Body)
	}
	if r := again.keyed("cancel_pending_order", "k1", cancelFirst); r.code() != "" {
		t.Errorf("got %s", r.Body)
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
