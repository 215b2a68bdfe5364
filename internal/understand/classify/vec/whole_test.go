package vec

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func randomWhole(rng *rand.Rand, n, limit int) []int16 {
	out := make([]int16, n)
	for i := range out {
		out[i] = int16(rng.IntN(2*limit+1) - limit)
	}
	return out
}

// Whole products are exact, with the machine's own instructions as in plain Go.
func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, width := range []int{16, 32, 128, 256} {
		for _, rows := range []int{2, 6} {
			for _, texts := range []int{4, 12} {
				w, x := randomWhole(rng, rows*width, 127), randomWhole(rng, texts*width, math.MaxInt16)
				out := make([]int32, rows*texts)
				Products(out, w, x, width)
				for k, got := range out {
					var want int32
					for i := range width {
						want += int32(w[k%rows*width+i]) * int32(x[k/rows*width+i])
					}
					if got != want {
						t.Fatalf("width %d, row %d, text %d: %d, want %d", width, k%rows, k/rows, got, want)
					}
				}
				plain := make([]int32, 4*rows)
				plainProducts(&plain[0], &w[0], &x[0], width, rows)
				if !slices.Equal(plain, out[:4*rows]) {
					t.Fatalf("width %d: %v and %v", width, out[:4*rows], plain)
				}
			}
		}
	}
}

func TestRoundAndRestoreSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := range 70 {
		x, sums := random(rng, n), make([]int32, n)
		for i := range x {
			x[i] *= float32(math.Pow(10, float64(rng.IntN(12)-4)))
			sums[i] = int32(rng.Uint32())
		}
		if n > 2 {
			x[0], x[1], x[2] = 0.5, 1.5, -2.5
		}
		got, want := make([]int16, n), make([]int16, n)
		Round(got, x, 1)
		plainRoundAll(want, x)
		if !slices.Equal(got, want) {
			t.Fatalf("%v is rounded to %v, want %v", x, got, want)
		}
		scale, bias := random(rng, n), random(rng, n)
		a, b := make([]float32, n), make([]float32, n)
		Restore(a, sums, scale, bias)
		if n > 0 {
			plainRestore(&b[0], &sums[0], &scale[0], &bias[0], n)
		}
		if !slices.Equal(a, b) {
			t.Fatalf("%v and %v", a, b)
		}
	}
}

func plainRoundAll(out []int16, x []float32) {
	if len(x) > 0 {
		plainRound(&out[0], &x[0], 1, len(x))
	}
}

func BenchmarkProducts(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	const width, rows, texts = 128, 384, 12
	w, x, out := randomWhole(rng, rows*width, 127), randomWhole(rng, texts*width, 9000), make([]int32, rows*texts)
	for b.Loop() {
		Products(out, w, x, width)
	}
}
