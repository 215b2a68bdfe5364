package classify

import (
	"math"

	"github.com/rozmova/rozmova/internal/understand/normal"
	"github.com/rozmova/rozmova/internal/understand/semantic"
)

// A text's meaning is four vectors: the mean of its words, rare ones weighing more, the largest and the smallest that
// any word has in each direction, and what all words mean together, in their order. The mean says what it is about; the
// next two keep a single telling word from being drowned; the last knows "to" from "from".
const (
	meaningBlocks = 4
	meaningWidth  = meaningBlocks * semantic.Width
)

// rarest is where a word's rarity stops to raise its weight.
const rarest = 13

// meaning writes what a text's words mean to out, which is meaningWidth long.
func meaning(out []float32, tokens []normal.Token) {
	clear(out)
	const w = semantic.Width
	mean, top, low, whole := out[:w], out[w:2*w], out[2*w:3*w], out[3*w:]
	var word [w]float32
	var room [2 * maxTokens]semantic.Piece
	pieces := room[:0]
	for _, t := range tokens {
		pieces = semantic.Pieces(pieces, t.Text)
	}
	weights := float32(0)
	for n, p := range pieces {
		clear(word[:])
		p.AddTo(word[:], 1)
		weight := min(p.Rarity(), rarest) / 10
		weight *= weight
		weights += float32(weight * weight)
		for i, x := range word {
			mean[i] += float32(weight * x)
			x *= min(weight, 1)
			if n == 0 || x > top[i] {
				top[i] = x
			}
			if n == 0 || x < low[i] {
				low[i] = x
			}
		}
	}
	if len(pieces) == 0 {
		return
	}
	by := 1 / (float32(math.Sqrt(float64(weights))) + 1e-6)
	for i := range mean {
		mean[i] *= by
	}
	semantic.Sentence(whole, pieces)
	by = 1 / length(whole)
	for i := range whole {
		whole[i] *= by
	}
}

// scaling brings meanings to mean zero and unit variance, block by block. It is measured on the examples and the
// everyday sentences together, so that a handful of examples cannot distort it.
type scaling struct {
	centre []float32
	factor [meaningBlocks]float32
}

func measureScaling(texts ...[][]float32) *scaling {
	s := &scaling{centre: make([]float32, meaningWidth)}
	sums, squares := make([]float64, meaningWidth), make([]float64, meaningWidth)
	n := 0.0
	for _, list := range texts {
		for _, dense := range list {
			n++
			for i, x := range dense {
				sums[i] += float64(x)
				squares[i] += float64(x) * float64(x)
			}
		}
	}
	var variance [meaningBlocks]float64
	for i := range sums {
		mean := sums[i] / n
		s.centre[i] = float32(mean)
		variance[i/semantic.Width] += squares[i]/n - mean*mean
	}
	for b, v := range variance {
		s.factor[b] = float32(1 / math.Sqrt(v/semantic.Width+1e-9))
	}
	return s
}

func (s *scaling) apply(out, dense []float32) {
	for i, x := range dense {
		out[i] = (x - s.centre[i]) * s.factor[i/semantic.Width]
	}
}
