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
	least := map[string]float64{"uk": 0.95, "en": 0.90, "ru": 0.89}
	var sum float64
	for _, name := range files {
		lang := strings.TrimSuffix(filepath.Base(name), ".dev.jsonl")
		right, total := map[string]int{}, map[string]int{}
		wrong := map[string]int{}
		for _, row := range readRows(t, name) {
			got, _ := Detect(row.Text)
			total[row.Kind]++
			total["all"]++
			if got == row.Lang {
				right[row.Kind]++
				right["all"]++
			} else {
				wrong[got]++
			}
		}
		share := func(k string) float64 { return float64(right[k]) / float64(max(1, total[k])) }
		t.Logf("%s: sentences %.3f, word pairs %.3f, all %.3f, taken for %v",
			lang, share("sentences"), share("word-pairs"), share("all"), wrong)
		sum += share("all")
		if share("all") < least[lang] {
			t.Errorf("%s: %.3f, want at least %.3f", lang, share("all"), least[lang])
		}
	}
	t.Logf("macro accuracy %.4f", sum/float64(len(files)))
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
