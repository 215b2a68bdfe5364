package pay_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/pay"
)

var secret = []byte("a secret of the company")

const good = "4242 4242 4242 4242"

// company is the back end that webhooks go to.
type company struct {
	t      *testing.T
	mu     sync.Mutex
	events []pay.Event
	bodies string
	down   int // answers to spoil
	hook   *httptest.Server
	site   *httptest.Server
	p      *pay.Provider
	at     time.Time
	seen   strings.Builder // all that the provider ever answered
}

func (c *company) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *company) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	e, err := pay.Verify(secret, r.Header, body, c.now())
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down > 0 {
		c.down--
		http.Error(w, "down", http.StatusServiceUnavailable)
		return
	}
	if err != nil {
		c.t.Errorf("webhook: %v", err)
	}
	c.events = append(c.events, e)
	c.bodies += string(body)
}

func start(t *testing.T) *company {
	t.Helper()
	c := &company{t: t, at: time.Date(2025, 2, 25, 12, 0, 0, 0, time.UTC)}
	c.hook = httptest.NewServer(c)
	t.Cleanup(c.hook.Close)
	var h http.Handler
	c.site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r) }))
	t.Cleanup(c.site.Close)
	p, err := pay.New(pay.Config{Base: c.site.URL + "/pay", CompanyUK: "Дім-Зв'язок", CompanyEN: "Dim-Zviazok",
		Webhook: c.hook.URL + "/hooks/payment", Secret: secret, Clock: c.now})
	if err != nil {
		t.Fatal(err)
	}
	c.p, h = p, p.Handler()
	return c
}

func (c *company) page() pay.Page {
	c.t.Helper()
	g, err := c.p.NewPage("C1001", "http://localhost:8080/orders")
	if err != nil {
		c.t.Fatal(err)
	}
	return g
}

func (c *company) do(method, address string, form url.Values, headers ...string) (int, http.Header, string) {
	c.t.Helper()
	req, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen.Write(b)
	fmt.Fprintln(&c.seen, res.Header)
	return res.StatusCode, res.Header, string(b)
}

func (c *company) submit(g pay.Page, number, expiry, cvc string) (int, string) {
	c.t.Helper()
	status, _, body := c.do("POST", g.URL, url.Values{"number": {number}, "expiry": {expiry}, "cvc": {cvc}})
	return status, body
}

func TestOneCardOnce(t *testing.T) {
	c := start(t)
	g := c.page()
	status, h, body := c.do("GET", g.URL, nil)
	if status != 200 || !strings.Contains(body, "Дім-Зв&#39;язок") || !strings.Contains(body, "15 хвилин") {
		t.Fatalf("page: %d", status)
	}
	for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY", "Content-Language": "uk"} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "http") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	if status, body := c.submit(g, good, "05/27", "123"); status != 200 || !strings.Contains(body, "•••• 4242") || !strings.Contains(body, `href="http://localhost:8080/orders"`) {
		t.Errorf("saving: %d", status)
	}
	if status, body := c.submit(g, good, "05/27", "123"); status != http.StatusGone || strings.Contains(body, "<form") {
		t.Errorf("a second card on one page: %d", status)
	}
	if status, _, _ := c.do("GET", g.URL, nil); status != http.StatusGone {
		t.Errorf("the page again: %d", status)
	}
	if len(c.events) != 1 {
		t.Fatalf("%d webhooks", len(c.events))
	}
	e := c.events[0]
	if e.Type != pay.CardSaved || e.ID == "" || e.Data.Customer != "C1001" || e.Data.Brand != "Visa" || e.Data.Last4 != "4242" ||
		e.Data.ExpMonth != 5 || e.Data.ExpYear != 2027 || !strings.HasPrefix(e.Data.Method, "pm_") {
		t.Errorf("the company heard %+v", e)
	}
}

