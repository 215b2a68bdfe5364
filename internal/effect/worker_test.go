package effect_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
	"github.com/rozmova/rozmova/internal/action"
	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

const (
	look   = "get_order_details"
	cancel = "cancel_pending_order"
)

// TestWorker runs its scenarios one after the other on one database: compiling
// the playbook takes longer than most of them.
func TestWorker(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, x := range []struct {
			name string
			run  func(*testing.T, *site)
		}{
			{"retries", retries}, {"parks", parks}, {"bad answers", badAnswers}, {"not configured", notConfigured}, {"unknown kind", unknownKind},
			{"keeps the order", keepsOrder}, {"few workers", fewWorkers}, {"crash before the result", crashBeforeTheResult}, {"takes up", takesUp},
		} {
			t.Run(x.name, func(t *testing.T) { x.run(t, s.in(t)) })
		}
	})
}

// A passing failure is tried again with growing pauses, under one key; a
// decision of the company's is final at once.
func retries(t *testing.T, s *site) {
	co := newCompany(t, nil,
		ledger.Fault{Tool: cancel, Kind: ledger.FaultFail, Times: 2},
		ledger.Fault{Tool: cancel, Kind: ledger.FaultDrop, Times: 1})
	n := s.start(co, options{})
	id := n.begin()
	before := n.jobsLeft()
	e := n.confirmed(id, "1000001")
	for try, pause := range []time.Duration{300 * time.Millisecond, 600 * time.Millisecond, 1200 * time.Millisecond} {
		was := n.clock.now()
		got := n.tried(e, try+1)
		if wait := got.NextAt.Sub(was); wait < pause || wait > pause*3/2 || got.LastError != "unavailable" {
			t.Errorf("after try %d: %s in %s, want %s or a little more", try+1, got.LastError, wait, pause)
		}
	}
	if got := n.comes(e, store.EffectDone); got.Attempts != 4 || got.LastError != "" {
		t.Errorf("done after %d tries, %q", got.Attempts, got.LastError)
	}
	keys := co.to(cancel)
	for _, k := range keys {
		if k != string(e) {
			t.Errorf("called under %q, not %q", k, e)
		}
	}
	if len(keys) != 4 || co.ledger()[string(e)] != 1 {
		t.Errorf("%d calls, %v", len(keys), co.ledger())
	}
	if got := find[c.ActionSucceeded](n, id); len(got) != 3 || !slices.Contains(n.said(id), "cancel_order.done") {
		t.Errorf("%d results; said %v", len(got), n.said(id))
	}
	if got := n.jobsLeft(); got != before {
		t.Errorf("jobs are left: %+v", got)
	}

	id = n.begin()
	n.say(id, "де моє замовлення 1999999")
	all := n.state(id).Actions // it may be looking at the customer's other orders by now
	asked := all[slices.IndexFunc(all, func(a c.ActionRecord) bool { return a.Args["order_id"] == "#W1999999" })]
	got := n.comes(asked.Effect, store.EffectDone)
	if failed := find[c.ActionFailed](n, id); len(failed) != 1 || failed[0].Code != "not_found" || failed[0].Parked {
		t.Errorf("the log says %+v", failed)
	}
	if got.Attempts != 1 || got.LastError != "not_found" || !slices.Contains(n.said(id), "order_status.not_found") {
		t.Errorf("%+v; said %v", got, n.said(id))
	}
}

