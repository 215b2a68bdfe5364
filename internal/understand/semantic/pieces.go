package semantic

import (
	"strings"
	"unicode/utf8"
)

// begin is how the table writes the beginning of a word.
const begin = "▁"

// longestWord is how many bytes of a word are read; more is no word.
const longestWord = 96

// Pieces appends the likeliest division of a word, in lower case, into pieces of the table. Letters that no piece
// holds are left out.
func Pieces(buf []Piece, word string) []Piece {
	if word == "" {
		return buf
	}
	if len(word) > longestWord {
		word = word[:longestWord]
	}
	t := load()
	h := hash(start, begin)
	var text [len(begin) + longestWord]byte
	n := copy(text[:], begin)
	n += copy(text[n:], word)
	whole := string(text[:n])
	if p, ok := t.find(hash(h, word), whole); ok {
		return append(buf, p)
	}
	return t.divide(buf, whole)
}

// unknown is the score of a letter that no piece holds.
const unknown = -30

// divide finds the division of highest probability (Viterbi).
func (t *table) divide(buf []Piece, text string) []Piece {
	type step struct {
		score float32
		from  int16
		piece int32 // -1: none
	}
	var steps [len(begin) + longestWord + 1]step
	for i := range steps[:len(text)+1] {
		steps[i].score = -1e9
	}
	steps[0].score = 0
	for from := 0; from < len(text); {
		_, size := utf8.DecodeRuneInString(text[from:])
		here := steps[from].score
		if end := from + size; here+unknown > steps[end].score {
			steps[end] = step{here + unknown, int16(from), -1}
		}
		h := start
		for end := from + 1; end <= len(text) && end-from <= t.longest; end++ {
			h = hash(h, text[end-1:end])
			if end < len(text) && !utf8.RuneStart(text[end]) {
				continue
			}
			if p, ok := t.find(h, text[from:end]); ok {
				if score := here - p.rarity(t); score > steps[end].score {
					steps[end] = step{score, int16(from), int32(p)}
				}
			}
		}
		from += size
	}
	first := len(buf)
	for at := len(text); at > 0; at = int(steps[at].from) {
		if steps[at].piece >= 0 {
			buf = append(buf, Piece(steps[at].piece))
		}
	}
	for i, j := first, len(buf)-1; i < j; i, j = i+1, j-1 {
		buf[i], buf[j] = buf[j], buf[i]
	}
	return buf
}

func (p Piece) rarity(t *table) float32 { return float32(t.scores[p]) / 16 }

// Word is the text of a piece that is a whole word or its beginning.
func Word(p Piece) (string, bool) {
	t := load()
	return strings.CutPrefix(t.texts[t.starts[p]:t.starts[p+1]], begin)
}
