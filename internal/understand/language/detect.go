// Package language tells in which language a message is written. Understanding calls it for every customer
// message, so it must be right on two words and take microseconds.
//
// It is a character model of each language mixed with that language's frequent words, both counted at start from
// the short texts under corpus/, which were written for this purpose. It never guesses where there is nothing to
// go by: a message of digits or emoji is Unknown. It does no I/O and keeps no state between calls.
package language

import (
	"math"
	"sync"
	"unicode"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Unknown is the answer for a text without words in an alphabet we know.
const Unknown = "unknown"

// maxLetters is how much of a text is read: more would not change the answer.
const maxLetters = 400

// Detect returns the ISO 639-1 code of the language of text and how sure that is, from 0 to 1, among all the
// languages we know. It is the Detector without restrictions.
func Detect(text string) (lang string, confidence float64) {
	return defaultDetector().Detect(text)
}

var defaultDetector = sync.OnceValue(func() *Detector { return New() })

// Detector knows which languages are possible.
type Detector struct {
	model   *model
	allowed [maxLanguages]bool
	only    map[string]bool // nil: all
}

// New returns a detector for the given languages, or for all when none is given. A shop that serves two
// languages gains by saying so: a two-word message is then rarely mistaken.
func New(languages ...string) *Detector {
	d := &Detector{model: loadModel()}
	if len(languages) > 0 {
		d.only = map[string]bool{}
	}
	for _, l := range languages {
		d.only[l] = true
	}
	for i, l := range d.model.languages {
		d.allowed[i] = d.only == nil || d.only[l]
	}
	return d
}

// Detect returns the language of text and how sure that is.
func (d *Detector) Detect(text string) (lang string, confidence float64) {
	return d.DetectAfter(text, "")
}

// DetectAfter is Detect in a conversation whose language so far was previous: «ок» and "no" do not change it,
// a sentence does.
func (d *Detector) DetectAfter(text, previous string) (lang string, confidence float64) {
	words, script := wordsOf(text)
	if len(words) == 0 {
		return Unknown, 0
	}
	if l, ok := scriptLanguages[script]; ok {
		if d.only != nil && !d.only[l] {
			return Unknown, 0
		}
		return l, 0.95
	}
	var score [maxLanguages]float64
	letters := 0
	for _, w := range words {
		d.model.add(&score, w, script)
		letters += len(w)
	}
	return d.pick(&score, script, previous, letters)
}

// previousBonus is the weight of what the conversation was in so far: about three letters' worth.
const previousBonus = 2.5

func (d *Detector) pick(score *[maxLanguages]float64, script script, previous string, letters int) (string, float64) {
	best := -1
	for i, l := range d.model.languages {
		if !d.allowed[i] || d.model.scripts[i] != script {
			continue
		}
		score[i] += prior(l)
		if l == previous {
			score[i] += previousBonus
		}
		if best < 0 || score[i] > score[best] {
			best = i
		}
	}
	if best < 0 {
		return Unknown, 0
	}
	// Letters of one word are not independent evidence, so the sum is too sure of itself; dividing it by a slowly
	// growing term brings the stated confidence near the share of right answers.
	scale := 0.6 / (1 + 0.02*float64(min(letters, 100)))
	sum := 0.0
	for i := range d.model.languages {
		if d.allowed[i] && d.model.scripts[i] == script {
			sum += math.Exp((score[i] - score[best]) * scale)
		}
	}
	return d.model.languages[best], 1 / sum
}

// prior says what customers are likely to write before a letter is read.
func prior(lang string) float64 {
	switch lang {
	case "uk", "en":
		return 1.2
	case "ru":
		return 0.9
	default:
		return 0
	}
}

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
		words, scripts = append(words, t.Text), append(scripts, s)
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
	best := noScript
	for s, n := range count {
		if n == 0 {
			continue
		}
		if script(s) == latin {
			n = (n + 3) / 4
		}
		if best == noScript || n > weight(count, best) {
			best = script(s)
		}
	}
	return best
}

func weight(count *[devanagari + 1]int, s script) int {
	if s == latin {
		return (count[s] + 3) / 4
	}
	return count[s]
}

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
