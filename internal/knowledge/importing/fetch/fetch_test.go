package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// What only this machine or its network can reach is not fetched, however it is
// written.
func TestForbiddenAddresses(t *testing.T) {
	c := New(Options{Timeout: 2 * time.Second, Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
		return map[string][]netip.Addr{
			"inside.example": {netip.MustParseAddr("10.0.0.7")},
			"both.example":   {netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("127.0.0.1")}, // one of them is enough
			"meta.example":   {netip.MustParseAddr("169.254.169.254")},
			"mapped.example": {netip.MustParseAddr("::ffff:127.0.0.1")},
			"nat64.example":  {netip.MustParseAddr("64:ff9b::7f00:1")},
			"6to4.example":   {netip.MustParseAddr("2002:7f00:1::")},
			"ula.example":    {netip.MustParseAddr("fd00::1")},
			"none.example":   {},
		}[host], nil
	}})
	defer c.Close()
	for _, address := range []string{
		"http://127.0.0.1/", "http://localhost/x", "http://[::1]/", "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.5.5/", "http://169.254.169.254/latest/meta-data/",
		"http://0.0.0.0/", "http://100.64.0.1/", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://[::ffff:10.0.0.1]/", "http://224.0.0.1/", "http://255.255.255.255/",
		"http://inside.example/", "http://both.example/", "http://meta.example/", "http://mapped.example/", "http://nat64.example/", "http://6to4.example/",
		"http://ula.example/", "http://none.example/", "file:///etc/passwd", "ftp://example.com/", "gopher://example.com/", "http://", "http://a:b@example.com/", "/x", "http://[::1",
	} {
		if _, err := c.Get(t.Context(), address, 1000); !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, ok := range []string{"93.184.216.34", "1.1.1.1", "2606:4700:4700::1111"} {
		if !Public(netip.MustParseAddr(ok)) {
			t.Errorf("%s is public", ok)
		}
	}
}

func TestLimits(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	if _, err := z.Write(make([]byte, 1<<20)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	defer s.Close()
	mux.HandleFunc("/ok", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		w.Header().Set("X-Robots-Tag", "noindex, nofollow")
		fmt.Fprint(w, "text")
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2000)) })
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb.Bytes())
	})
	mux.HandleFunc("/around", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/around", http.StatusFound) })
	mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest", http.StatusFound)
	})
	mux.HandleFunc("/scheme", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", http.StatusMovedPermanently) })
	c := New(Options{Allow: loopback})
	defer c.Close()
	a, err := c.Get(t.Context(), s.URL+"/moved", 1000)
	if err != nil || string(a.Data) != "text" || a.Address != s.URL+"/ok" || a.Type != "text/html" || a.Charset != "windows-1251" || !a.NoIndex {
		t.Errorf("%+v, %v", a, err)
	}
	for path, want := range map[string]error{"/large": ErrTooLarge, "/bomb": ErrTooLarge, "/around": ErrAddress, "/inside": ErrAddress, "/scheme": ErrAddress} {
		if _, err := c.Get(t.Context(), s.URL+path, 1000); !errors.Is(err, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	var status *StatusError
	if _, err := c.Get(t.Context(), s.URL+"/none", 1000); !errors.As(err, &status) || status.Code != 404 {
		t.Errorf("%v", err)
	}
}

// A name that stands for another address at the second look is not followed
// there: the connection goes where the check was.
func TestNameIsResolvedOnce(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "here") }))
	defer s.Close()
	at, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	looks := 0
	c := New(Options{Allow: loopback[:1], Resolve: func(context.Context, string) ([]netip.Addr, error) {
		if looks++; looks > 1 {
			return []netip.Addr{netip.MustParseAddr("10.0.0.1")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}})
	defer c.Close()
	a, err := c.Get(t.Context(), "http://rebind.example:"+at.Port()+"/", 100)
	if err != nil || string(a.Data) != "here" || looks != 1 {
		t.Errorf("%+v, %v after %d looks", a, err, looks)
	}
}

func TestRobots(t *testing.T) {
	r := ParseRobots("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /private # here\nAllow: /private/open\nDisallow: /*.pdf$\nDisallow: /a*z\nCrawl-delay: 99\n\nSitemap: https://example.com/s.xml\n")
	for path, want := range map[string]bool{"/": true, "/private/x": false, "/private/open/x": true, "/x.pdf": false, "/x.pdf?y": true, "/abcz/d": false, "/abc": true, "/robots.txt": true} {
		if r.Allows(path) != want {
			t.Errorf("%s: %v", path, !want)
		}
	}
	if r.Delay != maxDelay || strings.Join(r.Sitemaps, "") != "https://example.com/s.xml" {
		t.Errorf("%+v", r)
	}
	r = ParseRobots("User-agent: *\nDisallow: /\nUser-agent: RozmovaImport\nUser-agent: x\nDisallow: /no\n")
	if !r.Allows("/yes") || r.Allows("/no") {
		t.Error("the rules that name us count, not those for all")
	}
	if r := ParseRobots(""); !r.Allows("/x") {
		t.Error("no rules forbid nothing")
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\n", "/ab")
	f.Fuzz(func(_ *testing.T, text, path string) { ParseRobots(text).Allows(path) })
}
