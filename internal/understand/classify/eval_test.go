package classify

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"
)

const dataFolder = "../../../../shared/data/intents"

func readExamples(t testing.TB, set, part string) []Example {
	t.Helper()
	f, err := os.Open(filepath.Join(dataFolder, set, part+".jsonl"))
	if err != nil {
		t.Skipf("../shared/data/intents is absent: quality is not measured (%v)", err)
	}
	defer f.Close()
	var out []Example
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var r struct{ Text, Intent string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, Example{Text: r.Text, Label: r.Intent, Lang: "en"})
	}
	return out
}

type quality struct {
	forced   float64 // the best intent is right, for messages inside, outside not being a choice
	inScope  float64 // the same when it is
	recall   float64 // of outside
	auroc    float64 // how well outside and inside are told apart
	certain  float64 // right answers among those given with 0.9 and more
	certainN float64 // share of such answers
	mcc      float64 // Matthews correlation over all labels, outside being one
}

func evaluate(m *Model, test []Example) quality {
	var q quality
	var inside, outside, sure float64
	type scored struct {
		p       float64
		outside bool
	}
	var all []scored
	is, given, right := map[string]float64{}, map[string]float64{}, 0.0
	for _, e := range test {
		got := m.PredictIn(e.Text, "en")
		is[e.Label]++
		given[got[0].Label]++
		if got[0].Label == e.Label {
			right++
		}
		var out float64
		best := Scored{}
		for _, s := range got {
			if s.Label == OutOfScope {
				out = s.Probability
			} else if best.Label == "" {
				best = s
			}
		}
		all = append(all, scored{out, e.Label == OutOfScope})
		if got[0].Probability >= 0.9 && got[0].Label != OutOfScope {
			sure++
			if got[0].Label == e.Label {
				q.certain++
			}
		}
		if e.Label == OutOfScope {
			outside++
			if got[0].Label == OutOfScope {
				q.recall++
			}
			continue
		}
		inside++
		if best.Label == e.Label {
			q.forced++
		}
		if got[0].Label == e.Label {
			q.inScope++
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].p > all[j].p })
	var above, pairs float64
	for _, s := range all {
		if s.outside {
			above++
		} else {
			pairs += above
		}
	}
	q.mcc = matthews(is, given, right, float64(len(test)))
	q.forced /= inside
	q.inScope /= inside
	q.recall /= max(1, outside)
	q.auroc = pairs / max(1, inside*outside)
	q.certainN = sure / float64(len(test))
	q.certain /= max(1, sure)
	return q
}

// matthews is the correlation of what is and what was given, for many labels (Gorodkin 2004).
func matthews(is, given map[string]float64, right, n float64) float64 {
	var both, a, b float64
	for label, x := range is {
		both += x * given[label]
		a += x * x
	}
	for _, x := range given {
		b += x * x
	}
	return (right*n - both) / max(1, math.Sqrt((n*n-a)*(n*n-b)))
}

// strangers are what customers wrote to a bot of another trade, for sets where there is one.
func strangers(t *testing.T, set string, n int) []Example {
	other := map[string]string{
		"hint3-curekart-subset": "hint3-powerplay11", "hint3-sofmattress": "hint3-powerplay11", "hint3-powerplay11-subset": "hint3-curekart",
	}[set]
	if other == "" {
		return nil
	}
	all := readExamples(t, other, "train")
	out := make([]Example, n)
	for i := range out {
		out[i] = Example{Text: all[i*len(all)/n].Text, Label: OutOfScope}
	}
	return out
}

func skipIfSlow(t *testing.T) {
	t.Helper()
	if testing.Short() || underRace {
		t.Skip("quality is measured in ordinary runs, without the race detector")
	}
}

// TestQuality measures on public intent sets kept outside the repository.
func TestQuality(t *testing.T) {
	skipIfSlow(t)
	for _, set := range []struct {
		name    string
		forced  float64
		asClass bool
	}{
		{"clinc150-small", 0.91, true},
	} {
		train, dev := readExamples(t, set.name, "train"), readExamples(t, set.name, "dev")
		start := time.Now()
		m := Train(train, Options{ScopeAsClass: set.asClass, Meaning: true})
		took := time.Since(start)
		q := evaluate(m, dev)
		t.Logf("%s (class %v): forced %.4f in-scope %.4f oos recall %.3f auroc %.4f; ≥0.9: %.3f right of %.3f; trained in %v",
			set.name, set.asClass, q.forced, q.inScope, q.recall, q.auroc, q.certain, q.certainN, took)
		if q.auroc > 0 && (q.auroc < 0.95 || q.inScope < 0.82 || q.recall < 0.6) {
			t.Errorf("%s: the limit of the scope is worse than it was: %+v", set.name, q)
		}
		if q.forced < set.forced {
			t.Errorf("%s: %.4f, want at least %.4f", set.name, q.forced, set.forced)
		}
	}
}

// TestSmallSets measures by five-fold cross-validation on sets of the size that flows have. A quarter of what is asked
// comes from strangers where another trade's customers are at hand.
func TestSmallSets(t *testing.T) {
	skipIfSlow(t)
	for _, set := range []string{"hint3-curekart-subset", "hint3-powerplay11-subset", "hint3-sofmattress", "sigdial-AskUbuntuCorpus", "sigdial-ChatbotCorpus", "sigdial-WebApplicationsCorpus"} {
		all := readExamples(t, set, "train")
		var sum, forced, n, took, correlation, recall float64
		for fold := range 5 {
			var train, test []Example
			count := map[string]int{}
			for _, e := range all {
				count[e.Label]++
				if count[e.Label]%5 == fold {
					test = append(test, e)
				} else {
					train = append(train, e)
				}
			}
			start := time.Now()
			m := Train(train, Options{Meaning: true})
			took += time.Since(start).Seconds()
			q := evaluate(m, append(strangers(t, set, len(test)/3), test...))
			correlation += q.mcc / 5
			recall += q.recall / 5
			sum += q.inScope * float64(len(test))
			forced += q.forced * float64(len(test))
			n += float64(len(test))
		}
		t.Logf("%s: %d examples, forced %.3f; with scope %.3f, strangers turned away %.3f, MCC %.3f; %.0f ms a fold", set, len(all), forced/n, sum/n, recall, correlation, took/5*1000)
		if forced/n < 0.6 {
			t.Errorf("%s: %.3f", set, forced/n)
		}
	}
}
