package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Examples are a playbook's own: those of its flows and those out of scope. They
// are the only training data.
func Examples(pb *dialogue.Playbook) []classify.Example {
	var out []classify.Example
	add := func(label string, byLang map[string][]string) {
		for _, lang := range pb.Languages {
			for _, text := range byLang[lang] {
				out = append(out, classify.Example{Text: text, Label: label, Lang: lang})
			}
		}
	}
	for _, name := range pb.Order {
		add(name, pb.Flows[name].Examples)
	}
	add(classify.OutOfScope, pb.Outside)
	return out
}

// Gist is a text without what does not matter to two people who mean the same:
// case, endings, punctuation, emoji. Messages of one gist are one message.
func Gist(text, lang string) string {
	var words []string
	for _, t := range normal.TokensIn(text, lang) {
		if t.Kind != normal.Emoji && t.Stem != "" {
			words = append(words, t.Stem)
		}
	}
	return strings.Join(words, " ")
}

// Verdict is what a message is taken for when the classifier says so: a flow, or
// classify.OutOfScope, with its probability.
func Verdict(all []classify.Scored) (string, float64) {
	best, sure := classify.OutOfScope, 1.0
	for i, s := range all {
		switch {
		case s.Label == classify.OutOfScope && i == 0 && s.Probability > Default().Limits.Outside:
			return s.Label, s.Probability
		case s.Label != classify.OutOfScope && best == classify.OutOfScope:
			best, sure = s.Label, s.Probability
		}
	}
	return best, sure
}
