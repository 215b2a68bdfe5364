package language

import (
	"math"
	"strings"
)

// Typing is how a text came to be in the alphabet it is in.
type Typing uint8

const (
	AsWritten        Typing = iota
	UkrainianInLatin        // "de moie zamovlennia"
	RussianInLatin          // "gde moy zakaz"
	UkrainianOnKeys         // "lt vj' pfvjdktyyz": the keyboard was English
	RussianOnKeys           // "ult vjq pfrfp"
	LatinOnKeys             // «цруку шы ьн щквук»: the keyboard was Cyrillic
)

// typings are their codes in the model.
var typings = map[string]Typing{
	"UL": UkrainianInLatin, "RL": RussianInLatin, "UK": UkrainianOnKeys, "RK": RussianOnKeys, "KL": LatinOnKeys,
}

// Nearly all messages are as they were meant, and reading one of them otherwise does harm. So every other way of typing
// starts with a handicap, and all of them together must be sure after the letters are read: which of two it is matters
// less.
const (
	handicap     = 1.5
	sure         = 0.6
	leastLetters = 3
)

// TypingOf says how text was typed. What is not clearly something else is as written. Only words in the alphabet that
// decides of the language are looked at. Names in Latin letters look like the language they come from: whether there are
// words of that language is for the caller to see.
func TypingOf(text string) Typing {
	words, script := wordsOf(text)
	t := tables()[script]
	if t == nil || len(t.typings) == 0 || len(strings.Join(words, "")) < leastLetters {
		return AsWritten
	}
	var scores [maxLanguages]float64
	t.add(&scores, gramsOf(words))
	n := len(t.languages)
	otherwise := scores[n : n+len(t.typings)]
	for i := range otherwise {
		otherwise[i] -= handicap
	}
	best, _ := likeliest(otherwise)
	sum := 0.0
	for _, x := range scores[:n] {
		sum += math.Exp(x - otherwise[best])
	}
	others := 0.0
	for _, x := range otherwise {
		others += math.Exp(x - otherwise[best])
	}
	if others/(others+sum) < sure {
		return AsWritten
	}
	return t.typings[best]
}
