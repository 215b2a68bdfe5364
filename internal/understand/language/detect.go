// Package language tells in which language a message is written. Understanding calls it for every customer
// message, so it must be right on two words and take microseconds.
//
// It adds up weights of letter sequences, which scripts/languages learned (docs/adr/0026). Among alphabets that one
// language has to itself, the alphabet decides. It never guesses where there is nothing to go by: a message of digits
// or emoji is Unknown. It does no I/O and keeps no state between calls.
package language

import "math"

// Unknown is the answer for a text without words in an alphabet we know.
const Unknown = "unknown"

// maxLetters is how much of a text is read: more would not change the answer.
const maxLetters = 240

// Detect returns the ISO 639-1 code of the language of text and how sure that is, from 0 to 1, among all the
// languages we know. It is the Detector without preferences.
func Detect(text string) (lang string, confidence float64) {
	return everything.Detect(text)
}

var everything = New(nil)

// Detector tells languages with some of them expected more than others. It is immutable and safe for concurrent use.
type Detector struct {
	bonus map[string]float64
}

// How much a language gains before a letter is read, as logarithms of odds.
const (
	spokenBonus   = 3.0 // customers are answered in it
	heardBonus    = 2.0 // they are understood in it
	previousBonus = 2.0 // the conversation was in it so far
)

// New returns a detector that takes languages for likelier than others: those in which customers are answered, and
// those in which they are understood besides. A word or two are then rarely mistaken, and a sentence in any other
// language is still told from them.
func New(spoken []string, heard ...string) *Detector {
	d := &Detector{bonus: map[string]float64{}}
	for _, l := range heard {
		d.bonus[l] = heardBonus
	}
	for _, l := range spoken {
		d.bonus[l] = spokenBonus
	}
	return d
}

// Detect returns the language of text and how sure that is.
func (d *Detector) Detect(text string) (lang string, confidence float64) {
	return d.DetectAfter(text, "")
}

// DetectAfter is Detect in a conversation whose language so far was previous: «ок» and "no" do not change it,
// a sentence does.
func (d *Detector) DetectAfter(text, previous string) (lang string, confidence float64) {
	words, script := wordsOf(text)
	if len(words) == 0 {
		return Unknown, 0
	}
	if l, ok := scriptLanguages[script]; ok {
		return l, 0.95
	}
	t := tables()[script]
	if t == nil {
		return Unknown, 0
	}
	var scores [maxLanguages]float64
	t.add(&scores, gramsOf(words))
	for i, l := range t.languages {
		scores[i] += d.bonus[l]
		if l == previous {
			scores[i] += previousBonus
		}
	}
	best, confidence := likeliest(scores[:len(t.languages)])
	return t.languages[best], confidence
}

func gramsOf(words []string) []uint32 {
	grams := make([]uint32, 0, 512)
	for _, w := range words {
		grams = Grams(grams, w)
	}
	return grams
}

// likeliest is the place of the highest score, and its probability.
func likeliest(scores []float64) (int, float64) {
	best := 0
	for i, x := range scores {
		if x > scores[best] {
			best = i
		}
	}
	sum := 0.0
	for _, x := range scores {
		sum += math.Exp(x - scores[best])
	}
	return best, 1 / sum
}
