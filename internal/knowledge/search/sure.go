package search

import "math"

// What tells whether a passage answers, beside its place: how much of the question it has, how well the title fits
// (a question that is nearly a title is answered by it), and by how much it is better than what else there is.
const (
	sAlways = iota
	sScore
	sAhead   // of the best other document
	sCovered // and the following: features
	sSoft
	sTitle
	sTitleBack
	sSoftTitle
	sSoftBack
	sMeaning
	sTitleMeaning
	sMissing
	sWords
	sPairs
	sWhole
	sStrange // share of the question's weight in words that no article has
	sLong    // the question has many telling words
	sides
)

// farAhead is where a lead stops to say more.
const farAhead = 3

// weighUp gathers for a ranked candidate what its certainty is made of. other is the best score of other documents.
func (c *candidate) weighUp(a *question, other float64) (out [sides]float64) {
	f := &c.features
	out = [sides]float64{
		sAlways: 1, sScore: c.score, sAhead: min(max(c.score-other, -farAhead), farAhead), sCovered: f[fCovered], sSoft: f[fSoft],
		sTitle: f[fTitle], sTitleBack: f[fTitleBack], sSoftTitle: f[fSoftTitle], sSoftBack: f[fSoftBack], sMeaning: f[fMeaning],
		sTitleMeaning: f[fTitleMeaning], sMissing: f[fMissing], sWords: f[fWords], sPairs: f[fPairs], sWhole: f[fWhole],
	}
	telling := 0.0
	for _, t := range a.terms {
		if len(t.variants) == 0 && !t.small {
			out[sStrange] += t.weight / max(a.weight, 1e-9)
		}
		if !t.small {
			telling++
		}
	}
	out[sLong] = math.Log(1 + telling)
	return out
}

// assure says of each candidate how likely it is that it answers. The candidates are ranked.
func (x *Index) assure(a *question, list []candidate) {
	for i := range list {
		c := &list[i]
		z := 0.0
		for k, v := range c.weighUp(a, x.bestOther(list, i)) {
			z += surest[k] * v
		}
		c.sure = 1 / (1 + math.Exp(-z))
	}
}

// bestOther is the best score of a document that is not that of a candidate.
func (x *Index) bestOther(list []candidate, i int) float64 {
	own := x.slots[list[i].slot].document
	for k := range list {
		if x.slots[list[k].slot].document != own {
			return list[k].score
		}
	}
	return list[i].score - farAhead
}
