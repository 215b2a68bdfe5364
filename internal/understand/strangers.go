package understand

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Flows are told apart by the words of their examples. Whether a message is about
// the playbook's matters at all is another question: "where is the nearest
// pharmacy" has the words of «де моє замовлення». It is answered by a second
// model that learns from what words mean, and knows the examples only as ours, set
// against what people say and ask everywhere: weather, homework, other trades'
// services, insults, keys pressed by chance.
//
// It is asked only while no flow is in progress. Within one a message is read
// against the open question, and rarely speaks of anything else.

//go:embed strangers/*.txt
var strangersFiles embed.FS

// strangers are messages that none of our matters is meant by, in all languages.
var strangers = sync.OnceValue(func() []classify.Example {
	var out []classify.Example
	for _, lang := range heard {
		b, _ := strangersFiles.ReadFile("strangers/" + lang + ".txt") // embedded: it is there
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" {
				out = append(out, classify.Example{Text: line, Label: classify.OutOfScope, Lang: lang})
			}
		}
	}
	return out
})

const (
	// ours is the one label of all flows' examples.
	ours = "ours"
	// mostLearnt bounds the time of learning, whatever the number of examples.
	mostLearnt = 1490
	// A handful of examples is not set against hundreds of strangers: all would be strange.
	strangersShare  = 3 // examples for each stranger
	fewestStrangers = 60
	leastOurs       = 20 // with fewer examples nothing is learnt
)

// gate says how likely a message is about a playbook's matters. Its model is
// learnt beside whatever else happens at the start; who asks before that waits.
type gate struct{ model func() *classify.Model }

// newGate learns from a playbook's examples; nil where they are too few.
func newGate(examples []classify.Example) *gate {
	var inside, outside []classify.Example
	for _, e := range examples {
		if e.Label == classify.OutOfScope {
			outside = append(outside, e)
		} else {
			inside = append(inside, classify.Example{Text: e.Text, Label: ours, Lang: e.Lang})
		}
	}
	if len(inside) < leastOurs {
		return nil
	}
	foreign := thinned(foreignTo(examples), max(fewestStrangers, len(inside)/strangersShare))
	outside = append(outside, foreign...)
	outside = thinned(outside, mostLearnt/2)
	all := append(thinned(inside, mostLearnt-len(outside)), outside...)
	return gates.get(all, func() *gate {
		model := sync.OnceValue(func() *classify.Model {
			return classify.Train(all, classify.Options{Meaning: true, ScopeAsClass: true, Closed: true})
		})
		go model()
		return &gate{model}
	})
}

// likely is from 0 to 1.
func (g *gate) likely(text, lang string) float64 {
	for _, s := range g.model().PredictIn(text, lang) {
		if s.Label == ours {
			return s.Probability
		}
	}
	return 0
}

// thinned keeps at most n, from the whole length.
func thinned(all []classify.Example, n int) []classify.Example {
	if len(all) <= n {
		return all
	}
	out := make([]classify.Example, 0, n)
	for i := range n {
		out = append(out, all[i*len(all)/n])
	}
	return out
}

// foreignTo leaves out strangers that speak of what one of the flows is about: a
// playbook of a hotel has examples with most of the words of "book a room".
func foreignTo(examples []classify.Example) []classify.Example {
	spoken := map[string]map[string]bool{}
	for _, e := range examples {
		if e.Label == classify.OutOfScope {
			continue
		}
		if spoken[e.Label] == nil {
			spoken[e.Label] = map[string]bool{}
		}
		for _, stem := range weighty(e.Text, e.Lang) {
			spoken[e.Label][stem] = true
		}
	}
	var out []classify.Example
	for _, s := range strangers() {
		stems := weighty(s.Text, s.Lang)
		near := false
		for _, words := range spoken {
			known := 0
			for _, stem := range stems {
				if words[stem] {
					known++
				}
			}
			near = near || known >= 2 && 3*known >= 2*len(stems)
		}
		if !near {
			out = append(out, s)
		}
	}
	return out
}

func weighty(text, lang string) []string {
	var out []string
	for _, t := range normal.TokensIn(text, lang) {
		if t.Kind == normal.Word && !classify.Small(t.Text) {
			out = append(out, t.Stem)
		}
	}
	return out
}

// gates keeps the last few, so that the same examples are learnt once in a
// process: for the drafts of the studio, and for older versions of a playbook.
var gates = gateShelf{made: map[[sha256.Size]byte]func() *gate{}}

const mostGates = 6

type gateShelf struct {
	mu    sync.Mutex
	made  map[[sha256.Size]byte]func() *gate
	order [][sha256.Size]byte // the one used last comes last
}

func (s *gateShelf) get(examples []classify.Example, learn func() *gate) *gate {
	b, _ := json.Marshal(examples) // strings alone
	key := sha256.Sum256(b)
	s.mu.Lock()
	g, ok := s.made[key]
	if !ok {
		g = sync.OnceValue(learn)
		s.made[key] = g
	}
	s.order = append(slices.DeleteFunc(s.order, func(k [sha256.Size]byte) bool { return k == key }), key)
	if len(s.order) > mostGates {
		delete(s.made, s.order[0])
		s.order = s.order[1:]
	}
	s.mu.Unlock()
	return g()
}
