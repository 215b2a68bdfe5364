package quality

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSearch(t *testing.T) {
	dir := t.TempDir()
	write := func(name, rows string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(rows), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	articles, err := ReadArticles(write("articles", `{"id":"a","lang":"uk","title":"Оплата карткою","body":"Приймаємо Visa та Mastercard."}
{"id":"b","lang":"uk","title":"Повернення","body":"Товар можна повернути за 14 днів."}
{"id":"c","lang":"uk","title":"Гарантія","body":"Ремонт безкоштовний протягом року."}
`))
	if err != nil {
		t.Fatal(err)
	}
	queries, err := ReadQueries(write("queries", `{"query":"як сплатити карткою","relevant":["a"]}
{"query":"повернути товар","relevant":["b","c"]}
{"query":"повернення за 14 днів","relevant":["nowhere"]}
`))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Search(articles, queries)
	if err != nil {
		t.Fatal(err)
	}
	near := func(name string, got, want float64) {
		if got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
	near("p@1", r.PAt1, 2.0/3)
	near("mrr", r.MRR, 2.0/3)
	if r.RAt5 < 0.5-1e-9 || r.Articles != 3 || r.Passages != 3 || r.Queries != 3 || len(r.Misses) != 1 || r.Misses[0].First != "Повернення" {
		t.Errorf("got %+v", r)
	}
	for _, bad := range []string{`{"id":"a"}`, `{"title":"a"}`, `{`, `{"id":"a","title":"x"}` + "\n" + `{"id":"a","title":"y"}`} {
		if _, err := ReadArticles(write("bad", bad)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
	if _, err := ReadQueries(write("bad", `{"query":"a"}`)); err == nil {
		t.Error("a query without an answer was read")
	}
}

// The figures of docs/QUALITY.md, where the public set is at hand.
func TestSearchOnStackFAQ(t *testing.T) {
	const dir = "../../../shared/data/search/stackfaq/"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the set of questions and answers is not beside the project")
	}
	articles, err := ReadArticles(dir + "articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	queries, err := ReadQueries(dir + "dev.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	r, err := Search(articles, queries)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("first is right %.3f, right among five %.3f, MRR %.3f", r.PAt1, r.RAt5, r.MRR)
	if r.PAt1 < 0.80 || r.RAt5 < 0.95 || r.MRR < 0.87 {
		t.Error("below what is promised")
	}
}
