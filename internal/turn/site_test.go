package turn_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/internal/action"
	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/packs"
)

const ws c.WorkspaceID = "shop"

var (
	epoch  = time.Date(2026, 3, 9, 8, 30, 0, 0, time.UTC)
	oksana = c.Actor{Kind: c.Agent, ID: "oksana", Name: "Оксана"}
	taras  = c.Actor{Kind: c.Agent, ID: "taras", Name: "Тарас"}
)

// clock is set by the test and stands still in between.
type clock struct{ at atomic.Int64 }

func newClock() *clock {
	k := &clock{}
	k.at.Store(epoch.UnixNano())
	return k
}

func (k *clock) now() time.Time          { return time.Unix(0, k.at.Load()) }
func (k *clock) advance(d time.Duration) { k.at.Add(int64(d)) }

func sources() []dialogue.Source { return []dialogue.Source{source(packs.Base), source("shop")} }

func source(name string) dialogue.Source {
	s, err := packs.Source(name)
	if err != nil {
		panic(err)
	}
	return s
}

// shopBook is the shop's playbook, compiled once.
var shopBook = sync.OnceValue(func() *turn.Book {
	b, err := turn.Compile("shop", sources())
	if err != nil {
		panic(err)
	}
	return b
})

// site is a handler with all that it works with: a real database, a real bus,
// and the company's back end behind HTTP.
type site struct {
	*turn.Handler
	t     testing.TB
	db    *store.DB
	clock *clock
	hub   *stream.Hub
	books *turn.Playbooks
	kicks *atomic.Int64
}

// newSite makes a workspace and a handler for it.
func newSite(t testing.TB, db *store.DB) *site {
	t.Helper()
	if err := db.CreateWorkspace(t.Context(), store.Workspace{ID: ws, Name: "Крамниця", CreatedAt: epoch}); err != nil {
		t.Fatal(err)
	}
	return open(t, db)
}

