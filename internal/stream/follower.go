package stream

import (
	"context"
	"fmt"
	"sync"

	"github.com/rozmova/rozmova/internal/conversation"
)

// maxSignals bounds the signals kept for a reader that is slow to fetch them.
const maxSignals = 4

// Follower gives the events of one conversation after a cursor, each once, in
// order. Poll and Next are for one goroutine; the hub may wake it from others.
type Follower struct {
	hub    *Hub
	ws     conversation.WorkspaceID
	id     conversation.ConversationID
	cursor int64 // of the reading goroutine alone, like last
	last   int64 // how far the log went when it was last looked at
	wake   chan struct{}
	silent bool
	page   int
	slot   int  // on the wheel; guarded by the hub's lock
	ended  bool // guarded by the hub's lock

	mu      sync.Mutex
	pending []conversation.Event // announced, contiguous
	missed  bool                 // the log must be read
	ping    bool
	signals []Signal
}

// Batch is what there is to tell a reader. It may be empty.
type Batch struct {
	Events  []conversation.Event // must not be changed
	Signals []Signal
	Ping    bool // nothing was said for a while: show life
}

// Empty says that there is nothing to tell.
func (b Batch) Empty() bool { return len(b.Events) == 0 && len(b.Signals) == 0 && !b.Ping }

// AheadError says that the cursor is beyond the end of the log: it comes from
// another conversation, or the log was restored from an older copy.
type AheadError struct{ Last int64 }

func (e *AheadError) Error() string { return fmt.Sprintf("cursor beyond the log's end at %d", e.Last) }

// FollowOption adjusts a follower.
type FollowOption func(*Follower)

// Waking makes the follower wake a channel that its reader shares among
// several; it must have room for one.
func Waking(ch chan struct{}) FollowOption { return func(f *Follower) { f.wake = ch } }

// WithoutPings is for readers that show life in their own way.
func WithoutPings() FollowOption { return func(f *Follower) { f.silent = true } }

// AtMost bounds the events of one batch.
func AtMost(n int) FollowOption { return func(f *Follower) { f.page = n } }

// Next waits for something to tell. It ends with ctx's error or ErrClosed.
func (f *Follower) Next(ctx context.Context) (Batch, error) {
	for {
		b, err := f.Poll(ctx)
		if err != nil || !b.Empty() {
			return b, err
		}
		select {
		case <-f.wake:
		case <-ctx.Done():
			return Batch{}, ctx.Err()
		case <-f.hub.done:
			return Batch{}, ErrClosed
		}
	}
}

// Poll gives what there is to tell now. It reads the log only at first and when
// an announcement was missed, dropped or did not carry the next event. A cursor
// that the log never reached is an *AheadError.
func (f *Follower) Poll(ctx context.Context) (Batch, error) {
	f.mu.Lock()
	b := Batch{Signals: f.signals, Ping: f.ping}
	pending, missed := f.pending, f.missed
	f.pending, f.missed, f.signals, f.ping = nil, false, nil, false
	f.mu.Unlock()

	for len(pending) > 0 && pending[0].Seq <= f.cursor {
		pending = pending[1:]
	}
	switch {
	case missed, len(pending) > 0 && pending[0].Seq != f.cursor+1:
		events, err := f.read(ctx)
		if err != nil {
			f.miss()
			return Batch{}, err
		}
		b.Events = events
	case len(pending) > 0:
		f.last = pending[len(pending)-1].Seq
		b.Events = f.cut(pending)
	}
	if n := len(b.Events); n > 0 {
		f.cursor = b.Events[n-1].Seq
		b.Ping = false
	}
	return b, nil
}

// Cursor is the seq of the last event that was given.
func (f *Follower) Cursor() int64 { return f.cursor }

// Last is the seq of the log's last event, as far as the follower knows.
func (f *Follower) Last() int64 { return max(f.last, f.cursor) }

// Wake is the channel that says Poll may have something.
func (f *Follower) Wake() <-chan struct{} { return f.wake }

// Close stops following.
func (f *Follower) Close() { f.hub.leave(f) }

func (f *Follower) read(ctx context.Context) ([]conversation.Event, error) {
	events, last, err := f.hub.log.Events(ctx, f.ws, f.id, f.cursor, f.limit())
	if err != nil {
		return nil, fmt.Errorf("follow %s after %d: %w", f.id, f.cursor, err)
	}
	if last < f.cursor {
		return nil, &AheadError{Last: last}
	}
	f.last = last
	if n := len(events); n > 0 && events[n-1].Seq < last {
		f.miss() // more pages
	}
	return events, nil
}

func (f *Follower) limit() int {
	if f.page > 0 {
		return min(f.page, f.hub.opts.Page)
	}
	return f.hub.opts.Page
}

// cut keeps a batch of announced events within the bound that the reader set;
// the rest is read from the log, which has them all.
func (f *Follower) cut(events []conversation.Event) []conversation.Event {
	if f.page > 0 && len(events) > f.page {
		f.miss()
		return events[:f.page]
	}
	return events
}

// announced takes news from the hub. It keeps events only while they continue
// what is kept already; otherwise the reader goes to the log, so a slow reader
// costs a bounded buffer and no more.
func (f *Follower) announced(a Announcement, buffer int) {
	f.mu.Lock()
	if !f.missed {
		n := len(f.pending)
		switch {
		case len(a.Events) == 0, n+len(a.Events) > buffer,
			n > 0 && f.pending[n-1].Seq+1 != a.Events[0].Seq:
			f.pending, f.missed = nil, true
		case n == 0:
			f.pending = a.Events[:len(a.Events):len(a.Events)]
		default:
			f.pending = append(f.pending, a.Events...)
		}
	}
	f.mu.Unlock()
	f.stir()
}

func (f *Follower) signalled(s Signal) {
	f.mu.Lock()
	if len(f.signals) < maxSignals {
		f.signals = append(f.signals, s)
	}
	f.mu.Unlock()
	f.stir()
}

func (f *Follower) miss() {
	f.mu.Lock()
	f.pending, f.missed = nil, true
	f.mu.Unlock()
	f.stir()
}

func (f *Follower) askPing() {
	f.mu.Lock()
	f.ping = true
	f.mu.Unlock()
	f.stir()
}

func (f *Follower) stir() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}
