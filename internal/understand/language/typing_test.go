package language

import (
	"path/filepath"
	"testing"
)

func TestTyping(t *testing.T) {
	rows := map[Typing][]string{
		UkrainianInLatin: {
			"de moie zamovlennia", "zamovlennia", "koly bude dostavlene", "dobryi den, pidkazhit bud laska", "hochu povernuty tovar",
			"ne pracyuye internet", "de moye zamovlennya #W2378156?", "skasuyte moye zamovlennya", "pryvit, shcho z dostavkoyu",
			"v mene propav zvyazok",
		},
		RussianInLatin: {
			"gde moy zakaz", "zdravstvuyte, podskazhite pozhaluysta", "kogda privezut posylku", "hochu vernut dengi",
			"otmenite zakaz pozhaluysta", "ne rabotaet internet",
		},
		UkrainianOnKeys: {"ghbdsn", "lt vj' pfvjdktyyz", "crfceqnt pfvjdktyyz", "gjdthysnm uhjis", "pfvjdktyyz #W2378156", "yt ghfw.' synthytn"},
		RussianOnKeys:   {"ult vjq pfrfp", "plhfdcndeqnt", "jnvtybnt pfrfp", "rjulf ghbdtpen gjcskre"},
		LatinOnKeys:     {"руддщ", "цруку шы ьн щквук", "сфтсуд ьн щквук здуфыу", "ершы вщуы тще цщкл"},
		AsWritten: {
			"", "123", "👍", "ok", "hi", "yes please", "no", "where is my order", "tak", "pls help", "asap", "thx", "lol", "iPhone 15 Pro Max",
			"Nike Air Jordan", "olena.kovalenko@example.com", "xs", "XXL",
			"my order number is W2378156", "cancel order W2378156", "hmm", "idk", "wifi", "4G LTE VoLTE", "qwerty", "asdf",
			"так", "ні", "де моє замовлення", "шо там", "ок", "хз", "спс", "дякс", "пдв", "смс", "ФОП Коваль", "ТТН 20450123456789",
			"где мой заказ", "gdzie jest moje zamówienie", "kde je moje objednávka", "chci vratit zbozi", "nemam internet",
			"gdzie jest moja paczka", "chce zwrocic pieniadze", "unde este comanda mea", "siparisim nerede", "quiero devolver esto",
			"wo ist meine bestellung", "dove il mio ordine", "brzdęk", "Ľubomír", "pan Dvorak",
		},
	}
	for want, texts := range rows {
		for _, text := range texts {
			if got := TypingOf(text); got != want {
				t.Errorf("TypingOf(%q) = %d, want %d", text, got, want)
			}
		}
	}
}

// TestTypingHarmsNothing counts sentences of public texts that would be read otherwise than they are written.
func TestTypingHarmsNothing(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/data/language/*.dev.jsonl")
	if len(files) == 0 {
		t.Skip("../shared/data/language is absent: quality is not measured")
	}
	for _, kind := range []string{"sentences", "word-pairs"} {
		all, altered := 0, 0
		for _, name := range files {
			for _, row := range readRows(t, name) {
				if row.Kind != kind {
					continue
				}
				all++
				if typing := TypingOf(row.Text); typing != AsWritten {
					altered++
					t.Logf("%s, %d: %s", row.Lang, typing, row.Text)
				}
			}
		}
		share := float64(altered) / float64(all)
		t.Logf("%s: %d of %d (%.2f %%) would be altered", kind, altered, all, 100*share)
		if kind == "sentences" && share > 0.0005 || share > 0.002 {
			t.Errorf("%.2f %% of %s would be altered", 100*share, kind)
		}
	}
}
