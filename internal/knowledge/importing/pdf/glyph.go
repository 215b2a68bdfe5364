package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// glyph is the text that a glyph's name stands for, "" for an unknown one.
func glyph(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if s, ok := glyphs[name]; ok {
		return s
	}
	if len(name) == 1 {
		return name
	}
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= 4 {
			if prefix == "uni" {
				hex = hex[:4]
			}
			if n, err := strconv.ParseUint(hex, 16, 32); err == nil && n < 0x110000 {
				return string(rune(n))
			}
		}
	}
	for accent, mark := range accents {
		if base, ok := strings.CutSuffix(name, accent); ok && len(base) == 1 {
			return norm.NFC.String(base + mark)
		}
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(name, "afii")); err == nil && strings.HasPrefix(name, "afii") {
		return afii(n)
	}
	return ""
}

// afii are the names of Cyrillic letters in older fonts.
func afii(n int) string {
	extra := "ҐЂЃЄЅІЇЈЉЊЋЌЎ"
	small := "ґђѓєѕіїјљњћќў"
	at := func(s string, i int) string { return string([]rune(s)[i]) }
	switch {
	case n == 61352:
		return "№"
	case n == 10023:
		return "Ё"
	case n == 10071:
		return "ё"
	case n >= 10017 && n <= 10022:
		return string(rune(0x410 + n - 10017))
	case n >= 10024 && n <= 10049:
		return string(rune(0x416 + n - 10024))
	case n >= 10050 && n <= 10062:
		return at(extra, n-10050)
	case n >= 10065 && n <= 10070:
		return string(rune(0x430 + n - 10065))
	case n >= 10072 && n <= 10097:
		return string(rune(0x436 + n - 10072))
	case n >= 10098 && n <= 10110:
		return at(small, n-10098)
	}
	return ""
}

var accents = map[string]string{
	"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303", "ring": "\u030A",
	"cedilla": "\u0327", "caron": "\u030C", "macron": "\u0304", "ogonek": "\u0328", "breve": "\u0306", "dotaccent": "\u0307",
}

var glyphs = func() map[string]string {
	m := map[string]string{"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "nbspace": " ", "nonbreakingspace": " "}
	pairs := strings.Fields(`exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright )
		asterisk * plus + comma , hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9
		colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^
		underscore _ grave ` + "`" + ` braceleft { bar | braceright } asciitilde ~ endash – emdash — quoteleft ‘ quoteright ’
		quotedblleft “ quotedblright ” quotedblbase „ quotesinglbase ‚ bullet • ellipsis … guillemotleft « guillemotright »
		guilsinglleft ‹ guilsinglright › minus − degree ° plusminus ± multiply × divide ÷ section § paragraph ¶ copyright ©
		registered ® trademark ™ Euro € sterling £ yen ¥ cent ¢ hryvnia ₴ dagger † daggerdbl ‡ perthousand ‰ periodcentered ·
		onehalf ½ onequarter ¼ threequarters ¾ germandbls ß ae æ AE Æ oe œ OE Œ oslash ø Oslash Ø lslash ł Lslash Ł dotlessi ı
		eth ð thorn þ arrowright → arrowleft ← fraction ⁄ sfthyphen ` + "\u00AD")
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	m["space"] = " "
	return m
}()
