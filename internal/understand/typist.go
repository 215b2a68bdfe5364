package understand

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/language"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// typist knows the words that are expected here by what is left of them in
// Latin letters, which have no soft sign and write «и», «і» and «й» alike. Of
// "skilky" letters alone make «скілкі».
type typist struct {
	known    map[string]bool
	stems    map[string]bool
	skeleton map[string]string // skeleton → word
}

func newTypist(words map[string]bool) *typist {
	y := &typist{known: words, stems: map[string]bool{}, skeleton: map[string]string{}}
	for _, w := range sortedKeys(words) {
		y.stems[normal.Stem(w, normal.ScriptLanguage(w))] = true
		if r, _ := utf8.DecodeRuneInString(w); r < 0x400 || r > 0x52F {
			continue
		}
		k := skeleton(w)
		if old, ok := y.skeleton[k]; !ok || moreUkrainian(w, old) {
			y.skeleton[k] = w
		}
	}
	return y
}

// moreUkrainian settles between «мой» and «мій» of one skeleton:
// the one without Russian letters, and else the first.
func moreUkrainian(w, old string) bool {
	return strings.ContainsAny(old, "ыэёъ") && !strings.ContainsAny(w, "ыэёъ")
}

var likeness = strings.NewReplacer("ь", "", "ъ", "", "'", "", "й", "і", "и", "і", "ї", "і", "ы", "і", "є", "е", "э", "е",
	"ё", "іо", "ю", "іу", "я", "іа", "щ", "шч", "ц", "тс", "х", "г", "ґ", "г")

// skeleton is what all spellings of a word in Latin letters have in common,
// said in Cyrillic.
func skeleton(word string) string {
	return string(slices.Compact([]rune(likeness.Replace(word))))
}

// meant is the message in the letters that it was meant in, "" where those are
// the letters it is in: nearly always. What holds a digit or is an address
// stays as it was typed.
func (y *typist) meant(text string) string {
	typing := language.TypingOf(text)
	if typing == language.AsWritten {
		return ""
	}
	chunks := strings.Fields(normal.Clean(text))
	for i, c := range chunks {
		if strings.ContainsFunc(c, func(r rune) bool { return unicode.IsDigit(r) || r == '@' || r == '/' }) {
			continue
		}
		switch typing {
		case language.UkrainianOnKeys, language.RussianOnKeys:
			chunks[i] = y.fromKeys(c, typing == language.RussianOnKeys, i == len(chunks)-1)
		case language.LatinOnKeys:
			if latin, ok := normal.OtherLayout(c, false); ok {
				chunks[i] = latin
			}
		default:
			chunks[i] = y.fromLatin(c, typing == language.RussianInLatin)
		}
	}
	reading := strings.Join(chunks, " ")
	if sense := y.sense(reading); sense < leastSense || sense <= y.sense(text) {
		return "" // «Khreshchatyk 22» is an address, in whatever language
	}
	return reading
}

// leastSense is the share of letters that must be in expected words.
const leastSense = 0.4

// sense is the share of a text's letters that are in words that are expected
// here, in whatever form.
func (y *typist) sense(text string) float64 {
	known, all := 0, 0
	for _, t := range normal.Tokens(text) {
		if t.Kind != normal.Word {
			continue
		}
		all += len(t.Text)
		if y.known[t.Text] || y.stems[t.Stem] || inUkrainian[normal.Stem(t.Text, "ru")] != "" {
			known += len(t.Text)
		}
	}
	return float64(known) / float64(max(all, 1))
}

// fromKeys reads what was typed on English keys. A full stop or a comma at the
// end of a word may be itself or «ю» and «б».
func (y *typist) fromKeys(chunk string, russian, last bool) string {
	read := func(keys string) string {
		cyrillic, _ := normal.OtherLayout(keys, russian)
		return cyrillic
	}
	bare := strings.TrimRight(chunk, ".,")
	if bare == chunk || bare == "" {
		if whole := read(chunk); whole != "" {
			return whole
		}
		return chunk
	}
	whole, without := read(chunk), read(bare)
	switch {
	case whole == "" || y.known[whole]:
		return whole
	case y.known[without], last && !strings.HasSuffix(chunk, ".") || endsInConsonant(without):
		return without + chunk[len(bare):]
	}
	return whole
}

// endsInConsonant: no Ukrainian or Russian word has «ю» after one at its end
// as often as a sentence ends there.
func endsInConsonant(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return !strings.ContainsRune("аеєиіїоуюяыэё", r)
}

// fromLatin reads Cyrillic in Latin letters, word for word.
func (y *typist) fromLatin(chunk string, russian bool) string {
	start := strings.IndexFunc(chunk, unicode.IsLetter)
	end := strings.LastIndexFunc(chunk, unicode.IsLetter) + 1
	if start < 0 {
		return chunk
	}
	word := chunk[start:end]
	letters := normal.FromLatin(word)
	for _, k := range []string{letters, normal.FromLatin(strings.ReplaceAll(word, "x", "h"))} {
		if known, ok := y.skeleton[skeleton(k)]; ok {
			return chunk[:start] + known + chunk[end:]
		}
	}
	if russian {
		letters = inRussian.Replace(letters)
	}
	return chunk[:start] + letters + chunk[end:]
}

var inRussian = strings.NewReplacer("и", "ы", "і", "и", "ї", "и", "є", "е")
