// Package fetch gets pages of sites that an administrator names, for imports.
//
// Package read calls it. Whoever names an address must not reach with it what
// only this machine can reach: names are resolved first and the connection is
// made to the address that was checked, redirects are checked like first
// requests, and private, local and reserved networks are refused unless they
// are allowed. Sizes, times and redirects are bounded. It sends no cookies and
// no credentials, and logs nothing.
package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Agent is how requests introduce themselves; robots.txt may address it.
const Agent = "RozmovaImport"

// What can go wrong beside the network.
var (
	ErrAddress  = errors.New("the address may not be called")
	ErrTooLarge = errors.New("the answer is too large")
)

// StatusError is an answer other than 200.
type StatusError struct{ Code int }

func (e *StatusError) Error() string { return fmt.Sprintf("the site answered %d", e.Code) }

// Options bound the client. Zeroes take the defaults.
type Options struct {
	// Allow are networks that may be called although they are not public: an
	// intranet's, or a test's.
	Allow   []netip.Prefix
	Timeout time.Duration // of one request with its redirects; 20 s
	// Resolve finds the addresses of a name; nil asks the system.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	o    Options
	http *http.Client
}

const maxRedirects = 5

// New makes a client.
func New(o Options) *Client {
	if o.Timeout <= 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Resolve == nil {
		o.Resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	c := &Client{o: o}
	c.http = &http.Client{
		Timeout: o.Timeout,
		Transport: &http.Transport{
			Proxy:                  nil, // one from the environment would connect to what was not checked
			DialContext:            c.dial,
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  15 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        30 * time.Second,
			DisableCompression:     true, // unpacked here, within the limit
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("%w: too many redirects", ErrAddress)
			}
			return c.check(r.URL)
		},
	}
	return c
}

// Close ends idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Answer is what a site said.
type Answer struct {
	Address string // after redirects
	Type    string // without parameters
	Charset string
	Data    []byte
	NoIndex bool // said in a header
}

// Get fetches an address; limit bounds what is kept of the answer, unpacked.
func (c *Client) Get(ctx context.Context, address string, limit int64) (Answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Answer{}, fmt.Errorf("%w: malformed", ErrAddress)
	}
	if err := c.check(u); err != nil {
		return Answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Answer{}, fmt.Errorf("%w: malformed", ErrAddress)
	}
	r.Header.Set("User-Agent", Agent+"/1.0")
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml,text/plain;q=0.8")
	r.Header.Set("Accept-Encoding", "gzip")
	res, err := c.http.Do(r)
	if err != nil {
		return Answer{}, fmt.Errorf("fetch a page: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return Answer{}, &StatusError{res.StatusCode}
	}
	var body io.Reader = io.LimitReader(res.Body, limit+1)
	if strings.EqualFold(res.Header.Get("Content-Encoding"), "gzip") {
		z, err := gzip.NewReader(body)
		if err != nil {
			return Answer{}, fmt.Errorf("unpack a page: %w", err)
		}
		defer z.Close()
		body = z
	}
	data, err := io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case int64(len(data)) > limit:
		return Answer{}, ErrTooLarge
	case err != nil:
		return Answer{}, fmt.Errorf("read a page: %w", err)
	}
	a := Answer{Address: res.Request.URL.String(), Data: data}
	kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err == nil {
		a.Type, a.Charset = kind, params["charset"]
	}
	robots := strings.ToLower(strings.Join(res.Header.Values("X-Robots-Tag"), ","))
	a.NoIndex = strings.Contains(robots, "noindex") || strings.Contains(robots, "none")
	return a, nil
}

// check refuses what no address of a public site looks like.
func (c *Client) check(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: only http and https", ErrAddress)
	case u.User != nil:
		return fmt.Errorf("%w: with a password in it", ErrAddress)
	case u.Hostname() == "":
		return fmt.Errorf("%w: without a host", ErrAddress)
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !c.allowed(ip) {
		return fmt.Errorf("%w: not a public network", ErrAddress)
	}
	return nil
}

// dial resolves a name, checks what it stands for and connects to just that: a
// second look at the name could find something else.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%w: malformed", ErrAddress)
	}
	var ips []netip.Addr
	if ip, err := netip.ParseAddr(host); err == nil {
		ips = []netip.Addr{ip}
	} else if ips, err = c.o.Resolve(ctx, host); err != nil {
		return nil, fmt.Errorf("resolve the site's name: %w", err)
	}
	// One address that may not be called speaks against the name as a whole.
	for _, ip := range ips {
		if !c.allowed(ip) {
			return nil, fmt.Errorf("%w: not a public network", ErrAddress)
		}
	}
	d := net.Dialer{Timeout: 10 * time.Second}
	err = fmt.Errorf("%w: no address", ErrAddress)
	for _, ip := range ips {
		var conn net.Conn
		if conn, err = d.DialContext(ctx, "tcp", net.JoinHostPort(ip.Unmap().String(), port)); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

func (c *Client) allowed(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	for _, p := range c.o.Allow {
		if p.Contains(ip) {
			return true
		}
	}
	return Public(ip)
}

// reserved are networks that no public site is in, beside what net/netip knows.
var reserved = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4",
	// IPv6 within which IPv4 hides (NAT64, 6to4, Teredo, mapped), and reserved ones.
	"64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/23", "2001:db8::/32", "fec0::/10", "100::/64", "3fff::/20", "5f00::/16",
	"::/96",
)

func prefixes(all ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(all))
	for i, s := range all {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// Public says whether an address is one of the public internet. Those of cloud
// providers' metadata services are link-local or private, and so are not.
func Public(ip netip.Addr) bool {
	ip = ip.Unmap()
	if !ip.IsValid() || !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}
