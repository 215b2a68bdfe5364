package store_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// BenchmarkAppend records turns of five events in many conversations at once,
// each durable before it is answered.
func BenchmarkAppend(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		for _, writers := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("%s/writers=%d", d, writers), func(b *testing.B) {
				db := storetest.Open(b, d)
				newShop(b, db)
				starts := make([]*conversation.State, writers)
				for i := range starts {
					starts[i], _ = put(b, db, started(newID()))
				}
				b.ReportAllocs()
				b.ResetTimer()
				var next atomic.Int64
				done := make(chan error, writers)
				for _, s := range starts {
					go func() {
						for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
							u := message(s, fmt.Sprint("m", n))
							if _, err := db.Append(b.Context(), u.Append); err != nil {
								done <- err
								return
							}
							s = u.State
						}
						done <- nil
					}()
				}
				for range starts {
					if err := <-done; err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
			})
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		b.Run(string(d), func(b *testing.B) {
			db := storetest.Open(b, d)
			newShop(b, db)
			s, _ := put(b, db, started(newID()))
			for n := range 18 { // one snapshot and a tail
				s, _ = put(b, db, message(s, fmt.Sprint("m", n)))
			}
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if _, err := db.Load(b.Context(), shop, s.ID); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
