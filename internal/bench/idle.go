package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // a second connection to the server's file
)

const (
	startRuns = 5
	idleRuns  = 3
	idleWatch = 10 * time.Second
	idleTalks = 20
)

// start is the time from exec to the first 200 of /readyz: on an empty folder,
// and on a database that is there, as after an update.
func (b *bench) start(ctx context.Context) ([]Figure, error) {
	runs := startRuns
	if b.quick {
		runs = 1
	}
	var first, again []float64
	for n := range runs {
		dir := filepath.Join(b.dir, fmt.Sprintf("start-%d", n))
		for _, times := range []*[]float64{&first, &again} {
			s, err := b.serve(ctx, dir)
			if err != nil {
				return nil, err
			}
			*times = append(*times, time.Since(s.started).Seconds())
			if err := s.stop(); err != nil {
				return nil, err
			}
		}
	}
	return []Figure{
		atMost(1, "start to ready", "s", again...),
		atMost(1, "first start to ready, making the database", "s", first...),
	}, nil
}

// idle is what the server takes while nothing happens: memory some time after
// the start, and commits while customers' streams are open and all is said.
func (b *bench) idle(ctx context.Context) ([]Figure, error) {
	runs := idleRuns
	if b.quick {
		runs = 1
	}
	var memory, commits []float64
	for n := range runs {
		m, c, err := b.idleOnce(ctx, filepath.Join(b.dir, fmt.Sprintf("idle-%d", n)))
		if err != nil {
			return nil, err
		}
		memory, commits = append(memory, m/1e6), append(commits, c)
	}
	mem, com := atMost(60, "idle memory", "MB", memory...), atMost(0, "idle commits in ten seconds", "commits", commits...)
	mem.Note = "resident memory after the start, when it has settled"
	com.Note = fmt.Sprintf("with %d open streams after as many questions, counted from a second connection", idleTalks)
	return []Figure{mem, com}, nil
}

func (b *bench) idleOnce(ctx context.Context, dir string) (memory, commits float64, err error) {
	s, err := b.serve(ctx, dir)
	if err != nil {
		return 0, 0, err
	}
	defer s.stop()
	if memory, err = s.settled(ctx); err != nil {
		return 0, 0, err
	}
	client := &http.Client{}
	defer client.CloseIdleConnections()
	people, err := s.welcome(ctx, client, idleTalks)
	if err != nil {
		return 0, 0, err
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	for i, c := range people {
		go c.follow(reading, i%2 == 0, func() {}, func(event) {}) // ends with reading
		if err := c.say(ctx, client, number(1), "Де моє замовлення?"); err != nil {
			return 0, 0, err
		}
	}
	pause(ctx, 3*time.Second)
	commits, err = watch(ctx, s.dsn, idleWatch)
	return memory, commits, err
}

// watch counts how often the file is committed to by anybody else.
func watch(ctx context.Context, dsn string, length time.Duration) (commits float64, err error) {
	db, err := sql.Open("sqlite", "file:"+dsn+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	last := int64(-1)
	for began := time.Now(); time.Since(began) < length; {
		var version int64
		if err := conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
			return 0, err
		}
		if last >= 0 && version != last {
			commits++
		}
		last = version
		if !pause(ctx, 5*time.Millisecond) {
			return 0, ctx.Err()
		}
	}
	return commits, nil
}
