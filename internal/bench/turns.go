package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/turn"
)

const (
	turnRuns  = 5
	turnTime  = 3 * time.Second
	turnTalks = 256 // conversations at once
	benchName = "bench"
)

// turns counts durable turns: a customer's message and the bot's answer to it,
// through the one door into a SQLite file with synchronous=FULL. A turn counts
// when it is acknowledged, and that is after the commit.
func (b *bench) turns(ctx context.Context) ([]Figure, error) {
	runs, length := turnRuns, turnTime
	if b.quick {
		runs, length = 1, time.Second
	}
	var rates []float64
	for range runs {
		rate, err := b.turnsOnce(ctx, length)
		if err != nil {
			return nil, err
		}
		rates = append(rates, rate)
	}
	f := atLeast(2000, "durable bot turns a second", "1/s", rates...)
	f.Note = fmt.Sprintf("%d conversations at once, SQLite, synchronous=FULL, each turn acknowledged after its commit", turnTalks)
	return []Figure{f}, nil
}

// answers counts turns in which the bot spoke.
type answers struct{ n atomic.Int64 }

func (a *answers) Announce(_ context.Context, news stream.Announcement) {
	if _, ok := news.Events[0].Data.(conversation.MessageReceived); !ok {
		return
	}
	for _, e := range news.Events {
		if _, ok := e.Data.(conversation.MessageSent); ok {
			a.n.Add(1)
			return
		}
	}
}

func (b *bench) turnsOnce(ctx context.Context, length time.Duration) (rate float64, err error) {
	dir, err := os.MkdirTemp(b.dir, "turns-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	db, err := app.OpenStore(ctx, filepath.Join(dir, "rozmova.db"), "")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	spoken := &answers{}
	h, err := handler(ctx, db, spoken)
	if err != nil {
		return 0, err
	}
	talks := make([]conversation.ConversationID, turnTalks)
	for i := range talks {
		if talks[i], _, err = h.Open(ctx, turn.Opening{Workspace: benchName, Channel: conversation.ChannelWeb, Locale: "uk", Level: conversation.Anonymous}); err != nil {
			return 0, err
		}
	}
	return drive(ctx, h, talks, spoken, length)
}

func handler(ctx context.Context, db *store.DB, a turn.Announcer) (*turn.Handler, error) {
	err := db.CreateWorkspace(ctx, store.Workspace{ID: benchName, Name: benchName, Settings: []byte("{}"), CreatedAt: time.Now().UTC().Truncate(time.Microsecond)})
	if err != nil {
		return nil, err
	}
	sources, err := app.Packs("shop")
	if err != nil {
		return nil, err
	}
	books := turn.NewPlaybooks(db)
	if _, err := books.Publish(ctx, benchName, benchName, time.Now(), sources...); err != nil {
		return nil, err
	}
	queue, err := jobs.New(db, jobs.Options{})
	if err != nil {
		return nil, err
	}
	return turn.New(turn.Config{Store: db, Jobs: queue, Playbooks: books, Announcer: a, Clock: time.Now}), nil
}

// drive has every customer ask and take back again, as fast as they are answered.
func drive(ctx context.Context, h *turn.Handler, talks []conversation.ConversationID, spoken *answers, length time.Duration) (float64, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	lines := []string{"Де моє замовлення?", "не треба"}
	errs := make(chan error, len(talks))
	var done atomic.Int64
	var crowd sync.WaitGroup
	spoken.n.Store(0)
	began := time.Now()
	for _, id := range talks {
		crowd.Go(func() {
			for n := 0; time.Since(began) < length; n++ {
				_, err := h.Receive(ctx, benchName, id, turn.Message{ClientID: fmt.Sprintf("m%d", n), Text: lines[n%len(lines)]})
				if err != nil {
					errs <- err
					cancel()
					return
				}
				done.Add(1)
			}
		})
	}
	crowd.Wait()
	took := time.Since(began)
	select {
	case err := <-errs:
		return 0, err
	default:
	}
	if done.Load() != spoken.n.Load() {
		return 0, fmt.Errorf("%d turns, and the bot answered in %d", done.Load(), spoken.n.Load())
	}
	return float64(done.Load()) / took.Seconds(), nil
}
