package llm

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var question = []Message{{User, "привіт"}, {Assistant, "Так?"}, {User, "Добрий день"}}

func TestReplies(t *testing.T) {
	for protocol := range protocols {
		for _, c := range []struct {
			name string
			json bool
			want string
		}{
			{"plain", false, "Добрий день"},
			{"json", true, `{"answer":"так","sure":true}`},
			{"fenced", true, `{"answer":"так","sure":true}`},
		} {
			t.Run(protocol+"/"+c.name, func(t *testing.T) {
				r := serve(t, protocol, c.name)
				q := Request{System: "Be brief.", Messages: question, MaxTokens: 77}
				if c.json {
					q.Schema = schema(t)
				}
				got, err := client(t, protocol, r).Complete(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				said := got.Text
				if c.json {
					said = string(got.JSON)
				}
				if said != c.want {
					t.Errorf("got %q, want %q", said, c.want)
				}
				if u := got.Usage; u.Input != 812 || u.Cached != 768 || u.Output != 19 || u.Took <= 0 || got.Model != "small-1-2026" {
					t.Errorf("usage %+v of %s", u, got.Model)
				}
			})
		}
	}
}

// What goes over the wire is what the providers' documents say.
func TestRequests(t *testing.T) {
	r := serve(t, "openai", "json")
	_, _ = client(t, "openai", r).Complete(t.Context(), Request{System: "Be brief.", Messages: question, MaxTokens: 77, Schema: schema(t)})
	q := r.requests()[0]
	format, _ := q.Body["response_format"].(map[string]any)
	js, _ := format["json_schema"].(map[string]any)
	messages, _ := q.Body["messages"].([]any)
	if q.Path != "/v1/chat/completions" || q.Header.Get("Authorization") != "Bearer sk-secret" || q.Body["model"] != "small-1" ||
		q.Body["max_tokens"] != 77.0 || format["type"] != "json_schema" || js["strict"] != true || js["name"] != "answer" || len(messages) != 4 {
		t.Errorf("openai: %s %v", q.Path, q.Body)
	}

	r = serve(t, "anthropic", "json")
	_, _ = client(t, "anthropic", r).Complete(t.Context(), Request{System: "Be brief.", Messages: question, MaxTokens: 77, Schema: schema(t)})
	q = r.requests()[0]
	output, _ := q.Body["output_config"].(map[string]any)
	of, _ := output["format"].(map[string]any)
	system, _ := q.Body["system"].([]any)
	messages, _ = q.Body["messages"].([]any)
	if q.Path != "/v1/messages" || q.Header.Get("X-Api-Key") != "sk-secret" || q.Header.Get("Anthropic-Version") == "" || q.Body["model"] != "small-1" ||
		q.Body["max_tokens"] != 77.0 || of["type"] != "json_schema" || of["schema"] == nil || len(system) != 1 || len(messages) != 3 {
		t.Errorf("anthropic: %s %v", q.Path, q.Body)
	}
}

func TestStreams(t *testing.T) {
	for protocol := range protocols {
		t.Run(protocol, func(t *testing.T) {
			r := serve(t, protocol, "stream")
			var pieces []string
			got, err := client(t, protocol, r).Complete(t.Context(), Request{Messages: question, OnText: func(s string) { pieces = append(pieces, s) }})
			if err != nil {
				t.Fatal(err)
			}
			if got.Text != "Добрий день" || strings.Join(pieces, "|") != "Доб|рий| день" || got.Usage.Output != 19 || got.Usage.Input != 812 {
				t.Errorf("got %q as %q, %+v", got.Text, pieces, got.Usage)
			}
			if r.requests()[0].Body["stream"] != true {
				t.Error("no stream was asked for")
			}
		})
	}
}

func TestFailures(t *testing.T) {
	for protocol := range protocols {
		for _, c := range []struct {
			name   string
			want   Code
			stream bool
		}{
			{"refusal", Refused, false}, {"filtered", Refused, false}, {"too_long", TooLong, false},
			{"malformed", BadAnswer, false}, {"wrong_shape", BadAnswer, false}, {"deep", BadAnswer, false}, {"empty", BadAnswer, false},
			{"not_the_protocol", BadAnswer, false}, {"rate_limited", RateLimited, false}, {"overloaded", RateLimited, false},
			{"unavailable", Unavailable, false}, {"rejected", Rejected, false}, {"redirect", Rejected, false},
			{"stream_cut", Cut, true}, {"stream_error", Unavailable, true}, {"stream_overloaded", RateLimited, true}, {"stream_rubbish", BadAnswer, true},
			{"stream_given_up", Cut, true},
		} {
			if _, err := os.Stat(filepath.Join("testdata", protocol, c.name+".http")); err != nil {
				continue // the other protocol's own
			}
			t.Run(protocol+"/"+c.name, func(t *testing.T) {
				q := Request{Messages: question, Schema: schema(t)}
				if c.stream {
					q.Schema, q.OnText = nil, func(string) {}
				}
				_, err := client(t, protocol, serve(t, protocol, c.name)).Complete(t.Context(), q)
				var e *Error
				if !errors.As(err, &e) || e.Code != c.want {
					t.Fatalf("got %v, want %s", err, c.want)
				}
				if c.name == "rate_limited" && e.After != 7*time.Second {
					t.Errorf("to wait %s", e.After)
				}
				for _, secret := range []string{"sk-secret", "Добрий", "127.0.0.1", "sorry", "Sign in"} {
					if strings.Contains(err.Error(), secret) {
						t.Errorf("the error tells %q: %v", secret, err)
					}
				}
			})
		}
	}
}

func TestNobodyAnswers(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for protocol := range protocols {
		c := client(t, protocol, &recorded{URL: "http://" + l.Addr().String()})
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if _, err := c.Complete(ctx, Request{Messages: question}); CodeOf(err) != Timeout {
			t.Errorf("%s, silent: %v", protocol, err)
		}
		cancel()
		ctx, cancel = context.WithCancel(t.Context())
		cancel()
		if _, err := c.Complete(ctx, Request{Messages: question}); CodeOf(err) != Stopped {
			t.Errorf("%s, given up: %v", protocol, err)
		}
	}
	_ = l.Close()
	for protocol := range protocols {
		c := client(t, protocol, &recorded{URL: "http://" + l.Addr().String()})
		if _, err := c.Complete(t.Context(), Request{Messages: question}); CodeOf(err) != Unavailable {
			t.Errorf("%s, nobody there: %v", protocol, err)
		}
	}
}

// A server that does not know how it is asked to keep to the schema is asked
// for less, and from then on at once.
func TestLooseServer(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers []string
		want    string // how each request asks
	}{
		{"json_object", []string{"bad_request", "json"}, "json_schema json_object json_object"},
		{"told as its own failure", []string{"format_llamacpp_python", "json"}, "json_schema json_object json_object"},
		{"nothing", []string{"bad_request", "bad_request", "fenced"}, "json_schema json_object - -"},
		{"that was not it", []string{"bad_request", "bad_request", "bad_request", "json"}, "json_schema json_object - json_schema"},
		{"too long", []string{"context_openai", "context_llamacpp", "json"}, "json_schema json_schema json_schema"},
	} {
		r := serve(t, "openai", c.answers...)
		cl := client(t, "openai", r)
		var failed int
		for range len(strings.Fields(c.want)) {
			if got, err := cl.Complete(t.Context(), Request{Messages: question, Schema: schema(t)}); err != nil {
				failed++
				if c.name == "too long" && !errors.Is(err, errContext) {
					t.Errorf("%s: %v", c.name, err)
				}
			} else if len(got.JSON) == 0 {
				t.Errorf("%s: %+v", c.name, got)
			}
			if len(r.requests()) >= len(strings.Fields(c.want)) {
				break
			}
		}
		var asked []string
		for _, q := range r.requests() {
			format, _ := q.Body["response_format"].(map[string]any)
			kind, _ := format["type"].(string)
			if kind == "json_object" && format["schema"] == nil {
				t.Errorf("%s: json_object without the schema", c.name)
			}
			asked = append(asked, cmp.Or(kind, "-"))
		}
		if got := strings.Join(asked, " "); got != c.want {
			t.Errorf("%s: asked for %s, want %s", c.name, got, c.want)
		}
		if want := map[string]int{"that was not it": 1, "too long": 2}[c.name]; failed != want {
			t.Errorf("%s: %d failed", c.name, failed)
		}
	}
}

