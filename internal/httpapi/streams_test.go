package httpapi

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/stream"
)

// errEnough ends a read on purpose, as a broken connection would.
var errEnough = errors.New("enough")

// transport reads events after a cursor until take says enough or the
// connection ends.
type transport func(ctx context.Context, c customer, after int64, take func(wireEvent) error) error

var transports = map[string]transport{
	"long poll": func(ctx context.Context, c customer, after int64, take func(wireEvent) error) error {
		for {
			req := must(http.NewRequestWithContext(ctx, "GET", c.http.URL+c.path(fmt.Sprintf("/events?after=%d&wait=5&limit=7", after)), nil))
			req.Header.Set("Authorization", "Bearer "+c.Token)
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				return err
			}
			var p wirePage
			err = json.NewDecoder(resp.Body).Decode(&p)
			resp.Body.Close()
			if err != nil || resp.StatusCode != 200 {
				return fmt.Errorf("status %d: %w", resp.StatusCode, err)
			}
			for _, e := range p.Events {
				if err := take(e); err != nil {
					return err
				}
				after = e.seq()
			}
		}
	},
	"server-sent events": func(ctx context.Context, c customer, after int64, take func(wireEvent) error) error {
		req := must(http.NewRequestWithContext(ctx, "GET", c.http.URL+c.path("/events"), nil))
		req.Header.Set("Authorization", "Bearer "+c.Token)
		req.Header.Set("Accept", "text/event-stream")
		req.Header.Set("Last-Event-ID", strconv.FormatInt(after, 10))
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if ct := resp.Header.Get("Content-Type"); resp.StatusCode != 200 || !strings.HasPrefix(ct, "text/event-stream") {
			return fmt.Errorf("status %d, %s", resp.StatusCode, ct)
		}
		id := ""
		for lines := bufio.NewScanner(resp.Body); ; {
			if !lines.Scan() {
				return lines.Err()
			}
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				id = value
			case "data":
				var e wireEvent
				if err := json.Unmarshal([]byte(value), &e); err != nil {
					return err
				}
				if e["seq"] == nil {
					continue
				}
				if fmt.Sprint(e.seq()) != id {
					return fmt.Errorf("id %s for seq %d", id, e.seq())
				}
				if err := take(e); err != nil {
					return err
				}
			}
		}
	},
	"WebSocket": func(ctx context.Context, c customer, after int64, take func(wireEvent) error) error {
		conn, _, err := websocket.Dial(ctx, c.http.URL+c.path(fmt.Sprintf("/stream?after=%d", after)),
			&websocket.DialOptions{Subprotocols: []string{"rozmova.v1", "bearer." + c.Token}})
		if err != nil {
			return err
		}
		defer conn.CloseNow()
		if conn.Subprotocol() != "rozmova.v1" {
			return fmt.Errorf("subprotocol %q", conn.Subprotocol())
		}
		for {
			_, b, err := conn.Read(ctx)
			if err != nil {
				return err
			}
			var e wireEvent
			if err := json.Unmarshal(b, &e); err != nil {
				return err
			}
			if e["seq"] == nil {
				continue
			}
			if err := take(e); err != nil {
				return err
			}
		}
	},
}

// TestResumeByCursor: readers on every transport break off at random, switch
// transports and come back with their cursor, while messages keep coming; each
// sees every event once, in order.
func TestResumeByCursor(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	const messages = 60
	total := int64(1 + 3*messages) // started; each message, what was understood, the answer
	names := []string{"long poll", "server-sent events", "WebSocket"}
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	var wg sync.WaitGroup
	for reader := range 6 {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(7, uint64(reader)))
			var cursor int64
			breaks := 0
			for cursor < total && ctx.Err() == nil {
				name := names[rnd.IntN(len(names))]
				left := 1 + rnd.IntN(20)
				err := transports[name](ctx, c, cursor, func(e wireEvent) error {
					if e.seq() != cursor+1 {
						t.Errorf("reader %d on %s: %d after %d", reader, name, e.seq(), cursor)
					}
					cursor = e.seq()
					if left--; left == 0 || cursor == total {
						return errEnough
					}
					return nil
				})
				if !errors.Is(err, errEnough) {
					t.Errorf("reader %d on %s: %v", reader, name, err)
					return
				}
				breaks++
			}
			if cursor != total || breaks < 5 {
				t.Errorf("reader %d came to %d of %d with %d breaks", reader, cursor, total, breaks)
			}
		})
	}
	for i := range messages {
		c.say(fmt.Sprint("повідомлення ", i))
	}
	wg.Wait()
	for end := time.Now().Add(5 * time.Second); s.bus.Open() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d followers are left open", s.bus.Open())
		}
	}
}

