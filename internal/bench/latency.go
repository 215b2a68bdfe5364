package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"time"
)

const (
	rate         = 200 // messages a second
	latencyRuns  = 3
	latencyTime  = 10 * time.Second
	latencyTalks = 200 // half of them over SSE, half over WebSocket
)

// latency is the time from just before a message is posted to the moment when
// the bot's answer arrives on the stream. Messages come at their times whether
// or not earlier ones were answered, so a slow answer cannot hide the next.
func (b *bench) latency(ctx context.Context) ([]Figure, error) {
	runs, length := latencyRuns, latencyTime
	if b.quick {
		runs, length = 1, 3*time.Second
	}
	var p50, p99, disk, late []float64
	for n := range runs {
		dir := filepath.Join(b.dir, fmt.Sprintf("latency-%d", n))
		background := listen(ctx, b.dir)
		times, err := b.latencyOnce(ctx, dir, length)
		toDisk, lateness, nerr := background.hear()
		if err = errors.Join(err, nerr); err != nil {
			return nil, err
		}
		p50, p99 = append(p50, percentile(times, 50)), append(p99, percentile(times, 99))
		disk, late = append(disk, percentile(toDisk, 99)), append(late, percentile(lateness, 99))
	}
	figures := []Figure{
		atMost(5, "from POST to the reply on the stream, p50", "ms", p50...),
		atMost(25, "from POST to the reply on the stream, p99", "ms", p99...),
		figure("the machine meanwhile: 4 KB written and synced, p99", "ms", disk...),
		figure("the machine meanwhile: a due goroutine is late by, p99", "ms", late...),
	}
	note := fmt.Sprintf("%d messages/s in %d conversations over HTTP, read from SSE and WebSocket streams; the client shares the machine", rate, latencyTalks)
	figures[0].Note, figures[1].Note = note, note
	return figures, nil
}

// clockwork notes when each message of a conversation was posted and answered.
type clockwork struct {
	mu      sync.Mutex
	posted  map[string]time.Time
	waiting time.Time // when the message was posted that the bot is to answer next
	took    []float64 // milliseconds
}

func (c *clockwork) post(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.posted[id] = time.Now()
}

func (c *clockwork) tell(e event) {
	now := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case e.Type == "message" && e.Actor == "customer":
		c.waiting = c.posted[e.Client]
		delete(c.posted, e.Client)
	case e.Type == "message" && e.Actor == "bot" && !c.waiting.IsZero():
		c.took = append(c.took, milliseconds(now.Sub(c.waiting)))
		c.waiting = time.Time{}
	}
}

func (b *bench) latencyOnce(ctx context.Context, dir string, length time.Duration) (times []float64, err error) {
	s, err := b.serve(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	people, err := s.welcome(ctx, client, latencyTalks)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	clocks := make([]*clockwork, len(people))
	var open sync.WaitGroup
	for i, c := range people {
		clocks[i] = &clockwork{posted: map[string]time.Time{}}
		open.Add(1)
		go c.follow(ctx, i%2 == 0, open.Done, clocks[i].tell) // ends with ctx; a stream that fails shows as missing answers
	}
	open.Wait()
	sent, err := post(ctx, client, people, clocks, length)
	if err != nil {
		return nil, err
	}
	for range 50 { // the last answers are on their way
		times = times[:0]
		for _, c := range clocks {
			c.mu.Lock()
			times = append(times, c.took...)
			c.mu.Unlock()
		}
		if len(times) == sent {
			return times, nil
		}
		pause(ctx, 100*time.Millisecond)
	}
	return nil, fmt.Errorf("%d messages, %d answers", sent, len(times))
}

// post sends the messages, each at its time, and waits until they are accepted.
func post(ctx context.Context, client *http.Client, people []*customer, clocks []*clockwork, length time.Duration) (sent int, err error) {
	lines := []string{"Де моє замовлення?", "не треба"}
	errs := make(chan error, 1)
	var posts sync.WaitGroup
	began := time.Now()
	for ; time.Since(began) < length; sent++ {
		if !pause(ctx, time.Until(began.Add(time.Duration(sent)*time.Second/rate))) {
			return sent, ctx.Err()
		}
		i, turn := sent%len(people), sent/len(people)
		posts.Go(func() {
			clocks[i].post(number(turn))
			if err := people[i].say(ctx, client, number(turn), lines[turn%len(lines)]); err != nil {
				select {
				case errs <- err:
				default:
				}
			}
		})
	}
	posts.Wait()
	select {
	case err := <-errs:
		return sent, err
	default:
		return sent, nil
	}
}
