package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/stream"
)

// Bounds on reading events.
const (
	pageLimit    = 200 // events of a page unless asked otherwise
	maxPage      = 500
	maxWait      = 55 * time.Second // below what proxies cut off
	writeTimeout = 20 * time.Second // of one write to a stream
)

// source is a conversation as one reader follows it.
type source struct {
	ws    conversation.WorkspaceID
	id    conversation.ConversationID
	until time.Time // the reader's right to follow ends here; zero means never
	show  func(conversation.Event) any
	hears func(stream.Signal) bool
}

// CustomerEventPage is a page of events.
type CustomerEventPage struct {
	Events  []CustomerEvent `json:"events" doc:"In order of seq, without gaps."`
	LastSeq int64           `json:"last_seq" doc:"The number of the conversation's last event: there is more when it is beyond the page."`
}

// DeskEventPage is a page of events as agents see them.
type DeskEventPage struct {
	Events  []DeskEvent `json:"events" doc:"In order of seq, without gaps."`
	LastSeq int64       `json:"last_seq" doc:"The number of the conversation's last event."`
}

type eventPage struct {
	Events  []any `json:"events"`
	LastSeq int64 `json:"last_seq"`
}

// cursor is what a request for events asks.
type cursor struct {
	after int64
	wait  time.Duration
	limit int
}

// serveEvents answers with a page (at once, or after waiting for something to
// happen) or with a stream, as Accept asks.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request, src source) {
	c, p := readCursor(r)
	if p != nil {
		writeProblem(w, r, p)
		return
	}
	if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		s.serveSSE(w, r, src, c)
		return
	}
	events, last, err := s.page(w, r, src, c)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := eventPage{Events: make([]any, 0, len(events)), LastSeq: last}
	for _, e := range events {
		page.Events = append(page.Events, src.show(e))
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = writeJSON(w, page) // the client is gone: nothing to tell it
}

func (s *Server) page(w http.ResponseWriter, r *http.Request, src source, c cursor) ([]conversation.Event, int64, error) {
	if c.wait == 0 {
		events, last, err := s.cfg.Store.Events(r.Context(), src.ws, src.id, c.after, c.limit)
		if err == nil && c.after > last {
			err = &stream.AheadError{Last: last}
		}
		return events, last, err
	}
	asStream(w)
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(c.wait + answerTimeout))
	ctx, cancel := context.WithTimeout(r.Context(), c.wait)
	defer cancel()
	f := s.cfg.Bus.Follow(src.ws, src.id, c.after, stream.AtMost(c.limit), stream.WithoutPings())
	defer f.Close()
	for {
		b, err := f.Next(ctx)
		switch {
		case len(b.Events) > 0:
			return b.Events, f.Last(), nil
		case err != nil && r.Context().Err() == nil && (errors.Is(err, context.DeadlineExceeded) || errors.Is(err, stream.ErrClosed)):
			return nil, f.Last(), nil // nothing happened
		case err != nil:
			return nil, 0, err
		}
	}
}

// serveSSE streams events until the client, its right or the server goes. Each
// event carries its seq as id, so a browser resumes by itself.
func (s *Server) serveSSE(w http.ResponseWriter, r *http.Request, src source, c cursor) {
	f := s.cfg.Bus.Follow(src.ws, src.id, c.after)
	first, err := f.Poll(r.Context())
	if err != nil {
		f.Close()
		s.fail(w, r, err)
		return
	}
	asStream(w)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	if conn := takeOver(w, r); conn != nil {
		ctx, cancel := context.WithCancel(context.Background())
		go func() {
			waitForEnd(conn)
			cancel()
		}()
		s.detach(func() {
			_ = s.pump(ctx, f, &first, &src, func(b *stream.Batch) error { return writeSSE(deadlineWriter{conn}, &src, b) })
		}, func() {
			cancel()
			conn.Close()
			f.Close()
		})
		return
	}
	// HTTP/2, where connections are shared: the request stays what it is.
	defer f.Close()
	out := flushing{w, http.NewResponseController(w)}
	_ = s.pump(r.Context(), f, &first, &src, func(b *stream.Batch) error { return writeSSE(out, &src, b) })
}

// errOver: the reader's right to follow has ended.
var errOver = errors.New("the reader's right has ended")

