package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

func TestWrongCalls(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	type headers map[string]string
	good := headers{"Content-Type": "application/json", "Idempotency-Key": "k"}
	with := func(name, value string) headers {
		h := headers{}
		for k, v := range good {
			h[k] = v
		}
		if h[name] = value; value == "" {
			delete(h, name)
		}
		return h
	}
	for _, x := range []struct {
		name, tool string
		headers    headers
		body       string
		status     int
		code       string
	}{
		{"unknown tool", "burn_down", good, `{}`, 404, "unknown_tool"},
		{"no key", "cancel_pending_order", with("Idempotency-Key", ""), cancelFirst, 400, "idempotency_key_required"},
		{"long key", "cancel_pending_order", with("Idempotency-Key", strings.Repeat("k", 201)), cancelFirst, 400, "idempotency_key_invalid"},
		{"key with a space", "cancel_pending_order", with("Idempotency-Key", "a b"), cancelFirst, 400, "idempotency_key_invalid"},
		{"a form", "cancel_pending_order", with("Content-Type", "text/plain"), cancelFirst, 415, "unsupported_media_type"},
		{"no type", "cancel_pending_order", with("Content-Type", ""), cancelFirst, 415, "unsupported_media_type"},
		{"empty body", "cancel_pending_order", good, ``, 400, "malformed_json"},
		{"half a body", "cancel_pending_order", good, `{"order_id":"#W1000001"`, 400, "malformed_json"},
		{"null", "cancel_pending_order", good, `null`, 400, "malformed_json"},
		{"a list", "cancel_pending_order", good, `[1]`, 400, "malformed_json"},
		{"two objects", "cancel_pending_order", good, cancelFirst + cancelFirst, 400, "malformed_json"},
		{"invalid UTF-8", "cancel_pending_order", good, "{\"order_id\":\"\xff\",\"reason\":\"x\"}", 400, "invalid_utf8"},
		{"a megabyte", "cancel_pending_order", good, `{"order_id":"` + strings.Repeat("я", 500_000) + `"}`, 413, "body_too_large"},
		{"deep", "cancel_pending_order", good, strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000), 422, "invalid_arguments"},
		{"nested lists", "return_delivered_order_items", good, `{"order_id":"#W1000003","item_ids":[["4429175847"]],"payment_method_id":"x"}`, 422, "invalid_arguments"},
		{"null in a list", "return_delivered_order_items", good, `{"order_id":"#W1000003","item_ids":[null],"payment_method_id":"x"}`, 422, "invalid_arguments"},
		{"a string for a list", "return_delivered_order_items", good, `{"order_id":"#W1000003","item_ids":"4429175847","payment_method_id":"x"}`, 422, "invalid_arguments"},
		{"51 items", "return_delivered_order_items", good, `{"order_id":"#W1000003","item_ids":["1"` + strings.Repeat(`,"1"`, 50) + `],"payment_method_id":"x"}`, 422, "invalid_arguments"},
		{"missing", "cancel_pending_order", good, `{"order_id":"#W1000001"}`, 422, "invalid_arguments"},
		{"null argument", "cancel_pending_order", good, `{"order_id":"#W1000001","reason":null}`, 422, "invalid_arguments"},
		{"a number", "cancel_pending_order", good, `{"order_id":1000001,"reason":"no longer needed"}`, 422, "invalid_arguments"},
		{"an argument too many", "cancel_pending_order", good, `{"order_id":"#W1000001","reason":"no longer needed","force":"yes"}`, 422, "invalid_arguments"},
		{"a long string", "cancel_pending_order", good, `{"order_id":"` + strings.Repeat("1", 2001) + `","reason":"no longer needed"}`, 422, "invalid_arguments"},
		{"control characters", "cancel_pending_order", good, `{"order_id":"#W1000001\u0000","reason":"no longer needed"}`, 422, "invalid_arguments"},
	} {
		req, err := http.NewRequest("POST", c.server.URL+"/tools/"+x.tool, strings.NewReader(x.body))
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range x.headers {
			req.Header.Set(k, v)
		}
		r, err := do(req)
		if err != nil {
			t.Errorf("%s: %v", x.name, err)
			continue
		}
		if r.Status != x.status || r.code() != x.code || r.Error.Message == "" {
			t.Errorf("%s: %d %s, want %d %s", x.name, r.Status, r.Body, x.status, x.code)
		}
	}
	for path, want := range map[string]int{"/tools/calculate": 405, "/nothing": 404, "/ledger?after=x": 400, "/ledger?after=-1": 400} {
		req, _ := http.NewRequest("GET", c.server.URL+path, nil)
		if r, err := do(req); err != nil || r.Status != want || r.code() == "" {
			t.Errorf("%s: %v %d %s", path, err, r.Status, r.Body)
		}
	}
	if len(c.entries()) != 0 {
		t.Error("a wrong call had an effect")
	}
	// A wrong call does not use its key up.
	if r := c.keyed("cancel_pending_order", "k", cancelFirst); r.code() != "" {
		t.Error(r.Body)
	}
}

