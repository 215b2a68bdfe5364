package answer

import (
	"math"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge/search"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/normal"
	"github.com/rozmova/rozmova/internal/understand/semantic"
)

// What speaks for a passage as the answer to a question, beside the search's own
// ranking. Signs are sums and shares without a unit; assure weighs them.
const (
	signScore       = iota // the search's ranking
	signCovered            // share of the question's weight whose stems stand in passage, headings or title
	signSoft               // each word's nearest one there, by meaning
	signSoftHead           // the same in title and headings alone
	signMissing            // how much the word is missed that is missed most
	signMissingNext        // and the one after it
	signMissingAll         // and all of them, as a share
	signTitle              // cosine of question and title
	signHeading            // and innermost heading
	signPassage            // and passage
	signSentence           // and its nearest sentence
	signAsked              // and the nearest of the questions that its author noted
	signAskedWords         // the words that question and noted question share, by weight
	signAskedSoft          // the same by meaning, both ways
	signUnit               // the question's words in one place: a heading, a noted question, a sentence
	signUnitWords          // the same by stems
	signWords              // how many words of weight the question has
	signs
)

// Signs are those of one passage.
type Signs [signs]float64

// term is a word of weight of a question.
type term struct {
	stem   string
	weight float64
	vector vector
}

type vector [semantic.Width]float32

// subject are the words of a question that say what it is about.
func subject(text, lang string) []term {
	var out []term
	for _, t := range normal.TokensIn(text, lang) {
		if t.Kind == normal.Emoji || t.Kind == normal.Word && small(t.Text) {
			continue
		}
		out = append(out, term{t.Stem, rarity(t.Text), meaning(t.Text)})
	}
	return out
}

func small(word string) bool { return classify.Small(word) || polite[word] }

// polite are words of those who ask, beside those that the classifier knows.
var polite = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("чи підкажіть підкажи скажіть поясніть розкажіть допоможіть цікавить цікаво питання хотів хотіла хочу можу можна можете треба потрібно маю є у в вас вам ви нас мене мені мій моя моє мої " +
		"please tell explain wonder help can could would do does did have has i my me you your is are am was be any some the a an there it this that") {
		out[w] = true
	}
	return out
}()

// rarity is how much a word tells, by how rare it is in running text.
func rarity(word string) float64 {
	var buf [32]semantic.Piece
	sum, top := 0.0, 0.0
	for _, p := range semantic.Pieces(buf[:0], word) {
		r := float64(p.Rarity())
		sum, top = sum+max(r-4, 0), max(top, r)
	}
	return min(max(top, 4+sum)-4, 9) + .5 // a word of several pieces is rarer than each
}

func meaning(word string) vector {
	var v vector
	add(&v, word, 1)
	return v
}

func add(v *vector, word string, by float32) {
	var buf [32]semantic.Piece
	for _, p := range semantic.Pieces(buf[:0], word) {
		w := min(p.Rarity(), 13) / 10
		p.AddTo(v[:], w*w*by)
	}
}

// sense is what a text means as a whole.
func sense(text, lang string) vector {
	var v vector
	for _, t := range normal.TokensIn(text, lang) {
		if t.Kind == normal.Emoji {
			continue
		}
		by := float32(1)
		if t.Kind == normal.Word && small(t.Text) {
			by = .15
		}
		add(&v, t.Text, by)
	}
	return v
}

func cosine(a, b *vector) float64 {
	var dot, x, y float64
	for i := range a {
		dot += float64(a[i]) * float64(b[i])
		x += float64(a[i]) * float64(a[i])
		y += float64(b[i]) * float64(b[i])
	}
	if x < 1e-12 || y < 1e-12 {
		return 0
	}
	return dot / math.Sqrt(x*y)
}

