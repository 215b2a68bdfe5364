package read

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rozmova/rozmova/internal/knowledge"
)

var both = Options{Languages: []string{"uk", "en"}}

func files(pairs ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return out
}

func readTree(t *testing.T, fsys fstest.MapFS, o Options) Batch {
	t.Helper()
	b, err := Tree(t.Context(), fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// item finds one, and refusals of everything are told where it is missing.
func item(t *testing.T, b Batch, key, lang string) Item {
	t.Helper()
	for _, it := range b.Items {
		if it.Key == key && it.Lang == lang {
			return it
		}
	}
	all := []string{}
	for _, it := range b.Items {
		all = append(all, it.Key+" "+it.Lang)
	}
	t.Fatalf("no %s (%s) among %v; refused %v", key, lang, all, b.Refused)
	return Item{}
}

func refusals(b Batch) string {
	var out []string
	for _, r := range b.Refused {
		out = append(out, r.From+" "+string(r.Code))
	}
	return strings.Join(out, ", ")
}

func shelfPath(it Item) string {
	var out []string
	for _, s := range it.Shelves {
		out = append(out, s.Title)
	}
	return strings.Join(out, " / ")
}

func TestWhereLanguagesStand(t *testing.T) {
	text := "\n\nТекст цієї сторінки написано українською мовою."
	b := readTree(t, files(
		"uk/orders/a.md", "# А"+text, "en/orders/a.md", "# A\n\nThis page is written in English.",
		"b.uk.md", "# Б"+text, "b.en.md", "# B\n\nThe other page, in English.",
		"docs/pt-BR/c.md", "# C\n\nPágina em português.", "docs/en-US/c.md", "# C\n\nA page.",
		"plain/d.md", "# Д"+text,
		"plain/e.md", "---\nlang: pl\n---\n# E\n\nTo jest strona.",
		"is/f.md", "# What it is\n\nThis page is in a folder that only looks like a language.",
	), both)
	for _, want := range []string{"orders/a.md uk", "orders/a.md en", "b.md uk", "b.md en", "docs/c.md pt-BR", "docs/c.md en", "plain/d.md uk", "plain/e.md pl", "is/f.md en"} {
		key, lang, _ := strings.Cut(want, " ")
		item(t, b, key, lang)
	}
	if len(b.Items) != 9 || len(b.Refused) > 0 {
		t.Errorf("%d items, refused %s", len(b.Items), refusals(b))
	}
	if got := shelfPath(item(t, b, "docs/c.md", "en")); got != "Docs" {
		t.Errorf("collection %q", got)
	}
}

func TestFrontMatter(t *testing.T) {
	b := readTree(t, files(
		"shop/_index.md", "---\ntitle: Крамниця\n---\n",
		"shop/pay.md", "---\ntitle: \"Оплата: як і чим\"\nslug: Web/oplata\nlang: uk\naudience: internal\nrelated: [send.md, dostavka]\ndraft: true\n---\n\nТекст.",
		"shop/send.md", "---\nslug: dostavka\n---\n# Доставка {#top}\n\nТекст українською.",
		"shop/deep/er/still/more/x.md", "# Глибоко\n\nТекст українською.",
		"hugo.md", "+++\ntitle = 'З дужками'\ndraft = false\n[other]\ntitle = 'не та'\n+++\nТекст українською, і досить.",
		"rule.md", "---\n\nЦе не голова, а лінія над текстом українською.\n",
		"setext.md", "Заголовок рисками\n===\n\nТекст українською.",
		"moved.md", "---\ncollection: Оплата / Картки > Повернення › Ще\n---\n# Є\n\nТекст українською.",
		"bad.md", "---\ntitle: [\n---\nх",
		"empty.md", "---\ntitle: Порожньо\n---\n",
		"_partial.md", "шматок", "img.psd", "8BPS", ".hidden.md", "# ні", "node_modules/x/README.md", "# ні",
	), both)
	pay := item(t, b, "shop/pay.md", "uk")
	if pay.Title != "Оплата: як і чим" || pay.Slug != "oplata" || pay.Audience != knowledge.Internal || !pay.Draft || shelfPath(pay) != "Крамниця" ||
		fmt.Sprint(pay.Related) != "[shop/send.md]" || pay.Body != "Текст." {
		t.Errorf("%+v", pay)
	}
	for key, title := range map[string]string{"shop/send.md": "Доставка", "hugo.md": "З дужками", "rule.md": "Rule", "setext.md": "Заголовок рисками"} {
		if got := item(t, b, key, "uk").Title; got != title {
			t.Errorf("%s: title %q", key, got)
		}
	}
	if got := shelfPath(item(t, b, "shop/deep/er/still/more/x.md", "uk")); got != "Крамниця / Deep / Er" {
		t.Errorf("deep: %q", got)
	}
	if got := shelfPath(item(t, b, "moved.md", "uk")); got != "Оплата / Картки / Повернення" {
		t.Errorf("moved: %q", got)
	}
	if got := refusals(b); got != "_partial.md partial, bad.md malformed, empty.md empty, img.psd type" {
		t.Errorf("refused: %s", got)
	}
}

func TestAddresses(t *testing.T) {
	b := readTree(t, files(
		"uk/a.md", "# А\n\n[Б](sub/b.md#dali) [так само](./sub/b) [корінь](/uk/sub/b.md) [сайт](https://example.com/a.md) [нема](no.md) [тут](#частина)\n"+
			"![п](../img/p.png) <img src='../img/p.png'> [файл](../img/doc.pdf) ![нема](x.png)\n\n[ref]: sub/b.md\n\n```\n[код](sub/b.md)\n```\n",
		"uk/sub/b.md", "# Б\n\nТекст українською. [Назад](../a.html) [угору](../../../../etc/passwd.md)",
		"img/p.png", "png", "img/doc.pdf", "%PDF-1.4 зламано",
	), both)
	a := item(t, b, "a.md", "uk")
	want := "[Б](import:link:1) [так само](import:link:2) [корінь](import:link:2) [сайт](https://example.com/a.md) [нема](no.md) [тут](#h-chastyna)\n" +
		"![п](import:file:0) <img src='import:file:0'> [файл](import:file:1) ![нема](x.png)\n\n[ref]: import:link:2\n\n```\n[код](sub/b.md)\n```"
	want = strings.NewReplacer("link:1", "link:0", "link:2", "link:1").Replace(want)
	if a.Body != want {
		t.Errorf("got\n%s\nwant\n%s", a.Body, want)
	}
	if fmt.Sprint(a.Links) != "[{sub/b.md dali} {sub/b.md }]" || len(a.Files) != 2 {
		t.Errorf("%+v %+v", a.Links, a.Files)
	}
	if got := item(t, b, "sub/b.md", "uk").Body; got != "Текст українською. [Назад](import:link:0) [угору](../../../../etc/passwd.md)" {
		t.Errorf("%q", got)
	}
	if data, err := a.Files[0].Open(); err != nil || string(data) != "png" {
		t.Errorf("%q, %v", data, err)
	}
}

// Texts in other encodings are read as they were meant.
func TestEncodings(t *testing.T) {
	cp1251 := func(s string) string {
		e, err := charsets["windows-1251"].NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	wide := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(byte(r >> 8))
		}
		return b.String()
	}
	text := "# Доставка\r\n\r\nДоставляємо замовлення по всій Україні, їдемо й туди, де ґрунтові дороги.\r\n"
	b := readTree(t, files("a.md", cp1251(text), "b.md", "\uFEFF"+text, "c.md", "\xFF\xFE"+wide(text), "d.md", wide(text), "e.md", "\x00\x01\xFE\x80\x81"), both)
	for _, key := range []string{"a.md", "b.md", "c.md", "d.md"} {
		if it := item(t, b, key, "uk"); it.Title != "Доставка" || it.Body != "Доставляємо замовлення по всій Україні, їдемо й туди, де ґрунтові дороги." {
			t.Errorf("%s: %+v", key, it)
		}
	}
	if refusals(b) != "e.md encoding" {
		t.Error(refusals(b))
	}
}

// What is too long for one article becomes several, cut at headings.
func TestLongTexts(t *testing.T) {
	var s strings.Builder
	s.WriteString("# Довідник\n\nВступ українською.\n\n")
	for i := range 30 {
		fmt.Fprintf(&s, "## Розділ %d\n\n%s\n\n", i, strings.Repeat("Це довгий текст українською мовою. ", 300))
	}
	b := readTree(t, files("long.md", s.String(), "line.md", "# Рядок\n\n"+strings.Repeat("слово ", 80_000)), both)
	first := item(t, b, "long.md", "uk")
	second := item(t, b, "long.md#2", "uk")
	if first.Title != "Довідник (1/3)" || !strings.HasPrefix(second.Body, "## Розділ") {
		t.Errorf("%q, %q", first.Title, second.Body[:40])
	}
	for _, it := range b.Items {
		if len(it.Body) > knowledge.MaxBody {
			t.Errorf("%s: %d bytes", it.Key, len(it.Body))
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("---\ntitle: x\nrelated: [a]\n---\n# А\n\n[a](b.md) ![](p.png)\n```\n[x](y)\n")
	f.Add("+++\ntitle = 'x'\n+++\n")
	f.Add("A\n===\n[r]: <x>\n<img src=\"p.png\">")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := Tree(t.Context(), files("uk/a.md", text, "uk/b.md", "# Б\n\n"+text, "p.png", "x"), both)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range b.Items {
			if it.Title == "" || it.Body == "" || it.Lang == "" || len(it.Body) > knowledge.MaxBody || len([]rune(it.Title)) > knowledge.MaxTitle {
				t.Fatalf("%+v", it)
			}
		}
	})
}
