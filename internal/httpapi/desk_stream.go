package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/stream"
)

const deskStreamDoc = "Needs the cookie; the Origin must be this server. The server sends text frames, each a `DeskFrame`: " +
	"`row` for a changed conversation, `counts`, `typing`, `ping`. The client sends a `DeskCommand`: `open` a conversation, and it " +
	"gets an `event` for each event after `after`, or an `error`; `close` ends that. At most " +
	"50 are open at once. After a reconnect the client reads the inbox and opens its conversations again with its cursors."

// Bounds on what one desk may ask for on its stream.
const (
	maxOpened    = 50
	maxCommand   = 2 << 10
	checkSession = 5 * time.Minute // how long a sign-in that was ended elsewhere may still listen
)

// The frames of a desk's stream.
type (
	// RowFrame is a changed conversation.
	RowFrame struct {
		Type string `json:"type" enum:"row"`
		Row  Row    `json:"row"`
	}
	// CountsFrame is the new sizes of the views.
	CountsFrame struct {
		Type   string `json:"type" enum:"counts"`
		Counts Counts `json:"counts"`
	}
	// DeskTypingFrame says who is writing, and where.
	DeskTypingFrame struct {
		Type         string                      `json:"type" enum:"typing"`
		Conversation conversation.ConversationID `json:"conversation"`
		Actor        conversation.ActorKind      `json:"actor" enum:"customer,bot,agent"`
		Name         string                      `json:"name,omitempty" doc:"An agent's display name."`
	}
	// EventFrame is an event of an opened conversation.
	EventFrame struct {
		Type         string                      `json:"type" enum:"event"`
		Conversation conversation.ConversationID `json:"conversation"`
		Event        DeskEvent                   `json:"event"`
	}
	// ErrorFrame says why a conversation could not be opened.
	ErrorFrame struct {
		Type         string                      `json:"type" enum:"error"`
		Conversation conversation.ConversationID `json:"conversation"`
		Code         Code                        `json:"code"`
		LastSeq      *int64                      `json:"last_seq,omitempty" doc:"With cursor_ahead: where the log ends."`
	}
	// DeskCommand is what a client sends.
	DeskCommand struct {
		Type         string                      `json:"type" enum:"open,close"`
		Conversation conversation.ConversationID `json:"conversation"`
		After        int64                       `json:"after,omitempty" minimum:"0" doc:"With open: the last seq that the client has."`
	}
)

// deskConn is one agent's stream: the feed's mail and the conversations that
// are open in it, written by one goroutine.
type deskConn struct {
	s      *Server
	agent  agent
	conn   *websocket.Conn
	desk   *screen
	opened map[conversation.ConversationID]*stream.Follower
}

func (s *Server) deskStream(w http.ResponseWriter, r *http.Request) {
	asStream(w)
	// The cookie is sent by any page that opens a socket here, so the page must
	// be ours: Accept compares Origin with Host.
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		OriginPatterns: s.cfg.Origins, Subprotocols: []string{"rozmova.v1"}, CompressionMode: websocket.CompressionDisabled,
	})
	if err != nil {
		return // Accept has answered
	}
	defer conn.CloseNow()
	conn.SetReadLimit(maxCommand)
	a := agentOf(r.Context())
	c := &deskConn{
		s: s, agent: a, conn: conn, desk: &screen{agent: a, wake: make(chan struct{}, 1)},
		opened: make(map[conversation.ConversationID]*stream.Follower),
	}
	s.feeds.join(c.desk)
	defer s.feeds.leave(c.desk)
	defer c.closeAll()

	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	commands := make(chan DeskCommand)
	go func() {
		defer cancel()
		c.listen(ctx, commands)
	}()
	c.run(ctx, commands, cookieOf(r))
}

