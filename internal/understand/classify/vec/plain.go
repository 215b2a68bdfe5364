package vec

import (
	"math"
	"unsafe"
)

func plainDot(a, b *float32, n int) float32 {
	x, y := unsafe.Slice(a, n), unsafe.Slice(b, n)
	var s [lanes]float32
	for len(x) >= lanes && len(y) >= lanes {
		for i := range s {
			s[i] += float32(x[i] * y[i])
		}
		x, y = x[lanes:], y[lanes:]
	}
	for i := range 8 {
		s[i] = (s[i] + s[i+8]) + (s[i+16] + s[i+24])
	}
	for i := range 4 {
		s[i] += s[i+4]
	}
	return (s[0] + s[2]) + (s[1] + s[3])
}

func plainAxpy(out, row *float32, x float32, n int) {
	o, r := unsafe.Slice(out, n), unsafe.Slice(row, n)
	for i, v := range r {
		o[i] += float32(v * x)
	}
}

func (a *Adam) plain(w, mean, square, g []float32) {
	for i := range w {
		mean[i] = float32(mean[i]*a.keepMean) + float32(g[i]*a.takeMean)
		square[i] = float32(square[i]*a.keepSquare) + float32(float32(g[i]*g[i])*a.takeSquare)
		root := float32(math.Sqrt(float64(square[i])))
		w[i] += float32(mean[i]*a.rate) / (root + a.least)
		g[i] = 0
	}
}

func plainAdam(w, mean, square, g *float32, n int, a *Adam) {
	a.plain(unsafe.Slice(w, n), unsafe.Slice(mean, n), unsafe.Slice(square, n), unsafe.Slice(g, n))
}
