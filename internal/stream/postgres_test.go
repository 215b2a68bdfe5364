package stream

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// twoNodes are two buses over one PostgreSQL and one log.
func twoNodes(t *testing.T) (a, b *Postgres, log *memoryLog) {
	t.Helper()
	db := storetest.Open(t, store.Postgres)
	log = &memoryLog{}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{}, 2)
	for _, p := range []**Postgres{&a, &b} {
		*p = NewPostgres(db.Pool(), log, Options{}, slog.New(slog.DiscardHandler))
		go func(bus *Postgres) {
			if err := bus.Run(ctx); err != nil {
				t.Errorf("run: %v", err)
			}
			done <- struct{}{}
		}(*p)
	}
	t.Cleanup(func() {
		cancel()
		<-done
		<-done
	})
	return a, b, log
}

// TestNodesHearEachOther: a reader on one node sees what turns on another
// commit, each event once and in order, and its signals.
func TestNodesHearEachOther(t *testing.T) {
	a, b, log := twoNodes(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	here, there := a.Follow(ws, conv, 0, WithoutPings()), b.Follow(ws, conv, 0, WithoutPings())
	defer here.Close()
	defer there.Close()
	watch := b.Watch(ws)
	defer watch.Close()
	const total = 200
	go func() {
		for range total / 2 {
			announce(a.Hub, log.commit(1)) // said here, lost on the way
			a.Announce(ctx, Announcement{Workspace: ws, Conversation: conv, Events: log.commit(1)})
		}
	}()
	for _, f := range []*Follower{here, there} {
		for f.Cursor() < total {
			before := f.Cursor()
			batch, err := f.Next(ctx)
			if err != nil {
				t.Fatalf("at %d: %v", f.Cursor(), err)
			}
			for _, e := range batch.Events {
				if before++; e.Seq != before {
					t.Fatalf("seq %d, want %d", e.Seq, before)
				}
			}
		}
	}
	watch.Take()
	// A signal is of the moment: one that is sent before the other node listens
	// is missed, so it is sent until it is heard.
	heard := make(chan struct{})
	go func() {
		for {
			a.Send(ctx, Signal{Workspace: ws, Conversation: conv, Kind: Typing, Actor: conversation.Agent, Name: "Оксана \"\\"})
			select {
			case <-heard:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	defer close(heard)
	for {
		batch, err := there.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch.Signals) > 0 && batch.Signals[0].Name == "Оксана \"\\" {
			break
		}
	}
	<-watch.Wake()
}

// TestNewsFitIntoNotifications: many conversations are told in pieces that
// PostgreSQL takes, and more than can be kept become "look everywhere".
func TestNewsFitIntoNotifications(t *testing.T) {
	p := NewPostgres(nil, &memoryLog{}, Options{}, slog.New(slog.DiscardHandler))
	defer p.Close()
	for i := range 1000 {
		p.Announce(t.Context(), Announcement{Workspace: ws, Conversation: conversation.ConversationID(fmt.Sprintf("0197a1b2-3c4d-7e5f-8a9b-%012d", i)), Last: int64(i)})
	}
	p.Send(t.Context(), Signal{Workspace: ws, Conversation: conv, Kind: Typing, Name: strings.Repeat("\"", 600)})
	pieces := p.payloads()
	all := strings.Join(pieces, "")
	if strings.Count(all, `"q":`) != 1000 || !strings.Contains(all, `"k":"typing"`) {
		t.Errorf("%d of 1000 conversations are told", strings.Count(all, `"q":`))
	}
	for _, piece := range pieces {
		if len(piece) >= 8000 {
			t.Errorf("a piece of %d bytes", len(piece))
		}
	}
	if more := p.payloads(); len(more) != 0 {
		t.Errorf("told twice: %v", more)
	}
	for i := range maxNews + 1 {
		p.Announce(t.Context(), Announcement{Workspace: ws, Conversation: conversation.ConversationID(fmt.Sprint(i)), Last: 1})
	}
	if pieces := p.payloads(); len(pieces) != 1 || !strings.Contains(pieces[0], `"l":true`) {
		t.Errorf("too much to keep became %d pieces", len(pieces))
	}
}

// TestBrokenChannelIsMadeGood: connections die, news are lost meanwhile, and
// readers get it all once the channel is back.
func TestBrokenChannelIsMadeGood(t *testing.T) {
	a, b, log := twoNodes(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	f := b.Follow(ws, conv, 0, WithoutPings())
	defer f.Close()
	for round := int64(1); round <= 3; round++ {
		_, err := a.pool.Exec(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = current_database() AND query LIKE 'LISTEN %' AND pid <> pg_backend_pid()`)
		if err != nil {
			t.Fatal(err)
		}
		a.Announce(ctx, Announcement{Workspace: ws, Conversation: conv, Events: log.commit(1)})
		for f.Cursor() < round {
			if _, err := f.Next(ctx); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
		}
	}
}

// TestNodesHearOfArticles: who waits for articles is woken by another node, and
// who waits for flows is not.
func TestNodesHearOfArticles(t *testing.T) {
	a, b, _ := twoNodes(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	here, there, elsewhere := a.Articles(ws), b.Articles(ws), b.Articles("another")
	flows := b.Flows(ws)
	// Each node looks everywhere once it hears, so news may come of themselves
	// until both do: what is said after that is what counts.
	quiet := func(c <-chan struct{}) {
		for {
			select {
			case <-c:
			case <-time.After(200 * time.Millisecond):
				return
			}
		}
	}
	for woken := false; !woken; {
		a.ArticlesChanged(ctx, ws)
		select {
		case <-there:
			woken = true
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			t.Fatal("the other node was not told")
		}
	}
	quiet(flows)
	quiet(elsewhere)
	quiet(there)
	quiet(here)
	a.ArticlesChanged(ctx, ws)
	for _, c := range []<-chan struct{}{here, there} {
		select {
		case <-c:
		case <-ctx.Done():
			t.Fatal("nobody was told")
		}
	}
	select {
	case <-elsewhere:
		t.Error("another workspace was told")
	case <-flows:
		t.Error("who waits for flows was told of articles")
	default:
	}
}
