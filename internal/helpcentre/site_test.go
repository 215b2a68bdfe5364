package helpcentre_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/helpcentre"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

const ws conversation.WorkspaceID = "demo"

var writer = knowledge.Person{ID: "oksana", Name: "Оксана"}

// centre is a help centre over a real library.
type centre struct {
	*testing.T
	lib    *library.Library
	site   *helpcentre.Site
	found  []helpcentre.Found
	refuse bool
	broken error // of the search
}

func newCentre(t *testing.T) *centre {
	t.Helper()
	db := storetest.Open(t, store.SQLite)
	err := db.CreateWorkspace(t.Context(), store.Workspace{ID: ws, Name: "Дім <Зв'язок>", CreatedAt: time.UnixMilli(1)})
	if err != nil {
		t.Fatal(err)
	}
	c := &centre{T: t, lib: library.New(library.Config{Store: db, Clock: func() time.Time { return time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC) }})}
	c.site, err = helpcentre.New(helpcentre.Config{
		Library: c.lib,
		Name: func(ctx context.Context, id conversation.WorkspaceID) (string, error) {
			w, err := db.Workspace(ctx, id)
			return w.Name, err
		},
		Search: func(context.Context, conversation.WorkspaceID, string, string, int) ([]helpcentre.Found, error) {
			return c.found, c.broken
		},
		Visitor: func(r *http.Request) string { return r.Header.Get("X-Visitor") },
		Allow:   func(*http.Request) bool { return !c.refuse },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// publish makes an article that readers see.
func (c *centre) publish(n library.NewArticle) knowledge.Article {
	c.Helper()
	a, err := c.lib.Create(c.Context(), ws, writer, n)
	if err == nil {
		_, err = c.lib.Publish(c.Context(), ws, writer, a.ID, n.Lang, 1, "")
	}
	if err != nil {
		c.Fatal(err)
	}
	return a
}

func (c *centre) get(path string) (int, string) {
	c.Helper()
	w := c.do(httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func (c *centre) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	c.site.ServeHTTP(w, r)
	return w
}

func TestPagesInBothLanguages(t *testing.T) {
	c := newCentre(t)
	shelf, err := c.lib.PutCollection(t.Context(), ws, writer, knowledge.Collection{
		Slug: "returns", Titles: map[string]string{"uk": "Повернення", "en": "Returns"}, Abouts: map[string]string{"uk": "Гроші й речі."},
	})
	if err != nil {
		t.Fatal(err)
	}
	a := c.publish(library.NewArticle{Lang: "uk", Title: "Як повернути замовлення", Collection: shelf.ID,
		Body: "Протягом 14 днів.\n\n## Що можна\n\nУсе.\n\n## Як\n\n1. Напишіть нам.\n2. Відправте.\n\n## Гроші\n\nЗа 3 дні."})
	if _, err := c.lib.Write(t.Context(), ws, writer, a.ID, "en", library.Draft{Title: "How to return an order", Body: "Within 14 days."}); err != nil {
		t.Fatal(err)
	}
	if code, _ := c.get("/help/demo/en/a/how-to-return-an-order"); code != http.StatusNotFound {
		t.Errorf("a draft is read: %d", code)
	}
	if _, err := c.lib.Publish(t.Context(), ws, writer, a.ID, "en", 1, ""); err != nil {
		t.Fatal(err)
	}
	slug := a.Editions[0].Slug
	for path, wants := range map[string][]string{
		"/help/demo/uk/":          {`<html lang="uk">`, "Дім &lt;Зв&#39;язок&gt;", "Повернення", "Гроші й речі.", "1 стаття", "<h1>Чим допомогти?</h1>", `href="/help/demo/en/"`},
		"/help/demo/en/":          {`<html lang="en">`, "Returns", "1 article<", "<h1>How can we help?</h1>"},
		"/help/demo/uk/c/returns": {"<h1>Повернення</h1>", "Як повернути замовлення", `href="/help/demo/en/c/returns"`},
		"/help/demo/uk/a/" + slug: {"<h1>Як повернути замовлення</h1>", "Оновлено 3 листопада 2026 р.", `<li>Напишіть нам.</li>`, `href="#%d0%b3%d1%80%d0%be%d1%88%d1%96"`, `id="гроші"`, "Чи допомогла",
			`<link rel="canonical" href="http://example.com/help/demo/uk/a/` + slug, `hreflang="en" href="http://example.com/help/demo/en/a/how-to-return-an-order"`,
			`<meta name="description" content="Протягом 14 днів.`},
		"/help/demo/en/a/how-to-return-an-order": {"<h1>How to return an order</h1>", "Within 14 days.", "Updated on 3 November 2026"},
		"/help/demo/uk/search":                   {"Напишіть, що шукаєте", "noindex"},
		"/help/demo/sitemap.xml":                 {"http://example.com/help/demo/uk/a/" + slug, "how-to-return-an-order", "2026-11-03"},
	} {
		code, body := c.get(path)
		if code != http.StatusOK {
			t.Errorf("%s: %d", path, code)
		}
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
	_, body := c.get("/help/demo/uk/a/" + slug)
	m := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindStringSubmatch(body)
	var data []map[string]any
	if m == nil || json.Unmarshal([]byte(m[1]), &data) != nil || data[0]["headline"] != "Як повернути замовлення" || data[1]["@type"] != "BreadcrumbList" {
		t.Errorf("structured data: %v", m)
	}
}

// The way to a page: one address each, the reader's language, old addresses.
func TestAddresses(t *testing.T) {
	c := newCentre(t)
	a := c.publish(library.NewArticle{Lang: "uk", Title: "Доставка", Slug: "dostavka", Body: "Два дні."})
	c.publish(library.NewArticle{Lang: "en", Title: "Delivery", Slug: "delivery", Body: "Two days."})
	if _, err := c.lib.Write(t.Context(), ws, writer, a.ID, "uk", library.Draft{Rev: 1, Title: "Доставка", Body: "Два дні.", Slug: "nova-dostavka"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.lib.Publish(t.Context(), ws, writer, a.ID, "uk", 2, ""); err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct{ path, accept, to string }{
		{"/help/demo/", "en-GB,uk;q=0.5", "/help/demo/en/"},
		{"/help/demo/", "", "/help/demo/uk/"},
		{"/help/demo", "de", "/help/demo/"},
		{"/help/demo/uk", "", "/help/demo/uk/"},
		{"/help/demo/uk/a/dostavka", "", "/help/demo/uk/a/nova-dostavka"},
		{"/help/demo/uk/a/nova-dostavka/", "", "/help/demo/uk/a/nova-dostavka"},
		{"/help/demo/uk/search/?q=a+b", "", "/help/demo/uk/search?q=a+b"},
	} {
		r := httptest.NewRequest(http.MethodGet, v.path, nil)
		r.Header.Set("Accept-Language", v.accept)
		w := c.do(r)
		if w.Code < 300 || w.Code > 308 || w.Header().Get("Location") != v.to {
			t.Errorf("%s (%s): %d to %q, want %q", v.path, v.accept, w.Code, w.Header().Get("Location"), v.to)
		}
	}
	for _, path := range []string{"/help/", "/help/other/", "/help/other/uk/", "/help/demo/fr/", "/help/demo/uk/a/none", "/help/demo/uk/c/none", "/help/demo/uk/a/nova-dostavka/x", "/help/demo/-/files/none"} {
		code, body := c.get(path)
		if code != http.StatusNotFound || !strings.Contains(body, "<h1>") {
			t.Errorf("%s: %d", path, code)
		}
	}
}

// What is internal, a draft, archived or withdrawn is nowhere: not as a page,
// in a list, in a sitemap, beside another article.
func TestOnlyThePublicIsShown(t *testing.T) {
	c := newCentre(t)
	hidden := c.publish(library.NewArticle{Lang: "uk", Title: "Таємне для агентів", Slug: "secret", Audience: knowledge.Internal, Body: "Пароль від сейфа."})
	gone := c.publish(library.NewArticle{Lang: "uk", Title: "Таємне з архіву", Slug: "old", Body: "Стара ціна."})
	back := c.publish(library.NewArticle{Lang: "uk", Title: "Таємне відкликане", Slug: "back", Body: "Помилка."})
	open := c.publish(library.NewArticle{Lang: "uk", Title: "Доставка", Slug: "dostavka", Body: "Два дні."})
	if _, err := c.lib.Arrange(t.Context(), ws, writer, open.ID, library.Change{Related: &[]knowledge.ArticleID{hidden.ID, gone.ID, back.ID}}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.lib.Write(t.Context(), ws, writer, open.ID, "uk", library.Draft{Rev: 1, Title: "Таємна чернетка", Body: "Таємне слово."}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.lib.Archive(t.Context(), ws, writer, gone.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := c.lib.Withdraw(t.Context(), ws, writer, back.ID, "uk"); err != nil {
		t.Fatal(err)
	}
	png := []byte("\x89PNG\r\n\x1a\nmore")
	f, err := c.lib.Attach(t.Context(), ws, writer, hidden.ID, "a.png", png)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/help/demo/uk/", "/help/demo/uk/a/dostavka", "/help/demo/sitemap.xml"} {
		if code, body := c.get(path); code != http.StatusOK || strings.Contains(body, "Таємн") || strings.Contains(body, "/secret") || strings.Contains(body, "/old") || strings.Contains(body, "/back") {
			t.Errorf("%s (%d) shows what is not public", path, code)
		}
	}
	for _, path := range []string{"/help/demo/uk/a/secret", "/help/demo/uk/a/old", "/help/demo/uk/a/back", "/help/demo/-/files/" + string(f.ID)} {
		if code, _ := c.get(path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
	public, err := c.lib.Attach(t.Context(), ws, writer, open.ID, "b.png", png)
	if err != nil {
		t.Fatal(err)
	}
	w := c.do(httptest.NewRequest(http.MethodGet, "/help/demo/-/files/"+string(public.ID), nil))
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/png" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("a picture: %d %v", w.Code, w.Header())
	}
}

// Whatever editors, imports and readers write, it is text.
func TestNothingRuns(t *testing.T) {
	c := newCentre(t)
	evil := `<script>alert(1)</script>"><img src=x onerror=alert(1)>`
	c.publish(library.NewArticle{Lang: "uk", Title: evil, Slug: "evil", Body: evil + "\n\n[x](javascript:alert(1))\n\n<iframe src=//evil></iframe><style>*{}</style><form action=//evil><input></form>\n\n## " + evil + "\n\n## b\n\n## c"})
	c.found = []helpcentre.Found{{Entry: knowledge.Entry{Slug: "evil", Title: evil}, Lang: "uk", Snippet: []string{evil, evil}, Sure: 1}}
	for _, path := range []string{"/help/demo/uk/", "/help/demo/uk/a/evil", "/help/demo/uk/search?q=" + url.QueryEscape(evil)} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = `evil"><script>.example`
		w := c.do(r)
		body := w.Body.String()
		for _, bad := range []string{"<script>alert", "<img src=x", "onerror=alert(1)>", `href="javascript:`, "<iframe", "<style>", "action=//evil", `evil"><script>.example`} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %s", path, bad)
			}
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "script-src 'self';") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %s", path, policy)
		}
	}
}

func TestFeedback(t *testing.T) {
	c := newCentre(t)
	a := c.publish(library.NewArticle{Lang: "uk", Title: "Доставка", Slug: "dostavka", Body: "Два дні."})
	send := func(site, visitor string, form url.Values) (int, string) {
		r := httptest.NewRequest(http.MethodPost, "/help/demo/uk/a/dostavka", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", site)
		r.Header.Set("X-Visitor", visitor)
		w := c.do(r)
		return w.Code, w.Body.String()
	}
	form := func(helpful, comment string) url.Values {
		return url.Values{"article": {string(a.ID)}, "version": {"1"}, "helpful": {helpful}, "comment": {comment}}
	}
	if code, body := send("same-origin", "1", form("yes", "")); code != http.StatusOK || !strings.Contains(body, "Дякуємо") {
		t.Errorf("yes: %d", code)
	}
	if code, body := send("same-origin", "2", form("no", "")); code != http.StatusOK || !strings.Contains(body, "Чого бракує") || !strings.Contains(body, "<textarea") {
		t.Errorf("no: %d", code)
	}
	if _, body := send("same-origin", "2", form("no", "Скільки коштує?")); !strings.Contains(body, "Дякуємо") {
		t.Error("a comment is not thanked for")
	}
	if code, _ := send("cross-site", "3", form("no", "spam")); code != http.StatusForbidden {
		t.Errorf("another site's form: %d", code)
	}
	for _, bad := range []url.Values{form("maybe", ""), {}, {"article": {string(a.ID)}, "version": {"9"}, "helpful": {"yes"}}, {"article": {"none"}, "version": {"1"}, "helpful": {"yes"}}} {
		if code, body := send("same-origin", "4", bad); code == http.StatusOK && strings.Contains(body, "Дякуємо") {
			t.Errorf("taken: %v", bad)
		}
	}
	c.refuse = true
	if code, _ := send("same-origin", "5", form("no", "")); code != http.StatusTooManyRequests {
		t.Errorf("too many: %d", code)
	}
	all, err := c.lib.FeedbackOf(t.Context(), ws, a.ID)
	if err != nil || len(all) != 2 {
		t.Fatalf("kept: %+v, %v", all, err)
	}
	for _, f := range all {
		if f.Visitor == "2" && (f.Helpful || f.Comment != "Скільки коштує?") || f.Visitor == "1" && !f.Helpful {
			t.Errorf("kept: %+v", f)
		}
	}
}

func TestSearch(t *testing.T) {
	c := newCentre(t)
	c.publish(library.NewArticle{Lang: "uk", Title: "Доставка", Slug: "dostavka", Body: "Два дні."})
	c.found = []helpcentre.Found{
		{Entry: knowledge.Entry{Slug: "dostavka", Title: "Доставка"}, Lang: "uk", Anchor: "два", Snippet: []string{"За ", "два дні", " вдома."}, Sure: .9},
		{Entry: knowledge.Entry{Slug: "delivery", Title: "Delivery"}, Lang: "en", Snippet: []string{"Two days."}, Sure: .4},
	}
	_, body := c.get("/help/demo/uk/search?q=%D0%B4%D0%BE%D1%81%D1%82%D0%B0%D0%B2%D0%BA%D0%B0+&x=1")
	for _, want := range []string{`href="/help/demo/uk/a/dostavka#%d0%b4%d0%b2%d0%b0"`, "За <mark>два дні</mark> вдома.", "Знайдено 1 статтю", "Іншою мовою", `href="/help/demo/en/a/delivery"`, `value="доставка"`} {
		if !strings.Contains(body, want) {
			t.Errorf("lacks %q", want)
		}
	}
	gaps := func() int {
		groups, err := c.lib.Gaps(t.Context(), ws, knowledge.GapOpen, "")
		if err != nil {
			t.Fatal(err)
		}
		return len(groups)
	}
	if gaps() != 0 {
		t.Error("what was answered is noted as a gap")
	}
	c.found = nil
	if code, body := c.get("/help/demo/uk/search?q=пароль"); code != http.StatusOK || !strings.Contains(body, "нічого не знайшлося") || gaps() != 1 {
		t.Errorf("in vain: %d, %d gaps", code, gaps())
	}
	c.broken = errors.New("not now")
	if code, body := c.get("/help/demo/uk/search?q=замок"); code != http.StatusOK || !strings.Contains(body, "зараз недоступний") || gaps() != 1 {
		t.Errorf("a search that failed: %d, %d gaps", code, gaps())
	}
	c.broken, c.refuse = nil, true
	c.get("/help/demo/uk/search?q=ключ")
	if gaps() != 1 {
		t.Error("a visitor who asks too much fills the gaps")
	}
}

// A page with a long article stays small, and its copy is checked cheaply.
func TestSizeAndCaching(t *testing.T) {
	c := newCentre(t)
	c.publish(library.NewArticle{Lang: "uk", Title: "Доставка", Slug: "dostavka", Body: strings.Repeat("## Частина\n\nПосилка їде два дні, кур'єр телефонує зранку.\n\n", 60)})
	total := 0
	_, page := c.get("/help/demo/uk/a/dostavka")
	parts := []string{"/help/demo/uk/a/dostavka"}
	for _, m := range regexp.MustCompile(`(?:href|src)="(/help/-/[^"]+)"`).FindAllStringSubmatch(page, -1) {
		parts = append(parts, m[1])
	}
	if len(parts) < 4 {
		t.Fatalf("parts of a page: %v", parts)
	}
	for _, path := range parts {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := c.do(r)
		total += w.Body.Len()
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
		if w.Header().Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, z); err != nil {
				t.Fatal(err)
			}
		}
		r.Header.Set("If-None-Match", w.Header().Get("ETag"))
		if again := c.do(r); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s again: %d", path, again.Code)
		}
	}
	if total > 50<<10 {
		t.Errorf("a page with its parts has %d bytes", total)
	}
	t.Logf("%d bytes with style and script, compressed", total)
}
