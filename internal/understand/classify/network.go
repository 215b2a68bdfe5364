package classify

import (
	"math"

	"github.com/rozmova/rozmova/internal/understand/classify/vec"
)

// network is one layer of hidden units over what a text means and the words it is made of, and softmax over them.
// The linear model beside it knows which words stand for a label; the network knows which meanings do, and words
// that were never seen in training.
type network struct {
	in, hidden, classes int
	first               []float32 // hidden rows of in: from the text's meaning
	firstBias           []float32
	words               []float32 // a row of hidden for each feature of the vocabulary
	second              []float32 // classes rows of hidden
	secondBias          []float32
}

// sample is one text for the network.
type sample struct {
	dense  []float32
	sparse vector
	label  int
}

func newNetwork(in, hidden, classes, features int, rng *chance) *network {
	n := &network{
		in: in, hidden: hidden, classes: classes,
		first: make([]float32, hidden*in), firstBias: make([]float32, hidden), words: make([]float32, features*hidden),
		second: make([]float32, classes*hidden), secondBias: make([]float32, classes),
	}
	for i := range n.first {
		n.first[i] = float32(rng.normal() / math.Sqrt(float64(in)))
	}
	for i := range n.second {
		n.second[i] = float32(0.5 * rng.normal() / math.Sqrt(float64(hidden)))
	}
	return n
}

func (n *network) firstRow(j int) []float32  { return n.first[j*n.in : (j+1)*n.in] }
func (n *network) secondRow(c int) []float32 { return n.second[c*n.hidden : (c+1)*n.hidden] }
func (n *network) wordRow(f int32) []float32 { return n.words[int(f)*n.hidden : (int(f)+1)*n.hidden] }

// addScores adds the network's scores, weighted, to out. h is scratch, hidden long.
func (n *network) addScores(out, h, dense []float32, sparse *vector, weight float32) {
	n.addWords(h, sparse)
	for j := range h {
		h[j] = max(h[j]+vec.Dot(dense, n.firstRow(j)), 0)
	}
	for c := range out {
		out[c] += weight * (n.secondBias[c] + vec.Dot(h, n.secondRow(c)))
	}
}

// addWords fills h with what the hidden units get from the words alone.
func (n *network) addWords(h []float32, sparse *vector) {
	copy(h, n.firstBias)
	for k, f := range sparse.index {
		vec.Axpy(h, n.wordRow(f), sparse.value[k])
	}
}
