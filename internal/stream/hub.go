package stream

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// ErrClosed ends a follower whose bus was closed: the process is stopping, and
// the client should come back with its cursor.
var ErrClosed = errors.New("stream closed")

// Options bound what a reader costs. Zero fields mean the defaults.
type Options struct {
	Ping   time.Duration // how often an idle follower is asked to show life; 25 s
	Buffer int           // announced events kept for a slow reader before it must read the log; 64
	Page   int           // events read from the log at once; 100
}

func (o Options) withDefaults() Options {
	if o.Ping <= 0 {
		o.Ping = 25 * time.Second
	}
	if o.Buffer <= 0 {
		o.Buffer = 64
	}
	if o.Page <= 0 {
		o.Page = 100
	}
	return o
}

// Hub is the bus of one process.
type Hub struct {
	log  Log
	opts Options
	done chan struct{}

	mu        sync.RWMutex
	closed    bool
	followers map[conversation.ConversationID][]*Follower
	watches   map[conversation.WorkspaceID][]*Watch
	renewals  map[renewal][]chan struct{}
	open      int

	turns atomic.Uint64
	wheel wheel
}

// NewHub makes a bus for one process over its log.
func NewHub(log Log, opts Options) *Hub {
	opts = opts.withDefaults()
	return &Hub{
		log: log, opts: opts, done: make(chan struct{}),
		followers: make(map[conversation.ConversationID][]*Follower),
		watches:   make(map[conversation.WorkspaceID][]*Watch),
		renewals:  make(map[renewal][]chan struct{}),
		wheel:     newWheel(opts.Ping),
	}
}

// Run waits for the end of ctx and closes the hub; one process needs no more.
func (h *Hub) Run(ctx context.Context) error {
	<-ctx.Done()
	h.Close()
	return nil
}

// Announce hands the news to the readers of this process.
func (h *Hub) Announce(_ context.Context, a Announcement) {
	if len(a.Events) > 0 {
		h.turns.Add(1)
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, f := range h.followers[a.Conversation] {
		if f.ws == a.Workspace {
			f.announced(a, h.opts.Buffer)
		}
	}
	for _, w := range h.watches[a.Workspace] {
		w.changed(a)
	}
}

// Send hands a signal to the readers of this process.
func (h *Hub) Send(_ context.Context, s Signal) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, f := range h.followers[s.Conversation] {
		if f.ws == s.Workspace {
			f.signalled(s)
		}
	}
	for _, w := range h.watches[s.Workspace] {
		w.signalled(s)
	}
}

// resync makes every reader look at the log again: announcements may have been
// missed.
func (h *Hub) resync() {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, fs := range h.followers {
		for _, f := range fs {
			f.miss()
		}
	}
	for _, ws := range h.watches {
		for _, w := range ws {
			w.lose()
		}
	}
	for _, waiting := range h.renewals {
		for _, c := range waiting {
			nudge(c)
		}
	}
}

// Follow begins to follow a conversation after a cursor.
func (h *Hub) Follow(ws conversation.WorkspaceID, id conversation.ConversationID, after int64, opts ...FollowOption) *Follower {
	f := &Follower{hub: h, ws: ws, id: id, cursor: after, missed: true}
	for _, o := range opts {
		o(f)
	}
	if f.wake == nil {
		f.wake = make(chan struct{}, 1)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		f.ended = true
		return f
	}
	h.followers[id] = append(h.followers[id], f)
	h.open++
	if !f.silent {
		h.wheel.add(f)
	}
	return f
}

// Watch begins to watch a workspace.
func (h *Hub) Watch(ws conversation.WorkspaceID) *Watch {
	w := &Watch{hub: h, ws: ws, wake: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.watches[ws] = append(h.watches[ws], w)
	}
	return w
}

// Open counts the open followers.
func (h *Hub) Open() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.open
}

// Turns counts the turns of this process.
func (h *Hub) Turns() uint64 { return h.turns.Load() }

// Close ends all readers; what they have not read stays in the log.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	h.closed = true
	close(h.done)
	h.wheel.stop()
}

func (h *Hub) leave(f *Follower) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if f.ended {
		return
	}
	f.ended = true
	h.open--
	h.wheel.remove(f)
	h.followers[f.id] = without(h.followers[f.id], f)
	if len(h.followers[f.id]) == 0 {
		delete(h.followers, f.id)
	}
}

func (h *Hub) unwatch(w *Watch) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.watches[w.ws] = without(h.watches[w.ws], w)
	if len(h.watches[w.ws]) == 0 {
		delete(h.watches, w.ws)
	}
}

// without removes one reader; their order means nothing.
func without[T comparable](all []T, one T) []T {
	for i, x := range all {
		if x == one {
			last := len(all) - 1
			all[i] = all[last]
			var none T
			all[last] = none
			return all[:last]
		}
	}
	return all
}
