package main

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

const openStreams = 5000

// streams is what an open stream costs the server: how much its memory grows
// when thousands of customers open theirs, for each of them.
func (b *bench) streams(ctx context.Context) ([]Figure, error) {
	n := openStreams
	if b.quick {
		n = 500
	}
	var out []Figure
	for _, socket := range []bool{false, true} {
		each, err := b.streamsOnce(ctx, n, socket)
		if err != nil {
			return nil, err
		}
		name := "memory for each open stream, SSE"
		if socket {
			name = "memory for each open stream, WebSocket"
		}
		f := atMost(30, name, "KB", each/1024)
		f.Note = fmt.Sprintf("%d streams of as many conversations; growth of the server's resident memory", n)
		out = append(out, f)
	}
	return out, nil
}

func (b *bench) streamsOnce(ctx context.Context, n int, socket bool) (each float64, err error) {
	s, err := b.serve(ctx, filepath.Join(b.dir, fmt.Sprintf("streams-%v", socket)))
	if err != nil {
		return 0, err
	}
	defer s.stop()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	people, err := s.welcome(ctx, client, n)
	if err != nil {
		return 0, err
	}
	client.CloseIdleConnections()
	before, err := s.settled(ctx)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var opened, failed atomic.Int64
	var told sync.WaitGroup // each stream has given its first event
	for i, c := range people {
		told.Add(1)
		first := sync.OnceFunc(told.Done)
		go func() {
			defer first()
			err := c.follow(ctx, socket, func() { opened.Add(1) }, func(event) { first() })
			if err != nil && ctx.Err() == nil {
				failed.Add(1)
			}
		}()
		if i%100 == 99 {
			pause(ctx, 20*time.Millisecond)
		}
	}
	told.Wait()
	after, err := s.settled(ctx)
	if err != nil {
		return 0, err
	}
	if opened.Load() != int64(n) || failed.Load() > 0 {
		return 0, fmt.Errorf("%d of %d streams opened, %d failed", opened.Load(), n, failed.Load())
	}
	return (after - before) / float64(n), nil
}
