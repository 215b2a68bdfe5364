package httpapi

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"time"
)

// An idle stream costs what it keeps. A request that stays open keeps net/http's
// buffers, its headers and contexts, and a stack that the checks at its
// beginning have made deep: some 40 KB. So a stream takes the connection over,
// lets the request end, and goes on in a goroutine of its own with a small stack
// and nearly no buffers: some 12 KB.

// detach runs a stream beside its request, and end after it. A panic ends that
// stream alone. Where a stream waits, it should stand on few and small frames:
// Go only gives half of a stack back when less than a quarter is in use, 2 KB of
// the 8 KB that are common here less a reserve of 800 bytes.
func (s *Server) detach(run, end func()) {
	go func() {
		defer s.ended(end)
		run()
	}()
}

func (s *Server) ended(end func()) {
	if p := recover(); p != nil {
		s.log.Error("stream panicked", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	}
	end()
}

// takeOver answers 200 with the headers that are set, by hand, and gives the
// connection; nil when it cannot be had, with nothing written. The body ends
// where the connection does.
func takeOver(w http.ResponseWriter, r *http.Request) net.Conn {
	if r.ProtoMajor != 1 || r.Method != http.MethodGet {
		return nil
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil
	}
	var head bytes.Buffer
	head.WriteString("HTTP/1.1 200 OK\r\n")
	h := w.Header()
	h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	h.Set("Connection", "close")
	_ = h.Write(&head) // into memory
	head.WriteString("\r\nretry: 2000\n\n")
	if sw, ok := w.(*seen); ok {
		sw.status = http.StatusOK
	}
	// An error here shows again at the first frame.
	_, _ = deadlineWriter{conn}.Write(head.Bytes())
	return conn
}

// waitForEnd returns when the other side goes away, or says something, which it
// has no reason to.
func waitForEnd(conn net.Conn) {
	var b [1]byte
	_, _ = conn.Read(b[:])
}

// deadlineWriter gives each write its time.
type deadlineWriter struct{ conn net.Conn }

func (d deadlineWriter) Write(b []byte) (int, error) {
	if err := d.conn.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return 0, err
	}
	return d.conn.Write(b)
}

// flushing is the same within a request.
type flushing struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (f flushing) Write(b []byte) (int, error) {
	_ = f.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	n, err := f.w.Write(b)
	if err != nil {
		return n, err
	}
	return n, f.control.Flush()
}

// Sizes of a WebSocket's buffers: frames from the client are a few bytes, and
// longer ones to it pass by the buffer.
const (
	socketRead  = 512
	socketWrite = 512
)

// smallBuffers hands a connection over with small buffers in place of net/http's.
type smallBuffers struct{ http.ResponseWriter }

// Unwrap is for http.ResponseController.
func (s smallBuffers) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Hijack takes the connection over.
func (s smallBuffers) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(s.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	// What the client has sent already must not be lost.
	early, _ := rw.Reader.Peek(rw.Reader.Buffered())
	r := bufio.NewReaderSize(conn, max(socketRead, len(early)))
	if len(early) > 0 {
		r.Reset(&preceded{conn, bytes.Clone(early)})
		_, _ = r.Peek(len(early)) // into the buffer, where Accept looks for it
	}
	return conn, bufio.NewReadWriter(r, bufio.NewWriterSize(conn, socketWrite)), nil
}

// preceded reads some bytes before the connection's.
type preceded struct {
	net.Conn
	first []byte
}

func (p *preceded) Read(b []byte) (int, error) {
	if len(p.first) > 0 {
		n := copy(b, p.first)
		p.first = p.first[n:]
		return n, nil
	}
	return p.Conn.Read(b)
}
