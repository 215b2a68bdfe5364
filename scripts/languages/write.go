package main

import (
	"encoding/binary"
	"math"
)

// encode is one table as internal/understand/language reads it, see there.
func encode(languages []string, bits int, weights []float32) []byte {
	unit := float32(largest(weights)) / 127
	out := []byte{byte(len(languages)), byte(bits)}
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(unit))
	for _, l := range languages {
		out = append(out, l[:2]...)
	}
	for _, w := range weights {
		out = append(out, byte(int8(max(-127, min(127, math.Round(float64(w/unit)))))))
	}
	return out
}

// largest is the weight that one in ten thousand exceeds. A few sequences are all but proof of a language: cutting
// theirs changes no answer, and all others gain in precision.
func largest(weights []float32) float64 {
	const steps = 4096
	var counts [steps]int
	top := 0.0
	for _, w := range weights {
		top = max(top, math.Abs(float64(w)))
	}
	if top == 0 {
		return 1
	}
	for _, w := range weights {
		counts[min(steps-1, int(math.Abs(float64(w))/top*steps))]++
	}
	left := len(weights) / 10000
	for i := steps - 1; i > 0; i-- {
		if left -= counts[i]; left < 0 {
			return top * float64(i+1) / steps
		}
	}
	return top
}
