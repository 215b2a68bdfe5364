package helpcentre

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// policy lets a page load our own files, the widget, and pictures of articles.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// view is what every page knows; those of one kind add their own.
type view struct {
	*texts
	WS        conversation.WorkspaceID
	Name      string // of the company
	Lang      string // that the page's articles are in
	Languages []tongue
	Title     string
	About     string
	Canonical string // "" for pages that are not to be found by search engines
	Query     string
	Data      template.JS // schema.org's, as JSON
	Styles    string
	Script    string
	origin    string
}

// tongue is a language that the page can be read in.
type tongue struct {
	Lang, Name, Href, Full string
	Here                   bool
}

// Path is the address of a page of this workspace and language.
func (v *view) Path(rest ...string) string { return v.in(v.Lang, rest...) }

func (v *view) in(lang string, rest ...string) string {
	p := "/help/" + url.PathEscape(string(v.WS)) + "/" + url.PathEscape(lang) + "/"
	for i, r := range rest {
		if i > 0 {
			p += "/"
		}
		p += url.PathEscape(r)
	}
	return p
}

func (s *Site) loadPages() error {
	s.pages = map[string]*template.Template{}
	for _, name := range []string{"home", "collection", "article", "search", "missing"} {
		t, err := template.New("layout.html").Funcs(functions).ParseFS(files, "pages/layout.html", "pages/parts.html", "pages/"+name+".html")
		if err != nil {
			return fmt.Errorf("help centre's page %s: %w", name, err)
		}
		s.pages[name] = t
	}
	return nil
}

// view is the frame of a page in a language, before the workspace was asked.
func (s *Site) view(r *http.Request, lang string) *view {
	return &view{
		texts: s.speaks(lang), WS: conversation.WorkspaceID(r.PathValue("ws")), Lang: lang,
		Styles: s.parts["style.css"].address, Script: s.parts["site.js"].address, origin: s.origin(r),
	}
}

// open asks for the workspace and its languages, and answers when there is no
// such page. It reports whether the caller goes on.
func (s *Site) open(w http.ResponseWriter, r *http.Request) (*view, bool) {
	v := s.view(r, r.PathValue("lang"))
	name, err := s.Name(r.Context(), v.WS)
	var langs []string
	if err == nil {
		v.Name = name
		langs, err = s.Library.Languages(r.Context(), v.WS)
	}
	if err == nil && !slices.Contains(langs, v.Lang) {
		v.Lang, err = s.fits(r, langs), errNoPage
		v.texts = s.speaks(v.Lang)
	}
	for _, l := range langs {
		v.Languages = append(v.Languages, tongue{Lang: l, Name: s.named(l), Href: v.in(l), Full: v.origin + v.in(l), Here: l == v.Lang})
	}
	if err != nil {
		s.missing(w, r, v, err)
		return nil, false
	}
	return v, true
}

// named is what a language is called in itself.
func (s *Site) named(lang string) string {
	if t := s.texts[lang]; t != nil {
		return t.T("language")
	}
	return lang
}

// language is the one that a path names, or that the browser asks for.
func (s *Site) language(r *http.Request) string {
	if l := r.PathValue("lang"); s.texts[l] != nil {
		return l
	}
	known := make([]string, 0, len(s.texts))
	for l := range s.texts {
		known = append(known, l)
	}
	slices.Sort(known)
	slices.Reverse(known) // Ukrainian before English
	return s.fits(r, known)
}

// fits picks of some languages the one that the browser likes best; the first
// where it likes none.
func (s *Site) fits(r *http.Request, langs []string) string {
	if len(langs) == 0 {
		return fallback
	}
	tags := make([]language.Tag, len(langs))
	for i, l := range langs {
		tags[i], _ = language.Parse(l) // und where it is none: never matched
	}
	_, i := language.MatchStrings(language.NewMatcher(tags), limited(r.Header.Get("Accept-Language"), 200))
	return langs[i]
}

// missing is the page for what is not there, or cannot be read now.
func (s *Site) missing(w http.ResponseWriter, r *http.Request, v *view, err error) {
	status, key := http.StatusNotFound, "missing"
	if !errors.Is(err, errNoPage) && !errors.Is(err, store.ErrNotFound) {
		if errors.Is(err, context.Canceled) {
			return
		}
		s.Log.ErrorContext(r.Context(), "help centre cannot read its articles", "error", err)
		status, key = http.StatusServiceUnavailable, "unavailable"
		w.Header().Set("Retry-After", "60")
	}
	if v.Title == "" {
		v.Title = v.T(key)
	}
	s.show(w, r, status, "missing", struct {
		*view
		What, How string
		Home      bool
	}{v, v.T(key), v.T(key + ".how"), v.Name != "" && len(v.Languages) > 0})
}

// show writes a page. Readers' copies are checked with its sum, so that what is
// published now is read now.
func (s *Site) show(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var b bytes.Buffer
	if err := s.pages[name].Execute(&b, data); err != nil {
		s.Log.ErrorContext(r.Context(), "help centre's page cannot be made", "page", name, "error", err)
		http.Error(w, "unavailable", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	send(w, r, status, b.Bytes(), "no-cache")
}

// send writes bytes, compressed where the reader takes that, or says that the
// reader's copy is still good.
func send(w http.ResponseWriter, r *http.Request, status int, body []byte, cache string) {
	sum := sha256.Sum256(body)
	etag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	h := w.Header()
	h.Set("Cache-Control", cache)
	h.Add("Vary", "Accept-Encoding")
	if status == http.StatusOK {
		h.Set("ETag", etag)
		if strings.Contains(r.Header.Get("If-None-Match"), etag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if len(body) > 1<<10 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		var z bytes.Buffer
		g, _ := gzip.NewWriterLevel(&z, gzip.DefaultCompression) // the level is right
		_, err := g.Write(body)
		if errors.Join(err, g.Close()) == nil {
			h.Set("Content-Encoding", "gzip")
			body = z.Bytes()
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// host is what a Host header may be to stand in a page.
var host = regexp.MustCompile(`^[a-zA-Z0-9.-]{1,253}(:[0-9]{1,5})?$|^\[[0-9a-fA-F:]{2,45}\](:[0-9]{1,5})?$`)

// origin is the site's own, for addresses that must be whole.
func (s *Site) origin(r *http.Request) string {
	if !host.MatchString(r.Host) {
		return ""
	}
	if s.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// structured makes the page's data for search engines.
func structured(data any) template.JS {
	b, err := json.Marshal(data) // escapes <, > and &, so it cannot end its element
	if err != nil {
		return ""
	}
	return template.JS(b) //nolint:gosec // made by json.Marshal, see above
}

// limited cuts a text to some runes.
func limited(s string, most int) string {
	s = strings.ToValidUTF8(s, "")
	for i := range s {
		if most == 0 {
			return s[:i]
		}
		most--
	}
	return s
}
