package read

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/fetch"
)

// Limits on one site.
const (
	MaxPages    = 5_000
	maxPage     = 5 << 20
	maxSitemap  = 50 << 20 // as the protocol says
	maxSitemaps = 200
	sitemapDeep = 3
	pause       = 100 * time.Millisecond // between two pages of a site
)

// Fetched keeps pages that were read, so that an import that was interrupted
// does not fetch them again.
type Fetched interface {
	// Page gives what was kept of an address; ok is false for nothing.
	Page(ctx context.Context, address string) (p SitePage, ok bool, err error)
	Keep(ctx context.Context, p SitePage) error
}

// SitePage is a page as it was read, or why it was not.
type SitePage struct {
	Address    string            `json:"address"`
	Final      string            `json:"final,omitempty"` // after redirects
	Title      string            `json:"title,omitempty"`
	Body       string            `json:"body,omitempty"`
	Lang       string            `json:"lang,omitempty"`
	Canonical  string            `json:"canonical,omitempty"`
	Alternates map[string]string `json:"alternates,omitempty"`
	Refused    Code              `json:"refused,omitempty"`
	Detail     string            `json:"detail,omitempty"`
}

// Site reads the pages that a sitemap lists, as far as they are of its host and
// the site lets programs read them. The address is a sitemap's, or a site's,
// whose robots.txt or root then leads to it.
func Site(ctx context.Context, c *fetch.Client, address string, kept Fetched, o Options) (Batch, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Batch{}, fmt.Errorf("%w: malformed", fetch.ErrAddress)
	}
	s := &site{c: c, o: o, host: u.Host, kept: kept}
	if a, err := c.Get(ctx, u.Scheme+"://"+u.Host+"/robots.txt", 512<<10); err == nil {
		s.robots = fetch.ParseRobots(string(a.Data))
	} else if status := (*fetch.StatusError)(nil); !errors.As(err, &status) || status.Code >= 500 {
		// Who cannot be asked has not allowed it.
		return Batch{}, fmt.Errorf("ask for the site's robots.txt: %w", unreachable(ctx, err))
	}
	if u.Path == "" || u.Path == "/" {
		starts := s.robots.Sitemaps
		if len(starts) == 0 {
			starts = []string{u.Scheme + "://" + u.Host + "/sitemap.xml"}
		}
		for _, start := range starts {
			if err := s.sitemap(ctx, start, 0); err != nil {
				return Batch{}, err
			}
		}
	} else if err := s.sitemap(ctx, address, 0); err != nil {
		return Batch{}, err
	}
	if len(s.pages) == 0 && len(s.Refused) == 0 {
		return Batch{}, fmt.Errorf("%w: the sitemap lists no page", ErrMalformed)
	}
	if err := s.read(ctx); err != nil {
		return Batch{}, err
	}
	return s.Batch, nil
}

// unreachable tells a site that does not answer from an import that is to stop.
func unreachable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(ErrUnreachable, err)
}

type site struct {
	Batch
	c      *fetch.Client
	o      Options
	host   string
	robots fetch.Robots
	kept   Fetched
	pages  []string
	seen   map[string]bool
	maps   int
}

// sitemap gathers the pages of a sitemap, or of those that an index lists.
func (s *site) sitemap(ctx context.Context, address string, depth int) error {
	if s.maps++; s.maps > maxSitemaps || depth > sitemapDeep {
		s.refuse(address, TooMany, "sitemaps")
		return nil
	}
	a, err := s.c.Get(ctx, address, maxSitemap)
	if err != nil {
		if depth > 0 {
			code, detail := whyNot(err)
			s.refuse(address, code, detail)
			return ctx.Err()
		}
		return fmt.Errorf("fetch the sitemap: %w", unreachable(ctx, err))
	}
	pages, maps, err := parseSitemap(a.Data)
	if err != nil {
		if depth > 0 {
			s.refuse(address, Malformed, "")
			return nil
		}
		return err
	}
	if s.seen == nil {
		s.seen = map[string]bool{}
	}
	for _, p := range pages {
		u, err := url.Parse(p)
		switch {
		case err != nil || !strings.EqualFold(u.Host, s.host):
			s.refuse(p, Address, "host") // a sitemap speaks for its own host only
		case s.seen[p]:
		case len(s.pages) >= MaxPages:
			s.refuse(p, TooMany, fmt.Sprint(MaxPages))
			return nil
		default:
			s.seen[p] = true
			s.pages = append(s.pages, p)
		}
	}
	for _, m := range maps {
		if u, err := url.Parse(m); err != nil || !strings.EqualFold(u.Host, s.host) {
			s.refuse(m, Address, "host")
			continue
		}
		if err := s.sitemap(ctx, m, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// parseSitemap reads a sitemap: XML, packed or not, or a text with an address a
// line.
func parseSitemap(data []byte) (pages, maps []string, err error) {
	if bytes.HasPrefix(data, []byte("\x1F\x8B")) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, nil, errors.Join(ErrMalformed, err)
		}
		if data, err = io.ReadAll(io.LimitReader(z, maxSitemap+1)); err != nil || len(data) > maxSitemap {
			return nil, nil, errors.Join(ErrMalformed, err)
		}
	}
	if !bytes.Contains(data[:min(len(data), 2000)], []byte("<")) {
		for line := range strings.FieldsSeq(string(data)) {
			if webAddress(line) && len(pages) <= MaxPages {
				pages = append(pages, line)
			}
		}
		return pages, nil, nil
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	within, loc := "", false
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return pages, maps, nil
		}
		if err != nil {
			return nil, nil, errors.Join(ErrMalformed, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "url", "sitemap":
				within = e.Name.Local
			case "loc":
				loc = e.Name.Space == "" || strings.Contains(e.Name.Space, "sitemap/0") // not a picture's
			}
		case xml.EndElement:
			if e.Name.Local == "loc" {
				loc = false
			}
		case xml.CharData:
			text := strings.TrimSpace(string(e))
			if !loc || text == "" {
				continue
			}
			if within == "sitemap" {
				maps = append(maps, text)
			} else if len(pages) <= MaxPages {
				pages = append(pages, text)
			}
		}
	}
}

