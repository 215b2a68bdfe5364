package search

import (
	"math"
)

// What is known of a passage and a question together. The ranking is a sum of these, each with the weight that
// learning gave it.
const (
	fWords        = iota // BM25F of the passage
	fArticle             // BM25 of the whole document
	fTitle               // share of the question's weight that the title has
	fTitleBack           // share of the title's weight that the question has
	fHeadings            // share that the headings have
	fCovered             // share that passage, headings and title have together
	fMeaning             // cosine with the passage
	fTitleMeaning        // cosine with the title
	fHeadMeaning         // cosine with the innermost heading
	fSoft                // each term's nearest word in the passage, by meaning
	fSoftTitle           // the same in the title
	fSoftBack            // each word of the title, its nearest term
	fPairs               // neighbours that are neighbours in the passage too
	fTitlePairs          // and in the title
	fTitleLetters        // letters that question and title share
	fMissing             // weight of the most telling word that is nowhere in the document
	fArticleBest         // BM25F of the document's best passage
	fArticleMean         // cosine with the document's nearest passage
	fStart               // the passage is the document's first
	fShort               // few words
	fWhole               // words of the question that stand in the passage in a row
	fArticleSoft         // the highest fSoft of the document's passages
	features
)

// examine measures the candidates.
func (x *Index) examine(a *question, list []candidate) {
	weight := max(a.weight, 1e-9)
	seen := newSoft(x, a)
	defer seen.done()
	var titles = map[int32]*titleView{}
	for i := range list {
		c := &list[i]
		s := &x.slots[c.slot]
		d := &x.shelf[s.document]
		view := titles[s.document]
		if view == nil {
			view = x.viewTitle(a, d, seen)
			titles[s.document] = view
		}
		f := &c.features
		f[fWords], f[fArticle] = c.words/weight, c.article/weight
		f[fTitle], f[fTitleBack], f[fSoftTitle], f[fSoftBack] = view.covered, view.back, view.soft, view.softBack
		f[fTitleMeaning], f[fTitlePairs], f[fTitleLetters] = view.meaning, view.pairs, view.letters
		f[fMeaning] = c.meaning
		f[fHeadMeaning] = float64(cosine(&a.meaning, &s.heading))
		if s.heading.scale == 0 {
			f[fHeadMeaning] = view.meaning
		}
		seen.passage(x, d.title, s.headings, s.text)
		f[fHeadings] = seen.share(inHeadings)
		f[fCovered] = seen.all()
		f[fSoft] = seen.softShare()
		f[fPairs] = seen.pairs(x, s.text)
		f[fWhole] = seen.row(x, s.text)
		if s.passage.Number == 0 {
			f[fStart] = 1
		}
		f[fShort] = 1 / math.Log(8+float64(len(s.text)))
		f[fMissing] = seen.missing() / weight
	}
	best := map[int32][4]float64{}
	for i := range list {
		c := &list[i]
		n := x.slots[c.slot].document
		b, ok := best[n]
		if !ok {
			b[2] = math.Inf(1)
		}
		b[0], b[1] = max(b[0], c.features[fWords]), max(b[1], c.features[fMeaning])
		b[2], b[3] = min(b[2], c.features[fMissing]), max(b[3], c.features[fSoft])
		best[n] = b
	}
	for i := range list {
		c := &list[i]
		b := best[x.slots[c.slot].document]
		c.features[fArticleBest], c.features[fArticleMean], c.features[fMissing], c.features[fArticleSoft] = b[0], b[1], b[2], b[3]
	}
}

// titleView is what all passages of a document share.
type titleView struct{ covered, back, soft, softBack, meaning, pairs, letters float64 }

func (x *Index) viewTitle(a *question, d *document, seen *soft) *titleView {
	v := &titleView{meaning: float64(cosine(&a.meaning, &d.meaning))}
	seen.passage(x, d.title, nil, nil)
	v.covered, v.soft = seen.share(inTitle), seen.softShare()
	v.pairs = seen.pairs(x, d.title)
	matched, soft, all := 0.0, 0.0, 0.0
	grams := map[gram]float64{}
	for _, w := range d.title {
		info := &x.words[w]
		if info.small {
			continue
		}
		idf := x.idf(info.stem)
		all += idf
		m, _ := seen.of(x, w)
		matched += idf * m.exact
		soft += idf * m.best
		for _, g := range gramsOf(nil, x.stems[info.stem].text) {
			grams[g]++
		}
	}
	if all > 0 {
		v.back, v.softBack = matched/all, soft/all
	}
	var both, square float64
	for g, n := range grams {
		both += n * a.grams[g]
		square += n * n
	}
	if square > 0 && a.length > 0 {
		v.letters = both / math.Sqrt(square*a.length)
	}
	return v
}
