package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

const (
	wordStyles = `<w:styles xmlns:w="w"><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="a2"><w:name w:val="Моя"/><w:basedOn w:val="a1"/></w:style>
		<w:style w:styleId="t"><w:name w:val="Title"/></w:style><w:style w:styleId="l"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>`
	wordLists = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
		<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
		<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
	wordLinks = `<Relationships><Relationship Id="r1" Target="https://example.com/a" TargetMode="External"/><Relationship Id="r2" Target="media/image1.png"/>
		<Relationship Id="r3" Target="javascript:alert(1)" TargetMode="External"/><Relationship Id="r4" Target="../../../etc/passwd.png"/></Relationships>`
)

func paragraph(properties, runs string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr>" + runs + "</w:p>"
}

func words(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func word(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml":   wordStyles, "word/numbering.xml": wordLists, "word/_rels/document.xml.rels": wordLinks, "word/media/image1.png": "png",
	} {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDocx(t *testing.T) {
	item1 := `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
	item2 := `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`
	data := word(t, paragraph(`<w:pStyle w:val="t"/>`, words("Повернення"))+
		paragraph("", words("Протягом ")+`<w:r><w:rPr><w:b/></w:rPr><w:t>14 днів</w:t></w:r>`+words(", див. ")+`<w:hyperlink r:id="r1">`+words("правила")+`</w:hyperlink><w:hyperlink r:id="r3">`+words(" тут")+`</w:hyperlink>`)+
		paragraph(`<w:pStyle w:val="a2"/>`, words("Що зробити"))+
		paragraph(item1, words("Зайдіть"))+paragraph(item2, words("у кабінет"))+paragraph(item1, words("Натисніть *"))+
		paragraph(`<w:pStyle w:val="l"/>`, words("чек"))+
		paragraph("", `<w:del><w:r><w:delText>старе</w:delText></w:r></w:del><w:ins>`+words("нове")+`</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>таємне</w:t></w:r><w:r><w:br/></w:r>`+words("рядок"))+
		`<w:tbl><w:tr><w:tc>`+paragraph("", words("Спосіб"))+`</w:tc><w:tc>`+paragraph("", words("Днів"))+`</w:tc></w:tr><w:tr><w:tc>`+paragraph("", words("a|b"))+`</w:tc><w:tc>`+paragraph("", words("2"))+paragraph("", words("3"))+`</w:tc></w:tr></w:tbl>`+
		paragraph("", `<w:r><w:drawing><a:blip r:embed="r2"/></w:drawing></w:r>`)+
		paragraph("", `<mc:AlternateContent><mc:Choice>`+words("раз")+`</mc:Choice><mc:Fallback>`+words("двічі")+`</mc:Fallback></mc:AlternateContent>`)+
		paragraph("", words("1. не список"))+paragraph("", `<w:r><w:drawing><a:blip r:embed="r4"/></w:drawing></w:r>`))
	b, err := Upload(t.Context(), "Повернення v2.docx", data, both)
	if err != nil || len(b.Items) != 1 {
		t.Fatalf("%+v, %v", b, err)
	}
	it := b.Items[0]
	want := "Протягом **14 днів**, див. [правила](https://example.com/a) тут\n\n## Що зробити\n\n1. Зайдіть\n   - у кабінет\n1. Натисніть \\*\n- чек\n\nнове\\\nрядок\n\n" +
		"| Спосіб | Днів |\n| --- | --- |\n| a\\|b | 2<br>3 |\n\n![](import:file:0)\n\nраз\n\n1\\. не список\n\n![](import:file:1)"
	if it.Title != "Повернення" || it.Kind != "docx" || it.Lang != "uk" || it.Body != want {
		t.Errorf("%+v\ngot\n%s\nwant\n%s", it, it.Body, want)
	}
	if data, err := it.Files[0].Open(); err != nil || string(data) != "png" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := it.Files[1].Open(); err == nil {
		t.Error("opened a file outside of the document")
	}
}

func TestHostileDocx(t *testing.T) {
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	f, err := z.Create("word/document.xml")
	if err == nil {
		_, err = f.Write([]byte("<w><p><r><t>"))
	}
	for i := 0; i < 70 && err == nil; i++ {
		_, err = f.Write(bytes.Repeat([]byte("a"), 1<<20))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"bomb":      bomb.Bytes(),
		"deep":      word(t, strings.Repeat("<w:x>", 100_000)),
		"encrypted": []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
	} {
		var it Item
		_, _, err := docx(data, &it)
		if !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrEncrypted) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if b, err := Upload(t.Context(), "x.docx", word(t, ""), both); err != nil || refusals(b) != "x.docx empty" {
		t.Errorf("%+v, %v", b, err)
	}
}

func FuzzDocx(f *testing.F) {
	f.Add(paragraph(`<w:pStyle w:val="a1"/>`, words("x")) + "<w:tbl><w:tr><w:tc>" + paragraph("", words("y")) + "</w:tc></w:tr></w:tbl>")
	f.Fuzz(func(t *testing.T, body string) {
		var it Item
		if _, md, err := docx(word(t, body), &it); err == nil && strings.Contains(md, "](javascript:") {
			t.Fatal(md)
		}
	})
}

// An archive may claim to be anything.
func FuzzUpload(f *testing.F) {
	f.Add("a.zip", word(f, "x"))
	f.Add("a.md", []byte("# x"))
	f.Add("../../x.csv", []byte("title,body\na,b"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		b, err := Upload(t.Context(), name, data, Options{Lang: "uk"})
		if err == nil {
			_ = fmt.Sprint(len(b.Items))
		}
	})
}

// What a sitemap may look like.
func TestSitemaps(t *testing.T) {
	pages, maps, err := parseSitemap([]byte(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
		<url><loc> https://a.example/1 </loc><image:image><image:loc>https://a.example/1.png</image:loc></image:image></url><url><loc>https://a.example/2?x=1&amp;y=2</loc></url></urlset>`))
	if err != nil || fmt.Sprint(pages, maps) != "[https://a.example/1 https://a.example/2?x=1&y=2] []" {
		t.Errorf("%v %v %v", pages, maps, err)
	}
	pages, maps, err = parseSitemap([]byte(`<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>`))
	if err != nil || fmt.Sprint(pages, maps) != "[] [https://a.example/s.xml]" {
		t.Errorf("%v %v %v", pages, maps, err)
	}
	if pages, _, err = parseSitemap([]byte("https://a.example/1\nnot an address\n")); err != nil || fmt.Sprint(pages) != "[https://a.example/1]" {
		t.Errorf("%v %v", pages, err)
	}
	for _, bad := range []string{"<urlset><url>", "\x1f\x8bnope", "<!DOCTYPE x [<!ENTITY a \"&a;\">]><urlset><loc>&a;</loc></urlset>"} {
		if pages, _, err := parseSitemap([]byte(bad)); err == nil {
			t.Errorf("%q: %v", bad, pages)
		}
	}
}
