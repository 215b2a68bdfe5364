// Package quality measures how well Rozmova understands, on data sets in files.
//
// `rozmova eval` calls it. It trains what it measures from the training file alone: the test file is read only
// after that, row by row, as customers would write. It never changes a playbook.
package quality

import (
	"fmt"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/understand/classify"
)

// IntentReport is what `rozmova eval intents` prints: once where out of scope is a class learned from its own
// rows, once where it is told by a threshold.
type IntentReport struct {
	Class     *Scores `json:"class,omitempty"`
	Threshold *Scores `json:"threshold,omitempty"`
}

// Intents trains on one file of rows and tests on another. Where the training rows hold none out of scope there
// is only a threshold; where the test rows hold none either, there are only classes.
func Intents(train, test []classify.Example) (IntentReport, error) {
	if len(train) == 0 || len(test) == 0 {
		return IntentReport{}, fmt.Errorf("nothing to measure: %d rows to train on, %d to test", len(train), len(test))
	}
	var r IntentReport
	taught, asked := slices.ContainsFunc(train, outside), slices.ContainsFunc(test, outside)
	if taught || !asked {
		start := time.Now()
		m := classify.Train(train, classify.Options{ScopeAsClass: true, Meaning: true, Closed: !taught && !asked})
		took := time.Since(start)
		r.Class = measure(test, took, func(text string) string { return m.Predict(text)[0].Label })
	}
	if taught || asked {
		limit := chooseLimit(train)
		start := time.Now()
		m := classify.Train(train, classify.Options{Meaning: true})
		took := time.Since(start)
		r.Threshold = measure(test, took, func(text string) string { return limited(m.Predict(text), limit) })
	}
	return r, nil
}

func outside(e classify.Example) bool { return e.Label == classify.OutOfScope }

// limited gives the best intent unless being outside is likelier than limit.
func limited(all []classify.Scored, limit float64) string {
	best := classify.OutOfScope
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Label != classify.OutOfScope {
			best = all[i].Label
		} else if all[i].Probability > limit {
			return classify.OutOfScope
		}
	}
	return best
}

// chooseLimit trains on nine tenths of the rows and finds the limit on the last tenth: the lowest, and so the most
// careful, that costs few of the right answers. It needs no rows out of scope, of which a training set has few or
// none and never those that come.
func chooseLimit(train []classify.Example) float64 {
	var most, tenth []classify.Example
	seen := map[string]int{}
	for _, e := range train {
		seen[e.Label]++
		if seen[e.Label]%10 == 0 {
			tenth = append(tenth, e)
		} else {
			most = append(most, e)
		}
	}
	m := classify.Train(most, classify.Options{Meaning: true})
	var right []float64 // how likely outside the rows are that would be answered right
	for _, e := range tenth {
		if outside(e) {
			continue
		}
		if all := m.Predict(e.Text); limited(all, 1) == e.Label {
			right = append(right, outsideOf(all))
		}
	}
	if len(right) < leastRight {
		return usualLimit
	}
	slices.Sort(right)
	return min(max(right[len(right)-1-max(surelyLose, int(mayLose*float64(len(right))))], leastLimit), mostLimit)
}

func outsideOf(all []classify.Scored) float64 {
	for _, s := range all {
		if s.Label == classify.OutOfScope {
			return s.Probability
		}
	}
	return 0
}

const (
	// mayLose is the share of right answers that may be turned away for the sake of those outside.
	mayLose = 0.0025
	// surelyLose of them may be turned away in any case: a limit read from the last few would be chance.
	surelyLose = 4
	// leastRight is how many right answers a limit can be read from.
	leastRight = 400
	// usualLimit is where being outside is likelier than not.
	usualLimit = 0.5

	leastLimit, mostLimit = 0.3, 0.95
)
