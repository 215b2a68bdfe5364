package stream

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/internal/conversation"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	ws   = conversation.WorkspaceID("w1")
	conv = conversation.ConversationID("c1")
)

// memoryLog is a log in memory that counts how often it is read.
type memoryLog struct {
	mu     sync.Mutex
	events []conversation.Event
	reads  int
	fail   error
}

func (l *memoryLog) commit(n int) []conversation.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	from := len(l.events)
	for i := range n {
		l.events = append(l.events, conversation.Event{Seq: int64(from + i + 1), Data: conversation.Reopened{}})
	}
	return slices.Clone(l.events[from:])
}

func (l *memoryLog) Events(_ context.Context, _ conversation.WorkspaceID, _ conversation.ConversationID, after int64, limit int) ([]conversation.Event, int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reads++
	if l.fail != nil {
		return nil, 0, l.fail
	}
	last := int64(len(l.events))
	if after >= last {
		return nil, last, nil
	}
	return slices.Clone(l.events[after:min(last, after+int64(limit))]), last, nil
}

func (l *memoryLog) readCount() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.reads
}

// announce tells of committed events.
func announce(h *Hub, events []conversation.Event) {
	h.Announce(context.Background(), Announcement{Workspace: ws, Conversation: conv, Events: events})
}

// TestNothingLostOrDoubled commits turns while announcements are dropped,
// doubled, shuffled and stripped of their events, and readers are slow,
// disconnect at random and come back with their cursor.
func TestNothingLostOrDoubled(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		turns := rapid.SliceOfN(rapid.IntRange(1, 9), 1, 60).Draw(rt, "turns")
		buffer := rapid.IntRange(1, 20).Draw(rt, "buffer")
		page := rapid.IntRange(1, 20).Draw(rt, "page")
		seed := rapid.Uint64().Draw(rt, "seed")

		log := &memoryLog{}
		h := NewHub(log, Options{Buffer: buffer, Page: page, Ping: time.Hour})
		defer h.Close()
		total := int64(0)
		for _, n := range turns {
			total += int64(n)
		}

		var readers sync.WaitGroup
		problems := make(chan string, 16)
		for i := range 4 {
			readers.Go(func() { readAll(h, total, rand.New(rand.NewPCG(seed, uint64(i))), problems) })
		}
		rnd := rand.New(rand.NewPCG(seed, 99))
		var late []Announcement
		for _, n := range turns {
			a := Announcement{Workspace: ws, Conversation: conv, Events: log.commit(n)}
			switch rnd.IntN(6) {
			case 0: // lost
			case 1: // late and so out of order
				late = append(late, a)
			case 2: // from another node
				h.Announce(context.Background(), Announcement{Workspace: ws, Conversation: conv, Last: a.last()})
			case 3: // twice
				h.Announce(context.Background(), a)
				h.Announce(context.Background(), a)
			default:
				h.Announce(context.Background(), a)
			}
		}
		for _, a := range late {
			h.Announce(context.Background(), a)
		}
		h.resync() // as after a reconnect of the announcing channel
		readers.Wait()
		close(problems)
		for p := range problems {
			rt.Fatal(p)
		}
		if h.Open() != 0 {
			rt.Fatalf("%d followers left open", h.Open())
		}
	})
}

// readAll follows until it has seen total events, reconnecting at random.
func readAll(h *Hub, total int64, rnd *rand.Rand, problems chan<- string) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cursor := int64(0)
	f := h.Follow(ws, conv, cursor)
	defer func() { f.Close() }()
	for cursor < total {
		b, err := f.Next(ctx)
		if err != nil {
			problems <- "next: " + err.Error()
			return
		}
		for _, e := range b.Events {
			if e.Seq != cursor+1 {
				problems <- "gap or double"
				return
			}
			cursor = e.Seq
			if rnd.IntN(12) == 0 { // the connection broke in the middle of a batch
				f.Close()
				f = h.Follow(ws, conv, cursor)
				break
			}
		}
		if rnd.IntN(4) == 0 {
			time.Sleep(time.Duration(rnd.IntN(300)) * time.Microsecond)
		}
	}
}

func TestAnnouncedEventsSpareTheLog(t *testing.T) {
	log := &memoryLog{}
	h := NewHub(log, Options{})
	defer h.Close()
	log.commit(3)
	f := h.Follow(ws, conv, 0)
	defer f.Close()
	if b, err := f.Poll(t.Context()); err != nil || len(b.Events) != 3 {
		t.Fatalf("first poll: %d events, %v", len(b.Events), err)
	}
	for range 10 {
		announce(h, log.commit(2))
		if b, err := f.Next(t.Context()); err != nil || len(b.Events) != 2 {
			t.Fatalf("announced: %d events, %v", len(b.Events), err)
		}
	}
	if b, err := f.Poll(t.Context()); err != nil || !b.Empty() {
		t.Fatalf("idle poll gave %+v, %v", b, err)
	}
	if log.readCount() != 1 {
		t.Errorf("the log was read %d times, want once", log.readCount())
	}
}

