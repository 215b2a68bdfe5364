package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/coder/websocket"
)

// customer is one conversation, seen from its client.
type customer struct {
	s       *server
	address string // that a proxy would tell the server; limits count by it
	id      string
	token   string
}

// perAddress is how many customers share an address, as behind an office's router.
const perAddress = 100

// welcome opens n conversations.
func (s *server) welcome(ctx context.Context, client *http.Client, n int) ([]*customer, error) {
	all := make([]*customer, n)
	errs := make([]error, n)
	at := make(chan int)
	var hands sync.WaitGroup
	for range 16 {
		hands.Go(func() {
			for i := range at {
				all[i], errs[i] = s.open(ctx, client, i)
			}
		})
	}
	for i := range n {
		at <- i
	}
	close(at)
	hands.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s *server) open(ctx context.Context, client *http.Client, i int) (*customer, error) {
	c := &customer{s: s, address: fmt.Sprintf("198.51.100.%d", i/perAddress+1)}
	var session struct {
		Token        string
		Conversation string `json:"conversation_id"`
	}
	if err := c.post(ctx, client, "/api/customer/v1/sessions", map[string]string{"workspace": benchName, "locale": "uk"}, &session); err != nil {
		return nil, err
	}
	c.id, c.token = session.Conversation, session.Token
	return c, nil
}

func (c *customer) post(ctx context.Context, client *http.Client, path string, body, into any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.s.base+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	req.Header = c.header()
	req.Header.Set("Content-Type", "application/json")
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s: %d %s", path, res.StatusCode, answer)
	}
	return json.Unmarshal(answer, into)
}

func (c *customer) header() http.Header {
	h := http.Header{"X-Forwarded-For": {c.address}}
	if c.token != "" {
		h.Set("Authorization", "Bearer "+c.token)
	}
	return h
}

func (c *customer) say(ctx context.Context, client *http.Client, id, text string) error {
	var accepted struct{ Seq int64 }
	return c.post(ctx, client, "/api/customer/v1/conversations/"+c.id+"/messages", map[string]string{"client_id": id, "text": text}, &accepted)
}

// event is what the measuring wants to know of one.
type event struct {
	Seq    int64
	Type   string
	Actor  string
	Client string `json:"client_id"`
}

// follow opens a stream and hands on each event until the stream ends. opened
// is called when the server has accepted it.
func (c *customer) follow(ctx context.Context, socket bool, opened func(), tell func(event)) error {
	if socket {
		return c.socket(ctx, opened, tell)
	}
	return c.sse(ctx, opened, tell)
}

// sse speaks HTTP by hand: thousands of streams in one client then cost it a
// connection and a small buffer each.
func (c *customer) sse(ctx context.Context, opened func(), tell func(event)) error {
	host := strings.TrimPrefix(c.s.base, "http://")
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", host)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	_, err = fmt.Fprintf(conn, "GET /api/customer/v1/conversations/%s/events?after=0 HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n"+
		"Authorization: Bearer %s\r\nX-Forwarded-For: %s\r\n\r\n", c.id, host, c.token, c.address)
	if err != nil {
		return err
	}
	in := bufio.NewReaderSize(conn, 2048)
	status, err := in.ReadString('\n')
	if err != nil {
		return err
	}
	if !strings.Contains(status, " 200 ") {
		return fmt.Errorf("stream: %s", status)
	}
	opened()
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return err
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			hand(tell, []byte(data))
		}
	}
}

func (c *customer) socket(ctx context.Context, opened func(), tell func(event)) error {
	conn, _, err := websocket.Dial(ctx, c.s.base+"/api/customer/v1/conversations/"+c.id+"/stream?after=0",
		&websocket.DialOptions{HTTPHeader: c.header(), Subprotocols: []string{"rozmova.v1"}, CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return err
	}
	defer conn.CloseNow()
	opened()
	for {
		_, b, err := conn.Read(ctx)
		if err != nil {
			return err
		}
		hand(tell, b)
	}
}

func hand(tell func(event), b []byte) {
	var e event
	if json.Unmarshal(b, &e) == nil && e.Seq > 0 {
		tell(e)
	}
}

func number(n int) string { return "m" + strconv.Itoa(n) }