// listen reads what the client asks, until it goes away or talks nonsense.
func (c *deskConn) listen(ctx context.Context, commands chan<- DeskCommand) {
	for {
		kind, b, err := c.conn.Read(ctx)
		if err != nil {
			return
		}
		var cmd DeskCommand
		if kind != websocket.MessageText || checkJSON(b) != nil || json.Unmarshal(b, &cmd) != nil {
			c.conn.Close(websocket.StatusUnsupportedData, string(codeInvalidJSON))
			return
		}
		select {
		case commands <- cmd:
		case <-ctx.Done():
			return
		}
	}
}

func (c *deskConn) run(ctx context.Context, commands <-chan DeskCommand, token string) {
	watched := c.s.watchDone(c.agent.workspace())
	checked := c.s.now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-watched:
			c.conn.Close(websocket.StatusGoingAway, "restart")
			return
		case cmd := <-commands:
			if !c.obey(ctx, cmd) {
				return
			}
		case <-c.desk.wake:
		}
		mail, ended := c.desk.fetch()
		if now := c.s.now(); ended == "" && now.Sub(checked) > checkSession {
			checked = now
			if _, err := c.s.cfg.Accounts.Check(ctx, token); err != nil {
				ended = string(codeUnauthorized)
			}
		}
		if ended != "" {
			c.end(ended)
			return
		}
		for _, frame := range mail {
			if sendText(ctx, c.conn, frame) != nil {
				return
			}
		}
		for id := range c.opened {
			if !c.forward(ctx, id) {
				return
			}
		}
	}
}

func (c *deskConn) end(why string) {
	if why == string(codeUnauthorized) {
		c.conn.Close(closeExpired, why)
		return
	}
	c.conn.Close(closeSlow, why)
}

// obey opens or closes a conversation. False ends the stream.
func (c *deskConn) obey(ctx context.Context, cmd DeskCommand) bool {
	c.close(cmd.Conversation)
	switch {
	case cmd.Type == "close":
		return true
	case cmd.Type != "open" || cmd.After < 0:
		c.conn.Close(websocket.StatusUnsupportedData, string(codeInvalid))
		return false
	case len(c.opened) >= maxOpened:
		return c.refuse(ctx, cmd.Conversation, problem(codeRateLimited))
	}
	c.opened[cmd.Conversation] = c.s.cfg.Bus.Follow(c.agent.workspace(), cmd.Conversation, cmd.After,
		stream.Waking(c.desk.wake), stream.WithoutPings())
	c.desk.stir()
	return true
}

// forward sends what an opened conversation has new. Signals come by the feed,
// which has them for all conversations.
func (c *deskConn) forward(ctx context.Context, id conversation.ConversationID) bool {
	b, err := c.opened[id].Poll(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return false
		}
		c.close(id)
		return c.refuse(ctx, id, c.s.problemOf(ctx, err))
	}
	for _, e := range b.Events {
		if sendFrame(ctx, c.conn, EventFrame{"event", id, deskView(e, c.s.reasonsFor(c.agent.workspace(), c.agent.User.Locale))}) != nil {
			return false
		}
	}
	return true
}

func (c *deskConn) refuse(ctx context.Context, id conversation.ConversationID, p *Problem) bool {
	return sendFrame(ctx, c.conn, ErrorFrame{"error", id, p.Code, p.LastSeq}) == nil
}

func (c *deskConn) close(id conversation.ConversationID) {
	if f := c.opened[id]; f != nil {
		f.Close()
		delete(c.opened, id)
	}
}

func (c *deskConn) closeAll() {
	for id := range c.opened {
		c.close(id)
	}
}

// watchDone is closed when the bus is: the process stops.
func (s *Server) watchDone(ws conversation.WorkspaceID) <-chan struct{} {
	s.feeds.mu.Lock()
	defer s.feeds.mu.Unlock()
	return s.feeds.by[ws].watch.Done()
}

func cookieOf(r *http.Request) string {
	if c, err := r.Cookie(cookieName); err == nil {
		return c.Value
	}
	return ""
}