// pump sends a first batch and then all that comes, and says why it stopped.
func (s *Server) pump(ctx context.Context, f *stream.Follower, b *stream.Batch, src *source, send func(*stream.Batch) error) (err error) {
	for {
		if err := send(b); err != nil {
			return err
		}
		if src.over(s.now()) {
			return errOver
		}
		if *b, err = f.Next(ctx); err != nil {
			if !errors.Is(err, stream.ErrClosed) && ctx.Err() == nil {
				s.problemOf(ctx, err) // logged; the client comes back with its cursor
			}
			return err
		}
	}
}

func writeSSE(w io.Writer, src *source, b *stream.Batch) error {
	frames := buffer()
	defer release(frames)
	if err := sseFrames(frames, src, b); err != nil || frames.Len() == 0 {
		return err
	}
	_, err := w.Write(frames.Bytes())
	return err
}

func sseFrames(to *bytes.Buffer, src *source, b *stream.Batch) error {
	for _, e := range b.Events {
		fmt.Fprintf(to, "id: %d\ndata: ", e.Seq)
		if err := appendJSON(to, src.show(e)); err != nil {
			return err
		}
		to.WriteString("\n\n")
	}
	for _, sig := range b.Signals {
		if !src.hears(sig) {
			continue
		}
		fmt.Fprintf(to, "event: %s\ndata: ", sig.Kind)
		if err := appendJSON(to, signalFrame(sig)); err != nil {
			return err
		}
		to.WriteString("\n\n")
	}
	if b.Ping {
		to.WriteString("event: ping\ndata: {\"type\":\"ping\"}\n\n")
	}
	return nil
}

func (src source) over(now time.Time) bool { return !src.until.IsZero() && !now.Before(src.until) }

// TypingFrame is a signal as it travels: never in the log.
type TypingFrame struct {
	Type  string                 `json:"type" enum:"typing"`
	Actor conversation.ActorKind `json:"actor" enum:"customer,bot,agent" doc:"Who is writing."`
	Name  string                 `json:"name,omitempty" doc:"An agent's display name."`
}

func signalFrame(sig stream.Signal) TypingFrame {
	return TypingFrame{Type: string(sig.Kind), Actor: sig.Actor, Name: sig.Name}
}

// readCursor reads after, wait and limit. A browser that reconnects says in
// Last-Event-ID how far it had come, which is newer than its address.
func readCursor(r *http.Request) (cursor, *Problem) {
	q := r.URL.Query()
	c := cursor{limit: pageLimit}
	after, p := number(q.Get("after"), "query.after")
	if p != nil {
		return c, p
	}
	c.after = after
	if id := r.Header.Get("Last-Event-ID"); id != "" {
		last, p := number(id, "header.Last-Event-ID")
		if p != nil {
			return c, p
		}
		c.after = max(c.after, last)
	}
	wait, p := number(q.Get("wait"), "query.wait")
	if p != nil {
		return c, p
	}
	c.wait = min(time.Duration(min(wait, 3600))*time.Second, maxWait)
	limit, p := number(q.Get("limit"), "query.limit")
	if p != nil {
		return c, p
	}
	if limit > 0 {
		c.limit = int(min(limit, maxPage))
	}
	return c, nil
}

func number(s, field string) (int64, *Problem) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		p := problem(codeInvalid, field)
		p.Errors = []FieldError{{field, "expected a whole number >= 0"}}
		return 0, p
	}
	return n, nil
}

// asStream marks an answer whose time says nothing about the server's speed.
func asStream(w http.ResponseWriter) {
	if sw, ok := w.(*seen); ok {
		sw.stream = true
	}
}

// buffers are shared by all streams: an idle one holds none.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooled keeps a burst's buffers from staying for ever.
const maxPooled = 64 << 10

func buffer() *bytes.Buffer { return buffers.Get().(*bytes.Buffer) }

func release(b *bytes.Buffer) {
	if b.Cap() <= maxPooled {
		b.Reset()
		buffers.Put(b)
	}
}

// appendJSON writes a value without the line end that an Encoder adds.
func appendJSON(to *bytes.Buffer, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode for a stream: %w", err)
	}
	to.Write(b)
	return nil
}

func writeJSON(w http.ResponseWriter, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode an answer: %w", err)
	}
	_, err = w.Write(b)
	return err
}
