package normal

import (
	"unicode"
	"unicode/utf8"
)

// Kind is what a token is made of.
type Kind uint8

const (
	Word   Kind = iota // letters, with inner apostrophes
	Number             // digits, with inner points and commas: 12.50, 1,234, 15.03.2025
	Code               // letters and digits together, or digits after "#": #w2378156, 2nd
	Emoji
)

// Token is one word of a text.
type Token struct {
	Text  string // normal form: lower case, one alphabet
	Stem  string // for words, their stem in the text's language; otherwise Text
	Start int    // byte offsets into the text as it was given
	End   int
	Kind  Kind
}

// Tokens divides s into tokens, with stems of the language that its letters suggest.
func Tokens(s string) []Token { return TokensIn(s, "") }

// TokensIn is Tokens for a known language; with "" the letters decide.
func TokensIn(s, lang string) []Token {
	m := Fold(s)
	if lang == "" {
		lang = ScriptLanguage(m.Text)
	}
	tokens := split(m)
	for i := range tokens {
		t := &tokens[i]
		if t.Kind == Word {
			t.Text = oneAlphabet(t.Text)
			if whole, ok := contractions[t.Text]; ok && lang == "en" {
				t.Text = whole
			}
			t.Stem = Stem(t.Text, lang)
		} else {
			t.Stem = t.Text
		}
	}
	return tokens
}

// contractions are typed without their apostrophe where no other word is meant.
var contractions = map[string]string{
	"thats": "that's", "im": "i'm", "ive": "i've", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "couldnt": "couldn't",
	"wont": "won't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't", "werent": "weren't",
	"havent": "haven't", "hasnt": "hasn't", "whats": "what's", "wheres": "where's", "theres": "there's", "heres": "here's", "youre": "you're",
	"theyre": "they're", "youve": "you've", "theyve": "they've",
}

// ScriptLanguage tells from letters alone which stemmer suits: "uk", "ru" or "en", "" without letters.
// It is not language identification: Cyrillic without a letter of only one language counts as Ukrainian.
func ScriptLanguage(clean string) string {
	var latin, cyrillic, ukrainian, russian int
	for _, r := range clean {
		switch {
		case r < 0x80:
			if r >= 'a' && r <= 'z' {
				latin++
			}
		case r >= 0x400 && r <= 0x52F:
			cyrillic++
			switch r {
			case 'і', 'ї', 'є', 'ґ':
				ukrainian++
			case 'ы', 'э', 'ё', 'ъ':
				russian++
			}
		case r >= 0xC0 && r < 0x250:
			latin++
		}
	}
	switch {
	case latin+cyrillic == 0:
		return ""
	case latin > cyrillic:
		return "en"
	case russian > ukrainian:
		return "ru"
	default:
		return "uk"
	}
}

func split(m Mapped) []Token {
	text := m.Text
	tokens := make([]Token, 0, len(text)/6+2)
	emit := func(start, end int, kind Kind) {
		from, to := m.Span(start, end)
		tokens = append(tokens, Token{Text: text[start:end], Start: from, End: to, Kind: kind})
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case isWordRune(r):
			end, kind := word(text, i)
			emit(i, end, kind)
			i = end
		case r == '#' && i+size < len(text) && isASCIIAlnum(text[i+size]):
			end, _ := word(text, i+size)
			if hasDigit(text[i+size : end]) {
				emit(i, end, Code)
			} else {
				emit(i+size, end, Word) // a hashtag
			}
			i = end
		case isEmoji(r):
			emit(i, i+size, Emoji)
			i += size
		default:
			i += size
		}
	}
	return tokens
}

// word returns the end of the run of letters and digits at start, and what it is.
func word(text string, start int) (int, Kind) {
	var letters, digits bool
	i := start
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsDigit(r):
			digits = true
		case isWordRune(r):
			letters = true
		case r == '\'' && i > start && letters && nextIs(text[i+size:], unicode.IsLetter):
			// м'яч, don't
		case (r == '.' || r == ',') && digits && !letters && nextIs(text[i+size:], unicode.IsDigit):
			// 12.50
		default:
			return i, kindOf(letters, digits)
		}
		i += size
	}
	return i, kindOf(letters, digits)
}

func kindOf(letters, digits bool) Kind {
	switch {
	case letters && digits:
		return Code
	case digits:
		return Number
	default:
		return Word
	}
}

func nextIs(rest string, is func(rune) bool) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return is(r)
}

func isWordRune(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func isASCIIAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func hasDigit(s string) bool {
	for _, r := range s {
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

func isEmoji(r rune) bool {
	switch {
	case r < 0x203C:
		return false
	case r >= 0x1F3FB && r <= 0x1F3FF: // skin tone, part of the emoji before it
		return false
	case r >= 0x1F000 && r <= 0x1FAFF, r >= 0x2600 && r <= 0x27BF, r >= 0x2B00 && r <= 0x2BFF:
		return true
	}
	return r == 0x203C || r == 0x2049 || r >= 0x231A && r <= 0x23FF
}

// oneAlphabet repairs words typed with letters of the other alphabet that look the same ("cкасувати" with a
// Latin c): readers cannot see the difference, so neither may the recognisers.
func oneAlphabet(word string) string {
	var latin, cyrillic bool
	for _, r := range word {
		latin = latin || r >= 'a' && r <= 'z'
		cyrillic = cyrillic || r >= 0x400 && r <= 0x52F
	}
	if !latin || !cyrillic {
		return word
	}
	if s, ok := mapAll(word, latinLookalike, 'a', 'z'); ok {
		return s
	}
	if s, ok := mapAll(word, cyrillicLookalike, 0x400, 0x52F); ok {
		return s
	}
	return word
}

// mapAll replaces every letter of lo–hi by its double; it fails when one has none.
func mapAll(word string, double map[rune]rune, lo, hi rune) (string, bool) {
	out := make([]byte, 0, len(word)+4)
	for _, r := range word {
		if r >= lo && r <= hi {
			d, ok := double[r]
			if !ok {
				return word, false
			}
			r = d
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out), true
}

var latinLookalike = map[rune]rune{
	'a': 'а', 'c': 'с', 'e': 'е', 'i': 'і', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у', 'k': 'к', 'm': 'м', 't': 'т',
	'h': 'н', 'b': 'в',
}

var cyrillicLookalike = map[rune]rune{
	'а': 'a', 'с': 'c', 'е': 'e', 'і': 'i', 'о': 'o', 'р': 'p', 'х': 'x', 'у': 'y', 'к': 'k', 'м': 'm', 'т': 't',
	'в': 'b',
}
