package vec

import "math"

// Whole numbers: a fixed layer of weights is multiplied in 16 bits, sixteen at a time, exactly.

// wholeStep is what the lengths of rows in Products are multiples of.
const wholeStep = 16

// Products fills out, rows of one number for each row of weights, with the products of every row of x with every row
// of weights. All rows are width long; there are an even number of rows of weights, and a multiple of four of x.
// The products must fit 32 bits.
func Products(out []int32, weights, x []int16, width int) {
	if width <= 0 || width%wholeStep != 0 || len(weights) == 0 || len(weights)%(2*width) != 0 || len(x)%(4*width) != 0 {
		panic("vec: Products of odd sizes")
	}
	rows, texts := len(weights)/width, len(x)/width
	_ = out[:rows*texts]
	for t := 0; t < texts; t += 4 {
		products(&out[t*rows], &weights[0], &x[t*width], width, rows)
	}
}

// Round writes x times by to out, rounded to whole numbers (halves to even ones) and kept within 16 bits.
func Round(out []int16, x []float32, by float32) {
	whole := len(x) &^ 15
	if whole > 0 {
		_ = out[whole-1]
		round(&out[0], &x[0], by, whole)
	}
	for i := whole; i < len(x); i++ {
		out[i] = rounded(float32(x[i] * by))
	}
}

func rounded(x float32) int16 {
	return int16(math.RoundToEven(float64(min(max(x, math.MinInt16), math.MaxInt16))))
}

// Restore writes bias plus sums times scale to out; all are equally long.
func Restore(out []float32, sums []int32, scale, bias []float32) {
	whole := len(sums) &^ 7
	if whole > 0 {
		_, _, _ = out[whole-1], scale[whole-1], bias[whole-1]
		restore(&out[0], &sums[0], &scale[0], &bias[0], whole)
	}
	for i := whole; i < len(sums); i++ {
		out[i] = float32(float32(sums[i])*scale[i]) + bias[i]
	}
}
