package search

// ranking is what `go run ./internal/knowledge/search/tune` learned.
var ranking = [features]float64{fWords: 1, fArticle: 0.5, fTitle: 1, fMeaning: 2, fTitleMeaning: 3, fSoft: 2, fSoftTitle: 1}
