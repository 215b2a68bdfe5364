package search

import "strings"

// vocabulary numbers the words of an index and their stems. Postings are by stems, meanings by words. A number once
// given stays: what is in no passage any more has a count of zero.
type vocabulary struct {
	wordNumbers map[string]int32
	words       []wordInfo
	stemNumbers map[string]int32
	stems       []stemInfo
	grams       map[gram][]int32 // stems by the letters in them
	signs       []signs          // of the words' meanings, by number
}

type wordInfo struct {
	stem    int32
	count   int32 // how often it is there
	small   bool
	meaning small8
}

type stemInfo struct {
	text     string
	letters  int32     // how many grams it has
	postings []posting // by slot
	articles int32     // documents that have it, in their words or title
}

func newVocabulary() vocabulary {
	return vocabulary{wordNumbers: map[string]int32{}, stemNumbers: map[string]int32{}, grams: map[gram][]int32{}}
}

// word gives a token's number, a new one where need be.
func (v *vocabulary) word(t token) int32 {
	key := t.word
	if t.stem != t.word {
		key += "\x00" + t.stem // one word may have a stem in each of two languages
	}
	n, ok := v.wordNumbers[key]
	if !ok {
		n = int32(len(v.words))
		key = strings.Clone(key)
		v.wordNumbers[key] = n
		w := wordInfo{stem: v.stem(t), small: t.small, meaning: wordVector(t)}
		v.words, v.signs = append(v.words, w), append(v.signs, signsOf(&w.meaning))
	}
	return n
}

func (v *vocabulary) stem(t token) int32 {
	n, ok := v.stemNumbers[t.stem]
	if !ok {
		n = int32(len(v.stems))
		text := strings.Clone(t.stem)
		v.stemNumbers[text] = n
		info := stemInfo{text: text}
		if !t.exact {
			buf := gramsOf(nil, text)
			info.letters = int32(len(buf))
			for _, g := range buf {
				v.grams[g] = append(v.grams[g], n)
			}
		}
		v.stems = append(v.stems, info)
	}
	return n
}

// known is the number of a stem that some passage has now.
func (v *vocabulary) known(stem string) (int32, bool) {
	n, ok := v.stemNumbers[stem]
	return n, ok && len(v.stems[n].postings) > 0
}

// gram is three letters of a word, or two at its beginning.
type gram [3]rune

// gramsOf appends the grams of a word, without repeats.
func gramsOf(buf []gram, word string) []gram {
	g := gram{0, 0, '^'}
	for _, r := range word {
		g[0], g[1], g[2] = g[1], g[2], r
		if g[1] != 0 {
			buf = addGram(buf, g)
		}
	}
	return buf
}

func addGram(buf []gram, g gram) []gram {
	for _, old := range buf {
		if old == g {
			return buf
		}
	}
	return append(buf, g)
}
