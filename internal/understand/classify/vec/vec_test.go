package vec

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func random(rng *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = rng.Float32()*4 - 2
	}
	return out
}

// The machine's own instructions and plain Go give the same bits.
func TestSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		a, b := random(rng, n+3), random(rng, n+3)
		var exact float64
		for i := range n {
			exact += float64(a[i]) * float64(b[i])
		}
		if got := Dot(a[:n], b); math.Abs(float64(got)-exact) > 1e-3 {
			t.Fatalf("dot of %d: %v, want %v", n, got, exact)
		}
		if whole := n &^ (lanes - 1); whole > 0 {
			if got, want := dot(&a[0], &b[0], whole), plainDot(&a[0], &b[0], whole); got != want {
				t.Fatalf("dot of %d: %v and %v", whole, got, want)
			}
		}
		got, want := slices.Clone(b), slices.Clone(b)
		Axpy(got, a[:n], 0.37)
		if n > 0 {
			plainAxpy(&want[0], &a[0], 0.37, n)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("axpy of %d differs", n)
		}
	}
}

func TestAdamSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 24
	state := func() [][]float32 {
		return [][]float32{random(rand.New(rand.NewPCG(3, 4)), n), make([]float32, n), make([]float32, n), nil}
	}
	x, y := state(), state()
	for i := range 50 {
		a := NewAdam(i+1, 0.01)
		x[3] = random(rng, n)
		y[3] = slices.Clone(x[3])
		a.Step(x[0], x[1], x[2], x[3])
		plainAdam(&y[0][0], &y[1][0], &y[2][0], &y[3][0], n, &a)
	}
	for i := range x {
		if !slices.Equal(x[i], y[i]) {
			t.Errorf("%d: %v and %v", i, x[i], y[i])
		}
	}
}

// Adam finds the top of a hill.
func TestAdamClimbs(t *testing.T) {
	w, mean, square, g := make([]float32, 5), make([]float32, 5), make([]float32, 5), make([]float32, 5)
	for i := range 2000 {
		for j := range w {
			g[j] = float32(j) - w[j]
		}
		a := NewAdam(i+1, 0.01)
		a.Step(w, mean, square, g)
	}
	for j := range w {
		if math.Abs(float64(w[j])-float64(j)) > 0.02 {
			t.Errorf("%d: %v", j, w[j])
		}
	}
}

func TestExp(t *testing.T) {
	for x := float32(-100); x < 80; x += 0.013 {
		want := math.Exp(float64(x))
		if got := float64(Exp(x)); math.Abs(got-want) > want*1e-6+1e-37 {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
}

func BenchmarkDot256(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	x, y := random(rng, 256), random(rng, 256)
	for b.Loop() {
		Dot(x, y)
	}
}

func BenchmarkAxpy256(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	x, y := random(rng, 256), random(rng, 256)
	for b.Loop() {
		Axpy(x, y, 1e-9)
	}
}
