package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/turn"
)

func TestOtherOrigins(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	shop := []string{"Origin", "https://shop.example", "Sec-Fetch-Site", "cross-site"}
	for _, path := range []string{"/api/customer/v1/sessions", c.path("/messages"), c.path("/events"), "/widget/loader.js"} {
		a := s.ask("OPTIONS", path, nil, append(shop, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")...)
		if a.status != 204 || a.header.Get("Access-Control-Allow-Origin") != "*" || a.header.Get("Access-Control-Allow-Credentials") != "" ||
			!strings.Contains(a.header.Get("Access-Control-Allow-Headers"), "Authorization") {
			t.Errorf("preflight of %s: %d %v", path, a.status, a.header)
		}
	}
	if a := c.ask("POST", "/messages", `{"client_id":"a","text":"з іншого сайту"}`, shop...); a.status != 202 || a.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("message from another site: %d %v", a.status, a.header)
	}
	// Errors must be readable there too.
	if a := s.ask("GET", c.path("/events"), nil, shop...); a.status != 401 || a.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("an error for another site: %d %v", a.status, a.header)
	}
	for _, path := range []string{"/api/desk/v1/login", "/api/desk/v1/me", "/api/desk/v1/stream", "/desk/"} {
		for _, method := range []string{"OPTIONS", "GET"} {
			if a := s.ask(method, path, nil, shop...); a.header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s %s is open to other sites", method, path)
			}
		}
	}
}

func TestRoutesThatAreNot(t *testing.T) {
	s := newSite(t)
	for _, x := range []struct {
		method, path string
		status       int
		code         Code
	}{
		{"GET", "/api/customer/v1/nothing", 404, codeNotFound}, {"GET", "/api/", 404, codeNotFound}, {"GET", "/nothing", 404, codeNotFound},
		{"GET", "/api/customer/v1/sessions", 405, codeMethod}, {"DELETE", "/api/desk/v1/me", 405, codeMethod},
		{"GET", "/widget/nothing.js", 404, codeNotFound}, {"GET", "/widget/", 404, codeNotFound}, {"GET", "/desk/assets/nothing.js", 404, codeNotFound},
	} {
		a := s.ask(x.method, x.path, nil)
		if a.status != x.status || a.code() != x.code {
			t.Errorf("%s %s: %d %s", x.method, x.path, a.status, a.body)
		}
	}
	if allow := s.ask("DELETE", "/api/desk/v1/me", nil).header.Get("Allow"); allow != "GET, PATCH" {
		t.Errorf("Allow: %q", allow)
	}
}

func TestProblemsSpeakTheLanguage(t *testing.T) {
	s := newSite(t)
	for accept, want := range map[string]string{
		"": "Такого тут немає.", "uk-UA,uk;q=0.9,en;q=0.8": "Такого тут немає.", "de-DE": "Такого тут немає.",
		"en-GB,en;q=0.9": "There is no such thing here.", "fr, en;q=0.5, uk;q=0.2": "There is no such thing here.", "uk;q=0.1, en": "There is no such thing here.",
	} {
		for _, a := range []answer{
			s.ask("GET", "/api/customer/v1/nothing", nil, "Accept-Language", accept),
			s.ask("POST", "/api/customer/v1/sessions", `{"workspace":"nobody"}`, "Accept-Language", accept), // by huma
		} {
			var p Problem
			a.want(404).into(&p)
			if p.Detail != want {
				t.Errorf("%q: %q, want %q", accept, p.Detail, want)
			}
		}
	}
	for code := range statuses {
		texts, ok := details[code]
		if !ok || texts[0] == "" || texts[1] == "" {
			t.Errorf("code %s has no texts", code)
		}
	}
}

func TestOperatorsPages(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	c.say("привіт")
	c.ask("GET", "/events", nil)
	s.ask("GET", "/healthz", nil).want(200)
	s.ask("GET", "/readyz", nil).want(200)
	body := string(s.ask("GET", "/metrics", nil).want(200).body)
	for _, want := range []string{
		`rozmova_inputs_total{actor="customer",kind="message",repeat="false"} 1`,
		`rozmova_http_requests_total{route="GET /api/customer/v1/conversations/{id}/events",status="200"} 1`,
		"rozmova_streams_open 0", "rozmova_turns_total 2", "rozmova_http_request_seconds_bucket",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	if strings.Contains(body, string(c.Conversation)) || strings.Contains(body, string(c.Contact)) {
		t.Error("metrics name a conversation or a contact")
	}
	broken := newSite(t, func(c *Config) { c.Ready = func(context.Context) error { return errors.New("jobs are down") } })
	if a := broken.ask("GET", "/readyz", nil); a.status != 503 || strings.Contains(string(a.body), "jobs") {
		t.Errorf("not ready: %d %s", a.status, a.body)
	}
}

func TestFrontEnd(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string][2]string{ // cache, content type
		"/desk/":                          {"no-cache", "text/html"},
		"/desk/conversations/42":          {"no-cache", "text/html"},
		"/desk/assets/app-Bx7_kQ2z.js":    {"public, max-age=31536000, immutable", "text/javascript"},
		"/widget/loader.js":               {"public, max-age=300", "text/javascript"},
		"/widget/assets/chat-aB3dE6gH.js": {"public, max-age=31536000, immutable", "text/javascript"},
	} {
		a := s.ask("GET", path, nil).want(200)
		if a.header.Get("Cache-Control") != want[0] || !strings.HasPrefix(a.header.Get("Content-Type"), want[1]) || a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, a.header)
		}
		if again := s.ask("GET", path, nil, "If-None-Match", a.header.Get("ETag")); again.status != 304 || len(again.body) != 0 {
			t.Errorf("%s unchanged: %d", path, again.status)
		}
	}
	page := s.ask("GET", "/desk/", nil, "Accept-Encoding", "gzip").want(200)
	if page.header.Get("Content-Encoding") != "gzip" || !strings.Contains(page.header.Get("Content-Security-Policy"), "script-src 'self'") ||
		page.header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("the desk's page: %v", page.header)
	}
	if a := s.ask("GET", "/", nil); a.status != 302 || a.header.Get("Location") != "/desk/" {
		t.Errorf("/: %d", a.status)
	}
}

