package turn

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// Who comes first goes first, and who gives up lets the others pass.
func TestLanes(t *testing.T) {
	t.Parallel()
	for range 100 {
		var l lanes
		leave, err := l.enter(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		end := func() chan struct{} {
			l.mu.Lock()
			defer l.mu.Unlock()
			return l.last["a"]
		}
		var mu sync.Mutex
		var order []int
		var wg, gone sync.WaitGroup
		for n := range 10 {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			before := end()
			start, want := wg.Go, error(nil)
			if n%3 == 1 {
				start, want = gone.Go, context.Canceled
			}
			start(func() {
				leave, err := l.enter(ctx, "a")
				if !errors.Is(err, want) {
					t.Errorf("%d: %v, want %v", n, err, want)
				}
				if err != nil {
					return
				}
				mu.Lock()
				order = append(order, n)
				mu.Unlock()
				leave()
			})
			for end() == before { // until it has its place
				runtime.Gosched()
			}
			if n%3 == 1 {
				cancel()
			}
		}
		other, err := l.enter(t.Context(), "b") // waits for nobody
		if err != nil {
			t.Fatal(err)
		}
		other()
		gone.Wait()
		leave()
		wg.Wait()
		if want := []int{0, 2, 3, 5, 6, 8, 9}; !slices.Equal(order, want) {
			t.Fatalf("came in as %v", order)
		}
		for end() != nil { // those who gave up leave behind the others
			runtime.Gosched()
		}
	}
}
