package pdf

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// font tells what the codes of a text mean and how wide they are.
type font struct {
	wide    bool // codes of two bytes
	bold    bool
	unicode map[int]string // from the font's own table of meanings
	simple  [256]string    // where it has none
	width   map[int]float64
	usual   float64
}

func (f *file) font(x any) *font {
	d := f.dict(x)
	t := &font{width: map[int]float64{}, usual: 500}
	t.bold = isBold(string(f.name(d["BaseFont"])))
	if s, ok := f.resolve(d["ToUnicode"]).(*stream); ok {
		if data, err := f.decode(s); err == nil {
			t.unicode = readCMap(f, data)
		}
	}
	descriptor := f.dict(d["FontDescriptor"])
	if f.name(d["Subtype"]) == "Type0" {
		t.wide = true
		if a := f.array(d["DescendantFonts"]); len(a) > 0 {
			below := f.dict(a[0])
			descriptor = f.dict(below["FontDescriptor"])
			t.usual = 1000
			if n, ok := f.resolve(below["DW"]).(float64); ok {
				t.usual = n
			}
			t.wideWidths(f, f.array(below["W"]))
		}
	} else {
		t.simpleWidths(f, d, descriptor)
		t.encoding(f, d["Encoding"])
	}
	if w := f.number(descriptor["FontWeight"]); w >= 600 || int(f.number(descriptor["Flags"]))&(1<<18) != 0 {
		t.bold = true
	}
	return t
}

func isBold(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy")
}

func (t *font) simpleWidths(f *file, d, descriptor dict) {
	from := int(f.number(d["FirstChar"]))
	if n := f.number(descriptor["MissingWidth"]); n > 0 {
		t.usual = n
	}
	scale := 1.0
	if f.name(d["Subtype"]) == "Type3" {
		if m := f.array(d["FontMatrix"]); len(m) == 6 {
			scale = f.number(m[0]) * 1000
		}
	}
	for i, w := range f.array(d["Widths"]) {
		if i > 255 {
			break
		}
		t.width[from+i] = f.number(w) * scale
	}
}

// wideWidths reads [first [w w w] first last w …].
func (t *font) wideWidths(f *file, w array) {
	for i := 0; i+1 < len(w) && len(t.width) < 1<<16; {
		from := int(f.number(w[i]))
		if list, ok := f.resolve(w[i+1]).(array); ok {
			for j, x := range list {
				t.width[from+j] = f.number(x)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		to := int(f.number(w[i+1]))
		for c := from; c <= to && c-from < 1<<16; c++ {
			t.width[c] = f.number(w[i+2])
		}
		i += 3
	}
}

// encoding is the meaning of single bytes where the font does not list it.
func (t *font) encoding(f *file, x any) {
	base := charmap.Windows1252
	var d dict
	switch v := f.resolve(x).(type) {
	case name:
		if v == "MacRomanEncoding" {
			base = charmap.Macintosh
		}
	case dict:
		d = v
		if f.name(v["BaseEncoding"]) == "MacRomanEncoding" {
			base = charmap.Macintosh
		}
	}
	for c := 32; c < 256; c++ {
		if r := base.DecodeByte(byte(c)); r != '\uFFFD' {
			t.simple[c] = string(r)
		}
	}
	code := 0
	for _, x := range f.array(d["Differences"]) {
		switch v := f.resolve(x).(type) {
		case float64:
			code = int(v)
		case name:
			if code >= 0 && code < 256 {
				if s := glyph(string(v)); s != "" {
					t.simple[code] = s
				}
			}
			code++
		}
	}
}

// each gives the codes of a text, what they mean and how wide they are.
func (t *font) each(s str, do func(code int, text string, width float64)) {
	step := 1
	if t.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		code := int(s[i])
		if t.wide {
			code = code<<8 | int(s[i+1])
		}
		text, ok := t.unicode[code]
		if !ok && !t.wide {
			text = t.simple[code]
		}
		w, ok := t.width[code]
		if !ok {
			w = t.usual
		}
		do(code, text, w)
	}
}

// readCMap reads which codes mean which characters.
func readCMap(f *file, data []byte) map[int]string {
	m := map[int]string{}
	l := &lexer{b: data}
	var args array
	for len(m) < 1<<17 {
		x := l.next()
		if _, ok := x.(endToken); ok {
			return m
		}
		k, ok := x.(keyword)
		if !ok {
			if len(args) < 100_000 {
				args = append(args, x)
			}
			continue
		}
		switch k {
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				m[codeOf(args[i])] = utf16Text(args[i+1])
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				from, to := codeOf(args[i]), codeOf(args[i+1])
				if to-from > 1<<16 {
					to = from
				}
				if list, ok := args[i+2].(array); ok {
					for j, x := range list[:min(len(list), max(0, to-from+1))] {
						m[from+j] = utf16Text(x)
					}
					continue
				}
				first := []rune(utf16Text(args[i+2]))
				for c := from; c <= to && len(first) > 0; c++ {
					r := append([]rune(nil), first...)
					r[len(r)-1] += rune(c - from)
					m[c] = string(r)
				}
			}
		}
		args = nil
	}
	return m
}

func codeOf(x any) int {
	s, _ := x.(str)
	n := 0
	for i := range min(len(s), 4) {
		n = n<<8 | int(s[i])
	}
	return n
}

func utf16Text(x any) string {
	s, _ := x.(str)
	var u []uint16
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	return strings.Map(func(r rune) rune {
		if r == 0 || r == '\uFFFD' {
			return -1
		}
		return r
	}, string(utf16.Decode(u)))
}

// textString is a text outside of pages, such as a title.
func textString(x any) string {
	s, _ := x.(str)
	if strings.HasPrefix(string(s), "\xFE\xFF") {
		return utf16Text(s[2:])
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(charmap.Windows1252.DecodeByte(s[i]))
	}
	return b.String()
}
