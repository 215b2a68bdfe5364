package search

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// Words that mean nearly the same are variants of each other: who asks for a "backup" is answered by the page on
// copies, were they near enough in the table of meanings.
const (
	mostSynonyms  = 6
	leastSynonym  = 0.55 // cosine
	synonymWeight = 0.55 // of a word that means the very same, beside the word itself
	mostApart     = 50   // signs of 128 in which the vectors of near words differ, nearly always
)

// signs are those of a vector's parts: a look at them saves comparing most words.
type signs [width / 64]uint64

func signsOf(v *small8) signs {
	var out signs
	for i, x := range v.value {
		if x > 0 {
			out[i/64] |= 1 << (i % 64)
		}
	}
	return out
}

// synonyms are the stems whose words are nearest to a word by meaning.
func (x *Index) synonyms(t *term) []variant {
	if t.small || t.meaning.scale == 0 {
		return nil
	}
	own := signsOf(&t.meaning)
	var out []variant
	for n, s := range x.signs {
		if bits.OnesCount64(s[0]^own[0])+bits.OnesCount64(s[1]^own[1]) > mostApart {
			continue
		}
		w := &x.words[n]
		if w.count == 0 || w.small || w.meaning.scale == 0 {
			continue
		}
		if c := cosine(&t.meaning, &w.meaning); c >= leastSynonym {
			out = append(out, variant{w.stem, synonymWeight * float64(c-leastLike) / (1 - leastLike)})
		}
	}
	slices.SortFunc(out, func(a, b variant) int {
		return cmp.Or(cmp.Compare(b.near, a.near), strings.Compare(x.stems[a.stem].text, x.stems[b.stem].text))
	})
	var distinct []variant
	for _, v := range out {
		if v.near > 0 && !slices.ContainsFunc(distinct, func(o variant) bool { return o.stem == v.stem }) && !slices.ContainsFunc(t.variants, func(o variant) bool { return o.stem == v.stem }) {
			if distinct = append(distinct, v); len(distinct) == mostSynonyms {
				break
			}
		}
	}
	return distinct
}
