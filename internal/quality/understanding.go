package quality

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/classify"
)

// UnderstandingReport says how well a playbook's flows are told apart, judged by
// their own examples: each is read by a model that has not seen it.
type UnderstandingReport struct {
	Flows    int     `json:"flows"`    // with examples
	Examples int     `json:"examples"` // of flows
	Accuracy float64 `json:"accuracy"` // given their own flow
	Away     float64 `json:"turned_away"`
	// Outside are the examples out of scope; Caught is how many of them were turned away, null without any.
	Outside    int                         `json:"out_of_scope_examples"`
	Caught     *float64                    `json:"out_of_scope_caught"`
	ByLanguage map[string]UnderstandingFor `json:"by_language"`

	Confusions  []Confusion   `json:"confusions"`   // the most frequent first
	Weak        []Held        `json:"weak"`         // examples that were taken for something else
	Twins       []Twins       `json:"twins"`        // nearly the same in two flows
	Few         []FewExamples `json:"few_examples"` // flows with fewer than Enough in a language
	Suggestions []Suggestion  `json:"suggestions"`  // what to do first comes first
}

// UnderstandingFor is the same of one language's examples.
type UnderstandingFor struct {
	Examples int     `json:"examples"`
	Accuracy float64 `json:"accuracy"`
	Away     float64 `json:"turned_away"`
}

// Held is an example and what a model that had not seen it took it for.
type Held struct {
	Flow string  `json:"flow"` // classify.OutOfScope for an example of that
	Lang string  `json:"lang"`
	Text string  `json:"text"`
	As   string  `json:"as"` // classify.OutOfScope when turned away
	Sure float64 `json:"probability"`
}

// Right says whether it was taken for what it is.
func (h Held) Right() bool { return h.Flow == h.As }

// Confusion is how often one flow's examples were taken for another's.
type Confusion struct {
	Flow  string `json:"flow"`
	As    string `json:"as"`
	Times int    `json:"times"`
	Of    int    `json:"of"` // examples that the flow has
}

// Twins are two examples of different flows that say nearly the same.
type Twins struct {
	One   Held `json:"one"`
	Other Held `json:"other"`
}

// FewExamples names a flow that has too few of a language.
type FewExamples struct {
	Flow     string `json:"flow"`
	Lang     string `json:"lang"`
	Examples int    `json:"examples"`
}

// Enough is how many examples of a language a flow should have: with fewer, what
// customers say in other words is a matter of luck.
const Enough = 8

// Understanding measures a playbook.
func Understanding(ctx context.Context, pb *dialogue.Playbook) (UnderstandingReport, error) {
	examples := understand.Examples(pb)
	held, err := HoldOut(ctx, examples)
	if err != nil {
		return UnderstandingReport{}, err
	}
	r := Summary(held)
	r.Confusions, r.Weak = confusions(held), []Held{}
	for _, h := range held {
		if !h.Right() {
			r.Weak = append(r.Weak, h)
		}
	}
	slices.SortStableFunc(r.Weak, func(a, b Held) int {
		return cmp.Or(cmp.Compare(a.Flow, b.Flow), cmp.Compare(a.Lang, b.Lang), cmp.Compare(b.Sure, a.Sure))
	})
	r.Twins, r.Few = twins(held), few(pb)
	r.Suggestions = suggest(r)
	return r, nil
}

// Folds is in how many parts the examples are divided.
const Folds = 5

// HoldOut reads every example with a model that was trained on the others: on four
// fifths of them, divided by what they say, so that an example and its like are
// never on both sides, and so that one more example changes little else.
func HoldOut(ctx context.Context, examples []classify.Example) ([]Held, error) {
	out := make([]Held, len(examples))
	for fold := range uint32(Folds) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var train []classify.Example
		var asked []int
		for i, e := range examples {
			if Part(e) == fold {
				asked = append(asked, i)
			} else {
				train = append(train, e)
			}
		}
		if len(asked) == 0 {
			continue
		}
		m := classify.Train(train, classify.Options{})
		for _, i := range asked {
			e := examples[i]
			as, sure := understand.Verdict(m.PredictIn(e.Text, e.Lang))
			out[i] = Held{Flow: e.Label, Lang: e.Lang, Text: e.Text, As: as, Sure: round(sure, 1e3)}
		}
	}
	return out, nil
}

// Part is the part that an example falls into, by what it says.
func Part(e classify.Example) uint32 {
	words := strings.Fields(understand.Gist(e.Text, e.Lang))
	slices.Sort(words)
	h := fnv.New32a()
	_, _ = h.Write([]byte(strings.Join(slices.Compact(words), " "))) // a hash takes everything
	return h.Sum32() % Folds
}

// Summary are the figures of examples that were held out.
func Summary(held []Held) UnderstandingReport {
	r := UnderstandingReport{ByLanguage: map[string]UnderstandingFor{}}
	flows := map[string]bool{}
	var right, away, caught float64
	type count struct{ n, right, away float64 }
	langs := map[string]*count{}
	for _, h := range held {
		if h.Flow == classify.OutOfScope {
			if r.Outside++; h.Right() {
				caught++
			}
			continue
		}
		r.Examples++
		flows[h.Flow] = true
		l := langs[h.Lang]
		if l == nil {
			l = &count{}
			langs[h.Lang] = l
		}
		l.n++
		switch {
		case h.Right():
			right++
			l.right++
		case h.As == classify.OutOfScope:
			away++
			l.away++
		}
	}
	n := float64(r.Examples)
	r.Flows, r.Accuracy, r.Away = len(flows), round(share(right, n), 1e4), round(share(away, n), 1e4)
	if r.Outside > 0 {
		r.Caught = pointer(round(caught/float64(r.Outside), 1e4))
	}
	for lang, l := range langs {
		r.ByLanguage[lang] = UnderstandingFor{int(l.n), round(l.right/l.n, 1e4), round(l.away/l.n, 1e4)}
	}
	return r
}

func confusions(held []Held) []Confusion {
	of := map[string]int{}
	times := map[[2]string]int{}
	for _, h := range held {
		of[h.Flow]++
		if !h.Right() {
			times[[2]string{h.Flow, h.As}]++
		}
	}
	return ordered(times, of)
}

// few looks at flows that are asked for in words.
func few(pb *dialogue.Playbook) []FewExamples {
	out := []FewExamples{}
	for _, name := range pb.Order {
		f := pb.Flows[name]
		if len(f.Examples) == 0 {
			continue
		}
		for _, lang := range pb.Languages {
			if n := len(f.Examples[lang]); n < Enough {
				out = append(out, FewExamples{name, lang, n})
			}
		}
	}
	return out
}
