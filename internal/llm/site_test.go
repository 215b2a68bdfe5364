package llm

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"net/http"
)

// recorded is a server that answers with exchanges kept under testdata, as they
// go over the wire, one after the other; the last one again and again.
type recorded struct {
	URL  string
	mu   sync.Mutex
	left []string
	got  []request
}

type request struct {
	Path   string
	Header http.Header
	Body   map[string]any
}

func serve(t *testing.T, protocol string, names ...string) *recorded {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &recorded{URL: "http://" + l.Addr().String(), left: names}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		b, _ := io.ReadAll(q.Body)
		var body map[string]any
		if err := json.Unmarshal(b, &body); err != nil {
			t.Errorf("the request is not JSON: %v", err)
		}
		answer := exchange(t, protocol, r.next(request{q.URL.Path, q.Header, body}))
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		_, _ = conn.Write(answer)
	})}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return r
}

func (r *recorded) next(q request) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, q)
	name := r.left[0]
	if len(r.left) > 1 {
		r.left = r.left[1:]
	}
	return name
}

func (r *recorded) requests() []request {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]request(nil), r.got...)
}

func exchange(t *testing.T, protocol, name string) []byte {
	b, err := os.ReadFile(filepath.Join("testdata", protocol, name+".http"))
	if err != nil {
		t.Error(err)
		return nil
	}
	head, body, _ := bytes.Cut(b, []byte("\n\n"))
	return append([]byte(strings.ReplaceAll(string(head), "\n", "\r\n")+"\r\n\r\n"), body...)
}

// protocols are all implementations of Client.
var protocols = map[string]func(Server) (Client, error){
	"openai":    func(s Server) (Client, error) { s.URL += "/v1"; return NewOpenAI(s) },
	"anthropic": func(s Server) (Client, error) { return NewAnthropic(s) },
}

func client(t *testing.T, protocol string, r *recorded) Client {
	t.Helper()
	c, err := protocols[protocol](Server{URL: r.URL, Key: "sk-secret", Model: "small-1"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func schema(t *testing.T) *Schema {
	t.Helper()
	s, err := NewSchema("answer", []byte(`{"type":"object","properties":{"answer":{"type":"string"},"sure":{"type":"boolean"}},
		"required":["answer","sure"],"additionalProperties":false}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
