package tau2test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/httpapi"
)

const workspace conversation.WorkspaceID = "company"

// company is the platform with one pack over the base, bound by HTTP to
// business systems: one for each conversation, so that tasks can be done side
// by side and do not see each other's data.
type company struct {
	base string // of the customer API
	app  *app.App
	desk *switchboard
}

// open starts a company whose clock begins at now and runs on.
func open(t *testing.T, pack string, now time.Time) *company {
	t.Helper()
	sources, err := app.Packs(pack)
	if err != nil {
		t.Fatal(err)
	}
	desk := &switchboard{lines: map[conversation.ConversationID]http.Handler{}}
	systems := httptest.NewServer(desk)
	t.Cleanup(systems.Close)
	began := time.Now()
	free := httpapi.Rate{PerSecond: -1}
	a, err := app.New(t.Context(), app.Config{
		Database: filepath.Join(t.TempDir(), "company.db"), Workspace: workspace, Packs: sources,
		Actions: map[string]app.Endpoint{pack: {URL: systems.URL}},
		Clock:   func() time.Time { return now.Add(time.Since(began)) },
		Limits:  httpapi.Limits{Address: free, Session: free, Message: free},
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the company ended: %v", err)
		}
	})
	return &company{base: "http://" + l.Addr().String(), app: a, desk: desk}
}

// switchboard puts each call of an action through to the business system of
// the conversation it is made for, which the idempotency key begins with.
type switchboard struct {
	mu    sync.RWMutex
	lines map[conversation.ConversationID]http.Handler
}

func (s *switchboard) connect(id conversation.ConversationID, system http.Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines[id] = system
}

func (s *switchboard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, _, _ := strings.Cut(r.Header.Get("Idempotency-Key"), ":")
	s.mu.RLock()
	system := s.lines[conversation.ConversationID(id)]
	s.mu.RUnlock()
	if system == nil { // not connected yet: the call is made again
		http.Error(w, `{"error":{"code":"unavailable","message":"nobody is on the line"}}`, http.StatusServiceUnavailable)
		return
	}
	system.ServeHTTP(w, r)
}

// published opens a file of the published data, or skips the test.
func published(t testing.TB, name string) *os.File {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "tau2", filepath.FromSlash(name))
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		t.Skipf("the published data is not here (%s): nothing to be held to", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
