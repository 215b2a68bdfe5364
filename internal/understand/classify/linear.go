package classify

import "github.com/rozmova/rozmova/internal/understand/classify/vec"

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
		vec.Axpy(out, row, v.value[k])
	}
}

func softmax(scores []float32) {
	top := scores[0]
	for _, s := range scores {
		top = max(top, s)
	}
	var sum float32
	for i, s := range scores {
		e := vec.Exp(s - top)
		scores[i] = e
		sum += e
	}
	for i := range scores {
		scores[i] /= sum
	}
}

// fit learns by stochastic gradient descent with a falling step.
func fit(vectors []vector, labels []int, classes, features int, h hyper) *linear {
	m := &linear{labels: classes, weights: make([]float32, features*classes), bias: make([]float32, classes)}
	order := make([]int, len(vectors))
	for i := range order {
		order[i] = i
	}
	var rng chance = 42
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
