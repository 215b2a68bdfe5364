package app

import (
	"context"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// Compiling flows at the start, or thousands of customers who come back at
// once, need memory that nobody uses a second later. Go keeps it for minutes, in
// case it is needed again; tidy gives it back to the machine when all is quiet.
const (
	tidyEvery = 4 * time.Second
	quietly   = 4 << 20  // bytes allocated between two looks when nothing much happens
	worthIt   = 16 << 20 // bytes allocated since the last time
	// Each collection halves the stacks of goroutines that need less; those of a
	// burst have grown to four times what a stream needs.
	collections = 3
)

func tidy(ctx context.Context) {
	ticker := time.NewTicker(tidyEvery)
	defer ticker.Stop()
	var last, tidied uint64
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := allocated()
		if now-last < quietly && now-tidied > worthIt {
			for range collections - 1 {
				runtime.GC()
			}
			debug.FreeOSMemory()
			tidied = now
		}
		last = now
	}
}

// allocated is all that was ever allocated, in bytes. Reading it stops nothing.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
