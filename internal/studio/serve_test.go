package studio_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/studio"
)

// What is published on one node is served by another without a restart, and so
// is what is rolled back there. On PostgreSQL the nodes tell each other; the
// second never looks by itself. Two processes on one SQLite file have no way to
// tell: there it looks.
func TestNodesServeWhatAnyPublished(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		look := time.Hour
		if db.Pool() == nil {
			look = 10 * time.Millisecond
		}
		here, there := running(t, db, look), running(t, db, look)
		installed := version(t, there)

		// A flow that goes on while newer flows come is not this test's concern;
		// what is said to a new customer is.
		save(t, here, "texts/uk.yaml", "balance.ask_card: Котра картка?\nbalance.is: \"На картці {money(sum)}.\"\nbalance.none: Такої картки немає.\n")
		v, err := here.Publish(t.Context(), oksana, 0, "")
		if err != nil {
			t.Fatal(err)
		}
		if v.Version == installed {
			t.Fatal("the published version is the installed one: nothing to tell apart")
		}
		serves(t, there, v.Version)

		back, err := there.RollBack(t.Context(), oksana, 0, v.Number, "")
		if err != nil {
			t.Fatal(err)
		}
		serves(t, here, back.Version)
		if back.Version != installed {
			t.Errorf("rolled back to %s, installed is %s", back.Version, installed)
		}
	})
}

// A node that was not there when others published learns of it when it looks,
// though no news ever come.
func TestNodeLooksByItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		here, there := node(t, db, nil), node(t, db, nil)
		save(t, here, "flows/balance.yaml", strings.Replace(card, "what is my balance,", "what is my balance, show me the balance,", 1))
		v, err := here.Publish(t.Context(), oksana, 0, "")
		if err != nil {
			t.Fatal(err)
		}
		if version(t, there) == v.Version {
			t.Fatal("served before it was looked for")
		}
		follow(t, there, 5*time.Millisecond)
		serves(t, there, v.Version)
	})
}

// Flows that do not go with the packs of a node leave it with those it has.
func TestNodeKeepsWhatItCanServe(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		here, there := node(t, db, nil), node(t, db, nil)
		installed := version(t, there)
		for i, src := range there.Packs { // an older bank, whose system has no balance to give
			if src.Name == "bank" {
				there.Packs[i].Files["actions.yaml"] = []byte("get_rate: {title: {uk: Курс, en: Rate}}\n")
			}
		}
		save(t, here, "texts/en.yaml", "balance.ask_card: Which card is it?\nbalance.is: \"The card holds {money(sum)}.\"\nbalance.none: There is no such card.\n")
		if _, err := here.Publish(t.Context(), oksana, 0, ""); err != nil {
			t.Fatal(err)
		}
		said := make(chan string, 100)
		there.Log = slog.New(told(said))
		follow(t, there, 5*time.Millisecond)
		select {
		case what := <-said:
			if !strings.Contains(what, "do not go with") {
				t.Errorf("the operator is told %q", what)
			}
		case <-time.After(time.Minute):
			t.Fatal("the operator is not told")
		}
		if got := version(t, there); got != installed {
			t.Errorf("serves %s, which does not compile here", got)
		}
	})
}

// running is a node with its bus, which follows what is published.
func running(t *testing.T, db *store.DB, look time.Duration) *studio.Studio {
	t.Helper()
	bus := stream.New(db, stream.Options{}, slog.New(slog.DiscardHandler))
	s := node(t, db, bus)
	background(t, bus.Run)
	follow(t, s, look)
	return s
}

func follow(t *testing.T, s *studio.Studio, look time.Duration) {
	t.Helper()
	background(t, func(ctx context.Context) error { return s.Follow(ctx, ws, look) })
}

// background runs something until the test is over.
func background(t *testing.T, run func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		if err := run(ctx); err != nil {
			t.Errorf("run: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); done.Wait() })
}

// serves waits until a node serves a version.
func serves(t *testing.T, s *studio.Studio, want string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); version(t, s) != want; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("serves %s, %s was published", version(t, s), want)
		}
	}
}

// told hands on what is logged as an error.
type told chan string

func (told) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelError }
func (c told) WithAttrs([]slog.Attr) slog.Handler         { return c }
func (c told) WithGroup(string) slog.Handler              { return c }
func (c told) Handle(_ context.Context, r slog.Record) error {
	select {
	case c <- r.Message:
	default:
	}
	return nil
}
