package quality

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLanguages(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rows.jsonl")
	rows := `{"text":"Підкажіть, будь ласка, коли привезуть замовлення?","lang":"uk","kind":"a"}
{"text":"Could you please tell me where my parcel is?","lang":"en","kind":"a"}
{"text":"Це написано зовсім іншою мовою.","lang":"en","kind":"b"}
{"text":"Das Paket ist immer noch nicht angekommen.","lang":"de"}
`
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	read, err := ReadLanguages(file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Languages(read)
	if err != nil {
		t.Fatal(err)
	}
	got.MicrosPerMessage = 0
	want := LanguageReport{
		MacroAccuracy: 2.5 / 3, Rows: 4,
		ByLanguage: map[string]float64{"uk": 1, "en": 0.5, "de": 1},
		ByKind: map[string]LanguageShares{
			"a": {1, map[string]float64{"uk": 1, "en": 1}},
			"b": {0, map[string]float64{"en": 0}},
		},
		Mistaken: map[string]map[string]float64{"uk": {}, "en": {"uk": 0.5}, "de": {}},
	}
	near := cmp.Comparer(func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 })
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"uk 50.0 %"}, got.MistakenFor("en")); diff != "" {
		t.Error(diff)
	}
	if _, err := Languages(nil); err == nil {
		t.Error("no rows were measured")
	}
}
