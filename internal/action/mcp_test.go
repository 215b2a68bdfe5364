package action_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/rozmova/rozmova/internal/action"
	c "github.com/rozmova/rozmova/internal/conversation"
)

// shopServer is a real MCP server whose tools answer in the ways that servers have.
func shopServer() *mcp.Server {
	s := mcp.NewServer(&mcp.Implementation{Name: "shop", Version: "1"}, nil)
	add := func(name string, h func(req *mcp.CallToolRequest, args map[string]any) (*mcp.CallToolResult, error)) {
		s.AddTool(&mcp.Tool{Name: name, InputSchema: json.RawMessage(`{"type":"object"}`)}, func(_ context.Context, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			args := map[string]any{}
			if err := json.Unmarshal(r.Params.Arguments, &args); err != nil {
				return nil, err
			}
			return h(r, args)
		})
	}
	text := func(s string, bad bool) *mcp.CallToolResult {
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: s}}, IsError: bad}
	}
	add("structured", func(_ *mcp.CallToolRequest, a map[string]any) (*mcp.CallToolResult, error) {
		return &mcp.CallToolResult{StructuredContent: map[string]any{"order_id": a["order_id"], "n": 2}}, nil
	})
	add("wrapped", func(*mcp.CallToolRequest, map[string]any) (*mcp.CallToolResult, error) {
		return &mcp.CallToolResult{StructuredContent: map[string]any{"result": []any{"a", "b"}}}, nil
	})
	add("json_text", func(*mcp.CallToolRequest, map[string]any) (*mcp.CallToolResult, error) {
		return text(`{"status":"pending"}`, false), nil
	})
	add("words", func(*mcp.CallToolRequest, map[string]any) (*mcp.CallToolResult, error) {
		return text("Transfer successful", false), nil
	})
	add("key", func(r *mcp.CallToolRequest, _ map[string]any) (*mcp.CallToolResult, error) {
		key, _ := r.Params.Meta[action.MetaKey].(string)
		return text(key, false), nil
	})
	add("refuses", func(*mcp.CallToolRequest, map[string]any) (*mcp.CallToolResult, error) {
		return text("Error: Order not found", true), nil
	})
	add("refuses_in_data", func(*mcp.CallToolRequest, map[string]any) (*mcp.CallToolResult, error) {
		return text(`{"error":{"code":"not_pending","message":"It is on its way"}}`, false), nil
	})
	add("refuses_plainly", func(*mcp.CallToolRequest, map[string]any) (*mcp.CallToolResult, error) {
		return text("Non-pending order cannot be cancelled", true), nil
	})
	add("huge", func(*mcp.CallToolRequest, map[string]any) (*mcp.CallToolResult, error) {
		return text(strings.Repeat("я", 200<<10), false), nil
	})
	add("slow", func(r *mcp.CallToolRequest, _ map[string]any) (*mcp.CallToolResult, error) {
		time.Sleep(3 * time.Second)
		return text("late", false), nil
	})
	return s
}

func overHTTP(t *testing.T, token string) (*action.MCP, *httptest.Server) {
	t.Helper()
	server := shopServer()
	h := mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, nil)
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+token {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(ts.Close)
	m, err := action.NewMCP(ts.URL, token)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m, ts
}

// The test binary is the server when it is run as a command.
func TestMain(m *testing.M) {
	if os.Getenv("MCP_SERVER") == "1" {
		if err := shopServer().Run(context.Background(), &mcp.StdioTransport{}); err != nil && !errors.Is(err, context.Canceled) {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func TestMCPAnswers(t *testing.T) {
	t.Setenv("MCP_SERVER", "1")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command, err := action.NewMCPCommand(self)
	if err != nil {
		t.Fatal(err)
	}
	defer command.Close()
	remote, _ := overHTTP(t, "t0ken")
	for way, m := range map[string]*action.MCP{"http": remote, "command": command} {
		for name, want := range map[string]c.Value{
			"structured": map[string]any{"order_id": "#W1", "n": 2.0},
			"wrapped":    []any{"a", "b"},
			"json_text":  map[string]any{"status": "pending"},
			"words":      "Transfer successful",
			"key":        "conv:7",
		} {
			v, err := m.Perform(t.Context(), action.Call{Action: name, Args: map[string]c.Value{"order_id": "#W1"}, Key: "conv:7"})
			if err != nil || !reflect.DeepEqual(v, want) {
				t.Errorf("%s: %s gave %v, %v; want %v", way, name, v, err, want)
			}
		}
		for name, want := range map[string]string{
			"refuses": "not_found", "refuses_in_data": "not_pending", "refuses_plainly": "rejected",
			"huge": "bad_answer", "nothing_of_the_kind": "unknown_tool",
		} {
			_, err := m.Perform(t.Context(), action.Call{Action: name, Args: call.Args, Key: "conv:7"})
			if e := failed(t, err); e.Code != want {
				t.Errorf("%s: %s failed with %q (%v), want %q", way, name, e.Code, e.Cause, want)
			}
		}
	}
}

func TestMCPManyAtOnce(t *testing.T) {
	t.Parallel()
	m, _ := overHTTP(t, "t0ken")
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if v, err := m.Perform(t.Context(), action.Call{Action: "words", Key: "k"}); err != nil || v != "Transfer successful" {
				t.Errorf("%v %v", v, err)
			}
		})
	}
	wg.Wait()
}

// A server that comes back is talked to again; one that is slow or away is
// tried again, under the same key, by the effect worker.
func TestMCPTrouble(t *testing.T) {
	t.Parallel()
	m, ts := overHTTP(t, "t0ken")
	short, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := m.Perform(short, action.Call{Action: "slow", Args: call.Args, Key: "k"})
	if e := failed(t, err); e.Code != "timeout" || !e.Retry {
		t.Errorf("slow: %+v", e)
	}
	if v, err := m.Perform(t.Context(), action.Call{Action: "words", Key: "k"}); err != nil || v != "Transfer successful" {
		t.Errorf("after a slow call: %v %v", v, err)
	}
	ts.CloseClientConnections()
	server := shopServer() // restarted: it knows nothing of the session
	ts.Config.Handler = mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, nil)
	ok := false
	for range 3 {
		if v, err := m.Perform(t.Context(), action.Call{Action: "words", Key: "k"}); err == nil && v == "Transfer successful" {
			ok = true
			break
		}
	}
	if !ok {
		t.Error("a restarted server is not talked to again")
	}
	ts.Close()
	_, err = m.Perform(t.Context(), action.Call{Action: "words", Args: call.Args, Key: "k"})
	if e := failed(t, err); e.Code != "unavailable" || !e.Retry {
		t.Errorf("away: %+v", e)
	}
	if _, err := action.NewMCPCommand("no-such-program-here"); err == nil {
		t.Error("a command that is not there was taken")
	}
	if _, err := action.NewMCP("ftp://shop", ""); err == nil {
		t.Error("an address that is none was taken")
	}
}