// TestSlowReaders: somebody who reads nothing holds nobody up, and gets all of
// it later.
func TestSlowReaders(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	conn, _, err := websocket.Dial(t.Context(), s.http.URL+c.path("/stream?token="+c.Token), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	for range 30 {
		c.say(strings.Repeat("довге повідомлення ", 200))
	}
	for want := int64(1); want <= 91; {
		_, b, err := conn.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var e wireEvent
		if err := json.Unmarshal(b, &e); err != nil {
			t.Fatal(err)
		}
		if e["seq"] == nil {
			continue // a ping
		}
		if e.seq() != want {
			t.Fatalf("seq %d, want %d", e.seq(), want)
		}
		want++
	}
}

func TestLongPollEndsEmpty(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	var p wirePage
	c.ask("GET", "/events?after=1&wait=1", nil).want(200).into(&p)
	if p.Events == nil || len(p.Events) != 0 || p.LastSeq != 1 {
		t.Errorf("an empty page: %+v", p)
	}
}

func TestTypingIsHeardAndNotKept(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.ask("POST", "/messages", map[string]string{"client_id": "p", "button": "person"}).want(202)
	w := s.agent("oksana@dim.example")
	id := "/conversations/" + string(c.Conversation)
	w.ask("POST", id+"/take", map[string]any{"client_id": "t", "from_seq": 1}).want(202)
	last := c.events(0).LastSeq
	conn, _, err := websocket.Dial(t.Context(), s.http.URL+c.path(fmt.Sprintf("/stream?after=%d&token=%s", last, c.Token)), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	c.ask("POST", "/typing", "{}").want(204) // one's own typing does not come back
	w.ask("POST", id+"/typing", "{}").want(204)
	_, b, err := conn.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if string(b) != `{"type":"typing","actor":"agent","name":"oksana"}` {
		t.Errorf("frame: %s", b)
	}
	if n := c.events(0).LastSeq; n != last {
		t.Errorf("typing moved the log from %d to %d", last, n)
	}
}

func TestStreamsEndWithTheirToken(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	conn, _, err := websocket.Dial(t.Context(), s.http.URL+c.path("/stream?after=1&token="+c.Token), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	s.clock.move(25 * time.Hour)
	s.bus.Announce(t.Context(), stream.Announcement{Workspace: "dim", Conversation: c.Conversation, Last: 1})
	s.bus.Send(t.Context(), stream.Signal{Workspace: "dim", Conversation: c.Conversation, Kind: stream.Typing, Actor: conversation.Bot})
	for err == nil {
		_, _, err = conn.Read(t.Context())
	}
	if websocket.CloseStatus(err) != closeExpired {
		t.Errorf("ended with %v", err)
	}
}

func TestStreamsEndWithTheServer(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	conn, _, err := websocket.Dial(t.Context(), s.http.URL+c.path("/stream?after=1&token="+c.Token), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	s.bus.Close()
	if _, _, err := conn.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusGoingAway {
		t.Errorf("ended with %v", err)
	}
}

// deskSocket is an agent's stream.
func (w worker) socket(headers ...string) (*websocket.Conn, *http.Response, error) {
	h := http.Header{"Cookie": {w.cookie}}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return websocket.Dial(w.t.Context(), w.http.URL+"/api/desk/v1/stream", &websocket.DialOptions{HTTPHeader: h})
}

// frames reads until want has been satisfied.
func frames(t *testing.T, conn *websocket.Conn, want func(wireEvent) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		_, b, err := conn.Read(ctx)
		if err != nil {
			t.Fatalf("stream ended before what was awaited came: %v", err)
		}
		var f wireEvent
		if err := json.Unmarshal(b, &f); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if bytes.Contains(b, []byte(secretReason)) {
			t.Errorf("a frame says what a button means: %s", b)
		}
		if want(f) {
			return
		}
	}
}

func TestDeskStream(t *testing.T) {
	s := newSite(t)
	foreign := s.customer("other")
	foreign.say("чуже")
	w := s.agent("oksana@dim.example")
	conn, _, err := w.socket()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	c := s.customer("dim")
	c.say("привіт")
	foreign.say("ще чуже")
	row, counts := false, false
	frames(t, conn, func(f wireEvent) bool {
		if strings.Contains(fmt.Sprint(f), string(foreign.Conversation)) {
			t.Errorf("another workspace's conversation: %v", f)
		}
		switch f["type"] {
		case "row":
			r := f["row"].(map[string]any)
			row = r["id"] == string(c.Conversation) && r["last_seq"] == float64(4)
		case "counts":
			counts = f["counts"].(map[string]any)["bot"] == float64(1)
		}
		return row && counts
	})
	send := func(v any) {
		t.Helper()
		if err := conn.Write(t.Context(), websocket.MessageText, must(json.Marshal(v))); err != nil {
			t.Fatal(err)
		}
	}
	send(DeskCommand{"open", c.Conversation, 0})
	cursor := int64(0)
	follow := func(f wireEvent) {
		if f["type"] != "event" {
			return
		}
		e := wireEvent(f["event"].(map[string]any))
		if f["conversation"] != string(c.Conversation) || e.seq() != cursor+1 {
			t.Errorf("event %d after %d: %v", e.seq(), cursor, f)
		}
		cursor = e.seq()
	}
	frames(t, conn, func(f wireEvent) bool { follow(f); return cursor == 4 })
	c.say("ще")
	frames(t, conn, func(f wireEvent) bool { follow(f); return cursor == 7 })
	c.ask("POST", "/typing", "{}").want(204)
	frames(t, conn, func(f wireEvent) bool {
		return f["type"] == "typing" && f["actor"] == "customer" && f["conversation"] == string(c.Conversation)
	})
	send(DeskCommand{"close", c.Conversation, 0})
	for name, x := range map[string]struct {
		cmd  DeskCommand
		code Code
	}{
		"another workspace's":   {DeskCommand{"open", foreign.Conversation, 0}, codeNotFound},
		"one that never was":    {DeskCommand{"open", "nothing", 0}, codeNotFound},
		"a cursor out of reach": {DeskCommand{"open", c.Conversation, 99}, codeCursorAhead},
	} {
		send(x.cmd)
		frames(t, conn, func(f wireEvent) bool {
			if f["type"] != "error" {
				return false
			}
			if f["code"] != string(x.code) || f["conversation"] != string(x.cmd.Conversation) {
				t.Errorf("%s: %v", name, f)
			}
			return true
		})
	}
	w.ask("POST", "/logout", "{}").want(204)
	for err == nil {
		_, _, err = conn.Read(t.Context())
	}
	if websocket.CloseStatus(err) != closeExpired {
		t.Errorf("after signing out the stream ended with %v", err)
	}
}

func TestDeskStreamIsClosed(t *testing.T) {
	s := newSite(t)
	w := s.agent("oksana@dim.example")
	nobody := worker{site: s}
	if _, resp, err := nobody.socket(); err == nil || resp.StatusCode != 401 {
		t.Errorf("nobody got in: %v", err)
	}
	for _, origin := range []string{"https://evil.example", "null", "http://127.0.0.1.evil.example"} {
		if _, resp, err := w.socket("Origin", origin); err == nil || resp.StatusCode != 403 {
			t.Errorf("a page of %s got in: %v", origin, err)
		}
	}
	conn, _, err := w.socket("Origin", s.http.URL)
	if err != nil {
		t.Fatalf("our own page: %v", err)
	}
	defer conn.CloseNow()
	if err := conn.Write(t.Context(), websocket.MessageText, []byte("{nonsense")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := conn.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusUnsupportedData {
		t.Errorf("nonsense ended with %v", err)
	}
}
