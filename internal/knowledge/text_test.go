package knowledge

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"Доставка й оплата":                  "dostavka-y-oplata",
		"Як повернути товар за 14 днів?":     "yak-povernuty-tovar-za-14-dniv",
		"Згорани, Єнакієве, Їжак, Юрій, Яна": "zghorany-yenakiieve-yizhak-yurii-yana",
		"Об'єкт і сім’я, під'їзд":            "obiekt-i-simia-pidizd",
		"Щастя Ґудзика":                      "shchastia-gudzyka",
		"How do I return an item?":           "how-do-i-return-an-item",
		"Ёлка и подъезд":                     "yolka-y-podezd",
		"Żółć & Straße — Ærø":                "zolc-strasse-aero",
		"  --- ":                             "",
		"日本語":                                "",
		"A日本B":                               "ab",
		strings.Repeat("слово ", 40):         strings.TrimSuffix(strings.Repeat("slovo-", 16), "-"),
	} {
		if got := Slug(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

func TestAnySlugIsOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.String().Draw(t, "title")
		if s := Slug(title); s != "" && (!ValidSlug(s) || Slug(s) != s) {
			t.Fatalf("%q becomes %q", title, s)
		}
	})
}

func TestHTML(t *testing.T) {
	for markdown, want := range map[string]string{
		"# Доставка\n\n## Коли\n\n## Коли":                `<h1 id="доставка">Доставка</h1><h2 id="коли">Коли</h2><h2 id="коли-2">Коли</h2>`,
		"Пишіть **нам** на [сайт](https://e.example/a?b)": `<p>Пишіть <strong>нам</strong> на <a href="https://e.example/a?b">сайт</a></p>`,
		"![план](attachment:f1) [файл](attachment:f2)":    `<p><img src="/files/f1" alt="план"> <a href="/files/f2">файл</a></p>`,
		"| a | b |\n|---|--:|\n| 1 | 2 |":                 `<table><thead><tr><th>a</th><th align="right">b</th></tr></thead><tbody><tr><td>1</td><td align="right">2</td></tr></tbody></table>`,
		"1. раз\n2. два":                                  `<ol><li>раз</li><li>два</li></ol>`,
		"```go\nif a < b {}\n```":                         `<pre><code class="language-go">if a &lt; b {}</code></pre>`,
		"<script>alert(1)</script>":                       ``,
		"<img src=x onerror=alert(1)>":                    `<img src="x">`,
		"[x](javascript:alert(1))":                        `<p>x</p>`,
		"[x](data:text/html;base64,PHNjcmlwdD4=)":         `<p>x</p>`,
		"<a href='&#106;avascript:alert(1)'>x</a>":        `<p>x</p>`,
		"<style>body{display:none}</style>":               ``,
		"<iframe src=//e.example></iframe>":               ``,
		"<form action=/x><input name=a></form>":           ``,
		"<h2 id=main>Розділ</h2>":                         `<h2 id="main">Розділ</h2>`,
		"<p onclick=alert(1) style=\"color:red\">Так</p>": `<p>Так</p>`,
		"<svg onload=alert(1)></svg>":                     `<p></p>`,
		"телефон: <a href=\"tel:+380441234567\">044</a>":  `<p>телефон: <a href="tel:+380441234567">044</a></p>`,
		"<details><summary>Ще</summary>Текст</details>":   `<details><summary>Ще</summary>Текст</details>`,
		"<!-- таємниця -->":                               ``,
		"&lt;script&gt;":                                  `<p>&lt;script&gt;</p>`,
		"~~старе~~ https://shop.example":                  `<p><del>старе</del> <a href="https://shop.example">https://shop.example</a></p>`,
	} {
		got := strings.ReplaceAll(HTML(markdown), "\n", "")
		if got != want {
			t.Errorf("%q\n got %s\nwant %s", markdown, got, want)
		}
	}
	if got := HTMLWithFiles("![](attachment:f)", "/desk/files/"); !strings.Contains(got, `src="/desk/files/f"`) {
		t.Error(got)
	}
}

// Texts that are made to keep a processor busy do not: what compares every mark
// with every other needs half a minute for some of these, and meets the limit of
// the whole test.
func TestHostileMarkdown(t *testing.T) {
	for _, piece := range []string{">", "[", "![", "*a_", "**a b ", "`", "<a ", "- ", "|", "((", "&#", "\t", "# ", "[a](", "<!--", "~~", "~~a ", "1. ", "[a]: b\n", "a@b "} {
		for _, text := range []string{strings.Repeat(piece, MaxBody/len(piece)), strings.Repeat(piece+"\n", MaxBody/(len(piece)+1))} {
			if got := HTML(text); strings.Count(got, "<blockquote>") > mostNesting || strings.Count(got, "<em>") > mostMarks {
				t.Errorf("%q: no bounds", piece)
			}
		}
	}
	long := strings.Repeat("**слово** і [посилання](https://a.example) ", 100)
	if got := HTML(long + "\n\n" + long); strings.Count(got, "<strong>") != 200 || strings.Count(got, "<a ") != 200 {
		t.Error("an ordinary paragraph is cut short")
	}
	if got := HTML("[a][x]\n\n[x]: https://a.example"); !strings.Contains(got, `href="https://a.example"`) {
		t.Error(got)
	}
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ older, newer, want string }{
		{"", "", ""},
		{"Два дні.", "Два дні.", "=Два дні."},
		{"", "Новий", "+Новий"},
		{"Старий", "", "-Старий"},
		{"Доставка за два дні.", "Доставка за три дні.", "=Доставка за |-два|+три|= дні."},
		{"а\nб\nв\n", "а\nв\nг\n", "=а\n|-б\n|=в\n|+г\n"},
		{"ціна 100 грн", "ціна 120 грн з доставкою", "=ціна |-100|+120|= грн|+ з доставкою"},
	} {
		var got []string
		for _, p := range Diff(c.older, c.newer) {
			got = append(got, map[PartOp]string{Same: "=", Added: "+", Removed: "-"}[p.Op]+p.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q → %q: %q, want %q", c.older, c.newer, s, c.want)
		}
	}
	long := strings.Repeat("слово інше\n", 9000)
	if parts := Diff(long, strings.ReplaceAll(long, "о", "0")); len(parts) < 2 {
		t.Error(len(parts))
	}
}

func TestDiffGivesBothTextsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"а", "б", "в ", "\n", " ", ".", "слово"}), 0, 60)
		older, newer := strings.Join(words.Draw(t, "older"), ""), strings.Join(words.Draw(t, "newer"), "")
		var was, is strings.Builder
		for _, p := range Diff(older, newer) {
			if p.Op != Added {
				was.WriteString(p.Text)
			}
			if p.Op != Removed {
				is.WriteString(p.Text)
			}
		}
		if was.String() != older || is.String() != newer {
			t.Fatalf("%q → %q gives back %q → %q", older, newer, was.String(), is.String())
		}
	})
}
