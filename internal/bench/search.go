package main

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/understand/semantic"
)

const (
	articleCount    = 2000
	passagesEach    = 10
	wordsOfPassage  = 70
	searchesAsked   = 1000
	editsMade       = 200
	longestQuestion = 12
)

// search is what it takes to index 20,000 passages, to ask them, and to take in an edit, on one core. The texts are
// words of the table of meanings, drawn as texts draw them: a few all the time, most hardly ever.
func (b *bench) search(ctx context.Context) ([]Figure, error) {
	articles, asked := articleCount, searchesAsked
	if b.quick {
		articles, asked = articleCount/10, searchesAsked/10
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	words := drawer{state: 7}
	made := func(i int) knowledge.Document {
		var body strings.Builder
		for range passagesEach {
			fmt.Fprintf(&body, "## %s\n\n%s\n\n", words.text(3), words.text(wordsOfPassage))
		}
		return knowledge.Document{
			Article: knowledge.ArticleID(fmt.Sprint("a", i)), Lang: "uk", Title: words.text(5), Body: body.String(), Audience: knowledge.Public,
		}
	}
	semantic.Pieces(nil, "word") // the table is unpacked once
	documents := make([]knowledge.Document, articles)
	for i := range documents {
		documents[i] = made(i)
	}
	before := heap()
	x := search.New()
	began := time.Now()
	for _, d := range documents {
		x.Put(d)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	indexing := time.Since(began).Seconds()
	held := float64(heap()-before) / 1e6
	var took []float64
	for i := range asked {
		q := search.Query{Text: words.text(3 + i%(longestQuestion-2)), Lang: "uk", Audience: knowledge.Public}
		began = time.Now()
		x.Documents(q)
		took = append(took, float64(time.Since(began).Microseconds())/1000)
	}
	var edits []float64
	for i := range editsMade {
		d := made(i * articles / editsMade)
		began = time.Now()
		x.Put(d)
		edits = append(edits, float64(time.Since(began).Microseconds())/1000)
	}
	note := fmt.Sprintf("%d passages of %d documents, one core, questions of 3 to %d words", x.Len(), articles, longestQuestion)
	out := []Figure{
		atMost(10, "searching, p95", "ms", percentile(took, 95)),
		figure("searching, p50", "ms", percentile(took, 50)),
		atMost(60, "indexing all passages", "s", indexing),
		figure("taking in an edited document, p95", "ms", percentile(edits, 95)),
		figure("memory of the index", "MB", held),
	}
	for i := range out {
		out[i].Note = note
	}
	return out, nil
}

// drawer draws words by Zipf's law: the second is half as frequent as the first, the tenth a tenth.
type drawer struct{ state uint64 }

func (d *drawer) text(n int) string {
	var out []string
	for len(out) < n {
		d.state = d.state*6364136223846793005 + 1442695040888963407
		u := float64(d.state>>11) / (1 << 53)
		rank := math.Exp(u*math.Log(float64(semantic.Count()))) - 1
		if w, _ := semantic.Word(semantic.Piece(rank)); len(w) > 1 {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
