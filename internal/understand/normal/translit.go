package normal

import (
	"strings"
	"unicode/utf8"
)

// The functions here propose another reading of a text. They never know that it is the right one: a caller
// tries the reading when the words as written mean nothing to it.

// OtherLayout returns clean as it would read had the keyboard been in the other layout: "ghbdsn" → «привіт»,
// «руддщ» → "hello". Latin becomes Russian instead of Ukrainian where russian says so; the two layouts differ in
// a few letters. ok is false when the text is in no layout we know or mixes both.
func OtherLayout(clean string, russian bool) (reading string, ok bool) {
	fromLatin, toLatin := 0, 0
	for _, r := range clean {
		switch {
		case r >= 'a' && r <= 'z':
			fromLatin++
		case r >= 0x400 && r <= 0x52F:
			toLatin++
		}
	}
	if (fromLatin == 0) == (toLatin == 0) {
		return "", false
	}
	table := ukrainianKeys
	switch {
	case toLatin > 0:
		table = latinKeys
	case russian:
		table = russianKeys
	}
	out := make([]byte, 0, len(clean)*2)
	for _, r := range clean {
		if d, found := table[r]; found {
			r = d
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out), true
}

// Keys from the upper left to the lower right; those with punctuation have their signs with Shift behind.
const (
	keysLatin     = `qwertyuiop[]asdfghjkl;'zxcvbnm,.{}:"<>`
	keysUkrainian = `йцукенгшщзхїфівапролджєячсмитьбюхїжєбю`
	keysRussian   = `йцукенгшщзхъфывапролджэячсмитьбюхъжэбю`
)

var ukrainianKeys, russianKeys, latinKeys = keyTables()

func keyTables() (ukrainian, russian, latin map[rune]rune) {
	ukrainian, russian = map[rune]rune{'`': '\''}, map[rune]rune{'`': 'ё'}
	latin = map[rune]rune{'ґ': '\\', 'ё': '`'}
	const unshifted = 32
	u, r := []rune(keysUkrainian), []rune(keysRussian)
	for i, key := range []rune(keysLatin) {
		ukrainian[key], russian[key] = u[i], r[i]
		if i < unshifted {
			latin[u[i]], latin[r[i]] = key, key
		}
	}
	return ukrainian, russian, latin
}

// FromLatin reads Ukrainian written in Latin letters, by the official table of 2010 and the habits of chats:
// "zamovlennia" → «замовлення», "de moye zamovlennya" → «де моє замовлення». It cannot restore soft signs.
func FromLatin(clean string) string {
	out := make([]byte, 0, len(clean)*2)
	start := true
	for i := 0; i < len(clean); {
		n, letters := transliterate(clean[i:], start)
		if clean[i] == 'y' && i > 0 && isLatinVowel(clean[i-1]) && (i+1 == len(clean) || !isLatinVowel(clean[i+1])) {
			n, letters = 1, "й"
		}
		if n == 0 {
			r, size := utf8.DecodeRuneInString(clean[i:])
			out = utf8.AppendRune(out, r)
			start = r == ' ' || r == '-'
			i += size
			continue
		}
		out = append(out, letters...)
		start = false
		i += n
	}
	return string(out)
}

func isLatinVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

func transliterate(rest string, start bool) (int, string) {
	for n := min(4, len(rest)); n > 0; n-- {
		key := rest[:n]
		if start {
			if s, ok := initialSounds[key]; ok {
				return n, s
			}
		}
		if s, ok := sounds[key]; ok {
			return n, s
		}
	}
	return 0, ""
}

var initialSounds = map[string]string{"ye": "є", "yi": "ї", "yu": "ю", "ya": "я", "y": "й"}

var sounds = soundTable()

func soundTable() map[string]string {
	pairs := "a а b б c ц d д e е f ф g г h г i і j й k к l л m м n н o о p п q к r р s с t т u у v в w в x кс y и z з " +
		"zh ж kh х ts ц ch ч sh ш shch щ sch щ yu ю ya я ye є yi ї yo йо iu ю ia я ie є ii ії zgh зг ' ь " +
		"nnia ння nnya ння yy ий iy ій ij ій ju ю ja я je є"
	fields := strings.Fields(pairs)
	out := make(map[string]string, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		out[fields[i]] = fields[i+1]
	}
	return out
}
