package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/app"
)

// company is the whole demo, served over HTTP.
type company struct {
	t      testing.TB
	base   string
	dir    string
	secret []byte       // signs identities for the site
	ahead  atomic.Int64 // how far its clock is ahead of ours
	log    *lockedLog
}

type lockedLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedLog) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (c *company) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// open serves a demo of its own until the test is over.
func open(t testing.TB, with ...func(*app.Demo)) *company {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &company{t: t, base: "http://" + l.Addr().String(), log: &lockedLog{}}
	dir := t.TempDir()
	c.dir = dir
	d := app.Demo{Dir: dir, Clock: c.now, Out: io.Discard, Empty: true, Bare: true,
		Log: slog.New(slog.NewTextHandler(c.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, change := range with {
		change(&d)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended: %v", err)
		}
	})
	for {
		if res, err := http.Get(c.base + "/readyz"); err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
		}
		select {
		case err := <-ended:
			t.Fatalf("the demo ended: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
	db, err := app.OpenStore(t.Context(), filepath.Join(dir, "rozmova.db"), "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if c.secret, err = account.New(db, c.now).IdentitySecret(t.Context(), app.DemoWorkspace); err != nil {
		t.Fatal(err)
	}
	return c
}

// answer is what came back.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
}

func (c *company) send(method, path, token string, body []byte, headers ...string) answer {
	c.t.Helper()
	req, err := http.NewRequest(method, c.base+path, bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if len(body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer{c.t, res.StatusCode, res.Header, b}
}

func (a answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("answer %d is not what was expected: %v: %.300s", a.status, err, a.body)
	}
}

func (a answer) want(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("answered %d, want %d: %.300s", a.status, status, a.body)
	}
	return a
}

// refused checks that the answer is a whole problem with this code.
func (a answer) refused(status int, code string) {
	a.t.Helper()
	var p struct {
		Title, Detail, Code string
		Status              int
	}
	a.want(status).into(&p)
	if p.Code != code || p.Status != status || p.Title == "" || p.Detail == "" || a.header.Get("Content-Type") != "application/problem+json" {
		a.t.Errorf("answered %s %s, want code %s with title and detail", a.header.Get("Content-Type"), a.body, code)
	}
}

// talk is one customer's conversation.
type talk struct {
	*company
	token, id string
}

const api = "/api/customer/v1"

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // of this test's own making
	}
	return b
}

// begin opens a conversation; extra goes into the request.
func (c *company) begin(extra ...any) *talk {
	c.t.Helper()
	body := map[string]any{"workspace": app.DemoWorkspace, "locale": "uk"}
	for i := 0; i+1 < len(extra); i += 2 {
		body[extra[i].(string)] = extra[i+1]
	}
	var s struct {
		Token string
		ID    string `json:"conversation_id"`
	}
	c.send("POST", api+"/sessions", "", encode(body)).want(http.StatusCreated).into(&s)
	return &talk{c, s.Token, s.ID}
}

func (k *talk) path(rest string) string { return api + "/conversations/" + k.id + rest }

func (k *talk) post(body []byte, headers ...string) answer {
	k.t.Helper()
	return k.send("POST", k.path("/messages"), k.token, body, headers...)
}

func (k *talk) say(client, text string) int64 {
	k.t.Helper()
	var ok struct{ Seq int64 }
	k.post(encode(map[string]string{"client_id": client, "text": text})).want(http.StatusAccepted).into(&ok)
	return ok.Seq
}

type event struct {
	Seq    int64
	Type   string
	Actor  string
	Text   string
	Key    string `json:"text_key"`
	Client string `json:"client_id"`
}

// events reads the whole conversation as its customer sees it.
func (k *talk) events() []event {
	k.t.Helper()
	var all []event
	for {
		var page struct {
			Events []event
			Last   int64 `json:"last_seq"`
		}
		k.send("GET", k.path(fmt.Sprintf("/events?after=%d&limit=500", len(all))), k.token, nil).want(http.StatusOK).into(&page)
		all = append(all, page.Events...)
		if int64(len(all)) >= page.Last {
			break
		}
	}
	for i, e := range all {
		if e.Seq != int64(i)+1 {
			k.t.Errorf("event %d stands at %d", e.Seq, i+1)
		}
	}
	return all
}

// heard gives what the customer said, as it is kept.
func (k *talk) heard() (said []string) {
	k.t.Helper()
	for _, e := range k.events() {
		if e.Type == "message" && e.Actor == "customer" {
			said = append(said, e.Text)
		}
	}
	return said
}

// discreet checks that the log says nothing of what customers said or hold.
func (c *company) discreet(secrets ...string) {
	c.t.Helper()
	log := c.log.String()
	for _, s := range secrets {
		if s == "" || strings.Contains(log, s) {
			c.t.Errorf("the log holds %q", s)
		}
	}
}
