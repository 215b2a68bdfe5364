package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// cyrillic is a font of one-byte codes as word processors write it: what the
// codes mean stands in its own table.
const toUnicode = `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfrange <20> <7E> <0020> <C0> <FF> <0410> endbfrange 4 beginbfchar <B3> <0456> <BF> <0457> <BA> <0454> <97> <2014> endbfchar endcmap end`

// coded is a text in those codes: windows-1251, for what is in the table.
func coded(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= 'А' && r <= 'я':
			r = r - 'А' + 0xC0
		case r == 'і':
			r = 0xB3
		case r == 'ї':
			r = 0xBF
		case r == 'є':
			r = 0xBA
		case r == '—':
			r = 0x97
		}
		if strings.ContainsRune(`()\`, r) {
			b.WriteByte('\\')
		}
		b.WriteByte(byte(r))
	}
	return b.String()
}

// build writes a PDF file of pages, with or without its table of objects.
func build(pages []string, packed bool, more ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	stream := func(n int, data string) {
		if packed {
			var z bytes.Buffer
			w := zlib.NewWriter(&z)
			_, _ = w.Write([]byte(data))
			_ = w.Close()
			fmt.Fprintf(&b, "%d 0 obj <</Filter /FlateDecode /Length %d>> stream\n%s\nendstream endobj\n", n, z.Len(), z.String())
			return
		}
		fmt.Fprintf(&b, "%d 0 obj <</Length 0>> stream\n%s\nendstream endobj\n", n, data) // a wrong length is forgiven
	}
	kids := ""
	for i, p := range pages {
		kids += fmt.Sprintf("%d 0 R ", 10+2*i)
		fmt.Fprintf(&b, "%d 0 obj <</Type /Page /Parent 2 0 R /Contents %d 0 R>> endobj\n", 10+2*i, 11+2*i)
		stream(11+2*i, p)
	}
	fmt.Fprintf(&b, "1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Count %d /Kids [%s] /Resources <</Font <</F1 3 0 R /F2 4 0 R>>>>>> endobj\n", len(pages), kids)
	widths := strings.Repeat("500 ", 256)
	fmt.Fprintf(&b, "3 0 obj <</Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar 255 /Widths [%s] /ToUnicode 5 0 R>> endobj\n", widths)
	fmt.Fprintf(&b, "4 0 obj <</Type /Font /Subtype /TrueType /BaseFont /A-Bold /FirstChar 0 /LastChar 255 /Widths [%s] /ToUnicode 5 0 R>> endobj\n", widths)
	stream(5, toUnicode)
	for _, m := range more {
		b.WriteString(m)
	}
	b.WriteString("trailer <</Root 1 0 R>>\n%%EOF\n")
	return b.Bytes()
}

// page is a page of lines: a size, a font, a text.
func page(lines ...any) string {
	var b strings.Builder
	y := 800
	for i := 0; i+2 < len(lines); i += 3 {
		size := lines[i].(int)
		fmt.Fprintf(&b, "BT /%s %d Tf 1 0 0 1 50 %d Tm (%s) Tj ET\n", lines[i+1], size, y, coded(lines[i+2].(string)))
		y -= size * 13 / 10
		if strings.HasSuffix(lines[i+2].(string), " ") { // a gap below
			y -= size
		}
	}
	return b.String()
}

func TestText(t *testing.T) {
	pages := []string{
		page(9, "F1", "Крамниця", 20, "F1", "Повернення товару ", 11, "F1", "Ви можете повернути товар протягом чотирна-", 11, "F1", "дцяти днів, якщо його не було у вжитку. ",
			14, "F1", "Що зробити ", 11, "F1", "1. Зайдіть до кабінету.", 11, "F1", "2. Натисніть кнопку.", 11, "F1", "- разом із чеком ", 11, "F1", "Гроші повернемо на картку, якою було", 9, "F1", "1"),
		page(9, "F1", "Крамниця", 11, "F1", "сплачено замовлення — за три дні. ", 11, "F2", "Чого не повернути ", 11, "F1", "Білизну та парфуми. ", 9, "F1", "2"),
		page(9, "F1", "Крамниця", 11, "F1", "Пишіть нам: help_me. ", 9, "F1", "3"),
	}
	want := "Ви можете повернути товар протягом чотирнадцяти днів, якщо його не було у вжитку.\n\n## Що зробити\n\n1. Зайдіть до кабінету.\n2. Натисніть кнопку.\n- разом із чеком\n\n" +
		"Гроші повернемо на картку, якою було сплачено замовлення — за три дні.\n\n### Чого не повернути\n\nБілизну та парфуми.\n\nПишіть нам: help\\_me."
	for _, packed := range []bool{true, false} {
		d, err := Read(t.Context(), build(pages, packed))
		if err != nil {
			t.Fatal(err)
		}
		title, body, err := d.Markdown()
		if err != nil || title != "Повернення товару" || body != want {
			t.Errorf("%v: %q\n%s\nwant\n%s", err, title, body, want)
		}
	}
}

// Words that a program sets by moving the pen, not by spaces, stay words.
func TestMovedWords(t *testing.T) {
	d, err := Read(t.Context(), build([]string{"BT /F1 10 Tf 50 700 Td [(one) -400 (t) 20 (wo)] TJ 40 0 Td (three) Tj 0 -12 Td (four) Tj ET"}, true))
	if err != nil {
		t.Fatal(err)
	}
	if _, body, err := d.Markdown(); err != nil || body != "one two three four" {
		t.Errorf("%q, %v", body, err)
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty":     {nil, ErrMalformed},
		"no PDF":    {[]byte("hello"), ErrMalformed},
		"cut off":   {[]byte("%PDF-1.7\n1 0 obj <</Type /Catalog"), ErrMalformed},
		"encrypted": {build([]string{page(11, "F1", "x")}, true, "trailer <</Encrypt 9 0 R /Root 1 0 R>>\n"), ErrEncrypted},
		"scanned":   {build([]string{"q 100 0 0 100 0 0 cm /Im1 Do Q"}, true), ErrNoText},
		"no pages":  {build(nil, true), ErrNoText},
	} {
		if _, err := Read(t.Context(), c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Files that lead in circles or claim to be huge come to an end.
func TestHostileFiles(t *testing.T) {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(make([]byte, maxStream+10))
	_ = w.Close()
	for name, more := range map[string]string{
		"pages in a circle": "2 0 obj <</Type /Pages /Kids [2 0 R 2 0 R 1 0 R]>> endobj\n",
		"object of itself":  "1 0 obj 1 0 R endobj\n",
		"deep arrays":       "1 0 obj " + strings.Repeat("[", 100_000) + " endobj\n",
		"a form of itself":  "2 0 obj <</Type /Pages /Kids [10 0 R] /Resources <</XObject <</X 50 0 R>>>>>> endobj\n11 0 obj <</Length 5>> stream\n/X Do /X Do\nendstream endobj\n50 0 obj <</Subtype /Form /Length 12>> stream\n/X Do /X Do\nendstream endobj\n",
		"a bomb":            fmt.Sprintf("11 0 obj <</Filter /FlateDecode /Length %d>> stream\n%s\nendstream endobj\n", z.Len(), z.String()),
		"a huge row":        "11 0 obj <</Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 99999999999>> /Length 3>> stream\nx\x9cx\nendstream endobj\n",
		"false stream":      "7 0 obj <</Type /ObjStm /N 999999999 /First 99999999>> stream\n1 0\nendstream endobj\n",
	} {
		_, err := Read(t.Context(), build([]string{page(11, "F1", "x")}, true, more))
		if err != nil && !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrNoText) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, build([]string{page(11, "F1", "x")}, true)); !errors.Is(err, context.Canceled) {
		t.Errorf("not stopped: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(build([]string{page(20, "F1", "Заголовок ", 11, "F1", "Текст.")}, true))
	f.Add(build([]string{"BT /F1 10 Tf 1 0 0 1 5 5 Tm [(a) -300 <62>] TJ T* (c) ' ET BI /W 1 ID x EI q Q"}, false))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(t.Context(), data)
		if err == nil {
			_, _, _ = d.Markdown()
		}
	})
}
