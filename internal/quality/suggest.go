package quality

import (
	"cmp"
	"slices"

	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/classify"
)

// SuggestionKind says what is to be done.
type SuggestionKind string

const (
	TellApart   SuggestionKind = "tell_apart"   // say nearly the same in one flow only
	SetApart    SuggestionKind = "set_apart"    // two flows are taken for each other often
	AddExamples SuggestionKind = "add_examples" // a flow has too few in a language
	AddLike     SuggestionKind = "add_like"     // a flow's examples are so unlike each other that each was turned away
	AddOutside  SuggestionKind = "add_outside"  // the pack has no examples out of scope
)

// Suggestion is one thing that would help. Flows are those it is about; Texts are
// examples that show it.
type Suggestion struct {
	Kind  SuggestionKind `json:"kind"`
	Flows []string       `json:"flows,omitempty"`
	Lang  string         `json:"lang,omitempty"`
	Count int            `json:"count,omitempty"`
	Texts []string       `json:"texts,omitempty"`
}

// mostTexts are shown with a suggestion.
const mostTexts = 3

func suggest(r UnderstandingReport) []Suggestion {
	out := []Suggestion{}
	for _, t := range r.Twins {
		out = append(out, Suggestion{Kind: TellApart, Flows: []string{t.One.Flow, t.Other.Flow}, Texts: []string{t.One.Text, t.Other.Text}})
	}
	done := map[[2]string]bool{}
	for _, c := range r.Confusions {
		pair := [2]string{min(c.Flow, c.As), max(c.Flow, c.As)}
		if c.As == classify.OutOfScope || c.Flow == classify.OutOfScope || done[pair] {
			continue
		}
		done[pair] = true
		times, texts := 0, []string{}
		for _, o := range r.Confusions {
			if o.Flow == c.Flow && o.As == c.As || o.Flow == c.As && o.As == c.Flow {
				times += o.Times
			}
		}
		for _, h := range r.Weak {
			if (h.Flow == c.Flow && h.As == c.As || h.Flow == c.As && h.As == c.Flow) && len(texts) < mostTexts {
				texts = append(texts, h.Text)
			}
		}
		if times >= confusedOften {
			out = append(out, Suggestion{Kind: SetApart, Flows: []string{c.Flow, c.As}, Count: times, Texts: texts})
		}
	}
	for _, f := range r.Few {
		out = append(out, Suggestion{Kind: AddExamples, Flows: []string{f.Flow}, Lang: f.Lang, Count: Enough - f.Examples})
	}
	for _, c := range r.Confusions {
		if c.As != classify.OutOfScope || float64(c.Times) < awayOften*float64(c.Of) || c.Times < confusedOften {
			continue
		}
		s := Suggestion{Kind: AddLike, Flows: []string{c.Flow}, Count: c.Times}
		for _, h := range r.Weak {
			if h.Flow == c.Flow && h.As == c.As && len(s.Texts) < mostTexts {
				s.Texts = append(s.Texts, h.Text)
			}
		}
		out = append(out, s)
	}
	if r.Outside == 0 {
		out = append(out, Suggestion{Kind: AddOutside})
	}
	return out
}

const (
	confusedOften = 2
	awayOften     = 0.2
)

// twins compares all examples of different flows.
func twins(held []Held) []Twins {
	words := make([][]string, len(held))
	for i, h := range held {
		words[i] = understand.Words(h.Text, h.Lang)
	}
	out := []Twins{}
	for i, a := range held {
		for j := i + 1; j < len(held); j++ {
			if b := held[j]; a.Flow != b.Flow && a.Lang == b.Lang && understand.Alike(words[i], words[j]) {
				out = append(out, Twins{a, b})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Twins) int {
		return cmp.Or(cmp.Compare(a.One.Flow, b.One.Flow), cmp.Compare(a.Other.Flow, b.Other.Flow))
	})
	return out
}
