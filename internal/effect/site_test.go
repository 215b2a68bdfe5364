package effect_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/demo/ledger"
	"github.com/rozmova/rozmova/internal/action"
	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/effect"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/packs"
)

const ws c.WorkspaceID = "shop"

var epoch = time.Date(2026, 3, 9, 8, 30, 0, 0, time.UTC)

// clock is moved by the test and stands still in between.
type clock struct{ at atomic.Int64 }

func (k *clock) now() time.Time          { return time.Unix(0, k.at.Load()) }
func (k *clock) advance(d time.Duration) { k.at.Add(int64(d)) }

// site is what survives a restart: the database, the playbook, and the time.
type site struct {
	t     *testing.T
	db    *store.DB
	books *turn.Playbooks
	clock *clock
	log   *logs
}

// newSite makes a workspace with the shop's flows. edit may change the pack's
// declaration of its actions.
func newSite(t *testing.T, db *store.DB, edit ...string) *site {
	t.Helper()
	if err := db.CreateWorkspace(t.Context(), store.Workspace{ID: ws, Name: "Крамниця", CreatedAt: epoch}); err != nil {
		t.Fatal(err)
	}
	sources := make([]dialogue.Source, 2)
	for i, name := range []string{packs.Base, "shop"} {
		var err error
		if sources[i], err = packs.Source(name); err != nil {
			t.Fatal(err)
		}
	}
	const actions = "actions.yaml"
	sources[1].Files[actions] = []byte(strings.NewReplacer(edit...).Replace(string(sources[1].Files[actions])))
	s := (&site{db: db, books: turn.NewPlaybooks(db), clock: &clock{}}).in(t)
	s.clock.at.Store(epoch.UnixNano())
	if _, err := s.books.Publish(t.Context(), ws, "shop", epoch, sources...); err != nil {
		t.Fatal(err)
	}
	return s
}

// in is the site in a test of its own, with a log of its own.
func (s *site) in(t *testing.T) *site {
	in := *s
	in.t, in.log = t, &logs{}
	t.Cleanup(func() {
		for _, private := range []string{"olena", "1000001", "no longer"} { // what customers say
			if strings.Contains(in.log.String(), private) {
				t.Errorf("the log holds %q:\n%s", private, in.log)
			}
		}
	})
	return &in
}

type logs struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// company is the demo's back end over HTTP, with a record of who called.
type company struct {
	*action.HTTP
	t      *testing.T
	server *httptest.Server

	mu    sync.Mutex
	calls []called
}

type called struct{ tool, key string }

// newCompany opens the back end. before is called with each call first.
func newCompany(t *testing.T, before func(called), faults ...ledger.Fault) *company {
	t.Helper()
	b, err := demo.NewBackend(filepath.Join(t.TempDir(), "shop"), func() time.Time { return epoch }, demo.WithFaults(faults...))
	if err != nil {
		t.Fatal(err)
	}
	co := &company{t: t}
	co.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			one := called{strings.TrimPrefix(r.URL.Path, "/tools/"), r.Header.Get("Idempotency-Key")}
			co.mu.Lock()
			co.calls = append(co.calls, one)
			co.mu.Unlock()
			if before != nil {
				before(one)
			}
		}
		b.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		if err := b.Close(); err != nil { // ends delayed answers, so before the server
			t.Error(err)
		}
		co.server.Close()
	})
	return co
}

func (co *company) serve(h http.Handler) {
	co.t.Helper()
	co.server = httptest.NewServer(h)
	co.server.Config.SetKeepAlivesEnabled(false) // net/http repeats a call by itself when a kept connection breaks
	var err error
	if co.HTTP, err = action.NewHTTP(co.server.URL, ""); err != nil {
		co.t.Fatal(err)
	}
}

// to are the keys of the calls of a tool so far.
func (co *company) to(tool string) []string {
	co.mu.Lock()
	defer co.mu.Unlock()
	var keys []string
	for _, one := range co.calls {
		if one.tool == tool {
			keys = append(keys, one.key)
		}
	}
	return keys
}

// ledger is how often each key stands in what the company did.
func (co *company) ledger() map[string]int {
	co.t.Helper()
	r, err := http.Get(co.server.URL + "/ledger")
	if err != nil {
		co.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		co.t.Fatal(err)
	}
	var l struct{ Entries []struct{ Key string } }
	if err := json.Unmarshal(b, &l); err != nil {
		co.t.Fatal(err)
	}
	out := map[string]int{}
	for _, e := range l.Entries {
		out[e.Key]++
	}
	return out
}

// node is one process: a handler and a worker on the site's database.
type node struct {
	*site
	*effect.Worker
	turns *turn.Handler
	queue *jobs.Queue
	stop  func()
}

type options struct {
	unkicked bool // turns tell the worker nothing
	idle     bool // the worker is not run
	workers  int
	resolver func(effect.Resolver) effect.Resolver
	bindings action.Bindings
}

