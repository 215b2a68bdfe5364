package classify

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/semantic"
)

//go:embed background.txt
var background string

//go:embed courtesies.txt
var courtesies string

// everydayTexts are everyday sentences that no service flow is about, in all languages. They stand for the world
// outside when the scope is learned; they are never an intent.
var everydayTexts = sync.OnceValue(func() []text {
	var out []text
	for line := range strings.Lines(background) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, readText(line, "", false))
		}
	}
	return out
})

// backgroundTexts are they, with courtesies, nonsense and words put together by chance, and what all of them mean.
var backgroundTexts = sync.OnceValue(func() []text {
	var out []text
	for line := range strings.Lines(background + courtesies) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, readText(line, "", true))
		}
	}
	for _, line := range randomWords() {
		out = append(out, readText(line, "", true))
	}
	return out
})

const (
	randomLines = 150
	usualWords  = 40000 // the pieces are sorted, the usual ones first
)

// randomWords are one to three words put together by chance: words that mean something, and nothing that is wanted.
func randomWords() []string {
	var rng chance = 7
	var out []string
	for len(out) < randomLines {
		var line []string
		for range 1 + rng.next(3) {
			for {
				w, ok := semantic.Word(semantic.Piece(rng.next(min(usualWords, semantic.Count()))))
				if ok && utf8.RuneCountInString(w) > 3 {
					line = append(line, w)
					break
				}
			}
		}
		out = append(out, strings.Join(line, " "))
	}
	return out
}

// EverydayWords are the words of those sentences and the small words that hold
// sentences together, in lower case.
func EverydayWords() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(background) {
		for _, w := range strings.Fields(line) {
			out[w] = true
		}
	}
	for w := range functionWords {
		out[w] = true
	}
	for w := range questionWords {
		out[w] = true
	}
	return out
}