// The last try parks the effect: the customer is told, operators see it, what
// stands behind it passes, and when an operator has it tried again the
// conversation learns of it, once.
func parks(t *testing.T, s *site) {
	co := newCompany(t, nil, ledger.Fault{Tool: cancel, Kind: ledger.FaultFail, Times: 8})
	n := s.start(co, options{})
	id := n.begin()
	e := n.confirmed(id, "1000001")
	fail := func() {
		t.Helper()
		for try := range 3 {
			n.tried(e, try+1)
		}
		n.parked(id, e, "unavailable")
		if got := n.effect(e).Attempts; got != 4 {
			t.Errorf("parked after %d tries", got)
		}
		all, err := s.db.ParkedEffects(t.Context(), ws)
		if err != nil || !slices.ContainsFunc(all, func(p store.EffectRow) bool { return p.ID == e }) {
			t.Errorf("parked: %+v %v", all, err)
		}
	}
	fail()
	if err := n.Retry(t.Context(), ws, e); err != nil {
		t.Fatal(err)
	}
	fail() // again, and told once
	if len(co.to(cancel)) != 8 {
		t.Errorf("%d calls", len(co.to(cancel)))
	}

	n.say(id, "де моє замовлення 1000002")
	n.comes(n.lastAction(id, look).Effect, store.EffectDone)
	if n.effect(e).State != store.EffectParked || n.state(id).Action(e).Status != c.ActionBroken {
		t.Error("the parked one moved")
	}
	for id, ws := range map[c.EffectID]c.WorkspaceID{e: "other", e + "0": ws, "nonsense": ws, n.lastAction(id, look).Effect: ws} {
		if err := n.Retry(t.Context(), ws, id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("retry of %s in %s: %v", id, ws, err)
		}
	}
	if err := n.Retry(t.Context(), ws, e); err != nil {
		t.Fatal(err)
	}
	n.comes(e, store.EffectDone)
	if err := n.Retry(t.Context(), ws, e); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("retry of what is done: %v", err)
	}
	succeeded := slices.DeleteFunc(find[c.ActionSucceeded](n, id), func(d c.ActionSucceeded) bool { return d.Effect != e })
	if len(succeeded) != 1 || n.state(id).Action(e).Status != c.ActionDone || co.ledger()[string(e)] != 1 {
		t.Errorf("learned %+v, ledger %v", succeeded, co.ledger())
	}
	if got := n.said(id); !slices.Contains(got, "cancel_order.done") {
		t.Errorf("said %v", got)
	}
	for _, key := range co.to(cancel) {
		if key != string(e) {
			t.Errorf("called under %q", key)
		}
	}
}

// What is no answer is tried again and parked in the end.
func badAnswers(t *testing.T, s *site) {
	co := &company{t: t}
	co.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<html>olena</html>")
	}))
	t.Cleanup(co.server.Close)
	n := s.start(co, options{})
	id := n.begin()
	n.say(id, "де моє замовлення 1000001")
	e := n.lastAction(id, look).Effect
	for try := range 3 {
		if got := n.tried(e, try+1); got.LastError != "bad_answer" {
			t.Errorf("after try %d: %s", try+1, got.LastError)
		}
	}
	n.parked(id, e, "bad_answer")
}

// parked holds that an effect was set aside and the conversation told why, once.
func (n *node) parked(id c.ConversationID, e c.EffectID, code string) {
	n.t.Helper()
	got := n.comes(e, store.EffectParked)
	if failed := find[c.ActionFailed](n, id); got.LastError != code || len(failed) != 1 || failed[0].Code != code || !failed[0].Parked {
		n.t.Errorf("parked with %q; the log says %+v", got.LastError, failed)
	}
	if said := n.said(id); said[len(said)-1] != "action_failed.sorry" {
		n.t.Errorf("the customer hears %v", said)
	}
}

// No answer in time is tried again under the same key, and parked in the end.
func TestTimeout(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db, "  params: {order_id: order_id}\n  timeout: 5s", "  params: {order_id: order_id}\n  timeout: 100ms\n  tries: 2")
		co := newCompany(t, nil, ledger.Fault{Tool: look, Kind: ledger.FaultDelay, Delay: time.Minute})
		n := s.start(co, options{})
		id := n.begin()
		n.say(id, "де моє замовлення 1000001")
		e := n.lastAction(id, look).Effect
		if got := n.tried(e, 1); got.LastError != "timeout" {
			t.Errorf("after one try: %s", got.LastError)
		}
		n.parked(id, e, "timeout")
		if keys := co.to(look); len(keys) != 2 || keys[0] != string(e) || keys[1] != string(e) {
			t.Errorf("called under %v", keys)
		}
	})
}

