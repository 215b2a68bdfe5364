package normal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestClean(t *testing.T) {
	rows := map[string]string{
		"  Де   моє\tЗАМОВЛЕННЯ?\n":         "де моє замовлення?",
		"п’ять ʼ п`ять п'ять п＇ять":         "п'ять ' п'ять п'ять п'ять",
		"замовлення №2378156":               "замовлення #2378156",
		"за\u0301мовлення":                  "замовлення",
		"и\u0306 і\u0308":                   "й ї",
		"Ｗ２３７８１５６":                          "w2378156",
		"ca\u00adncel\u200b my\u202e order": "cancel my order",
		"5 – 7 — 9":                         "5 - 7 - 9",
		"bad\xff\xfebytes":                  "bad\uFFFD\uFFFDbytes",
		"":                                  "",
		"\x00\x07":                          "",
		"Café CAFE\u0301":                   "café café",
		"12\u00a0500\u202fгрн":              "12 500 грн",
	}
	for in, want := range rows {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	type tok struct {
		Text string
		Kind Kind
		Raw  string
	}
	rows := []struct {
		in   string
		want []tok
	}{
		{"Скасуйте #W2378156, будь-ласка!", []tok{{"скасуйте", Word, "Скасуйте"}, {"#w2378156", Code, "#W2378156"}, {"будь", Word, "будь"}, {"ласка", Word, "ласка"}}},
		{"№2378156 за 12,50 ₴", []tok{{"#2378156", Code, "№2378156"}, {"за", Word, "за"}, {"12,50", Number, "12,50"}}},
		{"П’ять don't", []tok{{"п'ять", Word, "П’ять"}, {"don't", Word, "don't"}}},
		{"ок 👍🏽!", []tok{{"ок", Word, "ок"}, {"👍", Emoji, "👍"}}},
		{"cкасувати", []tok{{"скасувати", Word, "cкасувати"}}}, // Latin c
		{"оrder", []tok{{"order", Word, "оrder"}}},             // Cyrillic о
		{"#допомога 'так'", []tok{{"допомога", Word, "допомога"}, {"так", Word, "так"}}},
		{"15.03.2025.", []tok{{"15.03.2025", Number, "15.03.2025"}}},
		{"2-ге 2nd", []tok{{"2", Number, "2"}, {"ге", Word, "ге"}, {"2nd", Code, "2nd"}}},
		{"зая\u0301вка", []tok{{"заявка", Word, "зая\u0301вка"}}},
		{"...", nil},
	}
	for _, r := range rows {
		var got []tok
		for _, x := range Tokens(r.in) {
			got = append(got, tok{x.Text, x.Kind, r.in[x.Start:x.End]})
		}
		if diff := cmp.Diff(r.want, got); diff != "" {
			t.Errorf("Tokens(%q): %s", r.in, diff)
		}
	}
}

func TestLimitKeepsCharacters(t *testing.T) {
	s := "a" + strings.Repeat("ї", MaxBytes)
	got := Limit(s)
	if len(got) > MaxBytes || len(got) < MaxBytes-3 || !utf8.ValidString(got) {
		t.Fatalf("%d bytes, valid %v", len(got), utf8.ValidString(got))
	}
}

func TestOtherReadings(t *testing.T) {
	for in, want := range map[string]string{"ghbdsn": "привіт", "lt vj' pfvjdktyyz": "де моє замовлення", "руддщ": "hello",
		"{jxe": "хочу", "рщц фку нщгэ": "how are you'"} {
		if got, ok := OtherLayout(in, false); !ok || got != want {
			t.Errorf("OtherLayout(%q) = %q, %v", in, got, ok)
		}
	}
	if got, _ := OtherLayout("ult vjq 'rcghtcc-pfrfp", true); got != "где мой экспресс-заказ" {
		t.Errorf("the Russian layout gives %q", got)
	}
	for _, in := range []string{"", "123", "привіт hello"} {
		if got, ok := OtherLayout(in, false); ok {
			t.Errorf("OtherLayout(%q) = %q", in, got)
		}
	}
	for in, want := range map[string]string{
		"zamovlennia": "замовлення", "de moye zamovlennya": "де моє замовлення", "skasuite": "скасуіте",
		"pryvit": "привіт", "dyakuyu": "дякую", "hroshi": "гроші", "shcho": "що",
	} {
		if got := FromLatin(in); got != want {
			t.Errorf("FromLatin(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"Де моє замовлення №2378156?", "п’ять", "\xff\xfe", "И\u0306\u0301", "👨‍👩‍👧", "ﬁ½㎏ ㌀", "a\u0301\u0301\u0301'", "İ ẞ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := Clean(s)
		if !utf8.ValidString(clean) {
			t.Fatalf("Clean(%q) is not UTF-8: %q", s, clean)
		}
		last := 0
		for _, tok := range Tokens(s) {
			if tok.Start < last || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("%q: token %+v after %d", s, tok, last)
			}
			last = tok.Start
			if tok.Text == "" {
				t.Fatalf("%q: empty token", s)
			}
		}
		OtherLayout(clean, len(s)%2 == 0)
		FromLatin(clean)
	})
}

func BenchmarkTokens(b *testing.B) {
	rows := map[string]string{
		"uk": "Доброго дня! Підкажіть, будь ласка, де моє замовлення №W2378156, його мали доставити ще вчора.",
		"en": "Hello! Could you please tell me where my order #W2378156 is, it should have been delivered yesterday.",
	}
	for name, s := range rows {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Tokens(s)
			}
		})
	}
}
