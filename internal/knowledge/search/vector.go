package search

import (
	"math"

	"github.com/rozmova/rozmova/internal/understand/semantic"
)

const width = semantic.Width

// small8 is a vector in bytes: value[i]*scale is the part of a vector of length one.
type small8 struct {
	value [width]int8
	scale float32 // 0: there is nothing to compare
}

// rarest is where a piece's rarity stops to raise its weight.
const rarest = 13

// addWord adds what a word means to sum; its pieces weigh by how rare they are.
func addWord(sum *[width]float32, word string, by float32) {
	var buf [32]semantic.Piece
	for _, p := range semantic.Pieces(buf[:0], word) {
		w := min(p.Rarity(), rarest) / 10
		p.AddTo(sum[:], w*w*by)
	}
}

// pack brings a vector to length one, in bytes.
func pack(v *[width]float32) small8 {
	var out small8
	var square, top float64
	for _, x := range v {
		square += float64(x) * float64(x)
		top = max(top, math.Abs(float64(x)))
	}
	if square < 1e-12 {
		return out
	}
	for i, x := range v {
		out.value[i] = int8(math.Round(float64(x) / top * 127))
	}
	out.scale = float32(top / 127 / math.Sqrt(square))
	return out
}

// wordVector is the direction of one word's meaning.
func wordVector(t token) small8 {
	if t.exact {
		return small8{}
	}
	var sum [width]float32
	addWord(&sum, t.word, 1)
	return pack(&sum)
}

// textVector is the direction of a text's meaning. Small words weigh a little: without them "who" and "where" are
// the same question.
func textVector(tokens []token) small8 {
	var sum [width]float32
	for _, t := range tokens {
		by := float32(1)
		if t.small {
			by = smallMeaning
		}
		addWord(&sum, t.word, by)
	}
	return pack(&sum)
}

const smallMeaning = 0.3

// cosine compares two directions, from -1 to 1.
func cosine(a, b *small8) float32 { return float32(dot8(&a.value, &b.value)) * a.scale * b.scale }

func plainDot8(a, b *[width]int8) int32 {
	var s0, s1, s2, s3 int32
	for i := 0; i < width; i += 4 {
		s0 += int32(a[i]) * int32(b[i])
		s1 += int32(a[i+1]) * int32(b[i+1])
		s2 += int32(a[i+2]) * int32(b[i+2])
		s3 += int32(a[i+3]) * int32(b[i+3])
	}
	return s0 + s1 + s2 + s3
}