// No business system is bound to the pack: an operator sees it, binds one and
// has it tried again.
func notConfigured(t *testing.T, s *site) {
	co := newCompany(t, nil)
	n := s.start(co, options{bindings: action.Bindings{"base": co}})
	id := n.begin()
	n.say(id, "де моє замовлення 1000001")
	e := n.lastAction(id, look).Effect
	if got := n.comes(e, store.EffectParked); got.Attempts != 1 || got.LastError != action.CodeNotConfigured {
		t.Errorf("%+v", got)
	}
	if said := n.said(id); said[len(said)-1] != "action_failed.sorry" {
		t.Errorf("the customer hears %v", said)
	}
	n.stop()
	n = s.start(co, options{})
	if err := n.Retry(t.Context(), ws, e); err != nil {
		t.Fatal(err)
	}
	n.comes(e, store.EffectDone)
	if got := n.said(id); !slices.Contains(got, "order_status.status") {
		t.Errorf("said %v", got)
	}
}

// An effect of a kind that this program does not know is set aside, where it is
// seen; what stands behind it is done.
func unknownKind(t *testing.T, s *site) {
	n := s.start(newCompany(t, nil), options{idle: true})
	id := n.begin()
	strange := c.EffectAt(id, 1)
	err := s.db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO effects (id, workspace, conversation, seq, kind, data, state, attempts, next_at, lease_until, last_error, created_at)
				VALUES (?, ?, ?, 1, 'send_fax', '{"to":"+38"}', 'pending', 0, 0, 0, '', 0)`, string(strange), string(ws), string(id))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	n.stop()
	n = s.start(newCompany(t, nil), options{}) // which finds it at its start
	n.comes(strange, store.EffectParked)
	n.say(id, "де моє замовлення 1000001")
	n.comes(n.lastAction(id, look).Effect, store.EffectDone)
	all, err := s.db.ListEffects(t.Context(), ws, id)
	if err != nil || len(all) != 2 || all[0].Kind != "send_fax" || all[0].LastError != "unknown_kind" {
		t.Errorf("listed %+v %v", all, err)
	}
}

// Effects of one conversation run one after the other; another conversation's
// does not wait for them.
func keepsOrder(t *testing.T, s *site) {
	begun, gate := make(chan string, 10), make(chan struct{})
	n := s.start(newCompany(t, func(one called) {
		begun <- one.key
		<-gate
	}), options{})
	id := n.begin()
	n.say(id, "де моє замовлення 1000001")
	first := n.lastAction(id, look).Effect
	if got := <-begun; got != string(first) {
		t.Fatalf("%s begins", got)
	}
	n.say(id, "скасуйте замовлення 1000002, воно вже не потрібне")
	second := n.lastAction(id, look).Effect
	if first == second {
		t.Fatal("nothing more was asked for")
	}
	other := n.begin()
	n.say(other, "де моє замовлення 1000002")
	if got := <-begun; got != string(n.lastAction(other, look).Effect) {
		t.Errorf("%s begins", got)
	}
	if e := n.effect(second); e.State != store.EffectPending || e.Attempts != 0 {
		t.Errorf("the second is %s", e.State)
	}
	gate <- struct{}{}
	gate <- struct{}{}
	if got := <-begun; got != string(second) || n.effect(first).State != store.EffectDone {
		t.Errorf("%s begins; the first is %s", got, n.effect(first).State)
	}
	close(gate)
	n.comes(second, store.EffectDone)
}

// With fewer workers than conversations all are served.
func fewWorkers(t *testing.T, s *site) {
	n := s.start(newCompany(t, nil, ledger.Fault{Tool: look, Kind: ledger.FaultFail, Times: 5}), options{workers: 2})
	ids := make([]c.ConversationID, 12)
	for i := range ids {
		ids[i] = n.begin()
		n.say(ids[i], "де моє замовлення 1000001")
	}
	n.until("all are answered", func() bool {
		n.clock.advance(time.Second)
		for _, id := range ids {
			n.Kick(ws, id)
		}
		return !slices.ContainsFunc(ids, func(id c.ConversationID) bool {
			return n.effect(n.lastAction(id, look).Effect).State != store.EffectDone
		})
	})
	for _, id := range ids {
		if got := find[c.ActionSucceeded](n, id); len(got) != 1 {
			t.Errorf("%s: %d results", id, len(got))
		}
	}
}
