package search

import "context"

// Embedder is an endpoint that says what texts mean: for each a vector, all of one length.
type Embedder interface {
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}
