package importing_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func export(t fataler, l *library.Library, id conversation.WorkspaceID) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := importing.Export(ctx, l, id, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func names(t fataler, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		c, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(c)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

func same(t fataler, was, is []byte) {
	t.Helper()
	if bytes.Equal(was, is) {
		return
	}
	a, b := names(t, was), names(t, is)
	for n := range a {
		if a[n] != b[n] {
			t.Fatalf("%s was\n%s\nis\n%s", n, a[n], b[n])
		}
	}
	t.Fatalf("other files: %d, %d", len(a), len(b))
}

// Whatever editors have done: what is taken out and put into an empty workspace
// is the same when it is taken out again.
func TestNothingIsLost(t *testing.T) {
	var n atomic.Int64
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		rapid.Check(t, func(t *rapid.T) {
			a, b := conversation.WorkspaceID(fmt.Sprint("a", n.Add(1))), conversation.WorkspaceID(fmt.Sprint("b", n.Add(1)))
			for _, id := range []conversation.WorkspaceID{a, b} {
				if err := db.CreateWorkspace(ctx, store.Workspace{ID: id, Name: "w", CreatedAt: time.UnixMilli(1)}); err != nil {
					t.Fatal(err)
				}
			}
			l := library.New(library.Config{Store: db})
			w := writer{T: t, l: l, ws: a}
			for range rapid.IntRange(0, 30).Draw(t, "acts") {
				w.act()
			}
			out := export(t, l, a)
			r, err := importing.File(ctx, l, "knowledge.zip", out, read.Options{}, importing.Options{Workspace: b})
			if err != nil || len(r.Refused)+len(r.Conflicts) > 0 {
				t.Fatalf("%+v, %v", r, err)
			}
			same(t, out, export(t, l, b))
			r, err = importing.File(ctx, l, "knowledge.zip", out, read.Options{}, importing.Options{Workspace: b})
			if err != nil || r.Changed() || len(r.Conflicts) > 0 {
				t.Fatalf("the second time: %+v, %v", r, err)
			}
			readers(t, l, a, b)
		})
	})
}

