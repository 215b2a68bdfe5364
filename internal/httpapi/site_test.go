package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/stream"
)

const (
	siteSecret = "the demo site's identity secret"
	password   = "правильний пароль"
)

// site is a running server over a real SQLite store with two workspaces.
type site struct {
	t     testing.TB
	http  *httptest.Server
	db    *store.DB
	bus   *stream.Hub
	acc   *account.Service
	log   *bytes.Buffer
	clock *clock
}

// clock is the real time, moved by a test.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// newSite starts one; change adjusts its configuration.
func newSite(t testing.TB, changes ...func(*Config)) *site {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "test.db"), store.Options{Seal: storetest.Seal()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, db: db, log: &bytes.Buffer{}, clock: &clock{}}
	s.bus = stream.NewHub(db, stream.Options{Buffer: 16, Page: 50})
	s.acc = account.New(db, s.clock.now)
	for _, ws := range []conversation.WorkspaceID{"dim", "other"} {
		settings := `{"locales":["uk","en"]}`
		if err := db.CreateWorkspace(ctx, store.Workspace{ID: ws, Name: "Дім-Зв'язок", Settings: []byte(settings), CreatedAt: instant()}); err != nil {
			t.Fatal(err)
		}
		secret := func() ([]byte, error) { return []byte(siteSecret + string(ws)), nil }
		if _, err := db.Secret(ctx, account.IdentitySecretName(ws), secret); err != nil {
			t.Fatal(err)
		}
	}
	cfg := Config{
		Store: db, Accounts: s.acc, Bus: s.bus, Turns: &engine{db: db, bus: s.bus}, Now: s.clock.now,
		Log: slog.New(slog.NewTextHandler(&lockedWriter{w: s.log}, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Retry: func(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID) error {
			return db.UnparkEffect(ctx, ws, id, instant(), nil)
		},
		Front: fstest.MapFS{
			"desk/index.html":                {Data: []byte("<!doctype html><title>Rozmova</title>" + strings.Repeat(" ", 500))},
			"desk/assets/app-Bx7_kQ2z.js":    {Data: []byte("console.log('desk')" + strings.Repeat("\n", 500))},
			"widget/loader.js":               {Data: []byte("console.log('loader')")},
			"widget/assets/chat-aB3dE6gH.js": {Data: []byte("console.log('chat')")},
		},
	}
	for _, c := range changes {
		c(&cfg)
	}
	s.http = httptest.NewUnstartedServer(New(cfg))
	s.http.Config = NewHTTPServer(s.http.Config.Handler, cfg.Log)
	s.http.Start()
	t.Cleanup(func() {
		s.bus.Close()
		s.http.CloseClientConnections()
		s.http.Close()
		db.Close()
		if t.Failed() {
			for _, line := range strings.Split(s.log.String(), "\n") {
				if strings.Contains(line, "level=ERROR") {
					t.Log(line)
				}
			}
		}
	})
	return s
}

// answer is what came back.
type answer struct {
	t      testing.TB
	status int
	header http.Header
	body   []byte
}

func (a answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("answer %d is not the expected JSON: %v\n%.300s", a.status, err, a.body)
	}
}

// code is the problem's code; it fails the test when the answer is no problem.
func (a answer) code() Code {
	a.t.Helper()
	var p Problem
	a.into(&p)
	if a.status >= 400 && (a.header.Get("Content-Type") != "application/problem+json" || p.Status != a.status || p.Detail == "" || p.Title == "") {
		a.t.Errorf("answer %d is not a whole problem: %s %s", a.status, a.header.Get("Content-Type"), a.body)
	}
	return p.Code
}

func (a answer) want(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %.300s", a.status, status, a.body)
	}
	return a
}

// ask makes a request; body may be nil, []byte, a string or something to encode.
func (s *site) ask(method, path string, body any, headers ...string) answer {
	s.t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case []byte:
		r = bytes.NewReader(b)
	case string:
		r = strings.NewReader(b)
	default:
		r = bytes.NewReader(must(json.Marshal(b)))
	}
	req := must(http.NewRequest(method, s.http.URL+path, r))
	if r != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{s.t, resp.StatusCode, resp.Header, b}
}

// customer is somebody with a token.
type customer struct {
	*site
	Session
}

func (s *site) customer(ws string, extra ...any) customer {
	s.t.Helper()
	c := customer{site: s}
	body := map[string]any{"workspace": ws}
	for i := 0; i+1 < len(extra); i += 2 {
		body[extra[i].(string)] = extra[i+1]
	}
	s.ask("POST", "/api/customer/v1/sessions", body).want(201).into(&c.Session)
	return c
}

func (c customer) path(rest string) string {
	return "/api/customer/v1/conversations/" + string(c.Conversation) + rest
}

func (c customer) ask(method, path string, body any, headers ...string) answer {
	c.t.Helper()
	return c.site.ask(method, c.path(path), body, append([]string{"Authorization", "Bearer " + c.Token}, headers...)...)
}

func (c customer) say(text string) int64 {
	c.t.Helper()
	var a Accepted
	c.ask("POST", "/messages", map[string]string{"client_id": uuid.NewString(), "text": text}).want(202).into(&a)
	return a.Seq
}

// seen is an event as a client reads it.
type wireEvent map[string]any

func (e wireEvent) seq() int64 { return int64(e["seq"].(float64)) }

type wirePage struct {
	Events  []wireEvent `json:"events"`
	LastSeq int64       `json:"last_seq"`
}

func (c customer) events(after int64) wirePage {
	c.t.Helper()
	var p wirePage
	c.ask("GET", fmt.Sprintf("/events?after=%d&limit=500", after), nil).want(200).into(&p)
	return p
}

// worker is a signed-in agent, made when first asked for: hashing passwords takes
// its time.
type worker struct {
	*site
	Me
	cookie string
}

func (s *site) agent(email string) worker {
	s.t.Helper()
	name, ws, _ := strings.Cut(strings.TrimSuffix(email, ".example"), "@")
	n := account.NewUser{Email: email, Name: name, Password: password, Role: account.Agent, Workspace: conversation.WorkspaceID(ws)}
	if name == "admin" {
		n.Role = account.Admin
	}
	if _, err := s.acc.CreateUser(context.Background(), n, ""); err != nil && !errors.Is(err, store.ErrExists) {
		s.t.Fatal(err)
	}
	w := worker{site: s}
	a := s.ask("POST", "/api/desk/v1/login", map[string]string{"email": email, "password": password}).want(200)
	a.into(&w.Me)
	w.cookie, _, _ = strings.Cut(a.header.Get("Set-Cookie"), ";")
	return w
}

func (w worker) ask(method, path string, body any, headers ...string) answer {
	w.t.Helper()
	return w.site.ask(method, "/api/desk/v1"+path, body, append([]string{"Cookie", w.cookie, csrfHeader, w.CSRF}, headers...)...)
}
