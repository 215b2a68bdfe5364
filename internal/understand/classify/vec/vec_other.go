//go:build !amd64

package vec

func dot(a, b *float32, n int) float32 { return plainDot(a, b, n) }

func axpy(out, row *float32, x float32, n int) { plainAxpy(out, row, x, n) }

func adam(w, mean, square, g *float32, n int, a *Adam) { plainAdam(w, mean, square, g, n, a) }