func TestSlowReaderKeepsABoundedBuffer(t *testing.T) {
	log := &memoryLog{}
	h := NewHub(log, Options{Buffer: 8})
	defer h.Close()
	f := h.Follow(ws, conv, 0)
	defer f.Close()
	if _, err := f.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		announce(h, log.commit(1))
		f.mu.Lock()
		kept := len(f.pending)
		f.mu.Unlock()
		if kept > 8 {
			t.Fatalf("%d events kept for a slow reader", kept)
		}
	}
	var got []conversation.Event
	for len(got) < 1000 {
		b, err := f.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, b.Events...)
	}
	for i, e := range got {
		if e.Seq != int64(i+1) {
			t.Fatalf("event %d has seq %d", i, e.Seq)
		}
	}
}

func TestCursorAhead(t *testing.T) {
	log := &memoryLog{}
	log.commit(4)
	h := NewHub(log, Options{})
	defer h.Close()
	f := h.Follow(ws, conv, 5)
	defer f.Close()
	_, err := f.Next(t.Context())
	var ahead *AheadError
	if !errors.As(err, &ahead) || ahead.Last != 4 {
		t.Fatalf("got %v, want AheadError at 4", err)
	}
}

func TestFailedReadIsTriedAgain(t *testing.T) {
	log := &memoryLog{fail: errors.New("disk")}
	h := NewHub(log, Options{})
	defer h.Close()
	f := h.Follow(ws, conv, 0)
	defer f.Close()
	if _, err := f.Poll(t.Context()); err == nil {
		t.Fatal("the error was swallowed")
	}
	log.mu.Lock()
	log.fail = nil
	log.mu.Unlock()
	log.commit(2)
	if b, err := f.Poll(t.Context()); err != nil || len(b.Events) != 2 {
		t.Fatalf("after the failure: %d events, %v", len(b.Events), err)
	}
}

func TestOtherWorkspaceHearsNothing(t *testing.T) {
	log := &memoryLog{}
	h := NewHub(log, Options{})
	defer h.Close()
	f := h.Follow("w2", conv, 0)
	defer f.Close()
	w := h.Watch("w2")
	defer w.Close()
	if _, err := f.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	announce(h, []conversation.Event{{Seq: 1, Data: conversation.Reopened{}}})
	h.Send(t.Context(), Signal{Workspace: ws, Conversation: conv, Kind: Typing})
	if b, _ := f.Poll(t.Context()); !b.Empty() {
		t.Errorf("a follower of another workspace got %+v", b)
	}
	if c := w.Take(); !c.Empty() {
		t.Errorf("a watch of another workspace got %+v", c)
	}
}

func TestSignalsAndPings(t *testing.T) {
	h := NewHub(&memoryLog{}, Options{Ping: 25 * time.Millisecond})
	defer h.Close()
	f := h.Follow(ws, conv, 0)
	defer f.Close()
	h.Send(t.Context(), Signal{Workspace: ws, Conversation: conv, Kind: Typing, Actor: conversation.Agent, Name: "Оксана"})
	b, err := f.Next(t.Context())
	if err != nil || len(b.Signals) != 1 || b.Signals[0].Name != "Оксана" {
		t.Fatalf("signal: %+v, %v", b, err)
	}
	for !b.Ping {
		if b, err = f.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	quiet := h.Follow(ws, conv, 0, WithoutPings())
	defer quiet.Close()
	if b, err = f.Next(t.Context()); err != nil || !b.Ping {
		t.Fatalf("second ping: %+v, %v", b, err)
	}
	if b, _ = quiet.Poll(t.Context()); b.Ping {
		t.Error("a silent follower was pinged")
	}
}

func TestWatchMeltsChangesAndIsBounded(t *testing.T) {
	h := NewHub(&memoryLog{}, Options{})
	defer h.Close()
	w := h.Watch(ws)
	defer w.Close()
	announce(h, []conversation.Event{{Seq: 1}})
	announce(h, []conversation.Event{{Seq: 2}})
	announce(h, []conversation.Event{{Seq: 1}}) // late
	<-w.Wake()
	if c := w.Take(); len(c.Rows) != 1 || c.Rows[conv].Last != 2 {
		t.Fatalf("changes: %+v", c)
	}
	for i := range maxChanged + 1 {
		h.Announce(t.Context(), Announcement{Workspace: ws, Conversation: conversation.ConversationID(rune('a' + i)), Last: 1})
	}
	if c := w.Take(); !c.Lost || len(c.Rows) != 0 {
		t.Fatalf("overflow: lost %v, %d kept", c.Lost, len(c.Rows))
	}
}

func TestCloseEndsReaders(t *testing.T) {
	h := NewHub(&memoryLog{}, Options{})
	f := h.Follow(ws, conv, 0)
	ended := make(chan error, 1)
	go func() { _, err := f.Next(context.Background()); ended <- err }()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := h.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
	f.Close()
	late := h.Follow(ws, conv, 0)
	if _, err := late.Next(context.Background()); !errors.Is(err, ErrClosed) {
		t.Errorf("a late follower got %v", err)
	}
	late.Close()
}
