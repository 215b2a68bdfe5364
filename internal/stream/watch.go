package stream

import (
	"sync"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Bounds on what waits for a watcher that is busy.
const (
	maxChanged      = 1000
	maxWatchSignals = 100
)

// Watch tells which conversations of a workspace have changed. Changes of one
// conversation melt together until they are taken.
type Watch struct {
	hub  *Hub
	ws   conversation.WorkspaceID
	wake chan struct{}

	mu      sync.Mutex
	changes Changes
}

// Changes is what happened since the last Take.
type Changes struct {
	// Last maps each changed conversation to the seq of its last event.
	Last    map[conversation.ConversationID]int64
	Signals []Signal
	// Lost is true when too much happened to keep: everything may have changed.
	Lost bool
}

// Empty says that nothing happened.
func (c Changes) Empty() bool { return len(c.Last) == 0 && len(c.Signals) == 0 && !c.Lost }

// Wake is the channel that says Take may have something.
func (w *Watch) Wake() <-chan struct{} { return w.wake }

// Done is closed when the bus is.
func (w *Watch) Done() <-chan struct{} { return w.hub.done }

// Take gives the changes since the last call.
func (w *Watch) Take() Changes {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.changes
	w.changes = Changes{}
	return c
}

// Close stops watching.
func (w *Watch) Close() { w.hub.unwatch(w) }

func (w *Watch) changed(id conversation.ConversationID, last int64) {
	w.mu.Lock()
	switch _, known := w.changes.Last[id]; {
	case w.changes.Lost:
	case !known && len(w.changes.Last) >= maxChanged:
		w.changes.Last, w.changes.Lost = nil, true
	default:
		if w.changes.Last == nil {
			w.changes.Last = make(map[conversation.ConversationID]int64)
		}
		w.changes.Last[id] = max(w.changes.Last[id], last)
	}
	w.mu.Unlock()
	w.stir()
}

func (w *Watch) signalled(s Signal) {
	w.mu.Lock()
	if len(w.changes.Signals) < maxWatchSignals {
		w.changes.Signals = append(w.changes.Signals, s)
	}
	w.mu.Unlock()
	w.stir()
}

func (w *Watch) lose() {
	w.mu.Lock()
	w.changes.Last, w.changes.Lost = nil, true
	w.mu.Unlock()
	w.stir()
}

func (w *Watch) stir() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}
