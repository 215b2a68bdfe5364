package classify

import (
	"math"

	"github.com/rozmova/rozmova/internal/understand/classify/vec"
	"github.com/rozmova/rozmova/internal/understand/semantic"
)

// brain is what one training gives: it scores the labels for a text. The model is a brain with a scope; learning
// the scope takes further brains, of which each has seen a part of the examples only.
type brain struct {
	vocabulary *vocabulary
	scaling    *scaling
	linear     *linear
	network    *network  // nil where only words count
	share      float32   // the network's part in the score
	centres    []float32 // for each label the mean of its examples' meanings, of length one
}

// The network's part in the common score; the rest is the linear model's. The fewer examples, the more the very
// words of them say.
const (
	networkShareFew  = 0.6
	networkShareMany = 0.8
)

// learn trains on texts with labels numbered below classes.
func learn(texts []text, labels []int, classes int, h hyper, withMeaning bool) *brain {
	least := 1
	if len(texts) > manyExamples {
		least = 2
	}
	b := &brain{vocabulary: newVocabulary(featuresOf(texts), least)}
	vectors := make([]vector, len(texts))
	for i, t := range texts {
		b.vocabulary.vectorise(&vectors[i], t.features)
	}
	b.linear = fit(vectors, labels, classes, len(b.vocabulary.idf), h)
	if !withMeaning {
		return b
	}
	b.share = networkShareFew
	if len(texts) > manyExamples {
		b.share = networkShareMany
	}
	b.scaling = measureScaling(denseOf(texts), denseOf(backgroundTexts()))
	samples := make([]sample, len(texts))
	for i, t := range texts {
		samples[i] = sample{dense: make([]float32, meaningWidth), sparse: vectors[i], label: labels[i]}
		b.scaling.apply(samples[i].dense, t.dense)
	}
	b.network = trainNetwork(samples, meaningWidth, classes, len(b.vocabulary.idf), h.network)
	b.learnCentres(samples, classes)
	return b
}

func (b *brain) learnCentres(samples []sample, classes int) {
	const w = semantic.Width
	b.centres = make([]float32, classes*w)
	for _, s := range samples {
		vec.Axpy(b.centres[s.label*w:(s.label+1)*w], s.dense[:w], 1/length(s.dense[:w]))
	}
	for c := range classes {
		row := b.centres[c*w : (c+1)*w]
		by := 1 / length(row)
		for i := range row {
			row[i] *= by
		}
	}
}

func length(x []float32) float32 {
	return float32(math.Sqrt(float64(vec.Dot(x, x)))) + 1e-6
}

// scratch is the memory of one prediction.
type scratch struct {
	features []feature
	dense    []float32
	scaled   []float32
	vector   vector
	hidden   []float32
	scores   []float32
}

func (b *brain) newScratch(classes int) *scratch {
	s := &scratch{scores: make([]float32, classes)}
	if b.network != nil {
		s.dense, s.scaled, s.hidden = make([]float32, meaningWidth), make([]float32, meaningWidth), make([]float32, b.network.hidden)
	}
	return s
}

// score fills s.scores for the text whose features and meaning are in s.
func (b *brain) score(s *scratch) known {
	k := b.vocabulary.vectorise(&s.vector, s.features)
	b.linear.score(s.scores, &s.vector)
	if b.network == nil {
		return k
	}
	b.scaling.apply(s.scaled, s.dense)
	for c := range s.scores {
		s.scores[c] *= 1 - b.share
	}
	b.network.addScores(s.scores, s.hidden, s.scaled, &s.vector, b.share)
	return k
}

// nearness is how like the text the likeliest label's examples are in meaning, from -1 to 1.
func (b *brain) nearness(s *scratch, label int) float64 {
	if b.network == nil {
		return priorMean[nearSignal] // it tells nothing
	}
	const w = semantic.Width
	x := s.scaled[:w]
	return float64(vec.Dot(x, b.centres[label*w:(label+1)*w]) / length(x))
}

// labelsOf are the labels that occur.
func labelsOf(labels []int, classes int) []bool {
	out := make([]bool, classes)
	for _, l := range labels {
		out[l] = true
	}
	return out
}
