//go:build !amd64

package vec

func dot(a, b *float32, n int) float32 { return plainDot(a, b, n) }

func axpy(out, row *float32, x float32, n int) { plainAxpy(out, row, x, n) }

func adam(w, mean, square, g *float32, n int, a *Adam) { plainAdam(w, mean, square, g, n, a) }

func products(out *int32, weights, x *int16, n, rows int) { plainProducts(out, weights, x, n, rows) }

func round(out *int16, x *float32, by float32, n int) { plainRound(out, x, by, n) }

func restore(out *float32, sums *int32, scale, bias *float32, n int) {
	plainRestore(out, sums, scale, bias, n)
}
