package language

import (
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

type script uint8

const (
	noScript script = iota
	latin
	cyrillic
	greek
	hebrew
	arabic
	georgian
	armenian
	hangul
	kana
	han
	thai
	devanagari
)

// scriptLanguages are the alphabets that stand for one language in practice.
var scriptLanguages = map[script]string{
	greek: "el", hebrew: "he", arabic: "ar", georgian: "ka", armenian: "hy", hangul: "ko", kana: "ja", han: "zh",
	thai: "th", devanagari: "hi",
}

var scriptRanges = []struct {
	table  *unicode.RangeTable
	script script
}{
	{unicode.Latin, latin}, {unicode.Cyrillic, cyrillic}, {unicode.Greek, greek}, {unicode.Hebrew, hebrew},
	{unicode.Arabic, arabic}, {unicode.Georgian, georgian}, {unicode.Armenian, armenian}, {unicode.Hangul, hangul},
	{unicode.Hiragana, kana}, {unicode.Katakana, kana}, {unicode.Han, han}, {unicode.Thai, thai},
	{unicode.Devanagari, devanagari},
}

func scriptOf(r rune) script {
	switch {
	case r >= 'a' && r <= 'z':
		return latin
	case r >= 0x400 && r <= 0x52F:
		return cyrillic
	}
	for _, s := range scriptRanges {
		if unicode.Is(s.table, r) {
			return s.script
		}
	}
	return noScript
}

// wordsOf returns the words that tell the language and their alphabet. Addresses and codes tell nothing, and
// a Latin word in a Cyrillic message is a brand or a term («VPN не працює»), so only words of the deciding
// alphabet are returned.
func wordsOf(text string) ([]string, script) {
	var count [devanagari + 1]int
	tokens := normal.TokensIn(text, "none")
	words := make([]string, 0, len(tokens))
	scripts := make([]script, 0, len(tokens))
	total := 0
	for _, t := range tokens {
		if t.Kind != normal.Word || inAddress(text, t.Start, t.End) {
			continue
		}
		s := noScript
		n := 0
		for _, r := range t.Text {
			if s == noScript || s == han { // Japanese begins words with Han signs
				s = scriptOf(r)
			}
			n++
		}
		if s == noScript {
			continue
		}
		count[s] += n
		for part := range strings.SplitSeq(t.Text, "'") { // there are no apostrophes in what the model learned from
			if part != "" {
				words, scripts = append(words, part), append(scripts, s)
			}
		}
		if total += n; total > maxLetters {
			break
		}
	}
	best := deciding(&count)
	kept := words[:0]
	for i, w := range words {
		if scripts[i] == best {
			kept = append(kept, w)
		}
	}
	return kept, best
}

func deciding(count *[devanagari + 1]int) script {
	if count[kana] > 0 && count[han] > 0 {
		count[kana], count[han] = count[kana]+count[han], 0
	}
	count[latin] = (count[latin] + latinWords - 1) / latinWords
	best := latin
	for s, n := range count {
		if n > 0 && n >= count[best] {
			best = script(s)
		}
	}
	return best
}

// latinWords is how many Latin letters weigh as much as one of another alphabet: «iPhone 15 Pro Max є?» is Ukrainian.
const latinWords = 6

// inAddress says that the word at start:end is part of an e-mail or web address.
func inAddress(text string, start, end int) bool {
	isEdge := func(c byte) bool { return c <= ' ' || c == '(' || c == ')' || c == '<' || c == '>' || c == '"' }
	from, to := start, end
	for from > 0 && start-from < 80 && !isEdge(text[from-1]) {
		from--
	}
	for to < len(text) && to-end < 80 && !isEdge(text[to]) {
		to++
	}
	for i := from; i < to; i++ {
		switch text[i] {
		case '@':
			return true
		case ':':
			if i+2 < to && text[i+1] == '/' && text[i+2] == '/' {
				return true
			}
		case '.':
			if i+1 < to && i > from && isLetter(text[i-1]) && isLetter(text[i+1]) {
				return true
			}
		}
	}
	return false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
