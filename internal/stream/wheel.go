package stream

import (
	"sync"
	"time"
)

// spokes is how many parts the ping interval has: each tick asks one part of
// the followers, so that thousands of streams do not speak at once.
const spokes = 25

// wheel asks followers for pings with one ticker for all of them, and with
// none while there are no followers.
type wheel struct {
	interval time.Duration

	mu     sync.Mutex
	slots  [spokes]map[*Follower]struct{}
	next   int // where the next follower goes
	count  int
	halt   chan struct{} // closes to stop the ticker; nil while none runs
	ceased bool
}

func newWheel(interval time.Duration) wheel { return wheel{interval: interval} }

func (w *wheel) add(f *Follower) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f.slot = w.next
	w.next = (w.next + 1) % spokes
	if w.slots[f.slot] == nil {
		w.slots[f.slot] = make(map[*Follower]struct{})
	}
	w.slots[f.slot][f] = struct{}{}
	w.count++
	if w.halt == nil && !w.ceased {
		w.halt = make(chan struct{})
		go w.turn(w.halt)
	}
}

func (w *wheel) remove(f *Follower) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, in := w.slots[f.slot][f]; !in {
		return
	}
	delete(w.slots[f.slot], f)
	w.count--
	if w.count == 0 && w.halt != nil {
		close(w.halt)
		w.halt = nil
	}
}

func (w *wheel) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ceased = true
	if w.halt != nil {
		close(w.halt)
		w.halt = nil
	}
}

func (w *wheel) turn(halt chan struct{}) {
	t := time.NewTicker(max(w.interval/spokes, time.Millisecond))
	defer t.Stop()
	for spoke := 0; ; spoke = (spoke + 1) % spokes {
		select {
		case <-halt:
			return
		case <-t.C:
		}
		w.mu.Lock()
		for f := range w.slots[spoke] {
			f.askPing()
		}
		w.mu.Unlock()
	}
}
