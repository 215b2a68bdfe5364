package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// company is a back end under test, spoken to over HTTP.
type company struct {
	t       *testing.T
	backend *Backend
	server  *httptest.Server
	keys    atomic.Int64
}

func fixedNow() time.Time { return time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) }

func open(t *testing.T, dir string, opts ...Option) *company {
	t.Helper()
	b, err := NewBackend(dir, fixedNow, opts...)
	if err != nil {
		t.Fatal(err)
	}
	c := &company{t: t, backend: b, server: httptest.NewServer(b)}
	t.Cleanup(c.close)
	return c
}

func (c *company) close() {
	c.server.Close()
	if err := c.backend.Close(); err != nil {
		c.t.Error(err)
	}
}

// reply is what came back.
type reply struct {
	Status int             `json:"-"`
	Body   string          `json:"-"`
	Result json.RawMessage `json:"result"`
	Error  *struct{ Code, Message string }
}

func (r reply) code() string {
	if r.Error == nil {
		return ""
	}
	return r.Error.Code
}

// call calls a tool under a fresh key.
func (c *company) call(tool, args string) reply {
	c.t.Helper()
	r, err := c.send(tool, fmt.Sprintf("key-%d", c.keys.Add(1)), args)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

func (c *company) keyed(tool, key, args string) reply {
	c.t.Helper()
	r, err := c.send(tool, key, args)
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

func (c *company) send(tool, key, args string) (reply, error) {
	return post(c.server.URL, tool, key, args)
}

func post(base, tool, key, args string) (reply, error) {
	req, err := http.NewRequest("POST", base+"/tools/"+tool, bytes.NewReader([]byte(args)))
	if err != nil {
		return reply{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	return do(req)
}

func do(req *http.Request) (reply, error) {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return reply{}, err
	}
	r := reply{Status: resp.StatusCode, Body: string(body)}
	if err := json.Unmarshal(body, &r); err != nil {
		return r, fmt.Errorf("answer is not JSON: %w: %s", err, body)
	}
	return r, nil
}

func (c *company) order(id string) Order {
	c.t.Helper()
	r := c.call("get_order_details", fmt.Sprintf(`{"order_id":%q}`, id))
	var o Order
	if err := json.Unmarshal(r.Result, &o); err != nil {
		c.t.Fatalf("order %s: %v: %s", id, err, r.Body)
	}
	return o
}

func (c *company) giftBalance(user, method string) Kopiykas {
	c.t.Helper()
	r := c.call("get_user_details", fmt.Sprintf(`{"user_id":%q}`, user))
	var u User
	if err := json.Unmarshal(r.Result, &u); err != nil {
		c.t.Fatal(err)
	}
	return *u.PaymentMethods[method].Balance
}

func (c *company) entries() []ledger.Entry {
	c.t.Helper()
	return ledgerAt(c.t, c.server.URL+"/ledger")
}

func ledgerAt(t *testing.T, url string) []ledger.Entry {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var l struct {
		Entries []ledger.Entry
		Count   int
	}
	if err := json.NewDecoder(resp.Body).Decode(&l); err != nil {
		t.Fatal(err)
	}
	if l.Count != len(l.Entries) {
		t.Fatalf("count %d of %d entries", l.Count, len(l.Entries))
	}
	return l.Entries
}

func (c *company) state() string {
	c.t.Helper()
	return state(c.t, c.backend)
}

// state is the whole state of a back end as text.
func state(t interface {
	Helper()
	Fatal(...any)
}, b *Backend) string {
	t.Helper()
	var out []byte
	err := b.View(func(v ledger.Sight[*shop]) (err error) {
		out, err = v.State.snapshot()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
