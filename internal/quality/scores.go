package quality

import (
	"math"
	"time"

	"github.com/rozmova/rozmova/internal/understand/classify"
)

// Scores are the measures of one model on one test file. All but the last two lie between 0 and 1 (mcc from -1).
type Scores struct {
	InScopeAccuracy  float64  `json:"in_scope_accuracy"` // of the rows that have an intent, those given it
	OOSRecall        *float64 `json:"oos_recall"`        // of the rows outside, those turned away; null without any
	OOSPrecision     *float64 `json:"oos_precision"`     // of the rows turned away, those outside; null without any
	Accuracy         float64  `json:"accuracy"`          // over all rows
	MacroF1          float64  `json:"macro_f1"`          // the mean over all labels that occur or were given
	MCC              float64  `json:"mcc"`               // Matthews correlation, for many classes (Gorodkin 2004)
	TrainSeconds     float64  `json:"train_seconds"`
	MicrosPerMessage float64  `json:"micros_per_message"`
}

// measure asks predict about every row.
func measure(test []classify.Example, took time.Duration, predict func(string) string) *Scores {
	given := make([]string, len(test))
	start := time.Now()
	for i, e := range test {
		given[i] = predict(e.Text)
	}
	each := time.Since(start) / time.Duration(len(test))
	s := score(test, given)
	s.TrainSeconds = round(took.Seconds(), 1e4)
	s.MicrosPerMessage = round(float64(each.Nanoseconds())/1e3, 1e2)
	return s
}

// tally counts what became of one label.
type tally struct{ is, given, right float64 }

func score(test []classify.Example, given []string) *Scores {
	by := map[string]*tally{}
	of := func(label string) *tally {
		if by[label] == nil {
			by[label] = &tally{}
		}
		return by[label]
	}
	var right float64
	for i, e := range test {
		of(e.Label).is++
		of(given[i]).given++
		if e.Label == given[i] {
			of(e.Label).right++
			right++
		}
	}
	n, out := float64(len(test)), *of(classify.OutOfScope)
	if out.is+out.given == 0 {
		delete(by, classify.OutOfScope)
	}
	s := &Scores{
		InScopeAccuracy: round(share(right-out.right, n-out.is), 1e6),
		Accuracy:        round(right/n, 1e6),
		MacroF1:         round(macroF1(by), 1e6),
		MCC:             round(mcc(by, n, right), 1e6),
	}
	if out.is > 0 {
		s.OOSRecall = pointer(round(out.right/out.is, 1e6))
	}
	if out.given > 0 {
		s.OOSPrecision = pointer(round(out.right/out.given, 1e6))
	}
	return s
}

func macroF1(by map[string]*tally) float64 {
	var sum float64
	for _, t := range by {
		sum += 2 * t.right / (t.is + t.given)
	}
	return sum / float64(len(by))
}

func mcc(by map[string]*tally, n, right float64) float64 {
	var both, is, given float64
	for _, t := range by {
		both += t.is * t.given
		is += t.is * t.is
		given += t.given * t.given
	}
	return share(right*n-both, math.Sqrt((n*n-is)*(n*n-given)))
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

func round(x, steps float64) float64 { return math.Round(x*steps) / steps }

func pointer(x float64) *float64 { return &x }
