// Package effect performs what turns ask of the outside world, after the commit
// that asked for it: it calls business systems and brings the results back in
// through the one door.
//
// Effects of one conversation run in order; two conversations never wait for
// each other. A try that fails for a passing reason is repeated with backoff;
// after the last one the effect is parked, where operators see it and can try
// again. The worker is kicked by turns at once; jobs are its safety net after a
// crash. It writes no events itself and logs no customer text.
package effect

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/action"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
)

// Config is what a Worker works with.
type Config struct {
	Store    *store.DB
	Jobs     *jobs.Queue
	Turns    Resolver
	Bindings action.Bindings
	Tickets  Tickets      // opens tickets; without it none can be opened
	Models   Models       // reads messages that our own reading is not sure of; nil: nobody does
	Answers  Answers      // looks questions up in the articles; nil: nobody does
	Codes    CodeSender   // sends one-time codes; without it none can be sent
	Proofs   ProofLimiter // bounds guessing at who somebody is; nil: no bound
	Clock    func() time.Time
	Log      *slog.Logger
	Workers  int           // conversations served at a time, 16 when 0
	Patience time.Duration // for tries in progress when the process stops, 5 s when 0
}

// Resolver takes the result of an effect; turn.Handler does.
type Resolver interface {
	Resolve(context.Context, conversation.WorkspaceID, conversation.Data) (turn.Receipt, error)
}

// Worker performs effects. Make it with New, then Run it.
type Worker struct {
	Config
	slots chan struct{}

	mu      sync.Mutex
	busy    map[conversation.ConversationID]bool // true: kicked again while busy
	stopped bool
	running sync.WaitGroup
	ctx     context.Context
	stop    context.CancelFunc
}

// New makes a worker.
func New(c Config) *Worker {
	if c.Workers <= 0 {
		c.Workers = 16
	}
	if c.Patience <= 0 {
		c.Patience = 5 * time.Second
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	w := &Worker{Config: c, slots: make(chan struct{}, c.Workers), busy: map[conversation.ConversationID]bool{}}
	w.ctx, w.stop = context.WithCancel(context.Background())
	return w
}

// Run takes up what an earlier process left behind and serves kicks until ctx
// ends; then it lets the tries in progress finish for a moment. What it leaves
// undone, the jobs will do.
func (w *Worker) Run(ctx context.Context) error {
	defer w.finish()
	if err := w.takeUp(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	<-ctx.Done()
	return nil
}

// finish begins nothing more, and cuts what is not done after a moment.
func (w *Worker) finish() {
	w.mu.Lock()
	w.stopped = true
	w.mu.Unlock()
	done := make(chan struct{})
	go func() { w.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(w.Patience):
	}
	w.stop()
	<-done
}

// takeUp kicks the conversations whose effects were left by a crash, also those
// that the dead process had claimed and whose claims run out soon. When there
// are very many, the rest is left to its jobs.
func (w *Worker) takeUp(ctx context.Context) error {
	if err := w.Store.ReleaseLeases(ctx); err != nil {
		return err
	}
	rows, err := w.Store.DueEffects(ctx, w.Clock().Add(longestWait), store.MaxEffects)
	if err != nil {
		return err
	}
	for _, r := range rows {
		w.Kick(r.Workspace, r.Conversation)
	}
	return nil
}

// Kick has the effects of a conversation performed soon. It never blocks.
func (w *Worker) Kick(ws conversation.WorkspaceID, id conversation.ConversationID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped {
		return
	}
	if _, ok := w.busy[id]; ok {
		w.busy[id] = true
		return
	}
	w.busy[id] = false
	w.running.Go(func() {
		for {
			w.slots <- struct{}{}
			err := w.drain(w.ctx, ws, id)
			<-w.slots
			var later *store.NotYet
			if errors.As(err, &later) {
				w.kickAt(ws, id, later.At)
			} else if err != nil && !errors.Is(err, errStopped) {
				w.Log.Error("effects left to their job", "conversation", id, "cause", err)
			}
			w.mu.Lock()
			again := w.busy[id] && !w.stopped
			if !again {
				delete(w.busy, id)
				w.mu.Unlock()
				return
			}
			w.busy[id] = false
			w.mu.Unlock()
		}
	})
}

// kickAt shortens the wait for a retry; the job enqueued with it does the same
// should this process be gone by then.
func (w *Worker) kickAt(ws conversation.WorkspaceID, id conversation.ConversationID, at time.Time) {
	wait := at.Sub(w.Clock())
	if wait > longestWait {
		return
	}
	time.AfterFunc(max(wait, time.Millisecond), func() { w.Kick(ws, id) })
}

// longestWait is the longest one kept in memory; longer ones are left to jobs.
const longestWait = 20 * time.Second

// Job is the handler of turn.JobEffects.
func (w *Worker) Job(ctx context.Context, args json.RawMessage) error {
	var a turn.ConversationArgs
	if err := json.Unmarshal(args, &a); err != nil {
		return fmt.Errorf("effects: %w", err)
	}
	err := w.drain(ctx, a.Workspace, a.Conversation)
	var later *store.NotYet
	switch {
	case errors.Is(err, errQueued):
		return nil // another job will come; two would double with every try
	case errors.As(err, &later):
		return jobs.Later(later.At)
	}
	return err
}

// Retry lets a parked effect be tried again, at an operator's word.
func (w *Worker) Retry(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID) error {
	conv, _, ok := id.Split()
	if !ok {
		return store.ErrNotFound
	}
	now := w.Clock()
	err := w.Store.UnparkEffect(ctx, ws, id, now, func(ctx context.Context, tx *store.Tx) error {
		return w.enqueue(ctx, tx, ws, conv, now.Add(time.Minute))
	})
	if err != nil {
		return err
	}
	w.Kick(ws, conv)
	return nil
}

func (w *Worker) enqueue(ctx context.Context, tx *store.Tx, ws conversation.WorkspaceID, id conversation.ConversationID, at time.Time) error {
	return w.Jobs.EnqueueTx(ctx, tx, jobs.Job{
		Kind: turn.JobEffects, Key: string(id), Args: turn.ConversationArgs{Workspace: ws, Conversation: id}, At: at,
	})
}
