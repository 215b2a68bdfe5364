package vec

import "unsafe"

func plainProducts(out *int32, weights, x *int16, n, rows int) {
	o, w, y := unsafe.Slice(out, 4*rows), unsafe.Slice(weights, rows*n), unsafe.Slice(x, 4*n)
	for t := range 4 {
		for r := range rows {
			row, text := w[r*n:(r+1)*n], y[t*n:(t+1)*n]
			var sum int32
			for i, v := range row {
				sum += int32(v) * int32(text[i])
			}
			o[t*rows+r] = sum
		}
	}
}

func plainRound(out *int16, x *float32, by float32, n int) {
	o, y := unsafe.Slice(out, n), unsafe.Slice(x, n)
	for i, v := range y {
		o[i] = rounded(float32(v * by))
	}
}

func plainRestore(out *float32, sums *int32, scale, bias *float32, n int) {
	o, s, f, b := unsafe.Slice(out, n), unsafe.Slice(sums, n), unsafe.Slice(scale, n), unsafe.Slice(bias, n)
	for i, v := range s {
		o[i] = float32(float32(v)*f[i]) + b[i]
	}
}
