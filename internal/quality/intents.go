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
		m := classify.Train(train, classify.Options{ScopeAsClass: true, Closed: !taught && !asked})
		took := time.Since(start)
		r.Class = measure(test, took, func(text string) string { return m.Predict(text)[0].Label })
	}
	if taught || asked {
		limit := chooseLimit(train)
		start := time.Now()
		m := classify.Train(train, classify.Options{})
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

// chooseLimit trains on nine tenths of the rows and takes the limit that serves the last tenth best. Rows of
// the tenth count by what they are: together, those outside weigh as much as ordinary traffic has of them.
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
	if !slices.ContainsFunc(tenth, outside) {
		return usualLimit
	}
	m := classify.Train(most, classify.Options{})
	type row struct {
		out   float64
		right bool
	}
	var inside, outsiders []row
	for _, e := range tenth {
		all := m.Predict(e.Text)
		r := row{right: limited(all, 2) == e.Label}
		for _, s := range all {
			if s.Label == classify.OutOfScope {
				r.out = s.Probability
			}
		}
		if outside(e) {
			outsiders = append(outsiders, r)
		} else {
			inside = append(inside, r)
		}
	}
	best, at := -1.0, usualLimit
	for limit := 0.02; limit < 1; limit += 0.02 {
		var kept, caught float64
		for _, r := range inside {
			if r.right && r.out <= limit {
				kept++
			}
		}
		for _, r := range outsiders {
			if r.out > limit {
				caught++
			}
		}
		if score := kept/float64(len(inside)) + outsideWorth*caught/float64(len(outsiders)); score > best {
			best, at = score, limit
		}
	}
	return at
}

const (
	// usualLimit is where being outside is likelier than not.
	usualLimit = 0.5
	// outsideWorth is what a caught message outside is worth beside a kept one inside: one in ten messages is outside.
	outsideWorth = 0.1
)
