package search_test

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
)

var someWords = strings.Fields("повернення повернути товар товару гроші кошти картка карткою доставка кур'єр Київ вайфай мережа пароль 14 днів " +
	"refund money card delivery returned login log in Wi-Fi password #W1234 need needs needed як що the від м'яч під'єднати під'єднання")

func drawDocument(t *rapid.T) knowledge.Document {
	text := func(name string, least, most int) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), least, most).Draw(t, name), " ")
	}
	d := knowledge.Document{
		Article:    knowledge.ArticleID(rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(t, "article")),
		Lang:       rapid.SampledFrom([]string{"uk", "en"}).Draw(t, "lang"),
		Audience:   rapid.SampledFrom([]knowledge.Audience{knowledge.Public, knowledge.Internal}).Draw(t, "audience"),
		Collection: rapid.SampledFrom([]knowledge.CollectionID{"", "x", "y"}).Draw(t, "collection"),
		Title:      text("title", 0, 4),
	}
	var body strings.Builder
	for range rapid.IntRange(0, 4).Draw(t, "sections") {
		fmt.Fprintf(&body, "## %s\n\n%s\n\n", text("heading", 1, 3), text("text", 0, 30))
	}
	d.Body = body.String()
	return d
}

func drawQuery(t *rapid.T) search.Query {
	return search.Query{
		Text:       strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 1, 6).Draw(t, "query"), " "),
		Lang:       rapid.SampledFrom([]string{"", "uk", "en"}).Draw(t, "of"),
		Audience:   rapid.SampledFrom([]knowledge.Audience{knowledge.Public, knowledge.Internal}).Draw(t, "for"),
		Collection: rapid.SampledFrom([]knowledge.CollectionID{"", "x"}).Draw(t, "in"),
		Context:    rapid.SampledFrom([]string{"", "повернення товару"}).Draw(t, "context"),
		Limit:      20,
	}
}

// However an index came to be, it answers as one that was made at once of what it holds; and nobody is shown what is
// not theirs.
func TestIndexIsWhatItHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type key struct {
			id   knowledge.ArticleID
			lang string
		}
		x := search.New()
		holds := map[key]knowledge.Document{}
		for range rapid.IntRange(1, 25).Draw(t, "changes") {
			d := drawDocument(t)
			if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
				x.Remove(d.Article, d.Lang)
				delete(holds, key{d.Article, d.Lang})
			} else {
				x.Put(d)
				holds[key{d.Article, d.Lang}] = d
			}
		}
		fresh := search.New()
		for _, d := range holds {
			fresh.Put(d)
		}
		if x.Len() != fresh.Len() {
			t.Fatalf("%d passages, made anew %d", x.Len(), fresh.Len())
		}
		for range 3 {
			q := drawQuery(t)
			got, want := x.Search(q), fresh.Search(q)
			if len(got) != len(want) {
				t.Fatalf("%+v: %d hits, made anew %d", q, len(got), len(want))
			}
			for i, h := range got {
				w := want[i]
				if h.Article != w.Article || h.Lang != w.Lang || h.Number != w.Number || math.Abs(h.Score-w.Score) > 1e-9 || math.Abs(h.Sure-w.Sure) > 1e-9 {
					t.Fatalf("%+v: %s %s %d %v, made anew %s %s %d %v", q, h.Article, h.Lang, h.Number, h.Score, w.Article, w.Lang, w.Number, w.Score)
				}
				if d := holds[key{h.Article, h.Lang}]; q.Audience != knowledge.Internal && d.Audience != knowledge.Public || q.Collection != "" && d.Collection != q.Collection {
					t.Fatalf("%+v: shown %+v", q, d)
				}
			}
		}
	})
}

// Readers and writers at once: what is found is always a whole document of some version.
func TestAtOnce(t *testing.T) {
	x := shop()
	var all sync.WaitGroup
	for writer := range 2 {
		all.Go(func() {
			for v := range 100 {
				id := knowledge.ArticleID(fmt.Sprint("made", writer))
				x.Put(knowledge.Document{Article: id, Lang: "uk", Version: v, Title: fmt.Sprint("Версія v", v), Body: fmt.Sprint("Слово v", v), Audience: knowledge.Public})
				if v%10 == 9 {
					x.Remove(id, "uk")
				}
			}
		})
	}
	for range 2 {
		all.Go(func() {
			for range 100 {
				for _, h := range x.Search(search.Query{Text: "версія слово доставка", Lang: "uk", Audience: knowledge.Public}) {
					if strings.HasPrefix(string(h.Article), "made") && (h.Title != fmt.Sprint("Версія v", h.Version) || h.Text != fmt.Sprint("Слово v", h.Version)) {
						t.Errorf("a mixture: %+v", h.Passage)
					}
				}
			}
		})
	}
	all.Wait()
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"", "як повернути", "ghbdsn", "skilky", "\xff\xfe", "а", strings.Repeat("слово ", 500), "#W1234", "😀", "''", "log in"} {
		f.Add(s, "uk")
	}
	x := shop()
	f.Fuzz(func(t *testing.T, text, lang string) {
		for _, h := range x.Search(search.Query{Text: text, Lang: lang, Audience: knowledge.Public, Context: text}) {
			if h.Audience != knowledge.Public {
				t.Fatalf("a customer is shown %s", h.Article)
			}
			if !(h.Sure >= 0 && h.Sure <= 1) || math.IsNaN(h.Score) {
				t.Fatalf("sure %v, score %v", h.Sure, h.Score)
			}
			var shown strings.Builder
			for _, p := range h.Snippet {
				shown.WriteString(p.Text)
			}
			if part := strings.TrimSuffix(strings.TrimPrefix(shown.String(), "… "), " …"); !strings.Contains(h.Text, part) {
				t.Fatalf("%q is not in %q", part, h.Text)
			}
		}
	})
}
