package search_test

import (
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
)

func shop() *search.Index {
	x := search.New()
	for _, d := range []knowledge.Document{
		{Article: "return", Lang: "uk", Title: "Повернення товару", Body: "Повернути товар можна впродовж 14 днів.\n\n## Як повернути\n\n1. Відкрийте замовлення.\n2. Натисніть «Повернути».\n\n## Коли прийдуть гроші\n\nКошти надходять на картку за три дні."},
		{Article: "return", Lang: "en", Title: "Returning goods", Body: "Goods can be returned within 14 days.\n\n## When the money comes\n\nThe refund reaches your card in three days."},
		{Article: "delivery", Lang: "uk", Title: "Доставка", Body: "Доставляємо Новою поштою та кур'єром по Києву. Доставка коштує 70 гривень, від 1000 гривень безкоштовна."},
		{Article: "wifi", Lang: "uk", Title: "Під'єднання до Wi-Fi", Body: "Щоб під'єднати телефон, відкрийте налаштування й введіть пароль від мережі."},
		{Article: "fraud", Lang: "uk", Title: "Ознаки шахрайства", Body: "Секретна перевірка повернень: понад 5 повернень за місяць.", Audience: knowledge.Internal, Collection: "inside"},
	} {
		if d.Audience == "" {
			d.Audience, d.Collection = knowledge.Public, "help"
		}
		x.Put(d)
	}
	return x
}

func TestSearch(t *testing.T) {
	x := shop()
	for text, want := range map[string]string{
		"як повернути покупку?":           "return uk",
		"коли я отримаю свої кошти назад": "return uk",
		"when do I get my money back":     "return en",
		"скільки коштує доставка":         "delivery uk",
		"підкажіть будь ласка як мені підключити телефон до вайфай": "wifi uk",
		"скільки коштує дотсавка":                                   "delivery uk", // a slip of the finger
		"skilky koshtuie dostavka":  "delivery uk", // Latin letters
		"crskmrb rjinet ljcnfdrf":   "delivery uk", // the wrong keyboard
		"подключить телефон к сети": "wifi uk",
		"під'єднати":                "wifi uk",
		"пiд’єднати":                "wifi uk", // a Latin i, another apostrophe
	} {
		hits := x.Documents(search.Query{Text: text, Audience: knowledge.Public})
		if len(hits) == 0 {
			t.Errorf("%s: nothing", text)
		} else if got := string(hits[0].Article) + " " + hits[0].Lang; got != want {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
}

func TestSearchFindsThePassage(t *testing.T) {
	hits := shop().Search(search.Query{Text: "коли надійдуть гроші на картку?", Lang: "uk", Audience: knowledge.Public})
	if len(hits) == 0 || hits[0].Anchor != "коли-прийдуть-гроші" {
		t.Fatalf("found %+v", hits)
	}
	var marked []string
	for _, p := range hits[0].Snippet {
		if p.Match {
			marked = append(marked, p.Text)
		}
	}
	if got := strings.Join(marked, " "); !strings.Contains(got, "картку") {
		t.Errorf("marked: %s", got)
	}
}

func TestFilters(t *testing.T) {
	x := shop()
	for name, c := range map[string]struct {
		q    search.Query
		want bool
	}{
		"a customer":           {search.Query{Audience: knowledge.Public}, false},
		"nobody in particular": {search.Query{}, false},
		"an agent":             {search.Query{Audience: knowledge.Internal}, true},
		"an agent elsewhere":   {search.Query{Audience: knowledge.Internal, Collection: "help"}, false},
		"an agent there":       {search.Query{Audience: knowledge.Internal, Collection: "inside"}, true},
	} {
		c.q.Text, c.q.Limit = "секретна перевірка повернень", 50
		found := false
		for _, h := range x.Search(c.q) {
			found = found || h.Article == "fraud"
			if c.q.Collection != "" && h.Collection != c.q.Collection {
				t.Errorf("%s: found one of %s", name, h.Collection)
			}
		}
		if found != c.want {
			t.Errorf("%s: found %v", name, found)
		}
	}
}

func TestPutReplacesAndRemoveForgets(t *testing.T) {
	x := shop()
	before := x.Len()
	x.Put(knowledge.Document{Article: "delivery", Lang: "uk", Version: 2, Title: "Доставка", Body: "Лише самовивіз.", Audience: knowledge.Public})
	hits := x.Documents(search.Query{Text: "самовивіз", Audience: knowledge.Public})
	if x.Len() != before || len(hits) == 0 || hits[0].Version != 2 {
		t.Errorf("%d passages, found %+v", x.Len(), hits)
	}
	for _, h := range x.Documents(search.Query{Text: "кур'єр по Києву", Audience: knowledge.Public}) {
		if strings.Contains(h.Text, "Києву") {
			t.Errorf("the former words are still found: %s", h.Text)
		}
	}
	x.Remove("delivery", "uk")
	x.Remove("delivery", "uk")
	for _, h := range x.Documents(search.Query{Text: "доставка", Audience: knowledge.Public}) {
		if h.Article == "delivery" {
			t.Error("still there")
		}
	}
	if x.Len() != before-1 {
		t.Errorf("%d passages, there were %d", x.Len(), before)
	}
}
