package classify

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed background.txt
var background string

// backgroundFeatures are everyday sentences that no service flow is about, in all languages. They stand for the
// world outside when the scope is learned; they are never an intent.
var backgroundFeatures = sync.OnceValue(func() [][]feature {
	var out [][]feature
	for line := range strings.Lines(background) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, extract(nil, line, ""))
		}
	}
	return out
})

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
