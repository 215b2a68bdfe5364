package turn_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/turn"
)

// BenchmarkTurn: durable turns through the handler, each a message and its
// answer, in conversations side by side.
func BenchmarkTurn(b *testing.B) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		for _, side := range []int{1, 64} {
			b.Run(fmt.Sprintf("%s/%d", d, side), func(b *testing.B) {
				s := newSite(b, storetest.Open(b, d))
				talks := make([]*talk, side)
				for i := range talks {
					talks[i] = s.begin(b, olena)
				}
				var next, n atomic.Int64
				done := make(chan error, side)
				b.ResetTimer()
				for _, k := range talks {
					go func() {
						for n.Add(1) <= int64(b.N) {
							m := turn.Message{ClientID: fmt.Sprint("b", next.Add(1)), Text: "привіт"}
							if _, err := s.Receive(b.Context(), ws, k.id, m); err != nil {
								done <- err
								return
							}
						}
						done <- nil
					}()
				}
				for range talks {
					if err := <-done; err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "turns/s")
			})
		}
	}
}
