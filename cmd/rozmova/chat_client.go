package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/httpapi"
)

func workspaceID(s string) conversation.WorkspaceID { return conversation.WorkspaceID(s) }

// refusedError is the server's no to a request.
type refusedError struct {
	code   httpapi.Code
	detail string
	status int
	retry  time.Duration
}

func (e *refusedError) Error() string { return plain(e.detail) }

// passing says that the same request may be taken later.
func (e *refusedError) passing() bool {
	return e.status == http.StatusTooManyRequests || e.status >= 500
}

func refusedWith(err error, codes ...httpapi.Code) bool {
	var no *refusedError
	if !errors.As(err, &no) {
		return false
	}
	for _, c := range codes {
		if no.code == c {
			return true
		}
	}
	return false
}

// chatClient speaks the customer API. Its session is replaced when its token
// runs out.
type chatClient struct {
	base *url.URL
	http *http.Client
	ask  httpapi.SessionRequest

	mu      sync.Mutex
	session httpapi.Session
	cut     context.CancelFunc // ends the stream of the session's conversation
}

func newChatClient(server string, ask httpapi.SessionRequest) (*chatClient, error) {
	u, err := url.Parse(server)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("--server %q: need an address such as http://localhost:8080", server)
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	t.ResponseHeaderTimeout = 30 * time.Second
	return &chatClient{base: u, http: &http.Client{Transport: t}, ask: ask}, nil
}

func (c *chatClient) current() httpapi.Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.session
}

func (c *chatClient) conversation() string { return string(c.current().Conversation) }
func (c *chatClient) name() string         { return c.current().Workspace.Name }

// start opens a new conversation for the first time.
func (c *chatClient) start(ctx context.Context) error {
	err := c.anew(ctx)
	var unreachable *url.Error
	if errors.As(err, &unreachable) && ctx.Err() == nil {
		return fmt.Errorf("nobody answers at %s (%w); is `rozmova serve` or `rozmova demo` running there?", c.base, unreachable.Err)
	}
	return err
}

// anew opens a new conversation.
func (c *chatClient) anew(ctx context.Context) error { return c.open(ctx, c.ask) }

// renew exchanges a token that ran out. fresh says that the conversation could
// not be continued and another one began.
func (c *chatClient) renew(ctx context.Context) (fresh bool, err error) {
	before := c.current()
	ask := c.ask
	ask.Resume = &httpapi.ResumeRequest{Token: before.Token}
	if err := c.open(ctx, ask); err != nil {
		return false, err
	}
	return c.current().Conversation != before.Conversation, nil
}

func (c *chatClient) open(ctx context.Context, ask httpapi.SessionRequest) error {
	var s httpapi.Session
	if err := c.do(ctx, http.MethodPost, "/api/customer/v1/sessions", "", ask, &s); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut != nil && s.Conversation != c.session.Conversation {
		c.cut()
	}
	c.session = s
	return nil
}

// streaming notes how to end the stream of a conversation; not ok when the
// conversation is another by now.
func (c *chatClient) streaming(conv string, cut context.CancelFunc) (s httpapi.Session, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut = cut
	return c.session, string(c.session.Conversation) == conv
}

// Waiting between tries of a request, and how often a pipe tries.
const (
	firstPause = 500 * time.Millisecond
	longPause  = 8 * time.Second
)

// send sends a message until it is accepted or refused. Repeating is safe: the
// server knows the message by its client ID. lost is called when the first try
// finds no connection.
func (c *chatClient) send(ctx context.Context, m httpapi.MessageRequest, lost func()) error {
	until := time.Now().Add(2 * time.Minute)
	pause := firstPause
	for try := 1; ; try++ {
		s := c.current()
		err := c.do(ctx, http.MethodPost, "/api/customer/v1/conversations/"+string(s.Conversation)+"/messages", s.Token, m, &httpapi.Accepted{})
		var no *refusedError
		switch {
		case err == nil || ctx.Err() != nil:
			return err
		case refusedWith(err, "token_expired") && try < 3:
			if _, err := c.renew(ctx); err != nil {
				return err
			}
			continue
		case errors.As(err, &no) && !no.passing(), time.Now().After(until):
			return err
		}
		wait := pause
		if no != nil && no.retry > 0 {
			wait = no.retry
		} else if try == 1 {
			lost()
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
		pause = min(2*pause, longPause)
	}
}

// lastSeq is where the log ends.
func (c *chatClient) lastSeq(ctx context.Context, after int64) (int64, error) {
	s := c.current()
	var page struct {
		LastSeq int64 `json:"last_seq"`
	}
	err := c.do(ctx, http.MethodGet, c.eventsPath(s, after)+"&limit=1", s.Token, nil, &page)
	return page.LastSeq, err
}

func (c *chatClient) eventsPath(s httpapi.Session, after int64) string {
	return "/api/customer/v1/conversations/" + string(s.Conversation) + "/events?after=" + strconv.FormatInt(after, 10)
}

// maxChatAnswer bounds what one answer may hold.
const maxChatAnswer = 4 << 20

// do makes one request. An answer that is no success comes as *refusedError.
func (c *chatClient) do(ctx context.Context, method, path, token string, body, into any) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := c.request(ctx, method, path, token, body)
	if err != nil {
		return err
	}
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxChatAnswer))
	if err != nil {
		return err
	}
	if res.StatusCode/100 != 2 {
		return refusal(res, b)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("%s does not answer as Rozmova does: %w", c.base, err)
	}
	return nil
}

func (c *chatClient) request(ctx context.Context, method, path, token string, body any) (*http.Request, error) {
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("encode a request: %w", err)
		}
		r = bytes.NewReader(b)
	}
	path, query, _ := strings.Cut(path, "?")
	target := c.base.JoinPath(path)
	target.RawQuery = query
	req, err := http.NewRequestWithContext(ctx, method, target.String(), r)
	if err != nil {
		return nil, fmt.Errorf("make a request: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Language", c.ask.Locale)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req, nil
}

func refusal(res *http.Response, body []byte) error {
	no := &refusedError{status: res.StatusCode, detail: res.Status}
	var p httpapi.Problem
	if json.Unmarshal(body, &p) == nil && p.Code != "" {
		no.code, no.detail = p.Code, p.Detail
	}
	if s, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil && s > 0 {
		no.retry = min(time.Duration(s)*time.Second, time.Minute)
	}
	return no
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