// SignsOf measures a passage against a question.
func SignsOf(query, lang string, h search.Hit) Signs {
	var s Signs
	q := subject(query, lang)
	all := sense(query, lang)
	head := h.Title + " " + strings.Join(h.Headings, " ")
	headWords, words := subject(head, h.Lang), subject(strings.Join(append([]string{h.Text}, h.Asked...), "\n"), h.Lang)
	s[signScore] = h.Score
	weight := 0.0
	for _, t := range q {
		weight += t.weight
		exact, near, nearHead := 0.0, 0.0, 0.0
		for _, w := range headWords {
			if w.stem == t.stem {
				exact, near, nearHead = 1, 1, 1
			}
			c := cosine(&t.vector, &w.vector)
			near, nearHead = max(near, c), max(nearHead, c)
		}
		for _, w := range words {
			if w.stem == t.stem {
				exact, near = 1, 1
			}
			near = max(near, cosine(&t.vector, &w.vector))
		}
		s[signCovered] += t.weight * exact
		s[signSoft] += t.weight * near
		s[signSoftHead] += t.weight * nearHead
		miss := t.weight / 8 * (1 - min(max((near-.3)/.45, 0), 1))
		if miss > s[signMissing] {
			s[signMissing], s[signMissingNext] = miss, s[signMissing]
		} else {
			s[signMissingNext] = max(s[signMissingNext], miss)
		}
		s[signMissingAll] += miss
	}
	if weight > 0 {
		for _, i := range []int{signCovered, signSoft, signSoftHead} {
			s[i] /= weight
		}
		s[signMissingAll] /= weight / 8
	}
	title, text := sense(h.Title, h.Lang), sense(h.Text, h.Lang)
	s[signTitle], s[signPassage] = cosine(&all, &title), cosine(&all, &text)
	s[signHeading] = s[signTitle]
	if n := len(h.Headings); n > 0 {
		v := sense(h.Headings[n-1], h.Lang)
		s[signHeading] = cosine(&all, &v)
	}
	for _, sentence := range sentences(h.Text) {
		v := sense(sentence, h.Lang)
		s[signSentence] = max(s[signSentence], cosine(&all, &v))
	}
	for _, asked := range h.Asked {
		v := sense(asked, h.Lang)
		s[signAsked] = max(s[signAsked], cosine(&all, &v))
		words, soft := overlap(q, subject(asked, h.Lang))
		s[signAskedWords] = max(s[signAskedWords], words)
		s[signAskedSoft] = max(s[signAskedSoft], soft)
	}
	about := subject(h.Title, h.Lang)
	for i, u := range append(append(append([]string{h.Title}, h.Headings...), h.Asked...), sentences(h.Text)...) {
		words := subject(u, h.Lang)
		if i > 0 {
			words = append(words, about...) // what it is all about goes without saying
		}
		exact, soft := covered(q, words)
		s[signUnit], s[signUnitWords] = max(s[signUnit], soft), max(s[signUnitWords], exact)
	}
	s[signWords] = float64(len(q))
	return s
}

// overlap is the share of weight that two sets of words have in common: stem by
// stem, and by the nearest meaning of each word in the other set.
func overlap(a, b []term) (words, soft float64) {
	if len(a) == 0 || len(b) == 0 {
		return 0, 0
	}
	side := func(a, b []term) (words, soft, all float64) {
		for _, x := range a {
			exact, near := 0.0, 0.0
			for _, y := range b {
				if x.stem == y.stem {
					exact, near = 1, 1
					break
				}
				near = max(near, cosine(&x.vector, &y.vector))
			}
			words, soft, all = words+x.weight*exact, soft+x.weight*near, all+x.weight
		}
		return words, soft, all
	}
	w1, s1, n1 := side(a, b)
	w2, s2, n2 := side(b, a)
	return (w1 + w2) / (n1 + n2), (s1 + s2) / (n1 + n2)
}

// covered is the share of weight of a question that has its like among words: by
// stems and by meaning.
func covered(q, words []term) (exact, soft float64) {
	all := 0.0
	for _, x := range q {
		near := 0.0
		for _, y := range words {
			if x.stem == y.stem {
				near = 1
				exact += x.weight
				break
			}
			near = max(near, cosine(&x.vector, &y.vector))
		}
		soft, all = soft+x.weight*near, all+x.weight
	}
	return exact / max(all, 1e-9), soft / max(all, 1e-9)
}