// start runs a node whose shop is the company, until it is stopped or the test
// is over.
func (s *site) start(co *company, o options) *node {
	s.t.Helper()
	queue, err := jobs.New(s.db, jobs.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	n := &node{site: s, queue: queue}
	hub := stream.NewHub(s.db, stream.Options{})
	kick := func(ws c.WorkspaceID, id c.ConversationID) { n.Kick(ws, id) }
	if o.unkicked {
		kick = nil
	}
	n.turns = turn.New(turn.Config{Store: s.db, Jobs: queue, Playbooks: s.books, Announcer: hub, Clock: s.clock.now, Kick: kick})
	if o.bindings == nil {
		o.bindings = action.Bindings{"shop": co}
	}
	var resolver effect.Resolver = n.turns
	if o.resolver != nil {
		resolver = o.resolver(resolver)
	}
	n.Worker = effect.New(effect.Config{
		Store: s.db, Jobs: queue, Turns: resolver, Bindings: o.bindings, Clock: s.clock.now,
		Log: slog.New(slog.NewTextHandler(s.log, nil)), Workers: o.workers, Patience: 50 * time.Millisecond,
	})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	if o.idle {
		done <- nil
	} else {
		go func() { done <- n.Run(ctx) }()
	}
	n.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			s.t.Errorf("run: %v", err)
		}
		hub.Close()
	})
	s.t.Cleanup(n.stop)
	return n
}

// work has the node's jobs worked until the test is over.
func (n *node) work(handlers map[string]jobs.Handler) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- n.queue.Run(ctx, handlers) }()
	n.t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			n.t.Errorf("jobs: %v", err)
		}
	})
}

// begin opens a conversation of a customer whom the shop knows.
func (n *node) begin() c.ConversationID {
	n.t.Helper()
	id, _, err := n.turns.Open(n.t.Context(), turn.Opening{
		Workspace: ws, Contact: "contact-1", Channel: c.ChannelWeb, Locale: "uk", Level: c.Identified,
		Profile: map[string]c.Value{"external_id": "olena_koval_1001", "first_name": "Олена"},
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return id
}

var messages atomic.Int64

func (n *node) say(id c.ConversationID, text string) {
	n.t.Helper()
	m := turn.Message{ClientID: fmt.Sprint("m", messages.Add(1)), Text: text}
	if _, err := n.turns.Receive(n.t.Context(), ws, id, m); err != nil {
		n.t.Fatalf("%s: %v", text, err)
	}
}

// confirmed brings a conversation to where the order is cancelled and gives the
// effect that does it.
func (n *node) confirmed(id c.ConversationID, order string) c.EffectID {
	n.t.Helper()
	n.say(id, "скасуйте замовлення "+order+", воно вже не потрібне")
	n.until("asked to confirm", func() bool { return n.state(id).Expect.Kind == c.ExpectConfirm })
	n.say(id, "так")
	return n.lastAction(id, "cancel_pending_order").Effect
}

func (n *node) state(id c.ConversationID) *c.State {
	n.t.Helper()
	s, err := n.db.Load(n.t.Context(), ws, id)
	if err != nil {
		n.t.Fatal(err)
	}
	return s
}

func (n *node) lastAction(id c.ConversationID, name string) c.ActionRecord {
	n.t.Helper()
	all := n.state(id).Actions
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Action == name {
			return all[i]
		}
	}
	n.t.Fatalf("%s was not asked for", name)
	return c.ActionRecord{}
}

func (n *node) effect(id c.EffectID) *store.EffectRow {
	n.t.Helper()
	e, err := n.db.Effect(n.t.Context(), ws, id)
	if err != nil {
		n.t.Fatal(err)
	}
	return e
}

// comes waits until an effect is in a state.
func (n *node) comes(id c.EffectID, state store.EffectState) *store.EffectRow {
	n.t.Helper()
	n.until(fmt.Sprintf("%s is %s", id, state), func() bool { return n.effect(id).State == state })
	return n.effect(id)
}

// tried waits until an effect was given back after so many tries, and moves the
// clock to its next one.
func (n *node) tried(id c.EffectID, attempts int) *store.EffectRow {
	n.t.Helper()
	n.until(fmt.Sprintf("%s was tried %d times", id, attempts), func() bool {
		e := n.effect(id)
		return e.State == store.EffectPending && e.Attempts == attempts
	})
	e := n.effect(id)
	n.clock.advance(e.NextAt.Sub(n.clock.now()))
	n.Kick(ws, e.Conversation)
	return e
}

// until fails only when it never comes true.
func (n *node) until(what string, ok func() bool) {
	n.t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			n.t.Fatalf("never: %s\n%s", what, n.log)
		}
	}
}

func (n *node) said(id c.ConversationID) []string {
	n.t.Helper()
	var out []string
	for _, m := range find[c.MessageSent](n, id) {
		out = append(out, m.Key)
	}
	return out
}

func (n *node) jobsLeft() jobs.Stats {
	n.t.Helper()
	got, err := n.queue.Stats(n.t.Context())
	if err != nil {
		n.t.Fatal(err)
	}
	return got
}

// find gives the events of a kind in a conversation's log.
func find[D c.Data](n *node, id c.ConversationID) []D {
	n.t.Helper()
	events, _, err := n.db.Events(n.t.Context(), ws, id, 0, 0)
	if err != nil {
		n.t.Fatal(err)
	}
	var out []D
	for _, e := range events {
		if d, ok := e.Data.(D); ok {
			out = append(out, d)
		}
	}
	return out
}
