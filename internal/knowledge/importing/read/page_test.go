package read

import (
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Two pages as help sites write them: the text marked as such, and not marked
// at all.
var pages = map[string]string{
	"marked": `<!doctype html><html lang="uk"><head><title>Повернення – Крамниця</title><link rel="canonical" href="/uk/returns">
		<link rel="alternate" hreflang="en" href="https://shop.example/en/returns"></head>
		<body><header><a href="/">Крамниця</a><nav><ul><li><a href="/uk">Головна</a></li></ul></nav></header>
		<div class="cookie-banner">Ми вживаємо кукі</div>
		<main><div class="breadcrumbs"><a href="/uk">Довідка</a></div><article><header><h1>Як повернути товар</h1></header>
		<p>Протягом <b>14 днів</b>, див. <a href="rules#gold">правила</a> <a href="javascript:alert(1)">тут</a>.</p>
		<ol><li>Зайдіть у кабінет</li><li>Натисніть «Повернути»<ul><li>і причину</li></ul></li></ol>
		<table><tr><th>Спосіб</th><th>Днів</th></tr><tr><td>Пошта</td><td>2</td></tr></table>
		<pre><code class="language-sh">echo "привіт"</code></pre>
		<img data-src="/i/box.png" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" alt="коробка">
		<div class="feedback">Чи було це корисно? <button>Так</button></div>
		<script>var x = "<p>ні</p>";</script><p hidden>приховано</p></article></main>
		<aside>Схожі статті</aside><footer>© Крамниця</footer></body></html>`,
	"plain": `<html><head><meta name="viewport" content="x"><title>Доставка | Крамниця</title></head><body>
		<div id="top"><a href="/a">Раз</a> <a href="/b">Два</a> <a href="/c">Три</a></div>
		<div id="wrap"><div class="left-menu"><ul><li><a href="/1">Оплата картками і готівкою</a></li><li><a href="/2">Повернення і обмін товарів</a></li></ul></div>
		<div class="text"><h1>Доставка</h1><p>Доставляємо по всій Україні за один–два дні, у відділення або до дверей.</p>
		<p>Вартість доставки залежить від ваги, а від 1000 гривень ми доставляємо безкоштовно.</p>
		<h2>Кур'єр</h2><p>Кур'єр телефонує за годину до приїзду, і Ви можете перенести час.</p></div></div>
		<div id="bottom">Усі права захищено</div></body></html>`,
}

func TestReadableParts(t *testing.T) {
	p, err := ReadPage([]byte(pages["marked"]), "", "https://shop.example/uk/returns?utm=1")
	if err != nil {
		t.Fatal(err)
	}
	want := "Протягом **14 днів**, див. [правила](https://shop.example/uk/rules#gold) тут.\n\n1. Зайдіть у кабінет\n2. Натисніть «Повернути»\n   \n   - і причину\n\n" +
		"| Спосіб | Днів |\n|--------|------|\n| Пошта  | 2    |\n\n```sh\necho \"привіт\"\n```\n\n![коробка](https://shop.example/i/box.png)"
	if p.Body != want {
		t.Errorf("got\n%s\nwant\n%s", p.Body, want)
	}
	if p.Title != "Як повернути товар" || p.Lang != "uk" || p.Canonical != "https://shop.example/uk/returns" || p.Alternates["en"] != "https://shop.example/en/returns" {
		t.Errorf("%+v", p)
	}
	p, err = ReadPage([]byte(pages["plain"]), "", "")
	if err != nil || p.Title != "Доставка" {
		t.Fatalf("%+v, %v", p, err)
	}
	want = "Доставляємо по всій Україні за один–два дні, у відділення або до дверей.\n\nВартість доставки залежить від ваги, а від 1000 гривень ми доставляємо безкоштовно.\n\n" +
		"## Кур'єр\n\nКур'єр телефонує за годину до приїзду, і Ви можете перенести час."
	if p.Body != want {
		t.Errorf("got\n%s", p.Body)
	}
}

func TestHTMLFiles(t *testing.T) {
	windows, err := charsets["windows-1251"].NewEncoder().String(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>Оплата</title></head><body><p>Платіть карткою або готівкою, як Вам зручно. <a href="b.html#x">Далі</a></p></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	b := readTree(t, files("a.html", windows, "b.html", `<html lang="uk"><body><h1>Далі</h1><p>Текст далі.</p><img src="p.png"></body></html>`, "p.png", "x",
		"no.html", `<html><head><meta name="robots" content="noindex"></head><body><p>ні</p></body></html>`, "empty.html", "<html></html>",
		"deep.html", strings.Repeat("<div>", 5000)+"глибоко"), both)
	if a := item(t, b, "a.html", "uk"); a.Title != "Оплата" || a.Body != "Платіть карткою або готівкою, як Вам зручно. [Далі](import:link:0)" {
		t.Errorf("%+v", a)
	}
	if it := item(t, b, "b.html", "uk"); it.Title != "Далі" || it.Body != "Текст далі.\n\n![](import:file:0)" {
		t.Errorf("%+v", it)
	}
	if got := refusals(b); got != "deep.html malformed, empty.html empty, no.html noindex" {
		t.Error(got)
	}
}

func TestTables(t *testing.T) {
	b := Table([]byte("\uFEFFID;Питання;Відповідь;Мова;Розділ\n1;Як платити?;\"Карткою; або \"\"готівкою\"\".\nДругий рядок.\";uk;Оплата\n1;How to pay?;<p>By <b>card</b></p>;en;\n;;;;\n2;Без відповіді;;uk;\n1;Ще раз;те саме українською;uk;\n"), "faq.csv", both)
	uk, en := item(t, b, "faq.csv#1", "uk"), item(t, b, "faq.csv#1", "en")
	if uk.Title != "Як платити?" || uk.Body != "Карткою; або \"готівкою\".\nДругий рядок." || shelfPath(uk) != "Оплата" || en.Body != "By **card**" {
		t.Errorf("%+v\n%+v", uk, en)
	}
	if got := refusals(b); got != "faq.csv:5 empty, faq.csv:6 duplicate" {
		t.Error(got)
	}
	b = Table([]byte("title,body\nДоставка,Доставляємо за два дні\n"), "x.csv", both)
	if it := item(t, b, "x.csv#dostavka", "uk"); it.Body != "Доставляємо за два дні" {
		t.Errorf("%+v", it)
	}
	for _, bad := range []string{"a,b\n1,2\n", "", "\"x"} {
		if b := Table([]byte(bad), "x.csv", both); len(b.Items) > 0 || len(b.Refused) != 1 {
			t.Errorf("%q: %+v", bad, b)
		}
	}
}

const zendeskExport = `{"count":2,"next_page":null,"articles":[
 {"id":360001,"url":"https://shop.zendesk.com/api/v2/help_center/uk/articles/360001.json","html_url":"https://shop.zendesk.com/hc/uk/articles/360001-povernennia","locale":"uk","source_locale":"uk","title":"Повернення","name":"Повернення","draft":false,"section_id":20,"user_segment_id":null,"body":"<p>Протягом 14 днів, <a href=\"https://shop.zendesk.com/hc/uk/articles/360002#card\">гроші</a> &amp; <a href=\"https://shop.zendesk.com/hc/uk/articles/999\">інше</a>.</p><script>x()</script><h2>Як</h2><ul><li>раз</li></ul>"},
 {"id":360002,"locale":"uk","source_locale":"uk","title":"Гроші","draft":true,"section_id":21,"user_segment_id":77,"body":"<p>За три дні.</p>"},
 {"id":360003,"locale":"uk","title":"Порожня","section_id":21,"body":""}],
 "sections":[{"id":20,"name":"Обмін","locale":"uk","category_id":10,"parent_section_id":null},{"id":21,"name":"Гроші назад","locale":"uk","category_id":10,"parent_section_id":20}],
 "categories":[{"id":10,"name":"Замовлення","locale":"uk"}]}`

func TestZendesk(t *testing.T) {
	b := readTree(t, files("help/articles.json", zendeskExport,
		"help/translations.json", `{"translations":[{"source_id":360001,"source_type":"Article","locale":"en-us","title":"Returns","body":"<p>Within 14 days.</p>","draft":false},
		 {"source_id":20,"source_type":"Section","locale":"en-us","title":"Exchange","body":""},{"source_id":360001,"source_type":"Article","locale":"uk","title":"Повернення","body":"<p>повтор</p>"}]}`,
		"help/other.json", `{"hello":1}`, "help/broken.json", `{`), both)
	uk := item(t, b, "360001", "uk")
	if uk.Kind != "zendesk" || uk.Body != "Протягом 14 днів, [гроші](import:link:0) & [інше](https://shop.zendesk.com/hc/uk/articles/999).\n\n## Як\n\n- раз" || shelfPath(uk) != "Замовлення / Обмін" || uk.Audience != "" || uk.Draft {
		t.Errorf("%+v", uk)
	}
	if len(uk.Links) != 1 || uk.Links[0] != (Link{"360002", "card"}) {
		t.Errorf("%+v", uk.Links)
	}
	en := item(t, b, "360001", "en")
	if en.Title != "Returns" || shelfPath(en) != "Замовлення / Exchange" || en.Shelves[1].Key != uk.Shelves[1].Key {
		t.Errorf("%+v", en)
	}
	if money := item(t, b, "360002", "uk"); money.Audience != knowledge.Internal || !money.Draft || shelfPath(money) != "Замовлення / Обмін / Гроші назад" {
		t.Errorf("%+v", money)
	}
	if got := refusals(b); got != "help/broken.json malformed, help/other.json type, help/articles.json#360003 (uk) empty" {
		t.Error(got)
	}
}

func TestIntercom(t *testing.T) {
	b := readTree(t, files("articles.json", `{"type":"list","pages":{"type":"pages","page":1},"total_count":1,"data":[
	 {"type":"article","id":"6871118","workspace_id":"w","title":"Доставка","description":"","body":"<h1>Доставка</h1><p class=\"no-margin\">За <b>два</b> дні. <a href=\"https://help.example/uk/articles/6871119-oplata\">Оплата</a></p>","state":"published","parent_id":145,"parent_type":"collection","default_locale":"uk",
	  "translated_content":{"type":"article_translated_content","en":{"type":"article_content","title":"Delivery","body":"<p>In two days.</p>","state":"draft"},"pl":null}},
	 {"type":"article","id":"6871119","title":"Оплата","body":"<p>Карткою на сайті.</p>","state":"published","parent_id":null,"default_locale":"uk"}]}`,
		"collections.json", `{"type":"list","data":[{"type":"collection","id":"145","name":"Замовлення","parent_id":null,"translated_content":{"type":"group_translated_content","en":{"type":"group_content","name":"Orders"}}}]}`), both)
	uk, en := item(t, b, "6871118", "uk"), item(t, b, "6871118", "en")
	if !strings.Contains(uk.Body, "За **два** дні. [Оплата](import:link:0)") || shelfPath(uk) != "Замовлення" || uk.Draft || !en.Draft || shelfPath(en) != "Orders" || en.Body != "In two days." {
		t.Errorf("%+v\n%+v", uk, en)
	}
	item(t, b, "6871119", "uk")
	if len(b.Items) != 3 || len(b.Refused) > 0 {
		t.Errorf("%d items, refused %s", len(b.Items), refusals(b))
	}
}

func FuzzPage(f *testing.F) {
	for _, p := range pages {
		f.Add([]byte(p))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := ReadPage(data, "", "https://example.com/a"); err == nil && strings.Contains(strings.ToLower(p.Body), "](javascript:") {
			t.Fatal(p.Body)
		}
	})
}

func FuzzTable(f *testing.F) {
	f.Add([]byte("title;body\nа;б\n"))
	f.Add([]byte("id,question,answer,lang\n1,\"a\nb\",<p>x</p>,uk\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, it := range Table(data, "x.csv", both).Items {
			if it.Title == "" || it.Key == "" || it.Lang == "" {
				t.Fatalf("%+v", it)
			}
		}
	})
}

func FuzzExports(f *testing.F) {
	f.Add([]byte(zendeskExport))
	f.Add([]byte(`[{"type":"article","id":1,"title":"x","body":"<p>y","default_locale":"en"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, it := range JSON(data, "x.json", both).Items {
			if it.Title == "" || it.Body == "" || it.Lang == "" {
				t.Fatalf("%+v", it)
			}
		}
	})
}
