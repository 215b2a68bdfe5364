package language

import "math"

// A word is read as the sequences of one to six signs in it, where a sign is a letter or one of the word's two
// edges: endings and beginnings tell languages apart better than what stands between them, and a word of up to
// four letters is one sequence as a whole. A sequence is known by its hash alone; what falls together with it by
// chance was there in training, too, and the weights allow for it.

const (
	longestGram = 6
	longestWord = 24 // letters; the rest of a longer one tells nothing new
	edge        = 1  // a rune that no text has, see [normal.Clean]
)

// Grams appends to dst the hashes of the letter sequences of a word in lower case. Training, in scripts/languages,
// calls it as well, so that both see the same.
func Grams(dst []uint32, word string) []uint32 {
	var signs [longestWord + 2]uint32
	signs[0] = edge
	n := 1
	for _, r := range word {
		if n > longestWord {
			break
		}
		signs[n] = uint32(oneLetter(r))
		n++
	}
	signs[n] = edge
	n++
	if n > longestGram {
		h := uint32(0x9747b28c)
		for _, sign := range signs[:n] {
			h = (h ^ sign) * 0x01000193
			h ^= h >> 15
		}
		dst = append(dst, (h^h>>13)*0x85ebca6b)
	}
	for from := range n {
		h := uint32(0x811c9dc5)
		for to := from; to < min(n, from+longestGram); to++ {
			h = (h ^ signs[to]) * 0x01000193
			h ^= h >> 15
			if to > from || from > 0 && to < n-1 { // an edge alone tells nothing
				dst = append(dst, (h^h>>13)*0x85ebca6b)
			}
		}
	}
	return dst
}

// oneLetter joins letters that are the same to their writers: Romanian ș and ț are typed with a cedilla as often
// as with a comma.
func oneLetter(r rune) rune {
	switch r {
	case 'ș':
		return 'ş'
	case 'ț':
		return 'ţ'
	default:
		return r
	}
}

// Scale is what the sum of n sequences' weights is multiplied by: sequences of one word are not independent
// evidence, so twice as many are not twice as sure.
func Scale(n int) float64 { return 1 / math.Sqrt(float64(max(n, 1))) }
