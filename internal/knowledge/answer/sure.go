package answer

import "math"

// What the signs come to: each measure counts with a weight that
// `go run ./internal/knowledge/answer/tune` learned.
const measures = 21

// Measure gives the signs as they are weighed: bounded, and the products of those
// that say more together.
func (s Signs) Measure() [measures]float64 {
	return [measures]float64{
		1, s[signScore] / 8, s[signCovered], s[signSoft], s[signSoftHead], s[signMissing], s[signMissingNext], s[signMissingAll],
		s[signTitle], s[signHeading], s[signPassage], s[signSentence], s[signAsked], s[signAskedWords], s[signAskedSoft],
		min(s[signWords], 6) / 6, s[signAsked] * s[signAskedWords], s[signAskedSoft] * s[signAskedSoft], s[signMissing] * s[signMissing],
		s[signMissingAll] * (1 - s[signAskedSoft]), math.Max(s[signAskedSoft], max(s[signHeading], s[signSentence])),
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
	-8.498, 2.602, 0.972, 0.248, -0.829, -0.590, -0.514, -1.569, -2.007, 2.952, 0.144, 0.032, 0.574, 0.407, -0.339, 2.002, 0.782, -0.112, 0.266, -1.542, 0.549,
}
