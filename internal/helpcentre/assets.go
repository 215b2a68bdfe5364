package helpcentre

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/http"
	"path"
	"regexp"
	"strings"
)

// asset is a file of the pages' own, under an address that changes with it.
type asset struct {
	address, kind string
	body          []byte
}

func (s *Site) loadAssets() error {
	s.parts = map[string]asset{}
	for name, kind := range map[string]string{"style.css": "text/css; charset=utf-8", "site.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"} {
		b, err := files.ReadFile("assets/" + name)
		if err != nil {
			return fmt.Errorf("help centre's %s: %w", name, err)
		}
		if name == "style.css" {
			b = append([]byte(s.Tokens), b...)
		}
		sum := sha256.Sum256(b)
		ext := path.Ext(name)
		file := strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:5]) + ext
		a := asset{address: "/help/-/" + file, kind: kind, body: b}
		s.parts[name], s.parts[file] = a, a
	}
	return nil
}

func (s *Site) asset(w http.ResponseWriter, r *http.Request, file string) {
	a, ok := s.parts[file]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.kind)
	cache := "public, max-age=31536000, immutable"
	if path.Base(a.address) != file {
		cache = "no-cache"
	}
	send(w, r, http.StatusOK, a.body, cache)
}

// heading is a line of a page's contents.
type heading struct{ Anchor, Title string }

var (
	second = regexp.MustCompile(`(?s)<h2 id="([^"]+)">(.*?)</h2>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
)

// headings are those of the second level, as knowledge.HTML writes them.
func headings(body string) []heading {
	var out []heading
	for _, m := range second.FindAllStringSubmatch(body, 60) {
		out = append(out, heading{html.UnescapeString(m[1]), strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(m[2], "")))})
	}
	return out
}
