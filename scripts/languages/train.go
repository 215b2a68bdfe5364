package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/rozmova/rozmova/internal/understand/language"
)

const (
	firstRate = 0.2   // of learning; it falls to zero
	enough    = 0.002 // how near a probability has to be to be left alone
)

// learner is softmax regression over hashed letter sequences, learned by AdaGrad: one example, one step.
type learner struct {
	voices  []voice
	bits    int
	weights []weight // bucket × language
	grams   []uint32
	odds    []float64
	off     []int // languages whose probability is not near enough
}

// weight of a letter sequence for a language, and the sum of its squared gradients.
type weight struct{ value, squares float32 }

func newLearner(voices []voice, bits int) *learner {
	return &learner{
		voices: voices, bits: bits,
		weights: make([]weight, len(voices)<<bits), odds: make([]float64, len(voices)),
	}
}

// learn takes a number of examples of each language, in turns. The same number gives the same weights.
func (l *learner) learn(examples int) {
	r := rand.New(rand.NewPCG(1, uint64(len(l.voices))))
	right := 0
	for i := range examples {
		rate := firstRate * (1 - float64(i)/float64(examples))
		for lang := range l.voices {
			l.grams = l.grams[:0]
			for _, w := range l.voices[lang].message(r) {
				l.grams = language.Grams(l.grams, w)
			}
			if l.step(lang, rate) {
				right++
			}
		}
		if n := i + 1; n%50000 == 0 {
			fmt.Printf("%d languages, %d examples of each: %.2f %% of the last ones right\n",
				len(l.voices), n, float64(right)/float64(500*len(l.voices)))
			right = 0
		}
	}
}

// step learns from the example in grams, and says whether it was right before.
func (l *learner) step(lang int, rate float64) (right bool) {
	n := len(l.voices)
	scale := l.score()
	best := 0
	for i, x := range l.odds {
		if x > l.odds[best] {
			best = i
		}
	}
	highest, sum := l.odds[best], 0.0
	for i, x := range l.odds {
		l.odds[i] = math.Exp(x - highest)
		sum += l.odds[i]
	}
	l.off = l.off[:0]
	for i := range l.odds {
		l.odds[i] /= sum
		if i == lang {
			l.odds[i]--
		}
		if math.Abs(l.odds[i]) > enough {
			l.off = append(l.off, i)
		}
	}
	for _, g := range l.grams {
		bucket := l.bucket(g, n)
		for _, i := range l.off {
			grad := float32(l.odds[i] * scale)
			w := &bucket[i]
			w.squares += grad * grad
			w.value -= float32(rate) * grad / (float32(math.Sqrt(float64(w.squares))) + 1e-6)
		}
	}
	return best == lang
}

// score puts the languages' scores into odds, and returns the scale they have.
func (l *learner) score() float64 {
	n := len(l.voices)
	clear(l.odds)
	for _, g := range l.grams {
		for i, w := range l.bucket(g, n) {
			l.odds[i] += float64(w.value)
		}
	}
	scale := language.Scale(len(l.grams))
	for i := range l.odds {
		l.odds[i] *= scale
	}
	return scale
}

func (l *learner) bucket(gram uint32, n int) []weight {
	at := int(gram>>(32-l.bits)) * n
	return l.weights[at : at+n]
}

func (l *learner) values() []float32 {
	out := make([]float32, len(l.weights))
	for i, w := range l.weights {
		out[i] = w.value
	}
	return out
}
