package effect_test

import (
	"context"
	"encoding/json"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/effect"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/turn"
)

// deaf loses results while it is told to, as a process does that dies between
// the call and the commit.
type deaf struct {
	effect.Resolver
	lost atomic.Int32
	left atomic.Int32
}

func (d *deaf) Resolve(ctx context.Context, ws c.WorkspaceID, result c.Data) (turn.Receipt, error) {
	if d.left.Add(-1) >= 0 {
		d.lost.Add(1)
		return turn.Receipt{}, errors.New("the process died")
	}
	return d.Resolver.Resolve(ctx, ws, result)
}

// once holds that an action stands once in the ledger and once in the log.
func (n *node) once(co *company, id c.ConversationID, e c.EffectID) {
	n.t.Helper()
	results := 0
	for _, d := range find[c.ActionSucceeded](n, id) {
		if d.Effect == e {
			results++
		}
	}
	ledger := co.ledger()
	if results != 1 || ledger[string(e)] != 1 || len(find[c.ActionFailed](n, id)) != 0 {
		n.t.Errorf("%d results, %d failures, ledger %v", results, len(find[c.ActionFailed](n, id)), ledger)
	}
	for _, key := range co.to(cancel) {
		if key != string(e) {
			n.t.Errorf("called under %q, not %q", key, e)
		}
	}
}

// Performed, and the process dies before the result is recorded: the next one
// takes it up at its start, makes the call under the same key and is answered as
// before.
func crashBeforeTheResult(t *testing.T, s *site) {
	co := newCompany(t, nil)
	d := &deaf{}
	n := s.start(co, options{resolver: func(r effect.Resolver) effect.Resolver { d.Resolver = r; return d }})
	id := n.begin()
	n.say(id, "скасуйте замовлення 1000001, воно вже не потрібне")
	n.until("asked to confirm", func() bool { return n.state(id).Expect.Kind == c.ExpectConfirm })
	d.left.Store(1)
	n.say(id, "так")
	e := n.lastAction(id, cancel).Effect
	n.until("the result is lost", func() bool { return d.lost.Load() == 1 })
	n.stop()
	if got := n.effect(e); got.State != store.EffectRunning || co.ledger()[string(e)] != 1 {
		t.Errorf("left as %s, ledger %v", got.State, co.ledger())
	}
	// On PostgreSQL another node may still be at it, so its claim has to run out.
	n.clock.advance(n.effect(e).LeaseUntil.Sub(n.clock.now()))
	n = s.start(co, options{})
	if got := n.comes(e, store.EffectDone); got.Attempts != 2 {
		t.Errorf("done after %d tries", got.Attempts)
	}
	n.once(co, id, e)
}

// The process stops in the middle of a call that takes too long: the call is
// given back, also when it was its last try, and the next process makes it again.
func TestStopDuringCall(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db, "writes: true", "writes: true\n  tries: 1")
		begun := make(chan called, 10)
		co := newCompany(t, func(one called) {
			if one.tool == cancel {
				begun <- one
			}
		}, ledger.Fault{Tool: cancel, Kind: ledger.FaultDelay, Delay: time.Minute, Times: 1})
		n := s.start(co, options{})
		id := n.begin()
		e := n.confirmed(id, "1000001")
		<-begun
		n.stop()
		got := n.effect(e)
		if got.State != store.EffectPending || got.LastError != "stopped" || n.jobsLeft() == (jobs.Stats{}) {
			t.Errorf("left %s, %q, with %+v", got.State, got.LastError, n.jobsLeft())
		}
		other := n.begin() // a kick after the stop does nothing
		n.say(other, "де моє замовлення 1000002")
		n.Kick(ws, other)
		if err := n.Job(t.Context(), args(t, other)); err == nil {
			t.Error("a job is done by a worker that has stopped")
		}
		if got := n.effect(n.lastAction(other, look).Effect); got.Attempts != 0 {
			t.Errorf("a stopped worker tried: %+v", got)
		}
		n.clock.advance(time.Minute)
		n = s.start(co, options{})
		n.comes(e, store.EffectDone)
		n.comes(n.lastAction(other, look).Effect, store.EffectDone)
		n.once(co, id, e)
	})
}

