package classify

import (
	"math"
	"slices"
)

// signals are what a prediction shows about being inside the intents at all.
type signals [7]float64

const (
	heightSignal  = iota // how far the best label stands above the mean of all
	gapSignal            // and above the second
	sureSignal           // the logarithm of its probability
	wordsSignal          // how much of the words was ever seen
	lettersSignal        // and of the letter sequences
	nearSignal           // how like the label's examples it is in meaning
	outsideSignal        // how far the best label stands above the class of examples outside, where there is one
)

// scope turns signals into the probability that a message is inside.
type scope struct {
	mean, spread signals
	weight       signals
	bias         float64
	allowed      bool    // the class of examples outside has its say in the signals, and nowhere else
	sharpness    float32 // multiplies the scores, so that stated probabilities are the share of right answers
}

func (s *scope) inside(x signals) float64 { return 1 / (1 + math.Exp(-s.height(x))) }

// height is above zero where being inside is likelier.
func (s *scope) height(x signals) float64 {
	z := s.bias
	for i := range x {
		z += s.weight[i] * (x[i] - s.mean[i]) / s.spread[i]
	}
	return z
}

// measure reads the signals of scores; may are the labels that were learned, outside the index of the class of
// examples outside or -1. The best label is returned too.
func measure(b *brain, s *scratch, k known, may []bool, outside int) (signals, int) {
	top, second, best := float32(math.Inf(-1)), float32(math.Inf(-1)), -1
	var mean, n float64
	for c, x := range s.scores {
		if !may[c] || c == outside {
			continue
		}
		mean += float64(x)
		n++
		switch {
		case x > top:
			top, second, best = x, top, c
		case x > second:
			second = x
		}
	}
	if n == 0 {
		return signals{}, -1
	}
	if n == 1 {
		second = top - 4
	}
	var sum float64
	for c, x := range s.scores {
		if may[c] && c != outside {
			sum += math.Exp(float64(x - top))
		}
	}
	out := signals{float64(top) - mean/n, float64(top - second), -math.Log(sum), k.words, k.letters, b.nearness(s, best), 0}
	if outside >= 0 && may[outside] {
		out[outsideSignal] = float64(top - s.scores[outside])
	}
	return out, best
}

// observation is one message outside the training of the model that scored it.
type observation struct {
	signals signals
	inside  bool
	weight  float64
	scores  []float32 // only for messages inside, with the right label
	label   int
}

// Prior weights, found on public intent sets. With few examples they decide, with many the examples do.
var priorWeight = signals{0.8, 0.3, 0.5, 0.9, 0.5, 0.5, 0.8}

// priorMean and priorSpread stand in for observations when there are too few examples to hold any out.
var (
	priorMean   = signals{2, 2, -0.5, 0.9, 0.9, 0.7, 0}
	priorSpread = signals{2, 2, 0.5, 0.2, 0.2, 0.2, 1}
)

const (
	priorBias     = 1.0
	priorStrength = 12 // as many observations as the prior is worth
)

// learnScope fits a logistic curve to the observations.
func learnScope(seen []observation) scope {
	s := scope{weight: priorWeight, bias: priorBias, sharpness: 1}
	var n float64
	for _, o := range seen {
		if o.inside {
			n++
			for i, x := range o.signals {
				s.mean[i] += x
			}
		}
	}
	for i := range s.mean {
		s.mean[i] /= math.Max(n, 1)
	}
	for _, o := range seen {
		if o.inside {
			for i, x := range o.signals {
				s.spread[i] += (x - s.mean[i]) * (x - s.mean[i])
			}
		}
	}
	for i := range s.spread {
		s.spread[i] = math.Max(math.Sqrt(s.spread[i]/math.Max(n, 1)), 0.1)
	}
	if n == 0 {
		s.mean, s.spread = priorMean, priorSpread
		return s
	}
	s.descend(seen)
	s.sharpness = learnSharpness(seen)
	return s
}

// allow moves the limit so that few of the right answers are turned away, when there are enough to tell. That is
// for a class of examples outside: those are to be caught, but not at the price of what is asked for daily.
func (s *scope) allow(seen []observation) {
	var right []float64
	for _, o := range seen {
		if o.inside && likeliest(o.scores) == o.label {
			// The label must be likelier than being outside, not being inside: where two intents share it, it is not.
			right = append(right, s.height(o.signals)+logLikelihood(o.scores, o.label, float64(s.sharpness)))
		}
	}
	if len(right) < leastRight {
		return
	}
	s.allowed = true
	slices.Sort(right)
	s.bias -= min(0, right[max(surelyLose, int(mayLose*float64(len(right))))])
}

const (
	leastRight = 400
	mayLose    = 0.0015 // the share of right answers that may be turned away,
	surelyLose = 6      // and so many in any case: a limit read from the last few would be chance
)

func likeliest(scores []float32) int {
	best := 0
	for c, x := range scores {
		if x > scores[best] {
			best = c
		}
	}
	return best
}

func (s *scope) descend(seen []observation) {
	var total float64
	for _, o := range seen {
		total += o.weight
	}
	const steps = 400
	for step := range steps {
		rate := 2.0 / (1 + float64(step)/40)
		var gradient signals
		var gradientBias float64
		for _, o := range seen {
			e := -s.inside(o.signals)
			if o.inside {
				e++
			}
			e *= o.weight
			gradientBias += e
			for i := range gradient {
				gradient[i] += e * (o.signals[i] - s.mean[i]) / s.spread[i]
			}
		}
		s.bias += rate * (gradientBias + priorStrength*(priorBias-s.bias)*0.1) / (total + priorStrength)
		for i := range s.weight {
			pull := priorStrength * (priorWeight[i] - s.weight[i]) * 0.1
			s.weight[i] = math.Max(0, s.weight[i]+rate*(gradient[i]+pull)/(total+priorStrength))
		}
	}
}

// learnSharpness finds the factor under which the held-out messages are likeliest.
func learnSharpness(seen []observation) float32 {
	best, at := math.Inf(-1), 1.0
	for _, f := range []float64{0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.45, 1.75, 2.1, 2.5} {
		var sum float64
		for _, o := range seen {
			if o.inside && o.scores != nil {
				sum += logLikelihood(o.scores, o.label, f)
			}
		}
		// Few observations are not believed far from one.
		sum -= 4 * math.Abs(math.Log(f))
		if sum > best {
			best, at = sum, f
		}
	}
	return float32(at)
}

func logLikelihood(scores []float32, label int, factor float64) float64 {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	var sum float64
	for _, s := range scores {
		sum += math.Exp(float64(s-top) * factor)
	}
	return float64(scores[label]-top)*factor - math.Log(sum)
}
