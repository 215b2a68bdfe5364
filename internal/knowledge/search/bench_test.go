package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/understand/semantic"
)

// madeText is words of the table, the frequent ones often: a number of words apart, as many as texts have.
func madeText(seed uint64, words int) string {
	var out []string
	for len(out) < words {
		seed = seed*6364136223846793005 + 1442695040888963407
		u := float64(seed>>11) / (1 << 53)
		at := int(float64(semantic.Count()) * u * u * u * u)
		if w, _ := semantic.Word(semantic.Piece(at)); w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func BenchmarkSearch(b *testing.B) {
	x := New(Options{})
	for i := range 2000 {
		var body strings.Builder
		for k := range 10 {
			fmt.Fprintf(&body, "## %s\n\n%s\n\n", madeText(uint64(i*31+k), 4), madeText(uint64(i*77+k*3), 70))
		}
		x.Put(knowledge.Document{Article: knowledge.ArticleID(fmt.Sprint(i)), Lang: "uk", Title: madeText(uint64(i), 5), Body: body.String(), Audience: knowledge.Public})
	}
	b.Logf("%d passages, %d words, %d stems", x.Len(), len(x.words), len(x.stems))
	n := uint64(0)
	for b.Loop() {
		n++
		x.Documents(Query{Text: madeText(n*7919, 8), Lang: "uk", Audience: knowledge.Public})
	}
}
