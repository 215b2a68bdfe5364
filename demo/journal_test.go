package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/demo/ledger"
)

func last(b *Backend) (n int) {
	_ = b.View(func(v ledger.Sight[*shop]) error { n = v.Last; return nil })
	return n
}

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
		if got, _ := os.ReadFile(path); !bytes.Equal(got, whole[:third]) || last(b) != 2 {
			t.Errorf("cut at %d: %d entries, %d bytes", at, last(b), len(got))
		}
		if !strings.Contains(state(t, b), `"вул. Зелена, 1"`) {
			t.Errorf("cut at %d: the second write is not there", at)
		}
		var args map[string]any
		if err := json.Unmarshal([]byte(movedTo(2)), &args); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Call("modify_user_address", "k2", args); err != nil {
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
		"too long":        strings.Repeat("x", 1<<20+1),
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