func TestMistakes(t *testing.T) {
	c := start(t)
	for name, row := range map[string]struct{ number, expiry, cvc, says string }{
		"nothing":          {"", "", "", "Вкажіть номер картки."},
		"too short":        {"4242 4242 4242", "05/27", "123", "від 13 до 19 цифр"},
		"a wrong digit":    {"4242 4242 4242 4243", "05/27", "123", "Такого номера картки не буває"},
		"letters":          {"4242 4242 4242 424x", "05/27", "123", "від 13 до 19 цифр"},
		"another number":   {"8938001234567890123", "05/27", "123", "Такого номера картки не буває"},
		"expired":          {good, "01/25", "123", "Термін дії цієї картки минув."},
		"thirteenth month": {good, "13/27", "123", "місяць і рік"},
		"no expiry":        {good, "", "123", "місяць і рік"},
		"far away":         {good, "05/77", "123", "Перевірте, будь ласка, рік."},
		"no code":          {good, "05/27", "", "три цифри на звороті"},
		"Amex's code":      {"3782 822463 10005", "05/27", "123", "чотири цифри"},
		"declined":         {"4000 0000 0000 0002", "05/27", "123", "Банк не підтвердив"},
	} {
		status, body := c.submit(c.page(), row.number, row.expiry, row.cvc)
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, row.says) {
			t.Errorf("%s: %d without %q", name, status, row.says)
		}
	}
	for name, row := range map[string][3]string{
		"this month":   {good, "02/25", "123"},
		"other forms":  {"4242-4242-4242-4242", "5 / 2027", "123"},
		"no separator": {good, "0527", "123"},
		"Amex":         {"3782 822463 10005", "12.30", "1234"},
		"Mastercard":   {"2223003122003222", "12/30", "123"},
	} {
		if status, _ := c.submit(c.page(), row[0], row[1], row[2]); status != 200 {
			t.Errorf("%s: %d", name, status)
		}
	}
}

// The number is nowhere but in the request: in no answer, no webhook.
func TestNumberStaysInTheHandler(t *testing.T) {
	c := start(t)
	for _, number := range []string{good, "5555555555554444", "4242 4242 4242 4241", "4000 0000 0000 0002"} {
		for _, lang := range []string{"uk", "en"} {
			g := c.page()
			c.do("POST", g.URL+"?lang="+lang, url.Values{"number": {number}, "expiry": {"05/27"}, "cvc": {"987"}})
			c.do("POST", g.URL+"?lang="+lang, url.Values{"number": {number}, "expiry": {"99/27"}, "cvc": {"987"}})
		}
	}
	all := c.seen.String() + c.bodies
	for _, secret := range []string{"4242424242424242", "5555555555554444", "5555 5555", "4242 4242 4242 4241", "4000000000000002", "987"} {
		if strings.Contains(all, secret) {
			t.Errorf("an answer or a webhook holds %s", secret)
		}
	}
	if !strings.Contains(c.bodies, `"last4":"4444"`) {
		t.Error("the company was not told")
	}
}

func TestEnds(t *testing.T) {
	c := start(t)
	g := c.page()
	if !g.Expires.Equal(c.now().Add(15 * time.Minute)) {
		t.Errorf("expires %v", g.Expires)
	}
	c.mu.Lock()
	c.at = c.at.Add(15 * time.Minute)
	c.mu.Unlock()
	if status, body := c.submit(g, good, "05/27", "123"); status != http.StatusGone || !strings.Contains(body, "Час цієї сторінки минув") {
		t.Errorf("late: %d", status)
	}
	tried := c.page()
	for range 10 {
		c.submit(tried, "4000000000000002", "05/27", "123")
	}
	if status, _ := c.submit(tried, good, "05/27", "123"); status != http.StatusGone {
		t.Errorf("after ten cards: %d", status)
	}
	for _, path := range []string{"/pay/NOSUCHPAGE", "/pay/", "/", "/pay/assets/page.html", "/pay/assets/..%2fdoc.go"} {
		if status, _, body := c.do("GET", c.site.URL+path, nil); status != http.StatusNotFound || strings.Contains(body, "<form") {
			t.Errorf("%s: %d", path, status)
		}
	}
	if len(c.events) != 0 {
		t.Errorf("%d webhooks", len(c.events))
	}
}

func TestCompanyIsDown(t *testing.T) {
	c := start(t)
	g := c.page()
	c.down = 1
	if status, _ := c.submit(g, good, "05/27", "123"); status != 200 || len(c.events) != 1 {
		t.Errorf("down for a moment: %d, %d webhooks", status, len(c.events))
	}
	g = c.page()
	c.down = 3
	if status, body := c.submit(g, good, "05/27", "123"); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Зараз не вдалося зберегти картку") {
		t.Errorf("down: %d", status)
	}
	if status, _ := c.submit(g, good, "05/27", "123"); status != 200 || len(c.events) != 2 || c.events[0].ID == c.events[1].ID {
		t.Errorf("up again: %d, %d webhooks", status, len(c.events))
	}
}