func TestToken(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir(), WithToken("s3cret"))
	for header, want := range map[string]int{
		"":                           401,
		"Bearer wrong":               401,
		"Bearer ":                    401,
		"Bearer s3cret2":             401,
		"s3cret":                     401,
		"Bearer s3cret":              200,
		"Basic YW55b25lOnMzY3JldA==": 200, // anyone:s3cret
		"Basic YW55b25lOng=":         401,
	} {
		for _, path := range []string{"/ledger", "/", "/page.css"} {
			req, _ := http.NewRequest("GET", c.server.URL+path, nil)
			if header != "" {
				req.Header.Set("Authorization", header)
			}
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			resp.Body.Close()
			if resp.StatusCode != want {
				t.Errorf("%q %s: %d %s", header, path, resp.StatusCode, body)
			}
			if want == 401 && (resp.Header.Get("WWW-Authenticate") == "" || strings.Contains(string(body), "Коваль")) {
				t.Errorf("%q %s: %v", header, path, resp.Header)
			}
		}
	}
	if r := c.call("calculate", `{"expression":"1"}`); r.Status != 401 || r.code() != "unauthorized" {
		t.Errorf("got %d %s", r.Status, r.Body)
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	c.keyed("cancel_pending_order", "key-of-olena", cancelFirst)
	c.keyed("modify_user_address", "key-of-taras", `{"user_id":"taras_shevchuk_1002","address1":"<script>alert(1)</script>","city":"\"><img src=x>","country":"Україна","zip":"79000"}`)
	get := func(path, accept string) (string, http.Header) {
		t.Helper()
		req, _ := http.NewRequest("GET", c.server.URL+path, nil)
		req.Header.Set("Accept-Language", accept)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 {
			t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
		}
		return string(b), resp.Header
	}
	uk, h := get("/", "")
	for _, want := range []string{`lang="uk"`, "Олена Коваль", "Emily Carter", "#W1000001", "скасовано", "key-of-olena", "cancel_pending_order", "подарункова картка"} {
		if !strings.Contains(uk, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if strings.Contains(uk, "<script") || strings.Contains(uk, "<img") {
		t.Error("text from outside is markup on the page")
	}
	if !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("Refresh") != "" {
		t.Errorf("headers: %v", h)
	}
	if en, _ := get("/", "de, en-GB;q=0.8, uk;q=0.5"); !strings.Contains(en, `lang="en"`) || !strings.Contains(en, "cancelled") {
		t.Error("not in English")
	}
	if live, h := get("/?lang=en&live", "uk"); !strings.Contains(live, `lang="en"`) || h.Get("Refresh") != "3" {
		t.Error("not live, or not in English")
	}
	if css, h := get("/page.css", ""); !strings.Contains(css, "prefers-color-scheme") || !strings.HasPrefix(h.Get("Content-Type"), "text/css") {
		t.Error("no style")
	}
}

func TestOrdersOfAreCopies(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	orders, err := c.backend.OrdersOf("olena_koval_1001")
	if err != nil || len(orders) != 5 || orders[0].OrderID != "#W1000001" {
		t.Fatalf("%v %+v", err, orders)
	}
	orders[0].Items[0].Price = 1
	orders[0].Address.City = "X"
	if o := c.order("#W1000001"); o.Items[0].Price == 1 || o.Address.City == "X" {
		t.Error("a reader changed the shop")
	}
	if orders, err := c.backend.OrdersOf("nobody"); err != nil || orders != nil {
		t.Errorf("%v %v", orders, err)
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	t.Parallel()
	b, err := NewBackend(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- ledger.Serve(ctx, l, b) }()
	r, err := post("http://"+l.Addr().String(), "calculate", "", `{"expression":"1+1"}`)
	if err != nil || string(r.Result) != `"2.0"` {
		t.Errorf("%v %s", err, r.Body)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if _, err := post("http://"+l.Addr().String(), "calculate", "", `{"expression":"1+1"}`); err == nil {
		t.Error("still served")
	}
}

// Writes over HTTP from sixteen callers at once, each answered after its
// fsync.
func BenchmarkWrites(b *testing.B) {
	backend, err := NewBackend(b.TempDir(), time.Now)
	if err != nil {
		b.Fatal(err)
	}
	defer backend.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- ledger.Serve(ctx, l, backend) }()
	defer func() { cancel(); <-ended }()
	base := "http://" + l.Addr().String()
	http.DefaultTransport.(*http.Transport).MaxIdleConnsPerHost = 64
	var n atomic.Int64
	b.SetParallelism(8)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			if r, err := post(base, "modify_user_address", fmt.Sprintf("k%d", i), movedTo(int(i))); err != nil || r.Status != 200 {
				b.Error(err, r.Body)
				return
			}
		}
	})
	b.ReportMetric(float64(n.Load())/b.Elapsed().Seconds(), "writes/s")
}

func TestLedgerIsOneJSONObject(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	for i := range 3 {
		c.keyed("modify_user_address", fmt.Sprint("k", i), movedTo(i))
	}
	for _, e := range c.entries() {
		var answer struct{ Result User }
		if err := json.Unmarshal(e.Answer, &answer); err != nil || answer.Result.UserID != "taras_shevchuk_1002" || e.Key == "" || !json.Valid(e.Args) {
			t.Errorf("entry %d: %v %s", e.N, err, e.Answer)
		}
	}
}