func TestBadServers(t *testing.T) {
	for protocol, make := range protocols {
		for name, s := range map[string]Server{
			"address": {URL: "ftp://x", Model: "m"}, "host": {URL: "http:///v1", Model: "m"},
			"key": {URL: "http://x", Key: "a\nb", Model: "m"}, "model": {URL: "http://x"},
		} {
			if _, err := make(s); err == nil || strings.Contains(err.Error(), "a\nb") {
				t.Errorf("%s: %s: %v", protocol, name, err)
			}
		}
	}
}

// A server may be asked for a narrower shape than what is accepted of it, and
// with an end to all that it writes where it knows the word for one.
func TestNarrowedSchema(t *testing.T) {
	narrow, err := schema(t).Narrowed([]byte(`{"type":"object","properties":{"answer":{"type":"string","enum":["так","ні"]},
		"why":{"type":"array","items":{"type":"string"}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	r := serve(t, "openai", "bad_request", "json")
	got, err := client(t, "openai", r).Complete(t.Context(), Request{Messages: question, Schema: narrow})
	if err != nil || string(got.JSON) != `{"answer":"так","sure":true}` {
		t.Errorf("%s, %v", got.JSON, err)
	}
	for i, want := range []string{
		`{"json_schema":{"name":"answer","schema":{"properties":{"answer":{"enum":["так","ні"],"type":"string"},"why":{"items":{"type":"string"},"type":"array"}},"type":"object"},"strict":true},"type":"json_schema"}`,
		`{"schema":{"properties":{"answer":{"enum":["так","ні"],"type":"string"},"why":{"items":{"maxLength":200,"type":"string"},"maxItems":8,"type":"array"}},"type":"object"},"type":"json_object"}`,
	} {
		if asked, _ := json.Marshal(r.requests()[i].Body["response_format"]); string(asked) != want {
			t.Errorf("asked with %s", asked)
		}
	}
	if _, err := schema(t).Narrowed([]byte(`{`)); err == nil {
		t.Error("what is no JSON was taken")
	}
}
