package language

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestQuality measures on public sentences and word pairs kept outside the repository.
func TestQuality(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/data/language/*.dev.jsonl")
	if len(files) == 0 {
		t.Skip("../shared/data/language is absent: quality is not measured")
	}
	right, total := map[[2]string]float64{}, map[[2]string]float64{} // by language and kind
	means := map[string]float64{}
	for _, name := range files {
		lang := strings.TrimSuffix(filepath.Base(name), ".dev.jsonl")
		for _, row := range readRows(t, name) {
			key := [2]string{lang, row.Kind}
			total[key]++
			if got, _ := Detect(row.Text); got == row.Lang {
				right[key]++
			}
		}
		for _, kind := range []string{"sentences", "word-pairs"} {
			key := [2]string{lang, kind}
			means[kind] += right[key] / total[key] / float64(len(files))
			t.Logf("%s %s: %.1f %%", lang, kind, 100*right[key]/total[key])
		}
	}
	share := func(lang, kind string) float64 {
		key := [2]string{lang, kind}
		return right[key] / total[key]
	}
	for _, row := range []struct {
		what       string
		got, least float64
	}{
		{"sentences", means["sentences"], 0.99},
		{"word pairs", means["word-pairs"], 0.95},
		{"Ukrainian and Russian word pairs", (share("uk", "word-pairs") + share("ru", "word-pairs")) / 2, 0.97},
		{"Ukrainian word pairs", share("uk", "word-pairs"), 0.98},
	} {
		t.Logf("%s: %.2f %%", row.what, 100*row.got)
		if row.got < row.least {
			t.Errorf("%s: %.2f %%, want at least %.2f %%", row.what, 100*row.got, 100*row.least)
		}
	}
}

type row struct{ Text, Lang, Kind string }

func readRows(t *testing.T, name string) []row {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []row
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r row
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	return rows
}
