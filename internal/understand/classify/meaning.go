package classify

import (
	"math"

	"github.com/rozmova/rozmova/internal/understand/normal"
	"github.com/rozmova/rozmova/internal/understand/semantic"
)

// A text's meaning is three vectors: the mean of its words, rare ones weighing more, and the largest and the smallest that any word has in
// each direction. The mean says what it is about; the other two keep a single telling word from being drowned.
const (
	meaningBlocks = 3
	meaningWidth  = meaningBlocks * semantic.Width
)

// rarest is where a word's rarity stops to raise its weight.
const rarest = 13

// meaning writes what a text's words mean to out, which is meaningWidth long.
func meaning(out []float32, tokens []normal.Token) {
	clear(out)
	mean, top, low := out[:semantic.Width], out[semantic.Width:2*semantic.Width], out[2*semantic.Width:]
	var word [semantic.Width]float32
	var pieces [32]semantic.Piece
	n, weights := 0, float32(0)
	for _, t := range tokens {
		for _, p := range semantic.Pieces(pieces[:0], t.Text) {
			clear(word[:])
			p.AddTo(word[:], 1)
			w := min(p.Rarity(), rarest) / 10
			w *= w
			weights += w * w
			for i, x := range word {
				mean[i] += w * x
				x *= min(w, 1)
				if n == 0 || x > top[i] {
					top[i] = x
				}
				if n == 0 || x < low[i] {
					low[i] = x
				}
			}
			n++
		}
	}
	if n > 0 {
		by := 1 / (float32(math.Sqrt(float64(weights))) + 1e-6)
		for i := range mean {
			mean[i] *= by
		}
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
