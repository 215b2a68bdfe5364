package app_test

import (
	"os"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/understand"
)

// The packs' articles answer in conversations, with the real recogniser.
func TestArticlesInConversations(t *testing.T) {
	sources, err := app.Packs("shop", "telecom")
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile("demo", sources...)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := app.Articles("shop", "telecom")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("testdata/articles.yaml")
	if err != nil {
		t.Fatal(err)
	}
	tests, err := flowtest.LoadFiles("articles", map[string]string{"tests/articles.yaml": string(file)})
	if err != nil {
		t.Fatal(err)
	}
	r := flowtest.Run(pb, rec, tests, nil, flowtest.WithKnowledge(app.TestKnowledge(articles)))
	for _, f := range r.Failures {
		t.Error(strings.TrimSpace(f.String()))
	}
	if r.Tests == 0 {
		t.Error("nothing was played")
	}
}
