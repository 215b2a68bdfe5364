package helpcentre

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// mostAddresses is how many a sitemap may hold, by its protocol.
const mostAddresses = 50_000

func conversationID(r *http.Request) conversation.WorkspaceID {
	return conversation.WorkspaceID(r.PathValue("ws"))
}

type siteAddress struct {
	Loc      string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

// sitemap lists every page of a workspace for search engines.
func (s *Site) sitemap(w http.ResponseWriter, r *http.Request) {
	v := s.view(r, s.language(r))
	langs, err := s.Library.Languages(r.Context(), v.WS)
	var list []siteAddress
	for _, l := range langs {
		if err != nil {
			break
		}
		list = append(list, siteAddress{Loc: v.origin + v.in(l)})
		var entries []knowledge.Entry
		entries, err = s.Library.Entries(r.Context(), v.WS, l)
		for _, e := range entries {
			list = append(list, siteAddress{v.origin + v.in(l, "a", e.Slug), e.At.UTC().Format("2006-01-02")})
		}
	}
	if err != nil {
		s.missing(w, r, v, err)
		return
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(struct {
		XMLName xml.Name      `xml:"urlset"`
		NS      string        `xml:"xmlns,attr"`
		URL     []siteAddress `xml:"url"`
	}{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", URL: list[:min(len(list), mostAddresses)]}); err != nil {
		s.missing(w, r, v, err)
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	send(w, r, http.StatusOK, b.Bytes(), "no-cache")
}

// file serves a picture or document of a public article. It runs nothing:
// whatever a browser would make of it, it may do in a box of its own only.
func (s *Site) file(w http.ResponseWriter, r *http.Request) {
	f, data, err := s.Library.PublicFile(r.Context(), conversationID(r), knowledge.AttachmentID(r.PathValue("id")))
	if err != nil {
		s.missing(w, r, s.view(r, s.language(r)), err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin") // the widget shows it on the company's pages
	if !strings.HasPrefix(f.Type, "image/") {
		h.Set("Content-Disposition", `attachment; filename*=UTF-8''`+escapeName(f.Name))
	}
	etag := `"` + string(f.ID) + `"` // a file never changes
	h.Set("ETag", etag)
	h.Set("Cache-Control", "public, max-age=300")
	if strings.Contains(r.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(data)
}

// escapeName writes a file name as RFC 8187 asks.
func escapeName(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' {
			b.WriteByte(c)
			continue
		}
		const hexa = "0123456789ABCDEF"
		b.WriteByte('%')
		b.WriteByte(hexa[c>>4])
		b.WriteByte(hexa[c&15])
	}
	return b.String()
}
