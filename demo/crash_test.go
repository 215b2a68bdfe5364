package demo

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

const crashDir = "DEMO_CRASH_TEST_DIR"

// TestMain lets the test binary be the victim of its own crash test.
func TestMain(m *testing.M) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	b, err := NewBackend(dir, time.Now)
	if err == nil {
		var l net.Listener
		if l, err = net.Listen("tcp", "127.0.0.1:0"); err == nil {
			fmt.Println("http://" + l.Addr().String())
			err = ledger.Serve(context.Background(), l, b)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// The process is killed at random moments under load. Every acknowledged
// write stands in the ledger once and with the answer that was given; callers
// who repeat their keys after the restart get everything done exactly once.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const kills, writers = 8, 6
	var told sync.Map // key → answer
	next := make([]int, writers)
	for round := range kills {
		base, kill := victim(t, dir)
		// The victim dies once so many writes of this round are done, while
		// the writers go on.
		deadline := int64(1 + rand.IntN(60))
		var done atomic.Int64
		var once sync.Once
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for {
					key := fmt.Sprintf("w%d-%d", w, next[w])
					r, err := post(base, "modify_user_address", key, movedTo(w*100000+next[w]))
					if err != nil {
						return // killed; the same key is repeated in the next round
					}
					if r.Status != 200 || r.code() != "" {
						t.Errorf("round %d: %d %s", round, r.Status, r.Body)
						return
					}
					if before, repeated := told.LoadOrStore(key, r.Body); repeated && before != r.Body {
						t.Errorf("key %s answered twice", key)
					}
					next[w]++
					if done.Add(1) >= deadline {
						once.Do(kill)
					}
				}
			})
		}
		wg.Wait()
		once.Do(kill)
	}
	base, kill := victim(t, dir)
	defer kill()
	seen := map[string]string{}
	for i, e := range ledgerAt(t, base+"/ledger") {
		if e.N != i+1 || seen[e.Key] != "" {
			t.Fatalf("entry %d: number %d, key %s (seen before: %t)", i+1, e.N, e.Key, seen[e.Key] != "")
		}
		seen[e.Key] = string(e.Answer)
	}
	acknowledged := 0
	told.Range(func(key, answer any) bool {
		acknowledged++
		if seen[key.(string)] != answer {
			t.Errorf("acknowledged %s is not in the ledger as it was answered", key)
		}
		return true
	})
	if len(seen) > acknowledged+writers {
		t.Errorf("%d entries for %d acknowledged writes", len(seen), acknowledged)
	}
	if acknowledged < kills {
		t.Errorf("only %d writes were acknowledged: the test proves nothing", acknowledged)
	}
}

// victim starts the back end in a process of its own; kill sends SIGKILL and
// waits for the end.
func victim(t *testing.T, dir string) (base string, kill func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it says "killed", as it should
	})
	t.Cleanup(kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the victim did not start: %v", err)
	}
	return strings.TrimSpace(line), kill
}
