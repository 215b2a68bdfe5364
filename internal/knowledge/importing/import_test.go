package importing_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

const ws = conversation.WorkspaceID("main")

var ctx = context.Background()

var oksana = knowledge.Person{ID: "oksana", Name: "Оксана"}

func open(t *testing.T, db *store.DB, id conversation.WorkspaceID, settings string) *library.Library {
	t.Helper()
	w := store.Workspace{ID: id, Name: "w", CreatedAt: time.UnixMilli(1), Settings: []byte(settings)}
	if err := db.CreateWorkspace(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	return library.New(library.Config{Store: db})
}

func picture(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func folder(files ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		out[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return out
}

func run(t *testing.T, l *library.Library, fsys fstest.MapFS, o importing.Options) importing.Report {
	t.Helper()
	b, err := read.Tree(t.Context(), fsys, read.Options{Languages: []string{"uk", "en"}})
	if err != nil {
		t.Fatal(err)
	}
	o.Workspace = ws
	r, err := importing.Import(t.Context(), l, b, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func counts(r importing.Report) string {
	return fmt.Sprintf("new %d updated %d unchanged %d published %d files %d conflicts %d vanished %d refused %d pruned %d",
		r.New, r.Updated, r.Unchanged, r.Published, r.Files, len(r.Conflicts), len(r.Vanished), len(r.Refused), r.Pruned)
}

func want(t *testing.T, r importing.Report, counted string) {
	t.Helper()
	if got := counts(r); got != counted {
		t.Fatalf("got  %s\nwant %s\n%+v", got, counted, r)
	}
}

func article(t *testing.T, l *library.Library, key string) *knowledge.Article {
	t.Helper()
	a, err := l.ArticleOf(t.Context(), ws, knowledge.Origin{Kind: "markdown", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return &a
}

func TestAgainAndAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		l := open(t, db, ws, "")
		src := folder(
			"uk/orders/_index.md", "---\ntitle: Замовлення\n---\n",
			"uk/orders/cancel.md", "---\ntitle: Скасування замовлення\nslug: skasuvannia\nrelated: [returns.md]\n---\nСкасувати можна до відправлення.\n\n![кнопка](../img/button.png)\n\nДив. [повернення](returns.md#yak-povernuty).\n",
			"uk/orders/returns.md", "# Повернення товару\n\n## Як повернути\n\nПротягом 14 днів.\n",
			"en/orders/cancel.md", "# Cancelling an order\n\nYou can cancel before it is sent. See [returns](returns.md).\n",
			"uk/img/button.png", picture(t),
			"uk/orders/broken.md", "---\ntitle: [\n---\nтекст\n",
		)
		want(t, run(t, l, src, importing.Options{Publish: true}), "new 3 updated 0 unchanged 0 published 3 files 1 conflicts 0 vanished 0 refused 1 pruned 0")
		want(t, run(t, l, src, importing.Options{Publish: true}), "new 0 updated 0 unchanged 3 published 0 files 0 conflicts 0 vanished 0 refused 1 pruned 0")

		a := article(t, l, "orders/cancel.md")
		uk, en := a.Edition("uk"), a.Edition("en")
		if uk == nil || en == nil || uk.Slug != "skasuvannia" || uk.Published != 1 || len(a.Files) != 1 || len(a.Related) != 1 {
			t.Fatalf("%+v", a)
		}
		if !strings.Contains(uk.Body, "](attachment:"+string(a.Files[0].ID)+")") || !strings.Contains(uk.Body, "](povernennia-tovaru#h-yak-povernuty)") {
			t.Errorf("addresses in %q", uk.Body)
		}
		if !strings.Contains(en.Body, "](../../uk/a/povernennia-tovaru)") {
			t.Errorf("a link to what is in another language only: %q", en.Body)
		}
		all, err := l.Collections(t.Context(), ws)
		if err != nil || len(all) != 1 || all[0].Titles["uk"] != "Замовлення" || all[0].Titles["en"] != "Orders" {
			t.Errorf("collections %+v, %v", all, err)
		}

		// The source changes: the words do.
		src["en/orders/cancel.md"].Data = []byte("# Cancelling an order\n\nYou can cancel within an hour.\n")
		want(t, run(t, l, src, importing.Options{}), "new 0 updated 1 unchanged 2 published 0 files 0 conflicts 0 vanished 0 refused 1 pruned 0")
		want(t, run(t, l, src, importing.Options{Publish: true}), "new 0 updated 0 unchanged 3 published 1 files 0 conflicts 0 vanished 0 refused 1 pruned 0")

		conflicts(t, l, src)
		vanishing(t, l, src)
	})
}

// What a person writes is never overwritten.
func conflicts(t *testing.T, l *library.Library, src fstest.MapFS) {
	a := article(t, l, "orders/returns.md")
	e := a.Edition("uk")
	if _, err := l.Write(ctx, ws, oksana, a.ID, "uk", library.Draft{Rev: e.Rev, Title: e.Title, Body: "Слова Оксани."}); err != nil {
		t.Fatal(err)
	}
	want(t, run(t, l, src, importing.Options{Publish: true}), "new 0 updated 0 unchanged 3 published 0 files 0 conflicts 0 vanished 0 refused 1 pruned 0")
	src["uk/orders/returns.md"].Data = []byte("# Повернення товару\n\nТепер 30 днів.\n")
	r := run(t, l, src, importing.Options{Publish: true})
	want(t, r, "new 0 updated 0 unchanged 2 published 0 files 0 conflicts 1 vanished 0 refused 1 pruned 0")
	if got := article(t, l, "orders/returns.md").Edition("uk"); got.Body != "Слова Оксани." {
		t.Fatalf("overwritten: %+v", got)
	}
	beside, err := l.Article(ctx, ws, knowledge.ArticleID(r.Conflicts[0].Article))
	if err != nil || beside.Editions[0].Body != "Тепер 30 днів." || beside.Editions[0].Published != 0 || beside.Related[0] != a.ID {
		t.Fatalf("beside: %+v, %v", beside, err)
	}
	// Until somebody decides, it stays one draft.
	want(t, run(t, l, src, importing.Options{Publish: true}), "new 0 updated 0 unchanged 2 published 0 files 0 conflicts 1 vanished 0 refused 1 pruned 0")
	src["uk/orders/returns.md"].Data = []byte("# Повернення товару\n\nТепер 60 днів.\n")
	again := run(t, l, src, importing.Options{Publish: true})
	if len(again.Conflicts) != 1 || again.Conflicts[0].Article != string(beside.ID) {
		t.Fatalf("%+v", again)
	}
	if beside, err = l.Article(ctx, ws, beside.ID); err != nil || beside.Editions[0].Body != "Тепер 60 днів." {
		t.Fatalf("beside: %+v, %v", beside, err)
	}
	if _, err := l.Archive(ctx, ws, oksana, beside.ID); err != nil {
		t.Fatal(err)
	}
	want(t, run(t, l, src, importing.Options{Publish: true}), "new 0 updated 0 unchanged 3 published 0 files 0 conflicts 0 vanished 0 refused 1 pruned 0")
}

// What is gone is archived only when that is asked, and comes back.
func vanishing(t *testing.T, l *library.Library, src fstest.MapFS) {
	delete(src, "uk/orders/broken.md")
	gone := src["uk/orders/cancel.md"]
	delete(src, "uk/orders/cancel.md")
	other := src["en/orders/cancel.md"]
	delete(src, "en/orders/cancel.md")
	want(t, run(t, l, src, importing.Options{Publish: true}), "new 0 updated 0 unchanged 1 published 0 files 0 conflicts 0 vanished 1 refused 0 pruned 0")
	src["uk/orders/bad.md"] = &fstest.MapFile{Data: []byte("---\ntitle: [\n---\nx\n")}
	want(t, run(t, l, src, importing.Options{Prune: true}), "new 0 updated 0 unchanged 1 published 0 files 0 conflicts 0 vanished 1 refused 1 pruned 0")
	delete(src, "uk/orders/bad.md")
	// Another source of the same kind has nothing to say of this one's articles.
	want(t, run(t, l, folder("x.md", "# Інше\n\nЩось зовсім інше, українською."), importing.Options{Prune: true, Name: "other"}),
		"new 1 updated 0 unchanged 0 published 0 files 0 conflicts 0 vanished 0 refused 0 pruned 0")
	want(t, run(t, l, src, importing.Options{Prune: true}), "new 0 updated 0 unchanged 1 published 0 files 0 conflicts 0 vanished 1 refused 0 pruned 1")
	if !article(t, l, "orders/cancel.md").Archived {
		t.Error("not archived")
	}
	want(t, run(t, l, src, importing.Options{Prune: true}), "new 0 updated 0 unchanged 1 published 0 files 0 conflicts 0 vanished 0 refused 0 pruned 0")
	src["uk/orders/cancel.md"], src["en/orders/cancel.md"] = gone, other
	r := run(t, l, src, importing.Options{Publish: true})
	if a := article(t, l, "orders/cancel.md"); a.Archived || a.Edition("uk").Published == 0 || len(a.Files) != 1 {
		t.Errorf("not back: %+v\n%+v", a, r)
	}
	// What a person has archived stays so.
	a := article(t, l, "orders/cancel.md")
	if _, err := l.Archive(context.Background(), ws, oksana, a.ID); err != nil {
		t.Fatal(err)
	}
	src["uk/orders/cancel.md"] = &fstest.MapFile{Data: []byte("# Скасування\n\nІнакше.\n")}
	r = run(t, l, src, importing.Options{Publish: true})
	if len(r.Conflicts) != 1 || r.Conflicts[0].Code != importing.Archived || !article(t, l, "orders/cancel.md").Archived {
		t.Errorf("%+v", r)
	}
}

// Where somebody else has to read an article before it is published, an import
// asks for that.
func TestImportAsksForReview(t *testing.T) {
	l := open(t, storetest.Open(t, store.SQLite), ws, `{"knowledge":{"review":true}}`)
	src := folder("a.md", "# Доставка\n\nДоставляємо по всій Україні за два дні.")
	r := run(t, l, src, importing.Options{Publish: true})
	if r.Waiting != 1 || r.Published != 0 || article(t, l, "a.md").Edition("uk").Stage != knowledge.Review {
		t.Fatalf("%+v", r)
	}
	if r = run(t, l, src, importing.Options{Publish: true}); r.Changed() || r.Unchanged != 1 {
		t.Fatalf("%+v", r)
	}
}

// An import that is cut off goes on where it was.
func TestCutOff(t *testing.T) {
	l := open(t, storetest.Open(t, store.SQLite), ws, "")
	files := []string{"p.png", picture(t)}
	for i := range 12 {
		files = append(files, fmt.Sprintf("a%02d.md", i), fmt.Sprintf("# Стаття %d\n\nУкраїнський текст, ![](p.png) і [наступна](a%02d.md).", i, (i+1)%12))
	}
	src := folder(files...)
	b, err := read.Tree(t.Context(), src, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for stop := 1; ; stop++ {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		_, err := importing.Import(ctx, l, b, importing.Options{Workspace: ws, Publish: true, Progress: func(int, int) {
			if n++; n > stop {
				cancel()
			}
		}})
		cancel()
		if err == nil {
			break
		}
	}
	want(t, run(t, l, src, importing.Options{Publish: true}), "new 0 updated 0 unchanged 12 published 0 files 0 conflicts 0 vanished 0 refused 0 pruned 0")
	list, _, err := l.List(t.Context(), ws, library.Filter{Limit: 100})
	if err != nil || len(list) != 12 {
		t.Fatalf("%d articles, %v", len(list), err)
	}
	for i := range 12 {
		a := article(t, l, fmt.Sprintf("a%02d.md", i))
		if e := a.Edition("uk"); len(a.Files) != 1 || !strings.Contains(e.Body, "attachment:"+string(a.Files[0].ID)) || e.Published == 0 ||
			!strings.Contains(e.Body, fmt.Sprintf("](stattia-%d)", (i+1)%12)) {
			t.Errorf("%d: %+v", i, a)
		}
	}
}
