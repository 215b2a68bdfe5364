package helpcentre

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// Limits of what a page shows and what a reader may send.
const (
	mostLatest   = 6
	mostResults  = 8
	mostQuery    = 200
	aboutLength  = 160
	fewHeadings  = 3    // below that a page needs no contents
	sureEnough   = 0.25 // below it a search was in vain, though something may be shown
	hopeless     = 0.05 // below it nothing is worth showing
	mostLangHits = 5
)

// choose sends a reader to the language that they read.
func (s *Site) choose(w http.ResponseWriter, r *http.Request) {
	ws := conversation.WorkspaceID(r.PathValue("ws"))
	langs, err := s.Library.Languages(r.Context(), ws)
	if err != nil {
		s.missing(w, r, s.view(r, s.language(r)), err)
		return
	}
	w.Header().Set("Vary", "Accept-Language")
	http.Redirect(w, r, (&view{WS: ws}).in(s.fits(r, langs)), http.StatusFound)
}

// shelf is a collection with what stands on it.
type shelf struct {
	Slug, Title, About string
	Count              int // with what stands on the shelves below
	Entries            []knowledge.Entry
	Below              []*shelf
	parent             *shelf
}

// shelves lays a language's articles on their collections. Empty ones are left
// out; articles without one come last. byID finds a shelf for an article.
func (s *Site) shelves(r *http.Request, v *view) (top []*shelf, byID map[knowledge.CollectionID]*shelf, entries []knowledge.Entry, err error) {
	all, err := s.Library.Collections(r.Context(), v.WS)
	if err != nil {
		return nil, nil, nil, err
	}
	if entries, err = s.Library.Entries(r.Context(), v.WS, v.Lang); err != nil {
		return nil, nil, nil, err
	}
	slices.SortStableFunc(all, func(a, b knowledge.Collection) int { return a.Position - b.Position })
	byID = map[knowledge.CollectionID]*shelf{}
	for _, c := range all {
		byID[c.ID] = &shelf{Slug: c.Slug, Title: inLanguage(c.Titles, v.Lang), About: inLanguage(c.Abouts, v.Lang)}
	}
	for _, c := range all {
		if p := byID[c.Parent]; p != nil && c.Parent != c.ID {
			byID[c.ID].parent = p
		}
	}
	loose := &shelf{Title: v.T("loose")}
	for _, e := range entries {
		at := byID[e.Collection]
		if at == nil {
			at = loose
		}
		at.Entries = append(at.Entries, e)
		for depth := 0; at != nil && depth < 10; at, depth = at.parent, depth+1 {
			at.Count++
		}
	}
	for _, c := range all {
		sh := byID[c.ID]
		switch {
		case sh.Count == 0:
		case sh.parent != nil:
			sh.parent.Below = append(sh.parent.Below, sh)
		default:
			top = append(top, sh)
		}
	}
	if loose.Count > 0 {
		top = append(top, loose)
	}
	return top, byID, entries, nil
}

func inLanguage(m map[string]string, lang string) string {
	for _, l := range []string{lang, fallback, "uk"} {
		if m[l] != "" {
			return m[l]
		}
	}
	for _, text := range m {
		return text
	}
	return ""
}

func (s *Site) home(w http.ResponseWriter, r *http.Request) {
	v, ok := s.open(w, r)
	if !ok {
		return
	}
	top, _, entries, err := s.shelves(r, v)
	if err != nil {
		s.missing(w, r, v, err)
		return
	}
	latest := slices.Clone(entries)
	slices.SortStableFunc(latest, func(a, b knowledge.Entry) int { return b.At.Compare(a.At) })
	v.Title, v.About, v.Canonical = v.T("title", "name", v.Name), v.T("lead"), v.origin+v.Path()
	v.Data = structured(map[string]any{
		"@context": "https://schema.org", "@type": "WebSite", "name": v.Title, "url": v.Canonical, "inLanguage": v.Lang,
		"potentialAction": map[string]any{"@type": "SearchAction", "target": v.Canonical + "search?q={q}", "query-input": "required name=q"},
	})
	s.show(w, r, http.StatusOK, "home", struct {
		*view
		Shelves []*shelf
		Latest  []knowledge.Entry
	}{v, top, latest[:min(len(latest), mostLatest)]})
}

