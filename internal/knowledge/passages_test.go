package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func cut(body string) []Passage { return Passages(Document{Title: "Повернення", Body: body}) }

func TestPassages(t *testing.T) {
	shape := cmpopts.IgnoreFields(Passage{}, "Title", "Number", "Article", "Lang", "Version", "Audience", "Collection", "Slug")
	for name, c := range map[string]struct {
		body string
		want []Passage
	}{
		"nothing": {"", []Passage{{Text: "Повернення", Markdown: "Повернення"}}},
		"headings": {"Вступ.\n\n## Строк\n\nЧотирнадцять **днів**.\n\n### Винятки\n\nБілизна.\n\n## Строк\n\nІнше.", []Passage{
			{Text: "Вступ.", Markdown: "Вступ."},
			{Headings: []string{"Строк"}, Anchor: "строк", Text: "Чотирнадцять днів.", Markdown: "Чотирнадцять **днів**."},
			{Headings: []string{"Строк", "Винятки"}, Anchor: "винятки", Text: "Білизна.", Markdown: "Білизна."},
			{Headings: []string{"Строк"}, Anchor: "строк-2", Text: "Інше.", Markdown: "Інше."},
		}},
		"steps": {"Щоб повернути:\n\n1. Відкрийте [замовлення](/orders).\n2. Натисніть `Повернути`.\n   - або зателефонуйте", []Passage{{
			Text:     "Щоб повернути:\n1. Відкрийте замовлення.\n2. Натисніть Повернути.\n– або зателефонуйте",
			Markdown: "Щоб повернути:\n\n1. Відкрийте [замовлення](/orders).\n2. Натисніть `Повернути`.\n   - або зателефонуйте", Steps: true,
		}}},
		"table": {"| План | Ціна |\n|---|---|\n| Базовий | 100 |\n| Родина | 200 |", []Passage{{
			Text:     "План: Базовий; Ціна: 100\nПлан: Родина; Ціна: 200",
			Markdown: "| План | Ціна |\n|---|---|\n| Базовий | 100 |\n| Родина | 200 |",
		}}},
		"code and HTML": {"```sh\nmake build\n```\n\n<p>A &amp; <b>B</b></p>\n\n***\n\nC \\* D<br>E", []Passage{{
			Text: "make build\nA & B\nC * D\nE", Markdown: "```sh\nmake build\n```\n\n<p>A &amp; <b>B</b></p>\n\nC \\* D<br>E",
		}}},
	} {
		if diff := cmp.Diff(c.want, cut(c.body), shape); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Long texts come apart, and nothing is lost or doubled on the way.
func TestPassagesHoldEveryWordOnce(t *testing.T) {
	var body strings.Builder
	n := 0
	words := func(count int) string {
		var out []string
		for range count {
			n++
			out = append(out, fmt.Sprint("w", n))
		}
		return strings.Join(out, " ") + "."
	}
	for range 5 {
		fmt.Fprintf(&body, "%s\n\n%s\n\n- %s\n- %s\n- %s\n\n%s Do so:\n\n1. %s\n2. %s\n\n| a | b |\n|---|---|\n", words(30), words(300), words(90), words(90), words(90), words(70), words(40), words(20))
		for range 40 {
			fmt.Fprintf(&body, "| %s | %s |\n", words(3), words(4))
		}
		fmt.Fprintf(&body, "\n```\n%s\n%s\n%s\n```\n\n", words(100), words(100), words(100))
	}
	seen := map[string]int{}
	for i, p := range cut(body.String()) {
		if p.Number != i {
			t.Errorf("passage %d has the number %d", i, p.Number)
		}
		if count := len(strings.Fields(p.Text)); count > leadInTail {
			t.Errorf("passage %d has %d words", i, count)
		}
		for _, w := range strings.Fields(p.Text) {
			if w = strings.Trim(w, ".;"); strings.HasPrefix(w, "w") {
				seen[w]++
			}
		}
	}
	for i := 1; i <= n; i++ {
		if w := fmt.Sprint("w", i); seen[w] != 1 {
			t.Fatalf("%s is there %d times", w, seen[w])
		}
	}
}

// Whatever somebody pastes, cutting ends soon and gives something.
func TestPassagesOfHostileText(t *testing.T) {
	began := time.Now()
	for _, body := range []string{
		strings.Repeat("> ", 5000) + "x", strings.Repeat("- ", 5000) + "x", strings.Repeat("# a\n", 50_000), strings.Repeat("[", 50_000),
		strings.Repeat("x", 200_000), strings.Repeat("|", 20_000) + "\n|-|\n", "\xff\xfe\x00", strings.Repeat("*a **b ", 20_000), strings.Repeat("<", 100_000),
	} {
		if len(cut(body)) == 0 {
			t.Errorf("%.20q has no passage", body)
		}
	}
	t.Log(time.Since(began))
}

func FuzzPassages(f *testing.F) {
	for _, s := range []string{"# a\n\nb", "1. a\n2. b", "|a|b|\n|-|-|\n|c|d|", "```\nx", "<div>\n\n- a\n  > b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, p := range cut(body) {
			if p.Text == "" {
				t.Fatalf("an empty passage of %q", body)
			}
		}
	})
}

// An author's note of how customers ask belongs to its section and is no part of
// its words; other comments are nobody's.
func TestAskedIsNotRead(t *testing.T) {
	body := "<!-- asked: how long; how far -->\n\nTop words.\n\n## Abroad\n\n<!-- asked:\ndo you ship to Poland\n-->\n\nWe do not ship abroad.\n\n<!-- a secret -->\n\n## Else\n\nOther words.\n"
	got := Passages(Document{Title: "T", Lang: "en", Body: body})
	want := [][]string{{"how long", "how far"}, {"do you ship to Poland"}, nil}
	if len(got) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, p := range got {
		if !slices.Equal(p.Asked, want[i]) || strings.Contains(p.Text+p.Markdown, "<!--") || strings.Contains(p.Text+p.Markdown, "secret") {
			t.Errorf("%d: asked %q, %q, %q", i, p.Asked, p.Text, p.Markdown)
		}
	}
}
