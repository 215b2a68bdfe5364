package pay

import (
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Config is what a provider works with.
type Config struct {
	Base      string // where Handler is reached from outside, such as http://localhost:8080/pay; its path is where it is mounted
	CompanyUK string // whose customers these are, as the page names it
	CompanyEN string
	Webhook   string // the company's address for what became of a page
	Secret    []byte // signs webhooks; at least 16 bytes
	Clock     func() time.Time
	Life      time.Duration // of a page, 15 minutes when 0
}

// Provider makes pages and serves them. It is safe for concurrent use.
type Provider struct {
	cfg    Config
	base   *url.URL
	client *http.Client

	mu    sync.Mutex
	pages map[string]*page
}

// Page is a page that was made: for one customer, one card, a short time.
type Page struct {
	URL     string
	Expires time.Time
}

// Bounds of what is remembered and tried.
const (
	defaultLife = 15 * time.Minute
	maxPages    = 10_000
	maxTries    = 10 // cards on one page: enough for slips, too few to try out stolen ones
	minSecret   = 16
)

// States of a page.
const (
	open = iota
	busy // somebody's card is being taken
	done
	dead // too many tries
)

type page struct {
	customer string
	back     string
	expires  time.Time
	state    int
	tries    int
	webhook  string // its ID, the same for every try at this page
}

// New makes a provider.
func New(cfg Config) (*Provider, error) {
	base, err := url.Parse(strings.TrimSuffix(cfg.Base, "/"))
	if err != nil || base.Scheme != "" && base.Scheme != "http" && base.Scheme != "https" || base.RawQuery != "" || base.User != nil {
		return nil, errors.New("pay: the base is not an address such as http://localhost:8080/pay")
	}
	hook, err := url.Parse(cfg.Webhook)
	if err != nil || hook.Scheme != "http" && hook.Scheme != "https" || hook.Host == "" {
		return nil, errors.New("pay: the webhook is not an http(s) address")
	}
	if len(cfg.Secret) < minSecret {
		return nil, fmt.Errorf("pay: the secret needs at least %d bytes", minSecret)
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Life <= 0 {
		cfg.Life = defaultLife
	}
	return &Provider{cfg: cfg, base: base, pages: map[string]*page{}, client: &http.Client{
		Timeout:       5 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// NewPage makes a page on which this customer of the company can give a new
// card. back is where its link leads afterwards: an http(s) address or a path;
// empty shows no link. The address is a secret between the company and the
// customer: whoever has it can put a card there, once.
func (p *Provider) NewPage(customer, back string) (Page, error) {
	if customer == "" || len(customer) > 200 {
		return Page{}, errors.New("pay: a page is for a customer")
	}
	if !safeBack(back) {
		return Page{}, errors.New("pay: back is not an http(s) address or a path")
	}
	now := p.cfg.Clock()
	token := rand.Text()
	made := &page{customer: customer, back: back, expires: now.Add(p.cfg.Life), webhook: "msg_" + rand.Text()}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sweep(now)
	if len(p.pages) >= maxPages {
		return Page{}, errors.New("pay: too many pages are open")
	}
	p.pages[token] = made
	return Page{URL: p.base.JoinPath(token).String(), Expires: made.expires}, nil
}

// sweep forgets pages a day after their end: until then they can say kindly what
// became of them.
func (p *Provider) sweep(now time.Time) {
	for token, g := range p.pages {
		if g.state != busy && now.After(g.expires.Add(24*time.Hour)) {
			delete(p.pages, token)
		}
	}
}

// take reserves a page for one try. usable is false when there is nothing to try.
func (p *Provider) take(token string) (g page, usable bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	found := p.pages[token]
	if found == nil {
		return page{}, false
	}
	g = *found
	if found.state != open || !p.cfg.Clock().Before(found.expires) {
		return g, false
	}
	found.state = busy
	found.tries++
	g = *found
	return g, true
}

// give puts a page back after a try.
func (p *Provider) give(token string, saved bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.pages[token]
	switch {
	case g == nil:
	case saved:
		g.state = done
	case g.tries >= maxTries:
		g.state = dead
	default:
		g.state = open
	}
}

func (p *Provider) look(token string) (page, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if g := p.pages[token]; g != nil {
		return *g, true
	}
	return page{}, false
}

func safeBack(back string) bool {
	if back == "" {
		return true
	}
	u, err := url.Parse(back)
	if err != nil || len(back) > 2000 || strings.ContainsAny(back, "\\\r\n\t") {
		return false
	}
	if u.Scheme == "" && u.Host == "" {
		return strings.HasPrefix(back, "/") && !strings.HasPrefix(back, "//")
	}
	return (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}