// crumb is a step on the way to a page.
type crumb struct{ Title, Href string }

func (v *view) crumbs(sh *shelf) []crumb {
	out := []crumb{{v.T("help"), v.Path()}}
	var way []crumb
	for depth := 0; sh != nil && depth < 10; sh, depth = sh.parent, depth+1 {
		way = append(way, crumb{sh.Title, v.Path("c", sh.Slug)})
	}
	slices.Reverse(way)
	return append(out, way...)
}

func (s *Site) collection(w http.ResponseWriter, r *http.Request) {
	v, ok := s.open(w, r)
	if !ok {
		return
	}
	_, byID, _, err := s.shelves(r, v)
	if err != nil {
		s.missing(w, r, v, err)
		return
	}
	for _, sh := range byID {
		if sh.Slug != r.PathValue("slug") || sh.Count == 0 {
			continue
		}
		v.Title, v.About, v.Canonical = sh.Title+" · "+v.Name, sh.About, v.origin+v.Path("c", sh.Slug)
		s.elsewhere(v, "c", sh.Slug)
		s.show(w, r, http.StatusOK, "collection", struct {
			*view
			Shelf  *shelf
			Crumbs []crumb
		}{v, sh, v.crumbs(sh.parent)})
		return
	}
	s.missing(w, r, v, errNoPage)
}

// elsewhere points the languages at the same page where its path is the same.
func (s *Site) elsewhere(v *view, rest ...string) {
	for i, l := range v.Languages {
		v.Languages[i].Href = v.in(l.Lang, rest...)
		v.Languages[i].Full = v.origin + v.Languages[i].Href
	}
}

func (s *Site) article(w http.ResponseWriter, r *http.Request) {
	s.readArticle(w, r, "")
}

// readArticle shows an article; said is how the reader's feedback went.
func (s *Site) readArticle(w http.ResponseWriter, r *http.Request, said string) {
	v, ok := s.open(w, r)
	if !ok {
		return
	}
	p, err := s.Library.Page(r.Context(), v.WS, v.Lang, r.PathValue("slug"))
	if err == nil && p.Slug != r.PathValue("slug") {
		http.Redirect(w, r, v.Path("a", p.Slug), http.StatusMovedPermanently)
		return
	}
	var byID map[knowledge.CollectionID]*shelf
	if err == nil {
		_, byID, _, err = s.shelves(r, v)
	}
	if err != nil {
		s.missing(w, r, v, err)
		return
	}
	body := knowledge.HTMLWithFiles(p.Body, v.files())
	contents := headings(body)
	if len(contents) < fewHeadings {
		contents = nil
	}
	crumbs := v.crumbs(byID[p.Collection])
	v.Title, v.About, v.Canonical = p.Title+" · "+v.Name, about(knowledge.Passages(p.Document)), v.origin+v.Path("a", p.Slug)
	s.translations(v, p)
	v.Data = structured([]any{articleData(v, p), crumbData(v, crumbs, p.Title)})
	s.show(w, r, http.StatusOK, "article", struct {
		*view
		Page     knowledge.Page
		Body     template.HTML
		Contents []heading
		Crumbs   []crumb
		Said     string
	}{v, p, template.HTML(body), contents, crumbs, said}) //nolint:gosec // knowledge.HTML has cleaned it
}

