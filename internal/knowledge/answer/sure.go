package answer

import "math"

// What the signs come to: each measure counts with a weight that
// `go run ./internal/knowledge/answer/tune` learned.
const measures = 24

// Measure gives the signs as they are weighed: bounded, and the products of those
// that say more together.
func (s Signs) Measure() [measures]float64 {
	return [measures]float64{
		1, s[signScore] / 8, s[signCovered], s[signSoft], s[signSoftHead], s[signMissing], s[signMissingNext], s[signMissingAll],
		s[signTitle], s[signHeading], s[signPassage], s[signSentence], s[signAsked], s[signAskedWords], s[signAskedSoft],
		min(s[signWords], 6) / 6, s[signAsked] * s[signAskedWords], s[signAskedSoft] * s[signAskedSoft], s[signMissing] * s[signMissing],
		s[signMissingAll] * (1 - s[signAskedSoft]), math.Max(s[signAskedSoft], max(s[signHeading], s[signSentence])),
		s[signUnit], s[signUnitWords], s[signUnit] * s[signUnit],
	}
}

// weight sums what speaks for a passage.
func (s Signs) weight() float64 {
	sum := 0.0
	for i, m := range s.Measure() {
		sum += weights[i] * m
	}
	return sum
}

// shares divides one certainty among passages and the possibility that none of
// them answers.
func shares(weights []float64) (each []float64, none float64) {
	top := 0.0
	for _, w := range weights {
		top = max(top, w)
	}
	sum := math.Exp(-top)
	each = make([]float64, len(weights))
	for i, w := range weights {
		each[i] = math.Exp(w - top)
		sum += each[i]
	}
	for i := range each {
		each[i] /= sum
	}
	return each, math.Exp(-top) / sum
}

var weights = [measures]float64{
	-7.501, 2.548, 0.481, -0.058, -0.434, -0.525, -0.616, -1.932, -2.016, 2.350, 0.198, -0.132,
	0.148, 0.486, 0.198, 1.743, 0.223, 0.323, 0.083, -1.924, 0.088, -0.514, 0.717, 0.310,
}