// A call that ends soon is waited for when the process stops.
func TestStopWaits(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.SQLite)
	s := newSite(t, db)
	var n *node
	stopped := make(chan struct{})
	co := newCompany(t, func(one called) {
		if one.tool == cancel {
			go func() { n.stop(); close(stopped) }()
		}
	})
	n = s.start(co, options{})
	id := n.begin()
	e := n.confirmed(id, "1000001")
	<-stopped
	// Whatever came first: the effect is done, or it is left for the next process.
	if got := n.effect(e).State; got == store.EffectRunning {
		t.Errorf("the effect is left %s", got)
	}
	n.clock.advance(time.Minute)
	n = s.start(co, options{})
	n.comes(e, store.EffectDone)
	n.once(co, id, e)
}

func args(t *testing.T, id c.ConversationID) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(turn.ConversationArgs{Workspace: ws, Conversation: id})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What an earlier process left is taken up at the start, without any job.
func takesUp(t *testing.T, s *site) {
	co := newCompany(t, nil)
	n := s.start(co, options{idle: true, unkicked: true})
	effects := map[c.EffectID]c.ConversationID{}
	for range 5 {
		id := n.begin()
		n.say(id, "де моє замовлення 1000001")
		effects[n.lastAction(id, look).Effect] = id
	}
	person := n.begin()
	n.say(person, "покличте людину") // a timer is not for the worker
	for e, id := range effects {
		// One was claimed by the process that died.
		if _, err := s.db.ClaimEffect(t.Context(), ws, id, n.clock.now(), func(c.EffectData) time.Duration { return time.Second }); err != nil {
			t.Fatal(err)
		}
		if got := n.effect(e).State; got != store.EffectRunning {
			t.Errorf("claimed: %s", got)
		}
		break
	}
	if len(co.to(look)) != 0 {
		t.Error("somebody called")
	}
	n.clock.advance(time.Second)
	n = s.start(co, options{unkicked: true})
	for e := range effects {
		n.comes(e, store.EffectDone)
	}
	if got := len(co.to(look)); got != 5 {
		t.Errorf("%d calls", got)
	}
	if len(n.state(person).Timers) != 1 {
		t.Error("the timer is gone")
	}
}

// Nobody kicks: the jobs alone do the effects, with their retries, and do not
// multiply.
func TestJobsAreTheNet(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.clock.at.Store(time.Now().Add(-24 * time.Hour).UnixNano()) // so that jobs are due
		failures := 3
		if db.Dialect() == store.Postgres {
			failures = 1 // River looks for jobs of the past every five seconds there
		}
		co := newCompany(t, nil, ledger.Fault{Tool: cancel, Kind: ledger.FaultFail, Times: failures})
		n := s.start(co, options{idle: true, unkicked: true})
		id := n.begin()
		n.say(id, "скасуйте замовлення 1000001, воно вже не потрібне")
		n.Kick(ws, id)
		n.until("asked to confirm", func() bool { return n.state(id).Expect.Kind == c.ExpectConfirm })
		var runs atomic.Int32
		n.work(map[string]jobs.Handler{turn.JobEffects: func(ctx context.Context, args json.RawMessage) error {
			runs.Add(1)
			s.clock.advance(time.Minute) // past the pause before the next try
			return n.Job(ctx, args)
		}})
		n.say(id, "так")
		e := n.lastAction(id, cancel).Effect
		n.comes(e, store.EffectDone)
		n.once(co, id, e)
		n.until("no job is left", func() bool { return n.jobsLeft() == jobs.Stats{} })
		if calls := len(co.to(cancel)); calls != failures+1 || int(runs.Load()) != calls {
			t.Errorf("%d calls in %d jobs, want %d", calls, runs.Load(), failures+1)
		}
		if err := n.Job(t.Context(), json.RawMessage(`{`)); err == nil {
			t.Error("broken arguments pass")
		}
	})
}
