package sms_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/channel/channeltest"
	"github.com/rozmova/rozmova/internal/channel/sms"
)

const token = "sesame-token"

// provider is an SMS provider's HTTP API.
type provider struct {
	t      *testing.T
	form   bool
	status string // what a success says
	server *httptest.Server

	mu    sync.Mutex
	fault channeltest.Fault
	got   []channeltest.Arrived
	head  http.Header
	gone  chan struct{}
}

func start(t *testing.T, form bool) *provider {
	p := &provider{t: t, form: form, gone: make(chan struct{})}
	p.server = httptest.NewServer(p)
	t.Cleanup(p.server.Close)
	t.Cleanup(func() { close(p.gone) }) // before the server waits for its handlers
	return p
}

func (p *provider) Adapter() channel.Adapter {
	cfg := sms.Config{URL: p.server.URL + "/messages", Token: token, From: "DimZviazok", Form: p.form}
	a, err := sms.New(cfg)
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

func (p *provider) Fault(f channeltest.Fault) { p.mu.Lock(); p.fault = f; p.mu.Unlock() }

func (p *provider) Arrived() []channeltest.Arrived {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.got
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	fault := p.fault
	p.mu.Unlock()
	switch fault {
	case channeltest.Nobody:
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"error":{"code":"invalid_number","message":"+380671234502 is nobody's"}}`)
		return
	case channeltest.Never:
		http.Error(w, "no: Ваш код: 918273", http.StatusUnprocessableEntity)
		return
	case channeltest.Busy:
		http.Error(w, "later", http.StatusTooManyRequests)
		return
	case channeltest.Keys:
		http.Error(w, "who are you, "+token, http.StatusUnauthorized)
		return
	case channeltest.Silent:
		select {
		case <-r.Context().Done():
		case <-p.gone:
		}
		return
	case channeltest.Drop:
		panic(http.ErrAbortHandler)
	}
	if r.Header.Get("Authorization") != "Bearer "+token || r.Method != http.MethodPost || r.URL.Path != "/messages" {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	var m struct{ To, From, Text, Kind, Lang string }
	if p.form {
		m.To, m.From, m.Text = r.PostFormValue("To"), r.PostFormValue("From"), r.PostFormValue("Body")
	} else if err := json.NewDecoder(r.Body).Decode(&m); err != nil || m.Kind != "code" || m.Lang != "uk" {
		p.t.Errorf("body: %+v, %v", m, err)
	}
	if m.From != "DimZviazok" {
		p.t.Errorf("from %q", m.From)
	}
	p.mu.Lock()
	p.got = append(p.got, channeltest.Arrived{To: m.To, Text: m.Text, Mark: r.Header.Get("Idempotency-Key")})
	p.head = r.Header.Clone()
	status := p.status
	p.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
	io.WriteString(w, status)
}

func TestConforms(t *testing.T) {
	for name, form := range map[string]bool{"json": false, "form": true} {
		t.Run(name, channeltest.Suite{
			New: func(t *testing.T) channeltest.Peer { return start(t, form) },
			To:  "+380671234502", Bad: []string{"067 123 45 02", "+38067", "++380671234502", "olena@example.com", "+38067123450x"}, Secrets: []string{token},
		}.Run)
	}
}

func TestReceipts(t *testing.T) {
	for said, want := range map[string]channel.Receipt{
		"": {State: channel.Accepted}, "thanks": {State: channel.Accepted},
		`{"id":"m1","status":"queued"}`:             {State: channel.Accepted, ID: "m1"},
		`{"sid":"SM1","status":"sent"}`:             {State: channel.Accepted, ID: "SM1"},
		`{"id":"m2","status":"delivered"}`:          {State: channel.Delivered, ID: "m2"},
		strings.Repeat("x", 100_000):                {State: channel.Accepted},
		`{"id":"` + strings.Repeat("x", 300) + `"}`: {State: channel.Accepted},
	} {
		p := start(t, false)
		p.status = said
		r, err := p.Adapter().Send(t.Context(), channel.Message{To: "+380671234502", Kind: channel.KindCode, Text: "x", Lang: "uk", Key: "k"})
		if err != nil || r != want {
			t.Errorf("%.40s: %+v, %v", said, r, err)
		}
	}
}

// A redirect would carry a code to somewhere nobody configured.
func TestRedirectsAreRefused(t *testing.T) {
	followed := false
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed = true }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	a, err := sms.New(sms.Config{URL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Send(t.Context(), channel.Message{To: "+380671234502", Kind: channel.KindCode, Text: "x", Key: "k"})
	if e := channel.As(err); err == nil || e.Code != channel.CodeBadAnswer || followed {
		t.Errorf("%v, followed %v", err, followed)
	}
}

func TestBasicAuthentication(t *testing.T) {
	var user, password string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { user, password, _ = r.BasicAuth() }))
	defer server.Close()
	u, _ := url.Parse(server.URL)
	u.User = url.UserPassword("AC1", "open sesame")
	a, err := sms.New(sms.Config{URL: u.String(), Form: true})
	if err != nil || strings.Contains(a.Server(), "sesame") {
		t.Fatal(a.Server(), err)
	}
	if _, err := a.Send(t.Context(), channel.Message{To: "+380671234502", Kind: channel.KindCode, Text: "x", Key: "k"}); err != nil || user != "AC1" || password != "open sesame" {
		t.Errorf("%q %q, %v", user, password, err)
	}
}

func TestBadConfig(t *testing.T) {
	for _, cfg := range []sms.Config{{}, {URL: "ftp://sesame"}, {URL: "https://"}, {URL: "https://x", Token: "sesame\n"}, {URL: "https://x", Token: "sesame ї"}} {
		if _, err := sms.New(cfg); err == nil || strings.Contains(err.Error(), "sesame") {
			t.Errorf("%+v: %v", cfg, err)
		}
	}
}
