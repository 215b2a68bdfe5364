package language

import "testing"

func TestShortMessages(t *testing.T) {
	rows := map[string]string{
		"так": "uk", "ок": "uk", "ні": "uk", "добре": "uk", "дякую": "uk", "де замовлення": "uk", "де моє замовлення?": "uk",
		"скасуй його": "uk", "покличте людину": "uk", "коли привезуть": "uk", "привіт": "uk", "VPN не працює": "uk",
		"замовлення W2378156": "uk", "хочу повернути iPhone": "uk", "п’ять": "uk", "друге": "uk", "не треба": "uk",
		"гроші не прийшли": "uk", "оператора": "uk", "ПОВЕРНІТЬ ГРОШІ!!!": "uk", "так, скасовуйте": "uk",
		"мій email olena@example.com": "uk", "ага 👍": "uk", "передумала": "uk",
		"нет": "ru", "где мой заказ": "ru", "верните деньги": "ru", "спасибо": "ru", "позовите человека": "ru",
		"отмените заказ": "ru", "хорошо": "ru", "что с заказом": "ru", "не надо": "ru", "привет": "ru",
		"yes": "en", "no": "en", "ok": "en", "where is my order": "en", "cancel it": "en", "hi": "en", "talk to a person": "en",
		"refund": "en", "thanks": "en", "nope": "en", "the second one": "en", "my order is #W2378156": "en", "human please": "en",
		"wo ist meine Bestellung": "de", "gdzie jest moje zamówienie": "pl", "où est ma commande": "fr", "¿dónde está mi pedido?": "es",
		"dov'è il mio ordine": "it", "siparişim nerede": "tr", "калі ласка, дзе мой заказ": "be", "къде е поръчката ми": "bg",
		"2378156": Unknown, "👍👍": Unknown, "": Unknown, "...": Unknown, "W2378156": Unknown, "\xff\xfe": Unknown, "+380501234567": Unknown,
		"παρακαλώ": "el", "注文はどこですか": "ja", "你好": "zh", "שלום": "he",
	}
	d := New([]string{"uk", "en"}, "ru")
	for text, want := range rows {
		if got, c := d.Detect(text); got != want {
			t.Errorf("Detect(%q) = %s (%.2f), want %s", text, got, c, want)
		}
	}
}

func TestConfidenceGrowsWithEvidence(t *testing.T) {
	_, short := Detect("заказ")
	_, long := Detect("Здравствуйте, подскажите, пожалуйста, где сейчас находится мой заказ?")
	if short >= long || long < 0.95 {
		t.Errorf("confidence %.2f for a word, %.2f for a sentence", short, long)
	}
}

func TestFavouredAndPrevious(t *testing.T) {
	d := New([]string{"uk", "en"}, "ru")
	for text, want := range map[string]string{
		"ок": "uk", "no": "en", "добре": "uk", "оператор": "uk", "купон": "uk", "total": "en", "так": "uk",
		"wo ist meine Bestellung": "de", "gdzie jest moje zamówienie": "pl", "siparişim nerede kaldı": "tr",
	} {
		if got, c := d.Detect(text); got != want {
			t.Errorf("where uk, en and ru are expected, %q is %s (%.2f), want %s", text, got, c, want)
		}
	}
	rows := []struct{ previous, text, want string }{
		{"ru", "так", "ru"},
		{"ru", "хочу повернути товар", "uk"},
		{"uk", "нормально", "uk"},
		{"uk", "заказ", "uk"},
		{"uk", "спасибо, все хорошо", "ru"},
		{"uk", "шо там з моїм заказом", "uk"},
		{"uk", "я тоже получив не той товар, скиньте силку", "uk"},
		{"uk", "iPhone 15 Pro Max, чорний", "uk"},
		{"en", "where is it", "en"},
		{"uk", "Where is my order? I want my money back", "en"},
	}
	for _, r := range rows {
		if got, c := d.DetectAfter(r.text, r.previous); got != r.want {
			t.Errorf("after %s, %q is %s (%.2f), want %s", r.previous, r.text, got, c, r.want)
		}
	}
}

// TestModelIsChecked: a model that is cut or made by something else is no model.
func TestModelIsChecked(t *testing.T) {
	for _, data := range [][]byte{nil, {1, 2, 3}, learned[:100], learned[:len(learned)-1], {200, 30, 0, 0, 0, 0, 'u', 'k'}} {
		if _, rest, err := readTable(data); err == nil {
			if _, _, err = readTable(rest); err == nil {
				t.Errorf("a model of %d bytes was read", len(data))
			}
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"де замовлення", "ok", "\xff", "a@b.c", "http://x.y", "𐍈𐍈", "ы" + "ї"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lang, c := Detect(s)
		if lang == "" || !(c >= 0 && c <= 1) || (lang == Unknown) != (c == 0) {
			t.Fatalf("Detect(%q) = %s, %v", s, lang, c)
		}
		TypingOf(s)
	})
}

func BenchmarkDetect(b *testing.B) {
	for name, s := range map[string]string{
		"short": "де моє замовлення",
		"long":  "Доброго дня! Підкажіть, будь ласка, де моє замовлення №W2378156, його мали доставити ще вчора, а я досі чекаю.",
		"en":    "Hello! Could you please tell me where my order #W2378156 is, it should have been delivered yesterday.",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Detect(s)
			}
		})
	}
}