// translations points the languages at this article's pages; where it has none
// at their first page.
func (s *Site) translations(v *view, p knowledge.Page) {
	for i, l := range v.Languages {
		if slug, ok := p.Addresses[l.Lang]; ok {
			v.Languages[i].Href = v.in(l.Lang, "a", slug)
			v.Languages[i].Full = v.origin + v.Languages[i].Href
		} else {
			v.Languages[i].Full = "" // no translation, so none is announced
		}
	}
}

func articleData(v *view, p knowledge.Page) map[string]any {
	return map[string]any{
		"@context": "https://schema.org", "@type": "Article", "headline": limited(p.Title, 110), "url": v.Canonical, "inLanguage": v.Lang,
		"description": v.About, "dateModified": p.At.UTC().Format("2006-01-02T15:04:05Z"),
		"publisher": map[string]any{"@type": "Organization", "name": v.Name},
	}
}

func crumbData(v *view, crumbs []crumb, title string) map[string]any {
	var list []any
	for i, c := range append(slices.Clone(crumbs), crumb{title, strings.TrimPrefix(v.Canonical, v.origin)}) {
		list = append(list, map[string]any{"@type": "ListItem", "position": i + 1, "name": c.Title, "item": v.origin + c.Href})
	}
	return map[string]any{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": list}
}

// about is a sentence or two for search engines: the beginning of the article.
func about(ps []knowledge.Passage) string {
	if len(ps) == 0 {
		return ""
	}
	text := strings.Join(strings.Fields(ps[0].Text), " ")
	cut := limited(text, aboutLength)
	if len(cut) < len(text) {
		if i := strings.LastIndexFunc(cut, unicode.IsSpace); i > 0 {
			cut = strings.TrimRightFunc(cut[:i], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) + "…"
		}
	}
	return cut
}

func (s *Site) search(w http.ResponseWriter, r *http.Request) {
	v, ok := s.open(w, r)
	if !ok {
		return
	}
	v.Query = strings.Join(strings.Fields(limited(r.URL.Query().Get("q"), mostQuery)), " ")
	v.Title = v.T("search") + " · " + v.Name
	if v.Query != "" {
		v.Title = v.T("search.title", "query", v.Query) + " · " + v.Name
	}
	for i, l := range v.Languages {
		v.Languages[i].Href = v.in(l.Lang, "search") + "?q=" + url.QueryEscape(v.Query)
		v.Languages[i].Full = ""
	}
	var own, other []Found
	busy := false
	if v.Query != "" {
		found, err := s.Search(r.Context(), v.WS, v.Lang, v.Query, mostResults)
		if err != nil {
			s.Log.ErrorContext(r.Context(), "help centre cannot search", "error", err)
			busy = true
		}
		if len(found) > 0 && found[0].Sure < hopeless {
			found = nil
		}
		for _, f := range found {
			if f.Lang == v.Lang {
				own = append(own, f)
			} else if len(other) < mostLangHits {
				other = append(other, f)
			}
		}
		if !busy && (len(found) == 0 || found[0].Sure < sureEnough) && s.Allow(r) {
			if err := s.missed(r, v); err != nil {
				s.Log.ErrorContext(r.Context(), "help centre cannot note a search in vain", "error", err)
			}
		}
	}
	s.show(w, r, http.StatusOK, "search", struct {
		*view
		Own, Other []Found
		Busy       bool
	}{v, own, other, busy})
}

// results is a list of search results on a page.
type results struct {
	*view
	Found []Found
}

// Results are for a page to list.
func (v *view) Results(found []Found) results { return results{v, found} }

// In is the address of an article in any language.
func (v *view) In(lang, slug string) string { return v.in(lang, "a", slug) }

// missed notes a search that nothing answered.
func (s *Site) missed(r *http.Request, v *view) error {
	return s.Library.Gap(r.Context(), v.WS, knowledge.Gap{Lang: v.Lang, Query: v.Query, Reason: "nothing"})
}

// files is where the attachments of articles are.
func (v *view) files() string { return "/help/" + url.PathEscape(string(v.WS)) + "/-/files/" }
