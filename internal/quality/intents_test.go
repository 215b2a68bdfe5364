package quality

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rozmova/rozmova/internal/understand/classify"
)

func examples(pairs ...string) []classify.Example {
	var out []classify.Example
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, classify.Example{Label: pairs[i], Text: pairs[i+1]})
	}
	return out
}

func TestScore(t *testing.T) {
	test := examples("a", "1", "a", "2", "b", "3", "b", "4", "oos", "5", "oos", "6")
	got := score(test, []string{"a", "b", "b", "oos", "oos", "a"})
	// By hand: a: 1 right of 2, 2 given; b: 1 of 2, 2 given; oos: 1 of 2, 2 given. All F1 are 0.5;
	// MCC = (3·6 − 12) / sqrt((36−12)·(36−12)) = 6/24.
	want := &Scores{InScopeAccuracy: 0.5, OOSRecall: pointer(0.5), OOSPrecision: pointer(0.5), Accuracy: 0.5, MacroF1: 0.5, MCC: 0.25}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	perfect := score(test[:4], []string{"a", "a", "b", "b"})
	if diff := cmp.Diff(&Scores{InScopeAccuracy: 1, Accuracy: 1, MacroF1: 1, MCC: 1}, perfect); diff != "" {
		t.Error(diff)
	}
	if got := score(test[:2], []string{"oos", "oos"}); got.MCC != 0 || got.MacroF1 != 0 || *got.OOSPrecision != 0 || got.OOSRecall != nil {
		t.Errorf("all wrong: %+v", got)
	}
}

var (
	parcels = examples("cancel", "cancel my order", "cancel", "please cancel the purchase", "cancel", "i want to cancel it",
		"track", "where is my parcel", "track", "track my parcel", "track", "when does the parcel arrive")
	strangers = examples("oos", "sing me a song", "oos", "how tall is the tower", "oos", "who won the match")
)

// What is reported depends on whether the files know what out of scope is.
func TestWhatIsReported(t *testing.T) {
	test := examples("cancel", "cancel the order", "track", "where is the parcel")
	for name, c := range map[string]struct {
		train, test      []classify.Example
		class, threshold bool
	}{
		"oos in both":    {append(parcels, strangers...), append(test, strangers[0]), true, true},
		"oos in train":   {append(parcels, strangers...), test, true, true},
		"oos in test":    {parcels, append(test, strangers[0]), false, true},
		"oos in neither": {parcels, test, true, false},
	} {
		r, err := Intents(c.train, c.test)
		if err != nil {
			t.Fatal(err)
		}
		if (r.Class != nil) != c.class || (r.Threshold != nil) != c.threshold {
			t.Errorf("%s: class %v, threshold %v", name, r.Class, r.Threshold)
		}
		for _, s := range []*Scores{r.Class, r.Threshold} {
			if s != nil && (s.InScopeAccuracy < 0.5 || s.TrainSeconds <= 0 || s.MicrosPerMessage <= 0) {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
	if _, err := Intents(parcels, nil); err == nil {
		t.Error("nothing to test was measured")
	}
}

func TestMistakesInRows(t *testing.T) {
	for content, want := range map[string]string{
		"{\"text\":\"a\",\"intent\":\"b\"}\n\n{\"text\":\"a\"}\n": `rows.jsonl:3: a row needs "text" and "intent"`,
		"nonsense\n": "rows.jsonl:1: invalid character 'o' in literal null (expecting 'u')",
	} {
		path := filepath.Join(t.TempDir(), "rows.jsonl")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ReadIntents(path)
		if err == nil || filepath.Base(err.Error()) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
