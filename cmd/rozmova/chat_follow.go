package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/rozmova/rozmova/internal/httpapi"
)

// frame is one thing that the follower saw; one of its fields is set.
type frame struct {
	conversation string
	event        *chatEvent
	typing       *chatTyping
	state        string // of the connection
	err          error  // the follower has given up
}

// chatEvent is any of the events that customers see.
type chatEvent struct {
	Seq         int64                  `json:"seq"`
	Type        string                 `json:"type"`
	Actor       string                 `json:"actor"`
	Name        string                 `json:"name"`
	Text        string                 `json:"text"`
	Buttons     []httpapi.ButtonView   `json:"buttons"`
	Cards       []httpapi.CardView     `json:"cards"`
	Citations   []httpapi.CitationView `json:"citations"`
	Owner       string                 `json:"owner"`
	WaitSeconds *int                   `json:"wait_seconds"`
	Title       string                 `json:"title"`
	Status      string                 `json:"status"`
	Effect      string                 `json:"effect"`
}

type chatTyping struct {
	Actor string `json:"actor"`
	Name  string `json:"name"`
}

// follow reads the conversation's events from the first one on and comes back
// with its cursor whenever the stream ends, until ctx does. After /new it
// follows the new conversation.
func (c *chatClient) follow(ctx context.Context, out chan<- frame) {
	tell := func(f frame) {
		select {
		case out <- f:
		case <-ctx.Done():
		}
	}
	conv, after, down := c.conversation(), int64(0), false
	pause := firstPause
	for ctx.Err() == nil {
		if now := c.conversation(); now != conv {
			conv, after = now, 0
		}
		err := c.stream(ctx, conv, after, func(f frame) {
			if down {
				down = false
				tell(frame{conversation: conv, state: stateBack})
			}
			pause = firstPause
			f.conversation = conv
			if f.event != nil {
				after = f.event.Seq
			}
			tell(f)
		})
		switch {
		case ctx.Err() != nil || c.conversation() != conv:
			continue
		case refusedWith(err, "token_expired", "unauthorized", "not_found", "cursor_ahead"):
			fresh, err := c.renew(ctx)
			if err == nil && fresh {
				tell(frame{conversation: c.conversation(), state: stateGone})
			}
			if err == nil {
				continue
			}
		case errors.Is(err, io.EOF): // the server ends streams now and then
		}
		if err != nil && !errors.Is(err, io.EOF) && !down {
			down = true
			tell(frame{conversation: conv, state: stateLost})
		}
		_ = sleep(ctx, pause)
		pause = min(2*pause, longPause)
	}
}

// quiet is longer than the server lets a stream be silent: it sends pings.
const quiet = 90 * time.Second

// stream follows one connection to its end. io.EOF: the server ended it.
func (c *chatClient) stream(ctx context.Context, conv string, after int64, see func(frame)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s, ok := c.streaming(conv, cancel)
	if !ok {
		return io.EOF
	}
	watch := time.AfterFunc(quiet, cancel) // a connection that says nothing is dead
	defer watch.Stop()
	req, err := c.request(ctx, http.MethodGet, c.eventsPath(s, after), s.Token, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "text/event-stream")
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(io.LimitReader(res.Body, 64<<10))
		return refusal(res, b)
	}
	see(frame{}) // connected
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, maxChatAnswer)
	var kind string
	var data []byte
	for lines.Scan() {
		watch.Reset(quiet)
		name, value, _ := bytes.Cut(lines.Bytes(), []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(name) {
		case "event":
			kind = string(value)
		case "data":
			data = append(data, value...)
		case "":
			if f, ok := read(kind, data); ok {
				see(f)
			}
			kind, data = "", nil
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return io.EOF
}

// read makes a frame of what one server-sent event says.
func read(kind string, data []byte) (frame, bool) {
	switch kind {
	case "":
		var e chatEvent
		if json.Unmarshal(data, &e) != nil || e.Seq == 0 {
			return frame{}, false
		}
		return frame{event: &e}, true
	case "typing":
		var t chatTyping
		return frame{typing: &t}, json.Unmarshal(data, &t) == nil
	case "ping":
		return frame{}, true
	}
	return frame{}, false
}
