package quality

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
)

// SearchArticle is an article to be found. The body is Markdown or plain text.
type SearchArticle struct{ ID, Lang, Title, Body string }

// SearchQuery is what is asked, and the articles that answer it.
type SearchQuery struct {
	Query    string
	Lang     string // "" where the text is to tell
	Relevant []string
}

// ReadArticles reads rows `{"id","lang","title","body"}`, one a line. Every mistake names its line.
func ReadArticles(path string) ([]SearchArticle, error) {
	var out []SearchArticle
	seen := map[string]bool{}
	err := readRows(path, func(line []byte) error {
		var r SearchArticle
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r.ID == "" || r.Title == "" && r.Body == "" {
			return errors.New(`a row needs "id", and "title" or "body"`)
		}
		if seen[r.ID] {
			return errors.New("an earlier row has the same id")
		}
		seen[r.ID] = true
		out = append(out, r)
		return nil
	})
	return out, err
}

// ReadQueries reads rows `{"query","relevant"}`, one a line. Every mistake names its line.
func ReadQueries(path string) ([]SearchQuery, error) {
	var out []SearchQuery
	err := readRows(path, func(line []byte) error {
		var r SearchQuery
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		if r.Query == "" || len(r.Relevant) == 0 {
			return errors.New(`a row needs "query" and "relevant"`)
		}
		out = append(out, r)
		return nil
	})
	return out, err
}

// SearchReport is what `rozmova eval search` prints. Shares are from 0 to 1.
type SearchReport struct {
	PAt1         float64 `json:"p_at_1"` // the first article is a right one
	RAt5         float64 `json:"r_at_5"` // share of the right articles that are among the first five
	MRR          float64 `json:"mrr"`    // mean of one by the place of the first right one, among the first ten
	MsP50        float64 `json:"ms_per_query_p50"`
	MsP95        float64 `json:"ms_per_query_p95"`
	IndexSeconds float64 `json:"index_seconds"`
	Articles     int     `json:"articles"`
	Passages     int     `json:"passages"`
	Queries      int     `json:"queries"`

	Misses []SearchMiss `json:"-"`
}

// SearchMiss is a query whose first article is not a right one.
type SearchMiss struct {
	Query  string
	First  string // the article that was found, "" for none
	Wanted string
	Place  int // of the first right one among ten, 0 for none
}

// deepestPlace is how many articles are looked at.
const deepestPlace = 10

// Search asks every query of an index of the articles.
func Search(articles []SearchArticle, queries []SearchQuery) (SearchReport, error) {
	if len(articles) == 0 || len(queries) == 0 {
		return SearchReport{}, errors.New("nothing to measure: no articles or no queries")
	}
	x := search.New()
	title := map[string]string{}
	start := time.Now()
	for _, a := range articles {
		x.Put(knowledge.Document{Article: knowledge.ArticleID(a.ID), Lang: a.Lang, Version: 1, Title: a.Title, Body: a.Body, Audience: knowledge.Public})
		title[a.ID] = a.Title
	}
	r := SearchReport{IndexSeconds: time.Since(start).Seconds(), Articles: len(articles), Queries: len(queries), Passages: x.Len()}
	var took []float64
	for _, q := range queries {
		began := time.Now()
		hits := x.Documents(search.Query{Text: q.Query, Lang: q.Lang, Audience: knowledge.Public, Limit: deepestPlace})
		took = append(took, float64(time.Since(began).Microseconds())/1000)
		place, among := 0, map[string]bool{}
		for i, h := range hits {
			if !slices.Contains(q.Relevant, string(h.Article)) {
				continue
			}
			if place == 0 {
				place = i + 1
			}
			if i < 5 {
				among[string(h.Article)] = true
			}
		}
		r.RAt5 += float64(len(among)) / float64(len(slices.Compact(slices.Sorted(slices.Values(q.Relevant)))))
		if place > 0 {
			r.MRR += 1 / float64(place)
		}
		if place == 1 {
			r.PAt1++
			continue
		}
		m := SearchMiss{Query: q.Query, Wanted: title[q.Relevant[0]], Place: place}
		if len(hits) > 0 {
			m.First = hits[0].Title
		}
		r.Misses = append(r.Misses, m)
	}
	n := float64(len(queries))
	r.PAt1, r.RAt5, r.MRR = r.PAt1/n, r.RAt5/n, r.MRR/n
	slices.Sort(took)
	r.MsP50, r.MsP95 = took[len(took)/2], took[min(len(took)-1, len(took)*95/100)]
	return r, nil
}
