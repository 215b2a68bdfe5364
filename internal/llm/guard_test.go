package llm

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

// book is a ledger in memory.
type book struct {
	mu      sync.Mutex
	entries []Entry
	broken  bool
}

func (b *book) SpentOnModels(context.Context, time.Time) (sum Money, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken {
		return 0, errors.New("disk")
	}
	for _, e := range b.entries {
		sum += e.Cost
	}
	return sum, nil
}

func (b *book) RecordModelUse(_ context.Context, e Entry) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.entries = append(b.entries, e)
	return nil
}

func (b *book) all() []Entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Entry(nil), b.entries...)
}

// slowly is a client that waits to be let go.
type slowly struct {
	mu     sync.Mutex
	inside int
	most   int
	enter  chan struct{}
	leave  chan struct{}
}

func (s *slowly) Complete(ctx context.Context, _ Request) (Reply, error) {
	s.mu.Lock()
	s.inside++
	s.most = max(s.most, s.inside)
	s.mu.Unlock()
	s.enter <- struct{}{}
	select {
	case <-s.leave:
	case <-ctx.Done():
	}
	s.mu.Lock()
	s.inside--
	s.mu.Unlock()
	if ctx.Err() != nil {
		return Reply{}, transport(ctx, ctx.Err())
	}
	return Reply{Text: "так"}, nil
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func guarded(t *testing.T, l Limits, answers ...string) (*Guarded, *recorded, *book) {
	t.Helper()
	r, b := serve(t, "openai", answers...), &book{}
	return Guard(client(t, "openai", r), l, b, time.Now, quiet, nil), r, b
}

func TestTriesAgain(t *testing.T) {
	g, r, _ := guarded(t, Limits{}, "unavailable", "stream_cut", "plain")
	got, err := g.Complete(t.Context(), Request{Workspace: "demo", Purpose: "understand", Messages: question})
	if err == nil && got.Text == "Добрий день" {
		t.Fatal("the second answer was no answer of the protocol: not to be tried again")
	}
	if CodeOf(err) != BadAnswer || len(r.requests()) != 2 {
		t.Fatalf("%v after %d requests", err, len(r.requests()))
	}
	var b *book
	g, r, b = guarded(t, Limits{}, "unavailable", "unavailable", "plain")
	if got, err = g.Complete(t.Context(), Request{Workspace: "demo", Purpose: "understand", Messages: question}); err != nil || got.Text != "Добрий день" {
		t.Fatal(got, err)
	}
	if n := len(r.requests()); n != 3 {
		t.Errorf("%d requests", n)
	}
	if es := b.all(); len(es) != 3 || !es[0].Failed || es[2].Failed || es[2].Usage.Input != 812 || es[2].Workspace != "demo" || es[2].Purpose != "understand" {
		t.Errorf("entries %+v", es)
	}
	g, r, _ = guarded(t, Limits{}, "rejected")
	if _, err := g.Complete(t.Context(), Request{Messages: question}); CodeOf(err) != Rejected || len(r.requests()) != 1 {
		t.Errorf("a wrong key was tried %d times: %v", len(r.requests()), err)
	}
}

// What was handed over cannot be taken back.
func TestStreamIsNotSaidTwice(t *testing.T) {
	g, r, _ := guarded(t, Limits{}, "stream_cut", "stream")
	var said strings.Builder
	_, err := g.Complete(t.Context(), Request{Messages: question, OnText: func(s string) { said.WriteString(s) }})
	if CodeOf(err) != Cut || len(r.requests()) != 1 || said.String() != "Добрий" {
		t.Errorf("%v, %d requests, said %q", err, len(r.requests()), said.String())
	}
}

func TestCircuit(t *testing.T) {
	g, r, _ := guarded(t, Limits{Tries: 1, Failures: 3, Rest: 30 * time.Millisecond}, "unavailable", "unavailable", "unavailable", "plain")
	for range 3 {
		if _, err := g.Complete(t.Context(), Request{Messages: question}); CodeOf(err) != Unavailable {
			t.Fatal(err)
		}
	}
	if _, err := g.Complete(t.Context(), Request{Messages: question}); CodeOf(err) != Open && err != nil {
		t.Errorf("open: %v", err)
	}
	for end := time.Now().Add(5 * time.Second); ; {
		if _, err := g.Complete(t.Context(), Request{Messages: question}); err == nil {
			break
		} else if CodeOf(err) != Open || time.Now().After(end) {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Millisecond)
	}
	if n := len(r.requests()); n != 4 {
		t.Errorf("%d requests reached a server that was to be left alone", n)
	}
}

func TestAtOnce(t *testing.T) {
	s := &slowly{enter: make(chan struct{}, 9), leave: make(chan struct{})}
	g := Guard(s, Limits{AtOnce: 2}, &book{}, time.Now, quiet, nil)
	done := make(chan error)
	for range 5 {
		go func() { _, err := g.Complete(t.Context(), Request{}); done <- err }()
	}
	for range 5 {
		<-s.enter
		s.leave <- struct{}{}
	}
	for range 5 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if s.most > 2 {
		t.Errorf("%d at once", s.most)
	}
}

// One that waits for its turn gives up with its own context, not later.
func TestWaitsNoLongerThanAllowed(t *testing.T) {
	s := &slowly{enter: make(chan struct{}, 9), leave: make(chan struct{})}
	g := Guard(s, Limits{AtOnce: 1, Tries: 1}, &book{}, time.Now, quiet, nil)
	first := make(chan error)
	go func() { _, err := g.Complete(t.Context(), Request{}); first <- err }()
	<-s.enter
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := g.Complete(ctx, Request{}); CodeOf(err) != Timeout && CodeOf(err) != Busy {
		t.Errorf("waiting: %v", err)
	}
	s.leave <- struct{}{}
	if err := <-first; err != nil {
		t.Error(err)
	}
}

func TestBudget(t *testing.T) {
	l := Limits{Budget: MoneyOf(.002), Prices: Prices{Input: MoneyOf(2), Cached: MoneyOf(.2), Output: MoneyOf(8)}}
	g, r, b := guarded(t, l, "plain")
	for range 9 {
		if _, err := g.Complete(t.Context(), Request{Messages: question}); err != nil && CodeOf(err) != OverBudget {
			t.Fatal(err)
		}
	}
	// 44 × 2 + 768 × .2 + 19 × 8 = 393.6 millionths
	if es := b.all(); es[0].Cost != 394 || len(es) != 6 || len(r.requests()) != 6 {
		t.Errorf("cost %d, %d entries, %d requests", es[0].Cost, len(es), len(r.requests()))
	}
	b.broken = true
	if _, err := g.Complete(t.Context(), Request{Messages: question}); CodeOf(err) != OverBudget {
		t.Errorf("without the account: %v", err)
	}
}

func TestMeter(t *testing.T) {
	m := NewMeter(prometheus.NewRegistry())
	g := Guard(client(t, "openai", serve(t, "openai", "rejected", "plain")), Limits{}, &book{}, time.Now, quiet, m)
	for range 2 {
		_, _ = g.Complete(t.Context(), Request{Purpose: "understand", Messages: question})
	}
	if n := testutil.ToFloat64(m.requests.WithLabelValues("understand")); n != 2 {
		t.Errorf("%v tries", n)
	}
	if n := testutil.ToFloat64(m.failures.WithLabelValues("understand", "rejected")); n != 1 {
		t.Errorf("%v failures", n)
	}
	if n := testutil.ToFloat64(m.tokens.WithLabelValues("understand", "cached")); n != 768 {
		t.Errorf("%v cached tokens", n)
	}
}

// Where a server does not say what it took, it is guessed, and rather too high:
// a budget has to hold with such servers, too.
func TestGuesses(t *testing.T) {
	system := strings.Repeat("ключ", 30) // 240 bytes
	for _, c := range []struct {
		answer        string
		stream        bool
		input, output int
		guessed       bool
	}{
		{"plain", false, 812, 19, false},
		{"no_usage", false, 94, 7, true},
		{"stream_no_usage", true, 94, 7, true},
		{"stream_cut", true, 94, 4, true},
		{"rejected", false, 0, 0, false},
		{"unavailable", false, 0, 0, false},
	} {
		g, _, b := guarded(t, Limits{Tries: 1, Prices: Prices{Input: MoneyOf(1), Output: MoneyOf(1)}}, c.answer)
		r := Request{System: system, Messages: question}
		if c.stream {
			r.OnText = func(string) {}
		}
		_, _ = g.Complete(t.Context(), r)
		e := b.all()[0]
		if e.Usage.Input != c.input || e.Usage.Output != c.output || e.Usage.Guessed != c.guessed || e.Cost != Money(c.input+c.output) {
			t.Errorf("%s: %+v", c.answer, e)
		}
	}
	// Nobody answers: what was sent has been read all the same.
	s := &slowly{enter: make(chan struct{}, 1)}
	b := &book{}
	g := Guard(s, Limits{Tries: 1, Try: time.Millisecond}, b, time.Now, quiet, nil)
	_, err := g.Complete(t.Context(), Request{System: system})
	if e := b.all()[0]; CodeOf(err) != Timeout || e.Usage.Input != 80 || !e.Failed {
		t.Errorf("%v: %+v", err, e)
	}
}
