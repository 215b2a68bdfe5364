package stream

import (
	"sync"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
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
	// Rows maps each changed conversation to how it stands now.
	Rows    map[conversation.ConversationID]Change
	Signals []Signal
	// Lost is true when too much happened to keep: everything may have changed.
	Lost bool
}

// Change is how a conversation stands after its last announced event. Row is
// nil when the news came without it: then it is to be read.
type Change struct {
	Last int64
	Row  *store.Row
}

// Empty says that nothing happened.
func (c Changes) Empty() bool { return len(c.Rows) == 0 && len(c.Signals) == 0 && !c.Lost }

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

func (w *Watch) changed(a Announcement) {
	now := Change{Last: a.last(), Row: a.Row}
	w.mu.Lock()
	switch before, known := w.changes.Rows[a.Conversation]; {
	case w.changes.Lost:
	case !known && len(w.changes.Rows) >= maxChanged:
		w.changes.Rows, w.changes.Lost = nil, true
	case known && before.Last > now.Last: // late news
	default:
		if w.changes.Rows == nil {
			w.changes.Rows = make(map[conversation.ConversationID]Change)
		}
		w.changes.Rows[a.Conversation] = now
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
	w.changes.Rows, w.changes.Lost = nil, true
	w.mu.Unlock()
	w.stir()
}

func (w *Watch) stir() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}
