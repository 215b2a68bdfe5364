package search

import "math"

// assure says of each candidate how likely it is that it answers.
func (x *Index) assure(a *question, list []candidate) {
	for i := range list {
		c := &list[i]
		c.sure = logistic(surest[0] + surest[1]*c.score)
	}
}

// surest is what `go run ./internal/knowledge/search/tune` learned.
var surest = [...]float64{-6, 1}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