func TestTwiceAtOnce(t *testing.T) {
	c := start(t)
	g := c.page()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			res, err := http.PostForm(g.URL, url.Values{"number": {good}, "expiry": {"05/27"}, "cvc": {"123"}})
			if err != nil {
				t.Error(err)
				return
			}
			res.Body.Close()
		})
	}
	wg.Wait()
	if len(c.events) != 1 {
		t.Errorf("%d webhooks for one page", len(c.events))
	}
}

func TestForeignSitesCannotSubmit(t *testing.T) {
	c := start(t)
	g := c.page()
	status, _, _ := c.do("POST", g.URL, url.Values{"number": {good}, "expiry": {"05/27"}, "cvc": {"123"}}, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example")
	if status != http.StatusForbidden || len(c.events) != 0 {
		t.Errorf("another site's form: %d", status)
	}
	if status, _, body := c.do("POST", g.URL, url.Values{"number": {strings.Repeat("4", 20<<10)}}); status != http.StatusUnprocessableEntity || strings.Contains(body, "4444") {
		t.Errorf("a huge form: %d", status)
	}
}

func TestLanguages(t *testing.T) {
	c := start(t)
	g := c.page()
	if _, _, body := c.do("GET", g.URL, nil, "Accept-Language", "de, en;q=0.8"); !strings.Contains(body, "New card") || !strings.Contains(body, "Dim-Zviazok") {
		t.Error("English is not spoken")
	}
	if _, _, body := c.do("GET", g.URL+"?lang=uk", nil, "Accept-Language", "en"); !strings.Contains(body, "Нова картка") {
		t.Error("the language that was asked for is not spoken")
	}
}

func TestVerify(t *testing.T) {
	c := start(t)
	var header http.Header
	var body []byte
	keep := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header = r.Header.Clone()
		body, _ = io.ReadAll(r.Body)
	}))
	defer keep.Close()
	p, err := pay.New(pay.Config{Base: "/pay", Webhook: keep.URL, Secret: secret, Clock: c.now})
	if err != nil {
		t.Fatal(err)
	}
	g, err := p.NewPage("C1001", "")
	if err != nil || !strings.HasPrefix(g.URL, "/pay/") {
		t.Fatalf("%q, %v", g.URL, err)
	}
	req := httptest.NewRequest("POST", g.URL, strings.NewReader(url.Values{"number": {good}, "expiry": {"05/27"}, "cvc": {"123"}}.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	p.Handler().ServeHTTP(httptest.NewRecorder(), req)
	now := c.now()
	if _, err := pay.Verify(secret, header, body, now); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		secret string
		now    time.Time
		body   string
		want   error
	}{
		"another secret": {"a secret of somebody else", now, string(body), pay.ErrSignature},
		"no secret":      {"", now, string(body), pay.ErrSignature},
		"another body":   {string(secret), now, strings.Replace(string(body), "C1001", "C1002", 1), pay.ErrSignature},
		"too old":        {string(secret), now.Add(6 * time.Minute), string(body), pay.ErrStale},
		"too early":      {string(secret), now.Add(-6 * time.Minute), string(body), pay.ErrStale},
	} {
		if _, err := pay.Verify([]byte(row.secret), header, []byte(row.body), row.now); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

func TestBadConfig(t *testing.T) {
	ok := pay.Config{Base: "http://localhost/pay", Webhook: "http://localhost/hook", Secret: secret}
	for name, change := range map[string]func(*pay.Config){
		"no webhook":   func(c *pay.Config) { c.Webhook = "" },
		"no secret":    func(c *pay.Config) { c.Secret = nil },
		"strange base": func(c *pay.Config) { c.Base = "javascript:x" },
	} {
		bad := ok
		change(&bad)
		if _, err := pay.New(bad); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	p, err := pay.New(ok)
	if err != nil {
		t.Fatal(err)
	}
	for _, back := range []string{"javascript:alert(1)", "//evil.example", "/\\evil.example", "http://u@evil.example", "data:text/html,x", "x"} {
		if _, err := p.NewPage("C1", back); err == nil {
			t.Errorf("back to %q", back)
		}
	}
	if _, err := p.NewPage("", "/"); err == nil {
		t.Error("a page for nobody")
	}
}
