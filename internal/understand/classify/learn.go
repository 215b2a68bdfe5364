package classify

import "math"

// linear is softmax regression: one weight for each feature and label.
type linear struct {
	labels  int
	weights []float32 // feature-major: the weights of one feature for all labels lie together
	bias    []float32
}

func (m *linear) score(out []float32, v *vector) {
	copy(out, m.bias)
	for k, i := range v.index {
		row := m.weights[int(i)*m.labels : (int(i)+1)*m.labels]
		axpy(out, row, v.value[k])
	}
}

func axpy(out, row []float32, x float32) {
	out = out[:len(row)]
	for len(row) >= 4 {
		out[0] += row[0] * x
		out[1] += row[1] * x
		out[2] += row[2] * x
		out[3] += row[3] * x
		out, row = out[4:], row[4:]
	}
	for c, w := range row {
		out[c] += w * x
	}
}

func softmax(scores []float32) {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	var sum float32
	for i, s := range scores {
		e := float32(math.Exp(float64(s - top)))
		scores[i] = e
		sum += e
	}
	for i := range scores {
		scores[i] /= sum
	}
}

// shuffler is a fixed pseudo-random order: the same examples must give the same model at every start.
type shuffler uint64

func (s *shuffler) next(n int) int {
	*s = *s*6364136223846793005 + 1442695040888963407
	return int((uint64(*s) >> 33) % uint64(n))
}

func (s *shuffler) shuffle(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := s.next(i + 1)
		order[i], order[j] = order[j], order[i]
	}
}

// hyper are the constants of learning.
type hyper struct {
	epochs   int
	rate     float64
	leastGap float32 // gradients smaller than this are not worth a pass
}

// hyperFor gives few examples more rounds: each round of fifteen examples is fifteen steps.
func hyperFor(examples int) hyper {
	return hyper{epochs: min(60, max(10, 60000/max(1, examples))), rate: 4, leastGap: 2e-3}
}

// fit learns by stochastic gradient descent with a falling step.
func fit(vectors []vector, labels []int, classes, features int, h hyper) *linear {
	m := &linear{labels: classes, weights: make([]float32, features*classes), bias: make([]float32, classes)}
	order := make([]int, len(vectors))
	for i := range order {
		order[i] = i
	}
	var rng shuffler = 42
	scores := make([]float32, classes)
	changed := make([]int32, 0, classes) // labels whose error is worth a step
	total, done := h.epochs*len(order), 0
	for range h.epochs {
		rng.shuffle(order)
		for _, n := range order {
			v, label := &vectors[n], labels[n]
			m.score(scores, v)
			softmax(scores)
			rate := h.rate * (1 - 0.95*float64(done)/float64(total))
			done++
			changed = changed[:0]
			for c := range scores {
				scores[c] = -scores[c]
				if c == label {
					scores[c]++
				}
				if scores[c] > h.leastGap || scores[c] < -h.leastGap {
					changed = append(changed, int32(c))
					m.bias[c] += float32(rate*0.1) * scores[c]
				}
			}
			for k, i := range v.index {
				row := m.weights[int(i)*classes : (int(i)+1)*classes]
				step := float32(rate) * v.value[k]
				for _, c := range changed {
					row[c] += step * scores[c]
				}
			}
		}
	}
	return m
}