func (s *site) read(ctx context.Context) error {
	byAddress := map[string]SitePage{}
	var order []string
	for i, address := range s.pages {
		if s.o.Progress != nil {
			s.o.Progress(i, len(s.pages))
		}
		p, err := s.page(ctx, address)
		if err != nil {
			return err
		}
		s.Files++
		if p.Refused != "" {
			s.refuse(address, p.Refused, p.Detail)
			continue
		}
		at := p.Final
		if p.Canonical != "" && sameHost(p.Canonical, s.host) {
			at = p.Canonical
		}
		if _, ok := byAddress[at]; ok {
			s.refuse(address, Duplicate, at)
			continue
		}
		byAddress[at] = p
		order = append(order, at)
	}
	keys := map[string]string{}
	for _, at := range order {
		keys[at] = keyOf(at, byAddress)
	}
	for _, at := range order {
		p := byAddress[at]
		it := Item{Kind: "sitemap", Key: keys[at], From: p.Address, Title: p.Title, Body: p.Body, Audience: s.o.Audience, Shelves: fit(slices.Clone(s.o.Shelves))}
		if u, err := url.Parse(at); err == nil {
			last := strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), ".html")
			it.Slug = knowledge.Slug(last[strings.LastIndexByte(last, '/')+1:])
		}
		it.Body = replaceTargets(it.Body, func(to string) string {
			u, err := url.Parse(to)
			if err != nil || u.Host == "" {
				return ""
			}
			fragment := u.Fragment
			u.Fragment = ""
			if key := keys[u.String()]; key != "" && key != it.Key {
				return it.link(Link{key, fragment})
			}
			return ""
		})
		if it.Lang = s.o.recognise(p.Lang, it.Title+"\n"+it.Body); it.Lang == "" {
			s.refuse(p.Address, Language, "")
			continue
		}
		s.Items = append(s.Items, parts(it)...)
	}
	s.once()
	return nil
}

// page gives a page from what was kept, else from the site.
func (s *site) page(ctx context.Context, address string) (SitePage, error) {
	if s.kept != nil {
		if p, ok, err := s.kept.Page(ctx, address); err != nil || ok {
			return p, err
		}
	}
	p := SitePage{Address: address}
	u, err := url.Parse(address)
	if err != nil || !s.robots.Allows(u.RequestURI()) {
		p.Refused = Robots
	} else {
		select {
		case <-time.After(max(pause, s.robots.Delay)):
		case <-ctx.Done():
			return p, ctx.Err()
		}
		p.get(ctx, s.c, s.host)
		if ctx.Err() != nil {
			return p, ctx.Err()
		}
	}
	if s.kept != nil {
		err = s.kept.Keep(ctx, p)
	} else {
		err = nil
	}
	return p, err
}

func (p *SitePage) get(ctx context.Context, c *fetch.Client, host string) {
	a, err := c.Get(ctx, p.Address, maxPage)
	switch {
	case err != nil:
		p.Refused, p.Detail = whyNot(err)
		return
	case a.NoIndex:
		p.Refused = NoIndex
		return
	case a.Type != "text/html" && a.Type != "application/xhtml+xml":
		p.Refused = Type
		return
	case !sameHost(a.Address, host):
		p.Refused, p.Detail = Address, "host" // it has moved elsewhere
		return
	}
	page, err := ReadPage(a.Data, a.Charset, a.Address)
	switch {
	case err != nil:
		p.Refused = codeOf(err)
		return
	case page.NoIndex:
		p.Refused = NoIndex
		return
	case page.Body == "":
		p.Refused = Empty
		return
	case page.Title == "":
		p.Refused = NoTitle
		return
	}
	p.Final, p.Title, p.Body, p.Lang, p.Canonical, p.Alternates = a.Address, page.Title, page.Body, page.Lang, page.Canonical, page.Alternates
}

func sameHost(address, host string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.EqualFold(strings.TrimPrefix(u.Host, "www."), strings.TrimPrefix(host, "www."))
}

// whyNot makes a code of what went wrong with an address.
func whyNot(err error) (Code, string) {
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status):
		return Status, fmt.Sprint(status.Code)
	case errors.Is(err, fetch.ErrAddress):
		return Address, ""
	case errors.Is(err, fetch.ErrTooLarge):
		return TooLarge, ""
	case errors.Is(err, context.DeadlineExceeded):
		return Timeout, ""
	}
	return Failed, ""
}

// keyOf is the address that stands for all languages of a page: the first, in
// the alphabet, of those pages that name each other as its translations.
func keyOf(at string, pages map[string]SitePage) string {
	key := at
	for _, other := range pages[at].Alternates {
		if _, ok := pages[other]; !ok {
			continue
		}
		for _, back := range pages[other].Alternates {
			if back == at && other < key {
				key = other
			}
		}
	}
	return key
}
