// Package vec adds and multiplies rows of numbers, eight at a time where the machine can.
//
// The classifier's training and prediction spend nearly all their time here. Every machine gives the same bits:
// sums are taken in one fixed order of lanes and products are rounded before they are added, so that the same
// examples give the same model everywhere. Rows may have any length.
package vec

import "math"

// lanes are the partial sums of Dot.
const lanes = 32

// Dot is the sum of a[i]*b[i]. b is at least as long as a.
func Dot(a, b []float32) float32 {
	whole := len(a) &^ (lanes - 1)
	var sum float32
	if whole > 0 {
		_ = b[whole-1]
		sum = dot(&a[0], &b[0], whole)
	}
	for i := whole; i < len(a); i++ {
		sum += float32(a[i] * b[i])
	}
	return sum
}

// Axpy adds x times row to out, which is at least as long.
func Axpy(out, row []float32, x float32) {
	whole := len(row) &^ 7
	if whole > 0 {
		_ = out[whole-1]
		axpy(&out[0], &row[0], x, whole)
	}
	for i := whole; i < len(row); i++ {
		out[i] += float32(row[i] * x)
	}
}

// Adam is one step of the optimiser of that name (Kingma and Ba 2015).
type Adam struct {
	keepMean, takeMean, keepSquare, takeSquare float32
	rate, least                                float32
}

// NewAdam gives step number n, from 1, of a size. It climbs: gradients point to where the aim grows.
func NewAdam(n int, size float64) Adam {
	const mean, square = 0.9, 0.999
	size *= math.Sqrt(1-math.Pow(square, float64(n))) / (1 - math.Pow(mean, float64(n)))
	return Adam{mean, 1 - mean, square, 1 - square, float32(size), 1e-6}
}

// Step moves weights along gradients and clears these. All four are equally long; mean and square are the
// optimiser's memory.
func (a *Adam) Step(weights, mean, square, gradients []float32) {
	whole := len(weights) &^ 7
	if whole > 0 {
		_, _, _ = mean[whole-1], square[whole-1], gradients[whole-1]
		adam(&weights[0], &mean[0], &square[0], &gradients[0], whole, a)
	}
	a.plain(weights[whole:], mean[whole:], square[whole:], gradients[whole:])
}

// Exp is e to the power of x, to six digits, the same on every machine.
func Exp(x float32) float32 {
	if x < -87 {
		return 0
	}
	x = min(x, 88)
	n := float32(math.Floor(float64(float32(x*1.44269504) + 0.5)))
	r := x - float32(n*0.693359375)
	r -= float32(n * -2.12194440e-4)
	p := float32(1.9875691500e-4)
	for _, c := range [...]float32{1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1} {
		p = float32(p*r) + c
	}
	p = float32(float32(p*r)*r) + r + 1
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}
