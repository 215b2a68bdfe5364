package normal

import (
	"strings"
	"unicode/utf8"
)

// SoundsLike says whether a Cyrillic word sounds like a Latin one, or is the
// adjective made of it: «Х'юстон» and "Houston", «чиказька» and "Chicago". Both
// are in lower case. It compares consonants by kinds and vowels only by their
// places, so it is meant for a handful of names and not for a dictionary.
func SoundsLike(cyrillic, latin string) bool {
	if cyrillic == "" || latin == "" || cyrillic[0] < 0x80 || latin[0] >= 0x80 || utf8.RuneCountInString(cyrillic) < leastSounding {
		return false
	}
	if cyrillic == "нью" {
		return latin == "new"
	}
	if strings.Contains(cyrillic, "нн") && !strings.Contains(latin, "nn") || softEnd(cyrillic) && strings.IndexByte("aeiouy", latin[len(latin)-1]) < 0 {
		return false // «остання» is not Austin
	}
	want := soundOfLatin(latin)
	if utf8.RuneCountInString(cyrillic) == leastSounding && soundOfCyrillic(cyrillic) != want {
		return false
	}
	if len(want) < leastSounds || !strings.ContainsAny(want, consonantKinds) {
		return false
	}
	if soundOfCyrillic(cyrillic) == want || len(want) > 3 && soundOfCyrillic(withoutCase(cyrillic)) == want {
		return true
	}
	for _, base := range beforeSk(cyrillic) {
		if base == want {
			return true
		}
	}
	return false
}

func softEnd(word string) bool {
	return strings.HasSuffix(word, "я") || strings.HasSuffix(word, "ю") && !strings.HasSuffix(word, "ою")
}

const (
	leastSounding  = 3 // letters: «на» is no "new"
	leastSounds    = 3
	consonantKinds = "BCDFGKLMNPRSTV"
)

// beforeSk are the sounds that an adjective in -ський may be made of: before the
// suffix the last consonant of the name is swallowed or changed.
func beforeSk(word string) []string {
	for _, s := range []struct{ suffix, swallowed string }{{"ськ", "SG"}, {"зьк", "GS"}, {"цьк", "KCS"}, {"ск", "SG"}} {
		at := strings.LastIndex(word, s.suffix)
		if at <= 0 || utf8.RuneCountInString(word[at+len(s.suffix):]) > 3 {
			continue
		}
		stem := word[:at]
		var out []string
		for _, b := range []string{stem, strings.TrimSuffix(strings.TrimSuffix(stem, "ів"), "ов")} {
			plain := soundOfCyrillic(b)
			out = append(out, plain)
			full := vowelsKept(b)
			for _, c := range s.swallowed {
				out = append(out, full+string(c))
			}
		}
		return out
	}
	return nil
}

// withoutCase drops the ending of a case: «у Денвері», «до Чикаго».
func withoutCase(word string) string {
	for _, e := range []string{"ом", "ем", "ах", "ою", "а", "у", "і", "е", "ю", "я"} {
		if base, ok := strings.CutSuffix(word, e); ok && utf8.RuneCountInString(base) >= leastSounding {
			return base
		}
	}
	return word
}

func soundOfCyrillic(word string) string { return strings.TrimRight(vowelsKept(word), "a") }

// vowelsKept is the word's sounds, a vowel at the end too.
func vowelsKept(word string) string {
	out := make([]byte, 0, len(word))
	rs := []rune(word)
	for i := 0; i < len(rs); i++ {
		k, ok := cyrillicSounds[rs[i]]
		if rs[i] == 'д' && i+1 < len(rs) && rs[i+1] == 'ж' {
			k, i = "G", i+1
		}
		if ok {
			out = appendSounds(out, k)
		}
	}
	return string(out)
}

func appendSounds(out []byte, k string) []byte {
	for j := range len(k) {
		if n := len(out); n == 0 || out[n-1] != k[j] {
			out = append(out, k[j])
		}
	}
	return out
}

var cyrillicSounds = cyrillicTable()

func cyrillicTable() map[rune]string {
	out := map[rune]string{}
	for kind, letters := range map[string]string{
		"a": "аеєиіїоуюяйёыэ", "B": "б", "C": "чшщ", "D": "д", "F": "ф", "G": "гґхж", "K": "к", "L": "л", "M": "м",
		"N": "н", "P": "п", "R": "р", "S": "сзц", "T": "т", "V": "в",
	} {
		for _, r := range letters {
			out[r] = kind
		}
	}
	return out
}

func soundOfLatin(word string) string {
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); {
		k, n := latinSound(word, i)
		out = appendSounds(out, k)
		i += n
	}
	return strings.TrimRight(string(out), "a")
}

func latinSound(w string, i int) (sounds string, letters int) {
	for _, two := range []struct{ letters, sounds string }{
		{"ph", "F"}, {"th", "T"}, {"sh", "C"}, {"ch", "C"}, {"kh", "G"}, {"gh", "G"}, {"zh", "G"}, {"qu", "KV"}, {"wh", "V"},
	} {
		if strings.HasPrefix(w[i:], two.letters) {
			return two.sounds, 2
		}
	}
	before := func(set string) bool { return i+1 < len(w) && strings.IndexByte(set, w[i+1]) >= 0 }
	switch c := w[i]; {
	case c == 'c' && before("eiy"):
		return "S", 1
	case c == 'w' && !before("aeiouy"):
		return "a", 1
	case strings.IndexByte("aeiouy", c) >= 0:
		return "a", 1
	case strings.IndexByte("ghj", c) >= 0:
		return "G", 1
	case strings.IndexByte("ckq", c) >= 0:
		return "K", 1
	case c == 'x':
		return "KS", 1
	case c == 's' || c == 'z':
		return "S", 1
	case c == 'v' || c == 'w':
		return "V", 1
	case strings.IndexByte("bdflmnprt", c) >= 0:
		return string(c - 'a' + 'A'), 1
	}
	return "", 1
}
