package httpapi

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// BenchmarkOpenStream measures the memory that one open and idle stream takes
// of the server, stacks and all. The client's side is a bare connection in the
// same process, whose cost (about 1 KB) is counted too.
//
//	go test -run - -bench OpenStream -benchtime 5000x ./internal/httpapi
func BenchmarkOpenStream(b *testing.B) {
	for name, request := range map[string]string{
		"sse": "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n",
		"websocket": "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
			"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
	} {
		b.Run(name, func(b *testing.B) {
			s := newSite(b, func(c *Config) { c.Limits.Address.PerSecond, c.Limits.Session.PerSecond = -1, -1 })
			c := s.customer("dim")
			c.say("привіт")
			path := c.path("/events?after=1")
			if name == "websocket" {
				path = c.path("/stream?after=1")
			}
			conns := make([]net.Conn, 0, b.N)
			defer func() {
				for _, c := range conns {
					c.Close()
				}
			}()
			address := strings.TrimPrefix(s.http.URL, "http://")
			before := memory()
			b.ResetTimer()
			for range b.N {
				conn, err := net.Dial("tcp", address)
				if err != nil {
					b.Fatal(err)
				}
				conns = append(conns, conn)
				fmt.Fprintf(conn, request, path, c.Token)
				r := bufio.NewReaderSize(conn, 256)
				resp, err := http.ReadResponse(r, nil)
				if err != nil || resp.StatusCode != 200 && resp.StatusCode != 101 {
					b.Fatalf("%v %v", resp, err)
				}
			}
			b.StopTimer()
			for s.bus.Open() < b.N {
				time.Sleep(time.Millisecond)
			}
			time.Sleep(200 * time.Millisecond) // the first frames are written
			b.ReportMetric(float64(memory()-before)/float64(b.N), "B/stream")
		})
	}
}

// memory is what the process holds, after what can be let go has gone.
func memory() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}
