package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// article keeps an article with one edition, published when it has a body.
func article(t *testing.T, db *store.DB, id, lang, title, body string) knowledge.Article {
	t.Helper()
	a, err := db.CreateArticle(t.Context(), shop, knowledge.Article{ID: knowledge.ArticleID(id), Audience: knowledge.Public, Source: lang, CreatedAt: epoch, UpdatedAt: epoch},
		func(c *store.ArticleChange) error {
			c.Article.Editions = append(c.Article.Editions, knowledge.Edition{Lang: lang, Slug: knowledge.Slug(title), Title: title, Body: body, Stage: knowledge.Draft, Rev: 1, UpdatedAt: epoch})
			if body == "" {
				return nil
			}
			return publish(c, lang)
		})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func publish(c *store.ArticleChange, lang string) error {
	e := c.Article.Edition(lang)
	v, err := c.Publish(knowledge.Version{Lang: lang, Slug: e.Slug, Title: e.Title, Body: e.Body, At: epoch})
	e.Published, e.Stage = v.Number, knowledge.Published
	return err
}

func change(t *testing.T, db *store.DB, id knowledge.ArticleID, f func(*store.ArticleChange) error) knowledge.Article {
	t.Helper()
	a, err := db.ChangeArticle(t.Context(), shop, id, f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func documents(t *testing.T, db *store.DB, after int64) []knowledge.Change {
	t.Helper()
	out, err := db.Documents(t.Context(), shop, after, 100)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestArticles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		a := article(t, db, "a", "uk", "Доставка", "Два дні.")
		article(t, db, "b", "uk", "Чернетка", "")

		got, err := db.Article(t.Context(), shop, "a")
		if err != nil || fmt.Sprint(got) != fmt.Sprint(a) || got.Editions[0].Published != 1 {
			t.Fatalf("got %+v, %v\nwant %+v", got, err, a)
		}
		if _, err := db.Article(t.Context(), "other", "a"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("of another workspace: %v", err)
		}
		if _, err := db.ChangeArticle(t.Context(), "other", "a", func(*store.ArticleChange) error { return nil }); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("changed another workspace's: %v", err)
		}
		_, err = db.CreateArticle(t.Context(), shop, knowledge.Article{ID: "c", Source: "uk"}, func(c *store.ArticleChange) error {
			c.Article.Editions = append(c.Article.Editions, knowledge.Edition{Lang: "uk", Slug: "dostavka"})
			return nil
		})
		if !errors.Is(err, store.ErrSlugTaken) {
			t.Errorf("two articles at one address: %v", err)
		}
		if _, err := db.Article(t.Context(), shop, "c"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("half an article: %v", err)
		}

		// The feed tells of what readers see, and of nothing else.
		all := documents(t, db, 0)
		if len(all) != 1 || all[0].Article != "a" || all[0].Body != "Два дні." || all[0].Slug != "dostavka" || all[0].Gone || all[0].Workspace != shop {
			t.Fatalf("%+v", all)
		}
		last := all[0].Seq
		change(t, db, "a", func(c *store.ArticleChange) error {
			c.Article.Editions[0].Title, c.Article.Editions[0].Rev = "Доставка й оплата", 2
			c.Article.Editions = append(c.Article.Editions, knowledge.Edition{Lang: "en", Slug: "delivery", Title: "Delivery", Body: "Two days."})
			return nil
		})
		if news := documents(t, db, last); len(news) != 0 {
			t.Errorf("drafts are told of: %+v", news)
		}
		change(t, db, "a", func(c *store.ArticleChange) error { return publish(c, "en") })
		news := documents(t, db, last)
		if len(news) != 1 || news[0].Lang != "en" || news[0].Title != "Delivery" {
			t.Fatalf("%+v", news)
		}
		last = news[0].Seq
		change(t, db, "a", func(c *store.ArticleChange) error { c.Article.Audience = knowledge.Internal; return nil })
		if news = documents(t, db, last); len(news) != 2 || news[0].Audience != knowledge.Internal || news[0].Title == "Доставка й оплата" || news[1].Title == "Доставка й оплата" {
			t.Fatalf("%+v", news)
		}
		last = news[1].Seq
		change(t, db, "a", func(c *store.ArticleChange) error { c.Article.Archived = true; return nil })
		if news = documents(t, db, last); len(news) != 2 || !news[0].Gone || !news[1].Gone || news[0].Body != "" {
			t.Fatalf("%+v", news)
		}
		if _, err := db.Document(t.Context(), shop, "a", "uk"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an archived article is read: %v", err)
		}
		if news, err := db.Documents(t.Context(), "other", 0, 100); err != nil || len(news) != 0 {
			t.Errorf("%+v, %v", news, err)
		}

		// Addresses lead to where an article is now; a draft's that nobody ever saw does not.
		change(t, db, "a", func(c *store.ArticleChange) error {
			c.Article.Editions[1].Slug = "never-published" // uk: by language
			return nil
		})
		change(t, db, "a", func(c *store.ArticleChange) error { c.Article.Editions[1].Slug = "dostavka-i-oplata"; return nil })
		for slug, want := range map[string]knowledge.ArticleID{"dostavka": "a", "dostavka-i-oplata": "a", "never-published": ""} {
			if id, err := db.ArticleAt(t.Context(), shop, "uk", slug); id != want || (want == "") != errors.Is(err, store.ErrNotFound) {
				t.Errorf("at %s: %q, %v", slug, id, err)
			}
		}
	})
}

