package classify

import "math"

// signals are what a prediction shows about being inside the intents at all: how far the best label stands above
// the rest and above the second, how sure it is, and how much of the words and letters was ever seen.
type signals [5]float64

// scope turns signals into the probability that a message is inside.
type scope struct {
	mean, spread signals
	weight       signals
	bias         float64
	sharpness    float32 // multiplies the scores, so that stated probabilities are the share of right answers
}

func (s *scope) inside(x signals) float64 {
	z := s.bias
	for i := range x {
		z += s.weight[i] * (x[i] - s.mean[i]) / s.spread[i]
	}
	return 1 / (1 + math.Exp(-z))
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
var priorWeight = signals{0.8, 0.3, 0.5, 0.9, 0.5}

// priorMean and priorSpread stand in for observations when there are too few examples to hold any out.
var (
	priorMean   = signals{2, 2, -0.5, 0.9, 0.9}
	priorSpread = signals{2, 2, 0.5, 0.2, 0.2}
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
