package vec

import "golang.org/x/sys/cpu"

var wide = cpu.X86.HasAVX2

func dot(a, b *float32, n int) float32 {
	if wide {
		return dotAVX(a, b, n)
	}
	return plainDot(a, b, n)
}

func axpy(out, row *float32, x float32, n int) {
	if wide {
		axpyAVX(out, row, x, n)
	} else {
		plainAxpy(out, row, x, n)
	}
}

func adam(w, mean, square, g *float32, n int, a *Adam) {
	if wide {
		adamAVX(w, mean, square, g, n, a)
	} else {
		plainAdam(w, mean, square, g, n, a)
	}
}

// dotAVX: n is a multiple of 32, above zero.
//
//go:noescape
func dotAVX(a, b *float32, n int) float32

// axpyAVX: n is a multiple of 8, above zero.
//
//go:noescape
func axpyAVX(out, row *float32, x float32, n int)

// adamAVX: n is a multiple of 8, above zero.
//
//go:noescape
func adamAVX(w, m, v, gr *float32, n int, c *Adam)
