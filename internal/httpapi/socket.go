package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/coder/websocket"

	"github.com/rozmova/rozmova/internal/stream"
)

// Close codes of our own; 1001 says that the server stops, and 1011 that
// something went wrong: both mean "come back with your cursor".
const (
	closeExpired websocket.StatusCode = 4401 // the token or the sign-in has ended
	closeSlow    websocket.StatusCode = 4408 // too far behind: reload and come back
)

// serveSocket streams one conversation over a WebSocket. The client has nothing
// to say on it; a frame from it ends the connection.
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request, src source) {
	c, p := readCursor(r)
	if p != nil {
		writeProblem(w, r, p)
		return
	}
	f := s.cfg.Bus.Follow(src.ws, src.id, c.after)
	first, err := f.Poll(r.Context())
	if err != nil {
		f.Close()
		s.fail(w, r, err)
		return
	}
	asStream(w)
	// Any origin: the token is the key, and no cookie is looked at.
	conn, err := websocket.Accept(smallBuffers{w}, r, &websocket.AcceptOptions{
		InsecureSkipVerify: true, Subprotocols: []string{"rozmova.v1"}, CompressionMode: websocket.CompressionDisabled,
	})
	if err != nil {
		f.Close()
		return // Accept has answered
	}
	s.detach(func() {
		ctx := conn.CloseRead(context.Background())
		err := s.pump(ctx, f, &first, &src, func(b *stream.Batch) error { return sendBatch(ctx, conn, &src, b) })
		sayGoodbye(ctx, conn, err)
	}, func() {
		conn.CloseNow()
		f.Close()
	})
}

// sayGoodbye closes with the reason why the pump stopped.
func sayGoodbye(ctx context.Context, conn *websocket.Conn, err error) {
	switch {
	case errors.Is(err, errOver):
		conn.Close(closeExpired, string(codeTokenExpired))
	case errors.Is(err, stream.ErrClosed):
		conn.Close(websocket.StatusGoingAway, "restart")
	case ctx.Err() == nil:
		conn.Close(websocket.StatusInternalError, string(codeInternal))
	}
}

func sendBatch(ctx context.Context, conn *websocket.Conn, src *source, b *stream.Batch) error {
	for _, e := range b.Events {
		if err := sendFrame(ctx, conn, src.show(e)); err != nil {
			return err
		}
	}
	for _, sig := range b.Signals {
		if !src.hears(sig) {
			continue
		}
		if err := sendFrame(ctx, conn, signalFrame(sig)); err != nil {
			return err
		}
	}
	if b.Ping {
		return sendFrame(ctx, conn, pingFrame)
	}
	return nil
}

// PingFrame shows life when there is nothing to say.
type PingFrame struct {
	Type string `json:"type" enum:"ping"`
}

var pingFrame = PingFrame{"ping"}

func sendFrame(ctx context.Context, conn *websocket.Conn, v any) error {
	b := buffer()
	defer release(b)
	if err := appendJSON(b, v); err != nil {
		return err
	}
	return sendText(ctx, conn, b.Bytes())
}

func sendText(ctx context.Context, conn *websocket.Conn, text []byte) error {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	return conn.Write(ctx, websocket.MessageText, text)
}
