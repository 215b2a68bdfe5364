package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// noise is what the machine itself does to a latency, measured beside it: how
// long a small write takes to reach the disk, which every commit waits for, and
// how late a goroutine of ours comes to run when its time has come.
type noise struct {
	stop func()
	done sync.WaitGroup
	sync []float64 // milliseconds
	late []float64
	err  error
}

const noiseEvery = 20 * time.Millisecond

// listen measures until hear is called.
func listen(ctx context.Context, dir string) *noise {
	n := &noise{}
	ctx, n.stop = context.WithCancel(ctx)
	n.done.Go(func() { n.err = n.write(ctx, filepath.Join(dir, "noise")) })
	n.done.Go(func() {
		for {
			due := time.Now().Add(noiseEvery)
			if !pause(ctx, noiseEvery) {
				return
			}
			n.late = append(n.late, milliseconds(time.Since(due)))
		}
	})
	return n
}

func (n *noise) write(ctx context.Context, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	block := make([]byte, 4<<10)
	for pause(ctx, noiseEvery) {
		began := time.Now()
		if _, err := f.Write(block); err != nil {
			return err
		}
		if err := f.Sync(); err != nil {
			return err
		}
		n.sync = append(n.sync, milliseconds(time.Since(began)))
	}
	return nil
}

func (n *noise) hear() (toDisk, late []float64, err error) {
	n.stop()
	n.done.Wait()
	return n.sync, n.late, n.err
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }
