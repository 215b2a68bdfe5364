package demo

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

type visit struct {
	status int
	body   string
	header http.Header
}

// visitor is a browser without scripts: it keeps cookies and does not follow
// redirects.
func visitor(t *testing.T, opts ...SiteOption) (get func(path string) visit, post func(path, origin string, form url.Values) visit) {
	t.Helper()
	srv := httptest.NewServer(Site(opts...))
	t.Cleanup(srv.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	send := func(req *http.Request, err error) visit {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return visit{resp.StatusCode, string(b), resp.Header}
	}
	get = func(path string) visit { t.Helper(); return send(http.NewRequest("GET", srv.URL+path, nil)) }
	post = func(path, origin string, form url.Values) visit {
		t.Helper()
		req, err := http.NewRequest("POST", srv.URL+path, strings.NewReader(form.Encode()))
		if err == nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if req.Header.Set("Origin", srv.URL); origin != "" {
				req.Header.Set("Origin", origin)
			}
		}
		return send(req, err)
	}
	return get, post
}

func TestSitePages(t *testing.T) {
	t.Parallel()
	get, _ := visitor(t)
	links := map[string]bool{}
	for path, lang := range map[string]string{"/": "uk", "/orders": "uk", "/delivery": "uk", "/en/": "en", "/en/orders": "en", "/en/delivery": "en"} {
		v := get(path)
		if v.status != 200 || v.header.Get("Content-Language") != lang || !strings.Contains(v.body, `<html lang="`+lang+`">`) {
			t.Errorf("%s: %d %v", path, v.status, v.header)
		}
		if !strings.Contains(v.body, `<script src="/widget/loader.js" data-workspace="demo" data-locale="`+lang+`" async></script>`) {
			t.Errorf("%s has no chat", path)
		}
		if n := strings.Count(v.body, "<script"); n != 1 {
			t.Errorf("%s has %d scripts", path, n)
		}
		if strings.Contains(v.body, "style=") || strings.Contains(v.body, "http://") || strings.Contains(v.body, "https://") {
			t.Errorf("%s has inline styles or something from elsewhere", path)
		}
		order := map[string]string{"uk": "#W1000001", "en": "#W2000001"}[lang]
		if strings.Count(v.body, order) < 2 {
			t.Errorf("%s does not say which orders to try", path)
		}
		if strings.Contains(v.body, `action="/account"`) || strings.Contains(v.body, "identity") {
			t.Errorf("%s speaks of signing in, which nobody can", path)
		}
		for _, m := range regexp.MustCompile(`(?:href|src)="(/[^"]*)"`).FindAllStringSubmatch(v.body, -1) {
			links[strings.SplitN(m[1], "#", 2)[0]] = true
		}
	}
	for _, f := range regexp.MustCompile(`url\(([^)]+)\)`).FindAllStringSubmatch(get("/shop/style.css").body, -1) {
		links["/shop/"+f[1]] = true
	}
	delete(links, "/widget/loader.js")
	delete(links, "/help/demo/uk/") // the platform's, like the loader
	delete(links, "/help/demo/en/")
	for link := range links {
		if v := get(link); v.status != 200 {
			t.Errorf("%s is linked and answers %d", link, v.status)
		}
	}
	if len(links) < 10 {
		t.Errorf("only %v are linked", links)
	}
	for path, lang := range map[string]string{"/nothing": "uk", "/en/nothing": "en", "/shop/home.html": "uk", "/shop/../site.go": "uk", "/shop/fonts/": "uk", "/account": "uk", "/shop/fonts/../home.html": "uk"} {
		v := get(path)
		if v.status != 404 && v.status != 301 && v.status != 307 || v.status == 404 && v.header.Get("Content-Language") != lang && !strings.HasPrefix(path, "/shop/fonts") {
			t.Errorf("%s: %d", path, v.status)
		}
		if strings.Contains(v.body, "{{") || strings.Contains(v.body, "OFL.txt") {
			t.Errorf("%s shows what is not for visitors", path)
		}
	}
}

func TestSiteHeadersAreStrict(t *testing.T) {
	t.Parallel()
	get, _ := visitor(t)
	for _, path := range []string{"/", "/nothing", "/shop/style.css"} {
		h := get(path).header
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: no %s in %s", path, want, policy)
			}
		}
		if strings.Contains(policy, "unsafe") || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" {
			t.Errorf("%s: %v", path, h)
		}
	}
	get, _ = visitor(t, WithInlineStyles())
	if p := get("/").header.Get("Content-Security-Policy"); !strings.Contains(p, "style-src 'self' 'unsafe-inline';") || !strings.Contains(p, "script-src 'self';") {
		t.Errorf("got %s", p)
	}
}

func TestVisitorCanBeAnyCustomer(t *testing.T) {
	t.Parallel()
	c := open(t, t.TempDir())
	sign := func(c Customer) (string, error) { return "token of <" + c.ID + ">", nil }
	get, post := visitor(t, WithIdentity(sign), WithOrders(c.backend.OrdersOf))
	if v := get("/"); strings.Contains(v.body, "identity") || !strings.Contains(v.body, "Увійти") {
		t.Error("a stranger is somebody")
	}
	v := post("/account", "", url.Values{"customer": {"olena_koval_1001"}, "back": {"/orders"}})
	cookie := v.header.Get("Set-Cookie")
	if v.status != http.StatusSeeOther || v.header.Get("Location") != "/orders" || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Errorf("%d %v", v.status, v.header)
	}
	v = get("/orders")
	for _, want := range []string{`data-identity="token of &lt;olena_koval_1001&gt;"`, "Мої замовлення", "#W1000007", "6\u00a0548\u00a0₴", "Розумна лампочка, E27"} {
		if !strings.Contains(v.body, want) {
			t.Errorf("no %s", want)
		}
	}
	if v.header.Get("Cache-Control") != "private, no-cache" {
		t.Error("a page with a token may be stored")
	}
	// The page shows what the bot has done.
	before := strings.Count(v.body, "скасовано")
	c.keyed("cancel_pending_order", "k", cancelFirst)
	if after := strings.Count(get("/orders").body, "скасовано"); after != before+2 {
		t.Errorf("«скасовано» stood %d times, and %d after a cancellation", before, after)
	}
	// Another site chooses nobody, and sends nobody anywhere.
	if v := post("/account", "https://evil.example", url.Values{"customer": {"taras_shevchuk_1002"}}); v.status != http.StatusForbidden {
		t.Errorf("from another site: %d", v.status)
	}
	if v := post("/account", "", url.Values{"customer": {"emily_carter_1013"}, "back": {"//evil.example"}}); v.header.Get("Location") != "/orders" {
		t.Errorf("sent to %s", v.header.Get("Location"))
	}
	if v := get("/en/orders"); !strings.Contains(v.body, "token of &lt;emily_carter_1013&gt;") || !strings.Contains(v.body, "on its way") {
		t.Error("not Emily's orders")
	}
	post("/account", "", url.Values{"customer": {"-"}})
	if v := get("/orders"); strings.Contains(v.body, "identity") {
		t.Error("still signed in")
	}
	if v := post("/account", "", url.Values{"customer": {strings.Repeat("x", 8<<10)}}); v.status != http.StatusSeeOther || strings.Contains(get("/").body, "identity") {
		t.Errorf("a long name: %d", v.status)
	}
}

func TestDefaultCustomer(t *testing.T) {
	t.Parallel()
	get, post := visitor(t, WithIdentity(func(c Customer) (string, error) { return c.ID, nil }), WithDefaultCustomer("olena_koval_1001"))
	if !strings.Contains(get("/").body, `data-identity="olena_koval_1001"`) {
		t.Error("the visitor is not the default customer")
	}
	post("/account", "", url.Values{"customer": {"-"}})
	if strings.Contains(get("/").body, "identity") {
		t.Error("signing out does not last")
	}
	get, _ = visitor(t, WithIdentity(func(Customer) (string, error) { return "", errors.New("no key") }), WithDefaultCustomer("olena_koval_1001"))
	if v := get("/"); v.status != http.StatusInternalServerError || strings.Contains(v.body, "no key") {
		t.Errorf("got %d %s", v.status, v.body)
	}
}

func TestUkrainianPlurals(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "варіантів", 1: "варіант", 2: "варіанти", 4: "варіанти", 5: "варіантів", 11: "варіантів", 14: "варіантів", 21: "варіант", 22: "варіанти", 111: "варіантів"} {
		if got := pluralUK(n, "варіант", "варіанти", "варіантів"); got != want {
			t.Errorf("%d %s", n, got)
		}
	}
}
