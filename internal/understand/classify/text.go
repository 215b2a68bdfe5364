package classify

import "slices"

// text is a message or an example in numbers.
type text struct {
	features []feature
	dense    []float32
}

func readText(s, lang string, withMeaning bool) text {
	tokens := tokensOf(s, lang)
	t := text{features: slices.Clip(extract(nil, tokens))}
	if withMeaning {
		t.dense = make([]float32, meaningWidth)
		meaning(t.dense, tokens)
	}
	return t
}

func denseOf(texts []text) [][]float32 {
	out := make([][]float32, len(texts))
	for i, t := range texts {
		out[i] = t.dense
	}
	return out
}

func featuresOf(texts []text) [][]feature {
	out := make([][]feature, len(texts))
	for i, t := range texts {
		out[i] = t.features
	}
	return out
}