// readers see the same documents.
func readers(t *rapid.T, l *library.Library, a, b conversation.WorkspaceID) {
	shown := func(ws conversation.WorkspaceID) map[string]bool {
		out := map[string]bool{}
		list, err := l.Documents(ctx, ws, 0, 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list {
			if !d.Gone {
				out[fmt.Sprint(d.Lang, d.Slug, d.Title, d.Version, d.Audience, d.At.UnixMicro())] = true
			}
		}
		return out
	}
	if x, y := shown(a), shown(b); fmt.Sprint(x) != fmt.Sprint(y) {
		t.Fatalf("readers saw %v and see %v", x, y)
	}
}

type writer struct {
	*rapid.T
	l           *library.Library
	ws          conversation.WorkspaceID
	articles    []knowledge.ArticleID
	collections []knowledge.CollectionID
}

// act does one of the things that editors do; those that are refused count as
// done.
func (w *writer) act() {
	t := w.T
	by := rapid.SampledFrom([]knowledge.Person{oksana, importing.By}).Draw(t, "by")
	lang := rapid.SampledFrom([]string{"uk", "en", "pt-BR"}).Draw(t, "lang")
	title := rapid.SampledFrom([]string{"Доставка", "Оплата: як?", "yes", "# Title", "'quoted' \"twice\"", "- 5"}).Draw(t, "title")
	body := rapid.SampledFrom([]string{"Два дні.", "---\nне голова\n---\n", "\n\nпорожні рядки\n\n", "кінець без рядка", "a\tb  \n", ""}).Draw(t, "body")
	do := rapid.IntRange(0, 10).Draw(t, "do")
	if len(w.articles) == 0 || do == 0 {
		n := library.NewArticle{Lang: lang, Title: title, Body: body, Audience: rapid.SampledFrom([]knowledge.Audience{"", knowledge.Internal}).Draw(t, "audience")}
		if len(w.collections) > 0 {
			n.Collection = rapid.SampledFrom(w.collections).Draw(t, "collection")
		}
		if rapid.Bool().Draw(t, "imported") {
			n.Origin = knowledge.Origin{Kind: "markdown", Key: fmt.Sprint("k", len(w.articles)), Sum: "uk:1"}
		}
		a, err := w.l.Create(ctx, w.ws, by, n)
		w.fine(err)
		w.articles = append(w.articles, a.ID)
		return
	}
	id := rapid.SampledFrom(w.articles).Draw(t, "article")
	a, err := w.l.Article(ctx, w.ws, id)
	w.fine(err)
	e := a.Edition(lang)
	rev := 0
	if e != nil {
		rev = e.Rev
	}
	switch do {
	case 1, 2:
		if len(a.Files) > 0 && rapid.Bool().Draw(t, "shows") {
			body += "![](attachment:" + string(a.Files[0].ID) + ")"
		}
		_, err = w.l.Write(ctx, w.ws, by, id, lang, library.Draft{Rev: rev, Title: title, Body: body})
	case 3, 4:
		_, err = w.l.Publish(ctx, w.ws, by, id, lang, rev, "чому б ні")
	case 5:
		_, err = w.l.RollBack(ctx, w.ws, by, id, lang, 1, "")
	case 6:
		name := rapid.SampledFrom([]string{"a.txt", "скан (1).txt", "x"}).Draw(t, "name")
		_, err = w.l.Attach(ctx, w.ws, by, id, name, []byte(rapid.SampledFrom([]string{"один", "два"}).Draw(t, "data")))
	case 7:
		err = w.l.Feedback(ctx, w.ws, knowledge.Feedback{Article: id, Lang: lang, Version: 1, Visitor: title, Helpful: rapid.Bool().Draw(t, "helpful"), Comment: body})
	case 8:
		related := []knowledge.ArticleID{}
		if other := rapid.SampledFrom(w.articles).Draw(t, "other"); other != id {
			related = append(related, other)
		}
		at := time.UnixMicro(1_800_000_000_123_456)
		_, err = w.l.Arrange(ctx, w.ws, by, id, library.Change{Related: &related, ReviewAt: &at})
	case 9:
		if a.Archived {
			_, err = w.l.Restore(ctx, w.ws, by, id)
		} else {
			_, err = w.l.Archive(ctx, w.ws, by, id)
		}
	case 10:
		c := knowledge.Collection{Position: len(w.collections), Titles: map[string]string{"uk": title}, Abouts: map[string]string{"uk": "про це"}}
		if len(w.collections) > 0 && rapid.Bool().Draw(t, "below") {
			c.Parent = w.collections[0]
		}
		var got knowledge.Collection
		if got, err = w.l.PutCollection(ctx, w.ws, by, c); err == nil {
			w.collections = append(w.collections, got.ID)
		}
	}
	w.fine(err)
}

func (w *writer) fine(err error) {
	var invalid *knowledge.InvalidError
	if err != nil && !errors.As(err, &invalid) && !errors.Is(err, knowledge.ErrNothing) && !errors.Is(err, store.ErrNotFound) {
		w.T.Fatal(err)
	}
}

// An export is put beside what is there and never over it.
func TestRestoreKeepsWhatIsThere(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	l := open(t, db, ws, "")
	other := open(t, db, "other", "")
	make := func(l *library.Library, id conversation.WorkspaceID, body string) {
		if _, err := l.Create(ctx, id, oksana, library.NewArticle{Lang: "uk", Title: "Доставка", Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	make(l, ws, "Два дні.")
	make(other, "other", "Три дні.")
	before := export(t, other, "other")
	r, err := importing.File(ctx, l, "x.zip", export(t, l, ws), read.Options{}, importing.Options{Workspace: "other"})
	if err != nil || len(r.Conflicts) != 1 || r.Conflicts[0].Code != importing.Different || r.Changed() {
		t.Fatalf("%+v, %v", r, err)
	}
	same(t, before, export(t, other, "other"))
}

// What somebody has put together to look like an export is held to the rules.
func TestHostileExport(t *testing.T) {
	l := open(t, storetest.Open(t, store.SQLite), ws, "")
	good := `{"audience":"public","source":"uk","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z",
		"editions":[{"lang":"uk","stage":"draft","rev":1,"published":0,"translates":0,"updated_at":"2026-01-01T00:00:00Z","updated_by":{}}]%s}`
	text := "---\ntitle: Доставка\nslug: dostavka\nlang: uk\n---\nДва дні."
	for name, files := range map[string][]string{
		"no json":        {"articles/x/article.json", "{"},
		"no text":        {"articles/x/article.json", fmt.Sprintf(good, "")},
		"no head":        {"articles/x/article.json", fmt.Sprintf(good, ""), "articles/x/uk.md", "Два дні."},
		"slug":           {"articles/x/article.json", fmt.Sprintf(good, ""), "articles/x/uk.md", "---\ntitle: Д\nslug: ../x\nlang: uk\n---\n"},
		"title":          {"articles/x/article.json", fmt.Sprintf(good, ""), "articles/x/uk.md", "---\ntitle: ''\nslug: x\nlang: uk\n---\n"},
		"a page as file": {"articles/x/article.json", fmt.Sprintf(good, `,"files":[{"path":"f.png","name":"f.png","by":{},"at":"2026-01-01T00:00:00Z"}]`), "articles/x/uk.md", text, "articles/x/f.png", "<html><script>1</script>"},
		"version":        {"articles/x/article.json", fmt.Sprintf(good, `,"versions":[{"lang":"uk","number":7,"by":{},"at":"2026-01-01T00:00:00Z"}]`), "articles/x/uk.md", text, "articles/x/versions/uk/7.md", text},
		"no edition":     {"articles/x/article.json", `{"audience":"public","source":"uk","editions":[]}`},
		"out of folder":  {"articles/x/article.json", `{"audience":"public","source":"uk","editions":[{"lang":"../../../etc/passwd"}]}`},
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i+1 < len(files); i += 2 {
			f, err := z.Create(files[i])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write([]byte(files[i+1])); err != nil {
				t.Fatal(err)
			}
		}
		f, err := z.Create(read.ManifestName)
		if err == nil {
			_, err = f.Write([]byte(`{"format":1,"collections":[]}`))
		}
		if err = errors.Join(err, z.Close()); err != nil {
			t.Fatal(err)
		}
		r, err := importing.File(ctx, l, "x.zip", b.Bytes(), read.Options{}, importing.Options{Workspace: ws})
		if err != nil || len(r.Refused) != 1 || r.New > 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}
