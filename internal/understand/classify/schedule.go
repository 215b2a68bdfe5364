package classify

// hyper are the constants of learning.
type hyper struct {
	epochs   int     // of the linear part
	rate     float64 // of the linear part
	leastGap float32 // gradients smaller than this are not worth a pass
	network  schedule
}

// manyExamples is where features seen once stop being worth their memory, and one round of held-out intents is
// enough to learn the scope.
const manyExamples = 1500

// hyperFor gives few examples more rounds: each round of fifteen examples is fifteen steps.
func hyperFor(examples int) hyper {
	h := hyper{epochs: min(60, max(10, 60000/max(1, examples))), rate: 4, leastGap: 2e-3}
	if examples > manyExamples {
		h.network = schedule{hidden: 256, epochs: min(20, max(10, 100000/examples)), batch: 64}
	} else {
		h.network = schedule{hidden: 64, epochs: min(40, max(10, 9000/max(1, examples))), batch: 16}
		if examples < 200 {
			h.network.batch = 8
		}
	}
	h.network.rate, h.network.wordRate = 0.001, 0.02
	h.network.dropDense, h.network.dropWords, h.network.dropHidden = 0.1, 0.3, 0.3
	if examples > manyExamples {
		h.network.dropDense, h.network.dropHidden = 0.25, 0.4
	}
	h.network.smooth = 0.1
	return h
}
