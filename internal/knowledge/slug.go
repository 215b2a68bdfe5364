package knowledge

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug makes a title an address: small Latin letters, digits and hyphens, at
// most MaxSlug of them. Ukrainian is written by the national transliteration
// (resolution 55 of 2010); of other letters what is Latin remains. It is empty
// when nothing does.
func Slug(title string) string {
	var b strings.Builder
	begin, hyphen := true, false // of a word; between two
	var before rune
	for _, r := range norm.NFC.String(title) {
		r = unicode.ToLower(r)
		latin, known := latinOf(r, before, begin)
		before = r
		switch {
		case r == '\'' || r == '’' || r == 'ʼ': // within a word: п'ять
			continue
		case !known:
			begin, hyphen = true, b.Len() > 0
			continue
		}
		begin = false
		if latin == "" {
			continue
		}
		if hyphen {
			latin = "-" + latin
		}
		if b.Len()+len(latin) > MaxSlug {
			if i := strings.LastIndexByte(b.String(), '-'); i > 0 && !hyphen { // no half words
				return b.String()[:i]
			}
			break
		}
		b.WriteString(latin)
		hyphen = false
	}
	return b.String()
}

// ValidSlug says whether a slug could have come from Slug.
func ValidSlug(s string) bool {
	if s == "" || len(s) > MaxSlug || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// latinOf writes a small letter in Latin ones; known is false for what parts
// words.
func latinOf(r, before rune, begin bool) (latin string, known bool) {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return string(r), true
	}
	if r == 'г' && before == 'з' && !begin {
		return "gh", true // Згорани is Zghorany: zh would be ж
	}
	if s, ok := cyrillic[r]; ok {
		if i := strings.IndexByte(s, '|'); i >= 0 {
			if begin {
				return s[:i], true
			}
			return s[i+1:], true
		}
		return s, true
	}
	if s, ok := special[r]; ok {
		return s, true
	}
	if base := []rune(norm.NFD.String(string(r)))[0]; base != r && base >= 'a' && base <= 'z' {
		return string(base), true
	}
	return "", unicode.IsLetter(r) || unicode.IsMark(r)
}

// cyrillic letters; before the bar at the beginning of a word, behind it elsewhere.
var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "h", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ye|ie", 'ж': "zh", 'з': "z", 'и': "y", 'і': "i",
	'ї': "yi|i", 'й': "y|i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u",
	'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ь': "", 'ю': "yu|iu", 'я': "ya|ia",
	'ё': "yo|io", 'ъ': "", 'ы': "y", 'э': "e", 'ў': "u", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'ђ': "dj", 'џ': "dz",
}

var special = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i",
}
