package search

import (
	"slices"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Candidate is what the ranking sees of a passage: for learning the weights of its features, which is all that asks.
type Candidate struct {
	Article  knowledge.ArticleID
	Features []float64
	Score    float64
	Sides    []float64 // of its certainty
}

// Candidates are the passages that a query is answered from, the best first; without some articles, as if these had
// not been written.
func (x *Index) Candidates(q Query, without ...knowledge.ArticleID) []Candidate {
	x.mu.RLock()
	defer x.mu.RUnlock()
	a := x.understand(q)
	if len(a.terms) == 0 {
		return nil
	}
	s := scratches.Get().(*scratch)
	list := x.gather(a, q, s)
	scratches.Put(s)
	list = slices.DeleteFunc(list, func(c candidate) bool {
		return slices.Contains(without, x.slots[c.slot].passage.Article)
	})
	x.examine(a, list)
	x.rank(a, list)
	out := make([]Candidate, len(list))
	for i := range list {
		p := &x.slots[list[i].slot].passage
		sides := list[i].weighUp(a, x.bestOther(list, i))
		out[i] = Candidate{Article: p.Article, Features: list[i].features[:], Score: list[i].score, Sides: sides[:]}
	}
	return out
}

// FeatureNames name the features in their order.
func FeatureNames() []string {
	return []string{
		"fWords", "fArticle", "fTitle", "fTitleBack", "fHeadings", "fCovered", "fMeaning", "fTitleMeaning", "fHeadMeaning", "fSoft",
		"fSoftTitle", "fSoftBack", "fPairs", "fTitlePairs", "fTitleLetters", "fMissing", "fArticleBest", "fArticleMean", "fStart",
		"fShort", "fWhole", "fArticleSoft",
	}
}

// SideNames name the sides of a passage's certainty in their order.
func SideNames() []string {
	return []string{
		"sAlways", "sScore", "sAhead", "sCovered", "sSoft", "sTitle", "sTitleBack", "sSoftTitle", "sSoftBack", "sMeaning", "sTitleMeaning",
		"sMissing", "sWords", "sPairs", "sWhole", "sStrange", "sLong",
	}
}
