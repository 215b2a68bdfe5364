package jobs_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// BenchmarkSafetyNet is what a job costs that is called off before its time:
// one transaction enqueues it, another one cancels it.
func BenchmarkSafetyNet(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		b.Run(string(d), func(b *testing.B) {
			db := storetest.Open(b, d)
			q := newQueue(b, db)
			at := time.Now().Add(time.Hour)
			var n atomic.Int64
			b.SetParallelism(16)
			b.ReportAllocs()
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					key := fmt.Sprint("effect-", n.Add(1))
					for _, f := range []func(*store.Tx) error{
						func(tx *store.Tx) error {
							return q.EnqueueTx(b.Context(), tx, jobs.Job{Kind: "effects", Key: key, Args: key, At: at})
						},
						func(tx *store.Tx) error { return q.CancelTx(b.Context(), tx, "effects", key) },
					} {
						if err := db.Update(b.Context(), f); err != nil {
							b.Error(err)
							return
						}
					}
				}
			})
		})
	}
}

// BenchmarkLatency is the time from the commit of a job to its run, one at a
// time: a sleeping queue has to wake first.
func BenchmarkLatency(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		b.Run(string(d), func(b *testing.B) {
			db := storetest.Open(b, d)
			q := newQueue(b, db)
			ran := make(chan struct{})
			run(b, q, map[string]jobs.Handler{"note": func(context.Context, json.RawMessage) error {
				ran <- struct{}{}
				return nil
			}})
			var sum time.Duration
			for range b.N {
				start := time.Now()
				if err := db.Update(b.Context(), func(tx *store.Tx) error {
					return q.EnqueueTx(b.Context(), tx, jobs.Job{Kind: "note", Args: 1})
				}); err != nil {
					b.Fatal(err)
				}
				<-ran
				sum += time.Since(start)
			}
			b.ReportMetric(float64(sum.Milliseconds())/float64(b.N), "ms/job")
		})
	}
}

// BenchmarkThroughput is how many due jobs are worked in a second.
func BenchmarkThroughput(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		b.Run(string(d), func(b *testing.B) {
			db := storetest.Open(b, d)
			q := newQueue(b, db)
			for range b.N {
				if err := db.Update(b.Context(), func(tx *store.Tx) error {
					return q.EnqueueTx(b.Context(), tx, jobs.Job{Kind: "note", Args: 1})
				}); err != nil {
					b.Fatal(err)
				}
			}
			ran := make(chan struct{}, b.N)
			b.ResetTimer()
			run(b, q, map[string]jobs.Handler{"note": func(context.Context, json.RawMessage) error {
				ran <- struct{}{}
				return nil
			}})
			for range b.N {
				<-ran
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "jobs/s")
		})
	}
}
