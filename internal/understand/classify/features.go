package classify

import (
	"math"
	"slices"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// A text becomes a sparse vector of its stems, pairs of neighbouring stems, and letter sequences inside words.
// Stems carry the meaning, pairs the word order that meaning depends on ("card to account"), and letters survive
// slips of the keyboard and forms that no stemmer joins.
const (
	minGram = 3
	maxGram = 5

	// maxTokens is how many words of a message are read: an intent is in its beginning or nowhere.
	maxTokens = 80
)

// group is what a feature is made of. The groups are normalised apart, so that a long word's many letter
// sequences do not outvote the word itself.
type group uint8

const (
	words group = iota
	pairs
	letters
	functions // words that hold sentences together
	questions // question words: they help to choose an intent but do not show that there is one
	groups
)

// shares are the squared lengths of the groups' parts of the vector.
type shares [groups]float64

// With few examples chance decides which function words stand in which intent, so they count for little; with
// many they carry word order and tense.
var (
	fewShares  = shares{words: 0.35, pairs: 0.3, letters: 0.2, functions: 0.05, questions: 0.1}
	manyShares = shares{words: 0.32, pairs: 0.3, letters: 0.18, functions: 0.1, questions: 0.1}
)

// feature is a hash with its group in the three lowest bits.
type feature uint64

func (f feature) group() group { return group(f & 7) }

const (
	hashStart  uint64 = 14695981039346656037 // FNV-1a
	hashFactor uint64 = 1099511628211
)

func hash(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashFactor
	}
	return h
}

func featureOf(g group, h uint64) feature { return feature(h<<3 | uint64(g)) }

// tokensOf are the words of a message that are read.
func tokensOf(text, lang string) []normal.Token {
	tokens := normal.TokensIn(text, lang)
	return tokens[:min(len(tokens), maxTokens)]
}

// extract appends the features of a text's words to buf, sorted and without repeats.
func extract(buf []feature, tokens []normal.Token) []feature {
	previous := hash(hashStart, "^")
	for _, t := range tokens {
		stem := shape(t)
		buf = append(buf, featureOf(pairs, hash(previous, stem)))
		previous = hash(hash(hashStart, stem), " ")
		if functionWords[t.Text] {
			buf = append(buf, featureOf(functions, hash(hash(hashStart, "f"), t.Text)))
			continue
		}
		if questionWords[t.Text] {
			buf = append(buf, featureOf(questions, hash(hash(hashStart, "q"), t.Text)))
			continue
		}
		buf = append(buf, featureOf(words, hash(hash(hashStart, "s"), stem)))
		if t.Kind == normal.Word {
			if t.Text != stem {
				buf = append(buf, featureOf(words, hash(hash(hashStart, "w"), t.Text)))
			}
			buf = appendGrams(buf, t.Text)
		}
	}
	if len(tokens) > 0 {
		buf = append(buf, featureOf(pairs, hash(previous, "$")))
	}
	slices.Sort(buf)
	return slices.Compact(buf)
}

// shape is what a token counts as: any order number is the same word to an intent.
func shape(t normal.Token) string {
	switch t.Kind {
	case normal.Number:
		return "0"
	case normal.Code:
		if len(t.Text) > 4 {
			return "#0"
		}
	}
	return t.Stem
}

// appendGrams adds the letter sequences of word with its borders: "^car", "card", "ard$".
func appendGrams(buf []feature, word string) []feature {
	const longest = 40
	var starts [longest + 3]int
	n := 1
	for i := range word {
		if n > longest {
			break
		}
		starts[n] = i
		n++
	}
	end := len(word)
	if n > longest {
		end = starts[longest]
		n = longest
	}
	starts[n] = end
	// Position 0 is the border before the word, n the border after it.
	for i := 0; i <= n-minGram+1; i++ {
		h := hash(hashStart, "g")
		for j := i; j <= n && j < i+maxGram; j++ {
			switch {
			case j == 0:
				h = hash(h, "^")
			case j == n:
				h = hash(h, "$")
			default:
				h = hash(h, word[starts[j]:starts[j+1]])
			}
			if j-i+1 >= minGram {
				buf = append(buf, featureOf(letters, h))
			}
		}
	}
	return buf
}

// vector is a text over the features seen in training.
type vector struct {
	index []int32
	value []float32
}

// vocabulary numbers the features worth keeping and holds their weights.
type vocabulary struct {
	index  map[feature]int32
	idf    []float32
	rare   float32 // the weight of a feature never seen
	shares shares
}

// newVocabulary keeps the features that occur in at least least examples.
func newVocabulary(examples [][]feature, least int) *vocabulary {
	count := map[feature]int{}
	for _, fs := range examples {
		for _, f := range fs {
			count[f]++
		}
	}
	kept := make([]feature, 0, len(count))
	for f, n := range count {
		if n >= least || f.group() != pairs && f.group() != letters {
			kept = append(kept, f)
		}
	}
	slices.Sort(kept) // map order must not reach the model
	v := &vocabulary{index: make(map[feature]int32, len(kept)), idf: make([]float32, len(kept))}
	v.shares = fewShares
	if len(examples) > manyExamples {
		v.shares = manyShares
	}
	total := float64(len(examples))
	for i, f := range kept {
		v.index[f] = int32(i)
		v.idf[i] = float32(math.Log((total+1)/float64(count[f])) + 0.3)
	}
	v.rare = float32(math.Log(total+1) + 0.3)
	return v
}

// known is how much of a text's words (without function words) the vocabulary knows, from 0 to 1, rare words weighing more.
type known struct{ words, letters float64 }

// vectorise writes fs into v. Unknown features count for the length of their group: a message of one known and
// five unknown words is a weak sign of the known one.
func (voc *vocabulary) vectorise(v *vector, fs []feature) known {
	v.index, v.value = v.index[:0], v.value[:0]
	var seen, all [groups]float64
	for _, f := range fs {
		g := f.group()
		if i, ok := voc.index[f]; ok {
			w := voc.idf[i]
			v.index = append(v.index, i<<3|int32(g))
			v.value = append(v.value, w)
			seen[g] += float64(w * w)
		} else {
			all[g] += float64(voc.rare * voc.rare)
		}
	}
	var scale [groups]float32
	for g := range groups {
		all[g] += seen[g]
		if seen[g] > 0 {
			scale[g] = float32(math.Sqrt(voc.shares[g] / (seen[g] + unknownShare*(all[g]-seen[g]))))
		}
	}
	for k, i := range v.index {
		v.value[k] *= scale[i&7]
		v.index[k] = i >> 3
	}
	share := func(g group) float64 {
		if all[g] == 0 {
			return 0.3 // nothing was said: neither known nor unknown
		}
		return seen[g] / all[g]
	}
	return known{words: share(words), letters: share(letters)}
}

// unknownShare is how much unknown features shorten the known part.
const unknownShare = 0.3