// open makes one more handler on a database, as another process would: with a
// cold cache and without compiled playbooks but the newest.
func open(t testing.TB, db *store.DB) *site {
	t.Helper()
	s := &site{t: t, db: db, clock: newClock(), hub: stream.NewHub(db, stream.Options{}), books: turn.NewPlaybooks(db), kicks: &atomic.Int64{}}
	t.Cleanup(s.hub.Close)
	if err := s.books.Adopt(t.Context(), ws, shopBook(), epoch, sources()); err != nil {
		t.Fatal(err)
	}
	queue, err := jobs.New(db, jobs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Handler = turn.New(turn.Config{
		Store: db, Jobs: queue, Playbooks: s.books, Announcer: s.hub, Clock: s.clock.now,
		Kick: func(c.WorkspaceID, c.ConversationID) { s.kicks.Add(1) },
	})
	return s
}

// olena is a customer whose identity the shop vouches for.
var olena = turn.Opening{
	Workspace: ws, Contact: "contact-1", Channel: c.ChannelWeb, Locale: "uk", Level: c.Identified,
	Profile: map[string]c.Value{"external_id": "olena_koval_1001", "first_name": "Олена", "name": "Олена Коваль"},
}

// tester is what tests and properties have in common.
type tester interface {
	Helper()
	Context() context.Context
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// talk is one conversation of a site.
type talk struct {
	*site
	t      tester
	id     c.ConversationID
	n      int
	replay *dialogue.Playbook
}

func (s *site) begin(t tester, o turn.Opening) *talk {
	t.Helper()
	id, last, err := s.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	k := &talk{site: s, t: t, id: id, replay: shopBook().Playbook}
	if got := k.log(); got[len(got)-1].Seq != last {
		t.Fatalf("opened at %d, the log ends at %d", last, got[len(got)-1].Seq)
	}
	return k
}

// say sends a text and gives what was recorded.
func (k *talk) say(text string) []c.Event {
	k.t.Helper()
	return k.send(turn.Message{Text: text})
}

func (k *talk) press(id string) []c.Event {
	k.t.Helper()
	return k.send(turn.Message{Button: id})
}

// pressTitle presses the shown button with a title.
func (k *talk) pressTitle(title string) []c.Event {
	k.t.Helper()
	for _, b := range k.state().Buttons {
		if b.Title == title {
			return k.press(b.ID)
		}
	}
	k.t.Fatalf("no button %q", title)
	return nil
}

func (k *talk) send(m turn.Message) []c.Event {
	k.t.Helper()
	if m.ClientID == "" {
		k.n++
		m.ClientID = fmt.Sprint("m", k.n)
	}
	r, err := k.Receive(k.t.Context(), ws, k.id, m)
	if err != nil {
		k.t.Fatal(err)
	}
	got := k.after(r.Seq - 1)
	if in, ok := got[0].Data.(c.MessageReceived); !ok || in.ClientID != m.ClientID {
		k.t.Fatalf("the receipt points at %+v", got[0])
	}
	return got
}

// act sends an agent's input and gives its receipt.
func (k *talk) act(key string, by c.Actor, d c.Data) (turn.Receipt, error) {
	return k.Act(k.t.Context(), ws, k.id, c.Input{Key: key, Actor: by, Data: d})
}

func (k *talk) mustAct(key string, by c.Actor, d c.Data) turn.Receipt {
	k.t.Helper()
	r, err := k.act(key, by, d)
	if err != nil {
		k.t.Fatalf("%s: %v", key, err)
	}
	return r
}

func (k *talk) log() []c.Event { k.t.Helper(); return k.after(0) }

func (k *talk) after(seq int64) []c.Event {
	k.t.Helper()
	var all []c.Event
	for {
		page, last, err := k.db.Events(k.t.Context(), ws, k.id, seq, 0)
		if err != nil {
			k.t.Fatal(err)
		}
		all = append(all, page...)
		if len(all) == 0 || all[len(all)-1].Seq == last {
			return all
		}
		seq = all[len(all)-1].Seq
	}
}

func (k *talk) state() *c.State {
	k.t.Helper()
	s, err := k.db.Load(k.t.Context(), ws, k.id)
	if err != nil {
		k.t.Fatal(err)
	}
	return s
}

// backend is the company's back end over loopback HTTP.
func backend(t testing.TB, opts ...demo.Option) (*action.HTTP, *httptest.Server) {
	t.Helper()
	b, err := demo.NewBackend(t.TempDir(), func() time.Time { return epoch }, opts...)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(b)
	t.Cleanup(func() {
		server.Close()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	client, err := action.NewHTTP(server.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	return client, server
}

// perform calls what the conversation waits for and brings the results home,
// one after the other, as the worker does.
func (k *talk) perform(company *action.HTTP) {
	k.t.Helper()
	for {
		e, err := k.db.ClaimEffect(k.t.Context(), ws, k.id, k.clock.now(), func(c.EffectData) time.Duration { return time.Minute })
		if err != nil {
			k.t.Fatal(err)
		}
		if e == nil {
			return
		}
		call := e.Data.(c.CallAction)
		v, err := company.Perform(k.t.Context(), action.Call{Action: call.Action, Args: call.Args, Key: call.Key})
		var result c.Data = c.ActionSucceeded{Effect: e.ID, Action: call.Action, Result: v}
		if err != nil {
			result = c.ActionFailed{Effect: e.ID, Action: call.Action, Code: action.As(err).Code}
		}
		if _, err := k.Resolve(k.t.Context(), ws, result); err != nil {
			k.t.Fatal(err)
		}
	}
}

// check holds the log to what is always true of it: no gap, turns in one piece,
// time never goes back, the fold is what is loaded and what is remembered, and a
// replay decides the same.
func (k *talk) check() {
	k.t.Helper()
	log := k.log()
	seen := map[string]bool{}
	for i, e := range log {
		if e.Seq != int64(i)+1 {
			k.t.Fatalf("event %d stands at place %d", e.Seq, i+1)
		}
		if i > 0 && e.At.Before(log[i-1].At) {
			k.t.Errorf("event %d is earlier than the one before", e.Seq)
		}
		if i == 0 || e.Cause != log[i-1].Cause {
			if seen[e.Cause] {
				k.t.Errorf("event %d: input %s has two turns", e.Seq, e.Cause)
			}
			seen[e.Cause] = true
		}
	}
	folded, err := k.db.Refold(k.t.Context(), ws, k.id)
	if err != nil {
		k.t.Fatal(err)
	}
	k.same("loaded", k.state(), folded)
	if s := k.Remembered(k.id); s != nil {
		k.same("remembered", s, folded)
	}
	diffs, err := dialogue.Replay(k.replay, k.id, log)
	if err != nil || len(diffs) > 0 {
		k.t.Errorf("replay: %v %v", err, diffs)
	}
}

// same compares states as the log would write them: an empty list and none are
// one there.
func (k *talk) same(what string, got, want *c.State) {
	k.t.Helper()
	if d := cmp.Diff(plain(k.t, want), plain(k.t, got)); d != "" {
		k.t.Errorf("%s state is not the fold (-fold +%s):\n%s", what, what, d)
	}
}

func plain(t tester, v any) (out any) {
	t.Helper()
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// types are the event types of a log in order.
func types(events []c.Event) []string {
	out := make([]string, len(events))
	for i, e := range events {
		out[i] = e.Data.EventType()
	}
	return out
}

// said are the keys of what the bot said.
func said(events []c.Event) []string {
	var out []string
	for _, e := range events {
		if m, ok := e.Data.(c.MessageSent); ok {
			out = append(out, m.Key)
		}
	}
	return out
}

// find gives the events of a kind.
func find[D c.Data](events []c.Event) []D {
	var out []D
	for _, e := range events {
		if d, ok := e.Data.(D); ok {
			out = append(out, d)
		}
	}
	return out
}

func textCode(err error) string {
	var t turn.ErrText
	if errors.As(err, &t) {
		return t.Code
	}
	return ""
}
