package understand

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestProperTextStays: of public sentences and of what people asked bots, hardly
// any is read otherwise than it is written.
func TestProperTextStays(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/language/*.jsonl")
	intents, _ := filepath.Glob("../../../shared/data/intents/*/dev.jsonl")
	files = append(files, intents...)
	if len(files) == 0 {
		t.Skip("../shared/data is absent: quality is not measured")
	}
	y := newTypist(map[string]bool{ // what any shop's words have of these languages
		"де": true, "моє": true, "замовлення": true, "доставка": true, "не": true, "і": true, "на": true, "в": true, "що": true, "так": true,
		"товар": true, "повернути": true, "номер": true, "коли": true, "the": true, "is": true, "my": true, "order": true, "where": true,
	})
	all, altered := 0, 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var row struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				t.Fatal(err)
			}
			all++
			if meant := y.meant(row.Text); meant != "" {
				altered++
				t.Logf("%s → %s", row.Text, meant)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d would be read otherwise", altered, all)
	if altered > all/5000 {
		t.Errorf("%d of %d would be read otherwise", altered, all)
	}
}

func FuzzOtherLetters(f *testing.F) {
	for _, s := range []string{"de moie zamovlennia", "lt vj' pfvjdktyyz.", "[jxe", "руддщ цщкдв", "где мой заказ не работает", "\xff\xfe", "x x x", "'", "не не не", "#1 ghbdsn @"} {
		f.Add(s)
	}
	y := newTypist(map[string]bool{"замовлення": true, "order": true, "привіт": true})
	f.Fuzz(func(t *testing.T, s string) {
		y.meant(s)
		if other, ok := bridged(s); ok && other == s {
			t.Fatalf("%q was replaced by itself", s)
		}
	})
}
