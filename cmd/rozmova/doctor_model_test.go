package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestDoctorAsksTheModel(t *testing.T) {
	for _, c := range []struct {
		name, usage, want, text string
		status                  int
		budget                  float64
	}{
		{name: "in order", usage: `{"prompt_tokens":180,"completion_tokens":2}`, want: "ok", text: "answers in"},
		{name: "drops the system message", usage: `{"prompt_tokens":11,"completion_tokens":2}`, want: "warn", text: "system message"},
		{name: "counts nothing", usage: `null`, budget: 1, want: "warn", text: "guess"},
		{name: "counts nothing, and need not", usage: `null`, want: "ok", text: "answers in"},
		{name: "wrong key", status: 401, want: "fail", text: "401"},
		{name: "down", status: 503, want: "fail", text: "503"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if c.status != 0 {
				w.WriteHeader(c.status)
				return
			}
			fmt.Fprintf(w, `{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}],"usage":%s}`, c.usage)
		}))
		d := &doctor{installation: &installation{models: models{Model: "m", URL: server.URL + "/v1", Within: longestWithin, Budget: c.budget, InputPrice: 1}}, ctx: t.Context()}
		d.model()
		server.Close()
		last := d.found[len(d.found)-1]
		if last.Status != c.want || !strings.Contains(last.Text, c.text) {
			t.Errorf("%s: %+v", c.name, d.found)
		}
	}
}
