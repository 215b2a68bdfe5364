package classify

import (
	"math"

	"github.com/rozmova/rozmova/internal/understand/classify/vec"
)

// schedule is how a network learns.
type schedule struct {
	hidden, epochs, batch int
	rate                  float64 // of the dense layers, by Adam
	wordRate              float64 // of the words' rows, by Adagrad with one memory a row
	dropDense             float64 // shares of what is left out at random, anew each time: meaning,
	dropWords             float64 // words,
	dropHidden            float64 // hidden units
	smooth                float32 // how much of the right answer is spread over all
}

// trainer holds what learning needs beside the network itself. Dense layers are worked through row by row over a
// whole batch, so that a row stays in the processor's nearest memory.
type trainer struct {
	schedule
	net                *network
	rng                chance
	first, firstBias   layer
	second, secondBias layer
	wordSquares        []float32

	dense, hiddens, errors, scores [][]float32 // a row for each text of the batch; errors are those of hidden units
	sparse                         []vector
}

// layer is weights with Adam's memory and the gradient of the batch.
type layer struct{ weights, mean, square, gradient []float32 }

func newLayer(w []float32) layer {
	return layer{w, make([]float32, len(w)), make([]float32, len(w)), make([]float32, len(w))}
}

func (l *layer) step(a *vec.Adam, from, to int) {
	a.Step(l.weights[from:to], l.mean[from:to], l.square[from:to], l.gradient[from:to])
}

func grid(rows, columns int) [][]float32 {
	all := make([]float32, rows*columns)
	out := make([][]float32, rows)
	for i := range out {
		out[i] = all[i*columns : (i+1)*columns]
	}
	return out
}

// leastError is the smallest error worth a step of a row.
const leastError = 1e-4

func trainNetwork(samples []sample, in, classes, features int, s schedule) *network {
	t := trainer{schedule: s, rng: 42}
	n := newNetwork(in, s.hidden, classes, features, &t.rng)
	t.net, t.wordSquares = n, make([]float32, features)
	t.first, t.firstBias, t.second, t.secondBias = newLayer(n.first), newLayer(n.firstBias), newLayer(n.second), newLayer(n.secondBias)
	t.dense, t.hiddens, t.errors, t.scores = grid(s.batch, in), grid(s.batch, s.hidden), grid(s.batch, s.hidden), grid(s.batch, classes)
	t.sparse = make([]vector, s.batch)
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	steps := s.epochs * ((len(order) + s.batch - 1) / s.batch)
	step := 0
	for range s.epochs {
		t.rng.shuffle(order)
		for at := 0; at < len(order); at += s.batch {
			batch := order[at:min(at+s.batch, len(order))]
			left := 1 - float64(step)/float64(steps)
			step++
			adam := vec.NewAdam(step, s.rate*left)
			for b, i := range batch {
				t.load(b, &samples[i])
			}
			t.forward(len(batch))
			for b, i := range batch {
				t.judge(t.scores[b], samples[i].label)
			}
			t.backward(len(batch), &adam, s.wordRate*left)
		}
	}
	return n
}

// load copies a text to row b, leaving parts of it out.
func (t *trainer) load(b int, x *sample) {
	dense := t.dense[b]
	copy(dense, x.dense)
	if t.dropDense > 0 {
		up := float32(1 / (1 - t.dropDense))
		for k := range dense {
			if t.rng.share() < t.dropDense {
				dense[k] = 0
			} else {
				dense[k] *= up
			}
		}
	}
	v := &t.sparse[b]
	v.index, v.value = v.index[:0], v.value[:0]
	up := float32(1 / (1 - t.dropWords))
	for k, f := range x.sparse.index {
		if t.rng.share() >= t.dropWords {
			v.index = append(v.index, f)
			v.value = append(v.value, x.sparse.value[k]*up)
		}
	}
	t.net.addWords(t.hiddens[b], v)
	clear(t.errors[b])
}

// forward fills the hidden units, some of them left out, and the scores.
func (t *trainer) forward(size int) {
	for j := range t.hidden {
		row := t.net.firstRow(j)
		for b := range size {
			t.hiddens[b][j] += vec.Dot(t.dense[b], row)
		}
	}
	up := t.hiddenUp()
	for b := range size {
		for j, h := range t.hiddens[b] {
			if h <= 0 || t.rng.share() < t.dropHidden {
				h = 0
			}
			t.hiddens[b][j] = h * up
		}
	}
	for c := range t.net.classes {
		row := t.net.secondRow(c)
		for b := range size {
			t.scores[b][c] = t.net.secondBias[c] + vec.Dot(t.hiddens[b], row)
		}
	}
}

func (t *trainer) hiddenUp() float32 { return float32(1 / (1 - t.dropHidden)) }

// judge turns scores into errors: what the answer should have been, less what it was.
func (t *trainer) judge(scores []float32, label int) {
	softmax(scores)
	even := t.smooth / float32(len(scores))
	for c := range scores {
		scores[c] = even - scores[c]
	}
	scores[label] += 1 - t.smooth
}

// backward moves all weights along the errors of the batch.
func (t *trainer) backward(size int, adam *vec.Adam, wordRate float64) {
	n, part := t.net, 1/float32(size)
	for c := range n.classes {
		from, to := c*n.hidden, (c+1)*n.hidden
		for b := range size {
			e := t.scores[b][c]
			if e < leastError && e > -leastError {
				continue
			}
			vec.Axpy(t.errors[b], n.second[from:to], e)
			vec.Axpy(t.second.gradient[from:to], t.hiddens[b], e*part)
			t.secondBias.gradient[c] += e * part
		}
		t.second.step(adam, from, to)
	}
	t.secondBias.step(adam, 0, n.classes)
	up := t.hiddenUp()
	for b := range size {
		for j, h := range t.hiddens[b] {
			if h <= 0 {
				t.errors[b][j] = 0
				continue
			}
			t.errors[b][j] *= up
			t.firstBias.gradient[j] += t.errors[b][j] * part
		}
	}
	for j := range n.hidden {
		from, to := j*n.in, (j+1)*n.in
		for b := range size {
			if e := t.errors[b][j]; e != 0 {
				vec.Axpy(t.first.gradient[from:to], t.dense[b], e*part)
			}
		}
		t.first.step(adam, from, to)
	}
	t.firstBias.step(adam, 0, n.hidden)
	t.moveWords(size, wordRate)
}

func (t *trainer) moveWords(size int, rate float64) {
	for b := range size {
		v, e := &t.sparse[b], t.errors[b]
		square := vec.Dot(e, e) / float32(t.hidden)
		for k, f := range v.index {
			x := v.value[k]
			t.wordSquares[f] += float32(square*x) * x
			vec.Axpy(t.net.wordRow(f), e, x*float32(rate)/(float32(math.Sqrt(float64(t.wordSquares[f])))+1e-6))
		}
	}
}