// Changes of one article wait for each other: numbers have no gaps, and the feed
// misses none of them.
func TestArticlesAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		for _, id := range []string{"a", "b"} {
			article(t, db, id, "uk", "Стаття "+id, "0")
		}
		var wg sync.WaitGroup
		const each = 10
		for w := range 4 {
			wg.Go(func() {
				for i := range each {
					id := knowledge.ArticleID([]string{"a", "b"}[(w+i)%2])
					_, err := db.ChangeArticle(t.Context(), shop, id, func(c *store.ArticleChange) error {
						c.Article.Editions[0].Body += "x"
						return publish(c, "uk")
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		seen := map[string]bool{}
		var after int64
		look := func() {
			for _, d := range documents(t, db, after) {
				after = d.Seq
				seen[fmt.Sprint(d.Article, d.Version)] = true
			}
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		for open := true; open; {
			select {
			case <-done:
				open = false
			default:
			}
			look()
		}
		for _, id := range []knowledge.ArticleID{"a", "b"} {
			vs, err := db.ArticleVersions(t.Context(), shop, id, "uk", 100)
			if err != nil || len(vs) != 2*each+1 || vs[0].Number != 2*each+1 {
				t.Fatalf("%d versions, the newest %d: %v", len(vs), vs[0].Number, err)
			}
			if v, err := db.ArticleVersion(t.Context(), shop, id, "uk", 2*each+1); err != nil || len(v.Body) != 2*each+1 {
				t.Errorf("words were lost: %d of %d, %v", len(v.Body), 2*each+1, err)
			}
			if !seen[fmt.Sprint(id, 2*each+1)] {
				t.Errorf("the feed missed the newest version of %s: %v", id, seen)
			}
		}
	})
}

func TestArticleLists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		for i := range 5 {
			article(t, db, fmt.Sprintf("a%d", i), "uk", fmt.Sprintf("Стаття №%d 100%%", i), []string{"слова", ""}[i%2])
		}
		shelf := knowledge.CollectionID("c")
		change(t, db, "a0", func(c *store.ArticleChange) error {
			c.Article.Owner, c.Article.ReviewAt, c.Article.Collection, c.Article.Origin = "u", epoch.Add(time.Hour), shelf, knowledge.Origin{Kind: "csv", Key: "1"}
			c.Article.Editions = append(c.Article.Editions, knowledge.Edition{Lang: "en", Slug: "en", Title: "English"})
			c.Article.UpdatedAt = epoch.Add(time.Minute)
			return nil
		})
		change(t, db, "a4", func(c *store.ArticleChange) error { c.Article.Archived = true; return nil })
		yes, none := true, knowledge.CollectionID("")
		for name, want := range map[string]struct {
			q   store.ArticleQuery
			ids string
		}{
			"all":             {store.ArticleQuery{}, "[a0 a3 a2 a1]"},
			"archived":        {store.ArticleQuery{Archived: true}, "[a4]"},
			"on a shelf":      {store.ArticleQuery{Collection: &shelf}, "[a0]"},
			"on none":         {store.ArticleQuery{Collection: &none, Published: &yes}, "[a2]"},
			"stale":           {store.ArticleQuery{Stale: true}, "[a0]"},
			"stale in uk":     {store.ArticleQuery{Stale: true, Lang: "uk"}, "[]"},
			"drafts":          {store.ArticleQuery{Stage: knowledge.Draft}, "[a3 a1]"},
			"due":             {store.ArticleQuery{Due: epoch.Add(time.Hour)}, "[a0]"},
			"not due yet":     {store.ArticleQuery{Due: epoch}, "[]"},
			"owner":           {store.ArticleQuery{Owner: "u"}, "[a0]"},
			"origin":          {store.ArticleQuery{Origin: "csv"}, "[a0]"},
			"internal":        {store.ArticleQuery{Audience: knowledge.Internal}, "[]"},
			"title":           {store.ArticleQuery{Text: "СТАТТЯ №3 100%"}, "[a3]"},
			"no wildcard":     {store.ArticleQuery{Text: "Ст%"}, "[]"},
			"English by name": {store.ArticleQuery{Text: "english"}, "[a0]"},
		} {
			list, next, err := db.Articles(t.Context(), shop, want.q)
			ids := []knowledge.ArticleID{}
			for _, a := range list {
				ids = append(ids, a.ID)
				if len(a.Editions) == 0 || a.Editions[0].Body != "" {
					t.Errorf("%s: %+v", name, a.Editions)
				}
			}
			if err != nil || next != "" || fmt.Sprint(ids) != want.ids {
				t.Errorf("%s: %v, %q, %v; want %s", name, ids, next, err, want.ids)
			}
		}
		var pages []knowledge.ArticleID
		for before := ""; ; {
			list, next, err := db.Articles(t.Context(), shop, store.ArticleQuery{Limit: 3, Before: before})
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range list {
				pages = append(pages, a.ID)
			}
			if before = next; next == "" {
				break
			}
		}
		if fmt.Sprint(pages) != "[a0 a3 a2 a1]" {
			t.Errorf("by pages: %v", pages)
		}
		if _, _, err := db.Articles(t.Context(), shop, store.ArticleQuery{Before: "x"}); !errors.Is(err, store.ErrCursor) {
			t.Errorf("an invented cursor: %v", err)
		}
	})
}

func TestFilesFeedbackGaps(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		article(t, db, "a", "uk", "Доставка", "Два дні.")
		data := []byte{0, 1, 255, '\''}
		f := knowledge.Attachment{ID: "f", Article: "a", Name: "план.pdf", Type: "application/pdf", Size: len(data), At: epoch}
		if err := db.PutFile(t.Context(), shop, f, data); err != nil {
			t.Fatal(err)
		}
		if err := db.PutFile(t.Context(), "other", f, data); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a file on another workspace's article: %v", err)
		}
		if got, b, err := db.File(t.Context(), shop, "f"); err != nil || got != f || string(b) != string(data) {
			t.Errorf("%+v %v %v", got, b, err)
		}
		if _, _, err := db.File(t.Context(), "other", "f"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another workspace's file: %v", err)
		}
		for i := 1; i < knowledge.MaxFiles; i++ {
			more := f
			more.ID = knowledge.AttachmentID(fmt.Sprint("f", i))
			if err := db.PutFile(t.Context(), shop, more, data); err != nil {
				t.Fatal(err)
			}
		}
		more := f
		more.ID = "one-too-many"
		if err := db.PutFile(t.Context(), shop, more, data); !errors.Is(err, store.ErrExists) {
			t.Errorf("as many files as one likes: %v", err)
		}
		if err := db.DropFile(t.Context(), "other", "a", "f", "u", epoch); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("dropped another workspace's: %v", err)
		}
		if err := db.DropFile(t.Context(), shop, "a", "f", "u", epoch); err != nil {
			t.Error(err)
		}
		if a, err := db.Article(t.Context(), shop, "a"); err != nil || len(a.Files) != knowledge.MaxFiles-1 {
			t.Errorf("%d files, %v", len(a.Files), err)
		}

		vote := knowledge.Feedback{Article: "a", Lang: "uk", Version: 1, Visitor: "v", Helpful: true, At: epoch}
		for range 2 { // the same visitor counts once
			vote.Helpful, vote.Comment = !vote.Helpful, "дякую"
			if err := db.PutFeedback(t.Context(), shop, vote); err != nil {
				t.Fatal(err)
			}
		}
		vote.Visitor, vote.Helpful, vote.At = "w", false, epoch.Add(time.Second)
		if err := db.PutFeedback(t.Context(), shop, vote); err != nil {
			t.Fatal(err)
		}
		vote.Version = 7
		if err := db.PutFeedback(t.Context(), shop, vote); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("on a version that is not there: %v", err)
		}
		votes, err := db.Votes(t.Context(), shop, epoch)
		if err != nil || fmt.Sprint(votes) != "[{a uk 1 1 1}]" {
			t.Errorf("%v, %v", votes, err)
		}
		said, err := db.FeedbackOf(t.Context(), shop, "a", 10)
		if err != nil || len(said) != 2 || said[0].Helpful || !said[1].Helpful || said[1].Visitor != "" {
			t.Errorf("%+v, %v", said, err)
		}

		gap := knowledge.Gap{ID: "g1", Conversation: "c", Seq: 4, Lang: "uk", Query: "як здати?", Reason: "nothing", State: knowledge.GapOpen, At: epoch}
		for _, id := range []knowledge.GapID{"g1", "g2"} { // one message asks once
			gap.ID = id
			if err := db.PutGap(t.Context(), shop, gap); err != nil {
				t.Fatal(err)
			}
		}
		for _, id := range []knowledge.GapID{"s1", "s2"} { // a search as often as it likes
			if err := db.PutGap(t.Context(), shop, knowledge.Gap{ID: id, Lang: "en", Query: "refund", State: knowledge.GapOpen, At: epoch}); err != nil {
				t.Fatal(err)
			}
		}
		if gaps, err := db.Gaps(t.Context(), shop, knowledge.GapOpen, "uk", 10); err != nil || len(gaps) != 1 || gaps[0].Query != gap.Query || gaps[0].ID != "g1" {
			t.Errorf("%+v, %v", gaps, err)
		}
		if err := db.SettleGaps(t.Context(), "other", []knowledge.GapID{"s1"}, knowledge.GapDismissed, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("settled another workspace's: %v", err)
		}
		if err := db.SettleGaps(t.Context(), shop, []knowledge.GapID{"s1", "nobody"}, knowledge.GapDismissed, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("settled half: %v", err)
		}
		if err := db.SettleGaps(t.Context(), shop, []knowledge.GapID{"s1", "g1"}, knowledge.GapFilled, "a"); err != nil {
			t.Error(err)
		}
		if n, err := db.GapCounts(t.Context(), shop); err != nil || n[knowledge.GapOpen] != 1 || n[knowledge.GapFilled] != 2 {
			t.Errorf("%v, %v", n, err)
		}
	})
}
