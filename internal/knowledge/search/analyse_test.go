package search

import (
	"slices"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/knowledge"
)

func TestAnalyse(t *testing.T) {
	for _, c := range []struct{ text, lang, want string }{
		{"Повернення товару", "uk", "поверн товар"},
		{"Returning the goods", "en", "return (the) good"},
		{"Підкажіть, будь ласка, як мені", "uk", "(підказ) (буд) (лас) (як) (мен)"},
		{"где мой заказ, это мы", "uk", "(где) (мой) заказ (эт) (мы)"},
		{"тариф 12.50 #W123", "uk", "тариф 12.50 #w123"},
		{"🙂", "uk", ""},
		{"Wi-Fi", "uk-UA", "wi fi"},
	} {
		var got []string
		for _, tok := range analyse(c.text, c.lang) {
			if tok.small {
				got = append(got, "("+tok.stem+")")
			} else {
				got = append(got, tok.stem)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s, not %s", c.text, strings.Join(got, " "), c.want)
		}
	}
}

func indexOf(texts ...string) *Index {
	x := New()
	for i, text := range texts {
		x.Put(knowledge.Document{Article: knowledge.ArticleID(rune('a' + i)), Lang: "uk", Title: text, Audience: knowledge.Public})
	}
	return x
}

func TestVariants(t *testing.T) {
	x := indexOf("під'єднання пристрою", "скриньки", "веб сторінка", "password reset", "замовлення", "login")
	for word, want := range map[string]string{
		"під'єднати":  "підєдн", // no stemmer joins them
		"замовленя":   "замов",  // a letter missing
		"pasword":     "password",
		"passwrod":    "password", // swapped
		"вебсторінка": "веб",      // written in one
		"абракадабра": "",
		"замовлення":  "замов",
	} {
		tokens := analyse(word, "")
		got := x.variants(tokens[0])
		var stems []string
		for _, v := range got {
			stems = append(stems, x.stems[v.stem].text)
		}
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(stems, want) {
			t.Errorf("%s: %q, wanted %q", word, stems, want)
		}
	}
	if got := x.joined(analyse("how to log in", "en")); len(got) != 1 || got[0].stem != "login" {
		t.Errorf("joined %+v", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"слово", "слово", 0}, {"слово", "слвоо", 1}, {"слово", "слов", 1}, {"слово", "солово", 1}, {"слово", "злива", 3}, {"a", "abcd", 3}} {
		if got := distance([]rune(c.a), []rune(c.b), 2); got != c.want {
			t.Errorf("%s %s: %d, not %d", c.a, c.b, got, c.want)
		}
	}
}

// What people call a thing finds the page that calls it otherwise, also where that is two words.
func TestEverydayWords(t *testing.T) {
	x := indexOf("Налаштування брандмауера", "Резервне копіювання", "З'єднання із бездротовою мережею", "Оплата під час отримання", "Зміна шрифту")
	for query, want := range map[string]string{"фаєрвол": "a", "бекап": "b", "вайфай": "c"} {
		hits := x.Documents(Query{Text: query, Lang: "uk"})
		if len(hits) == 0 || string(hits[0].Article) != want {
			t.Errorf("%s: %+v", query, hits)
		}
	}
}

// The exact form and the one for machines without wide instructions are one.
func TestDot(t *testing.T) {
	var a, b [width]int8
	for i := range a {
		a[i], b[i] = int8(i*37), int8(i*91+5)
	}
	a[0], b[0] = -128, -128
	if got, want := dot8(&a, &b), plainDot8(&a, &b); got != want {
		t.Errorf("%d, not %d", got, want)
	}
}