func TestRateLimits(t *testing.T) {
	s := newSite(t, func(c *Config) {
		c.Limits.Message = Rate{PerSecond: 0.01, Burst: 3}
		c.Limits.Session = Rate{PerSecond: 0.01, Burst: 2}
	})
	c, d := s.customer("dim"), s.customer("dim")
	for range 3 {
		c.say("привіт")
	}
	before := c.events(0).LastSeq
	a := c.ask("POST", "/messages", `{"client_id":"x","text":"ще"}`)
	if a.status != 429 || a.code() != codeRateLimited || a.header.Get("Retry-After") == "" || c.events(0).LastSeq != before {
		t.Errorf("over the limit: %d %s %v", a.status, a.body, a.header)
	}
	d.say("я ще можу")
	if a := s.ask("POST", "/api/customer/v1/sessions", `{"workspace":"dim"}`); a.status != 429 {
		t.Errorf("too many sessions: %d", a.status)
	}
	for range 20 { // dropped without an error
		c.ask("POST", "/typing", "{}").want(204)
	}
}

// panicky stands for a fault in what is behind the edge.
type panicky struct{ Turns }

func (panicky) Receive(context.Context, conversation.WorkspaceID, conversation.ConversationID, turn.Message) (turn.Receipt, error) {
	panic("secret of the house")
}

func (panicky) Act(context.Context, conversation.WorkspaceID, conversation.ConversationID, conversation.Input) (turn.Receipt, error) {
	return turn.Receipt{}, errors.New("disk secret")
}

func TestFaultsAreToldInGeneralAndLoggedInFull(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Turns = panicky{c.Turns} })
	c := s.customer("dim")
	a := c.ask("POST", "/messages", `{"client_id":"x","text":"слова клієнта"}`)
	if a.status != 500 || a.code() != codeInternal || strings.Contains(string(a.body), "secret") {
		t.Errorf("a panic: %d %s", a.status, a.body)
	}
	w := s.agent("oksana@dim.example")
	a = w.ask("POST", "/conversations/"+string(c.Conversation)+"/notes", `{"client_id":"x","text":"слова агента"}`)
	if a.status != 500 || a.code() != codeInternal || strings.Contains(string(a.body), "disk") {
		t.Errorf("a failure: %d %s", a.status, a.body)
	}
	log := s.log.String()
	for _, want := range []string{"secret of the house", "disk secret", a.header.Get("X-Request-Id"), "panicked"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q", want)
		}
	}
	if strings.Contains(log, "слова") {
		t.Error("the log holds somebody's words")
	}
	c.ask("GET", "/events", nil).want(200) // and life goes on
}

func TestProxyAddresses(t *testing.T) {
	s := New(Config{TrustedProxies: prefixes("10.0.0.0/8")})
	for _, x := range []struct{ peer, forwarded, want string }{
		{"203.0.113.7:1234", "198.51.100.1", "203.0.113.7"},                  // nobody's proxy: not believed
		{"10.0.0.5:1234", "198.51.100.1", "198.51.100.1"},                    // ours
		{"10.0.0.5:1234", "6.6.6.6, 198.51.100.1, 10.0.0.9", "198.51.100.1"}, // what the client claims comes first
		{"10.0.0.5:1234", "rubbish", "10.0.0.5"}, {"10.0.0.5:1234", "", "10.0.0.5"},
		{"[2001:db8:1:2:3:4:5:6]:99", "", "2001:db8:1:2::/64"},
		{"[::ffff:203.0.113.7]:99", "", "203.0.113.7"},
	} {
		r := must(http.NewRequest("GET", "/", nil))
		r.RemoteAddr = x.peer
		r.Header.Set("X-Forwarded-For", x.forwarded)
		if got := s.address(r); got != x.want {
			t.Errorf("%s for %q: %s, want %s", x.peer, x.forwarded, got, x.want)
		}
	}
}
