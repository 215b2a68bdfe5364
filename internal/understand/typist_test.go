package understand_test

import (
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
)

// TestWrittenByPeople: what is asked for is the same, however it is typed.
func TestWrittenByPeople(t *testing.T) {
	r := shop(t)
	s := &c.State{Lang: "uk"}
	now := time.Date(2025, 3, 12, 12, 0, 0, 0, time.UTC)
	for like, others := range map[string][]string{
		"Де моє замовлення?": {
			"de moie zamovlennia", "De moe zamovlennya?", "lt vj' pfvjdktyyz", "де мойо замовлення", "де мое замовлення ау",
			"привіт а де моє замовлення", "де моє замовлення 🙏🙏", "ДЕ МОЄ ЗАМОВЛЕННЯ", "де моєзамовлення",
			"шо там з моїм замовленням, де воно", "Lt vj' pfvjdktyyz&", "доброго дня підкажіть будь ласка де моє замовлення",
		},
		"Хочу повернути товар": {
			"hochu povernuty tovar", "khochu povernuty tovar", "[jxe gjdthyenb njdfh", "хочу вернути товар", "хочу повернути товар 😡",
			"{jxe gjdthyenb njdfh",
		},
		"Скасуйте замовлення": {
			"skasuyte zamovlennya", "skasuite zamovlennia", "crfceqnt pfvjdktyyz", "скасуйте пліз замовлення", "Crfceqnt pfvjdktyyz!",
		},
		"cancel my order": {"сфтсуд ьн щквук", "СФТСУД ЬН ЩКВУК", "cancel my order plsss", "hi there, cancel my order"},
		"Покличте людину": {"poklychte lyudynu", "gjrkbxnt k.lbye", "покличте будь ласка живу людину"},
	} {
		want := heard(r.Local(like, s, now))
		for _, text := range others {
			if got := heard(r.Local(text, s, now)); got != want {
				t.Errorf("%q is %s; %q is %s", text, got, like, want)
			}
		}
	}
}

// TestRussianWords: flows have no Russian examples, and need none.
func TestRussianWords(t *testing.T) {
	r := shop(t)
	now := time.Date(2025, 3, 12, 12, 0, 0, 0, time.UTC)
	for like, others := range map[string][]string{
		"Де моє замовлення?":            {"где мой заказ", "Где мой заказ???", "gde moy zakaz", "ult vjq pfrfp", "де мій заказ"},
		"Скасуйте замовлення #W2378156": {"отмените заказ #W2378156", "скасуйте заказ #W2378156"},
		"Хочу повернути товар":          {"хочу вернуть товар", "хотел бы вернуть товар", "хочу вернуть вещь"},
		"Покличте людину":               {"позовите человека", "позовите живого человека"},
		"хочу змінити адресу доставки":  {"хочу изменить адрес доставки", "поменять адрес доставки"},
		"де мої гроші за повернення":    {"где мои деньги за возврат"},
	} {
		want := heard(r.Local(like, &c.State{Lang: "uk"}, now))
		for _, text := range others {
			for _, lang := range []string{"", "uk", "en"} {
				if got := heard(r.Local(text, &c.State{Lang: lang}, now)); got != want {
					t.Errorf("after %q, %q is %s; %q is %s", lang, text, got, like, want)
				}
			}
		}
	}
}

// TestMeantAsWritten: names, addresses and other languages in Latin letters are
// not read as Ukrainian, and do not make the conversation Ukrainian.
func TestMeantAsWritten(t *testing.T) {
	r := shop(t)
	now := time.Date(2025, 3, 12, 12, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"Oleksandr Kovalchuk", "my name is Oleksandr Kovalchuk", "Khreshchatyk 22, Kyiv", "Kyiv", "Taras Shevchenko", "Nova Poshta",
		"wtf", "brb", "qwerty", "hgf", "xs", "olena.kovalenko@example.com", "chci vratit zbozi", "gdzie jest moja paczka",
	} {
		if u := r.Local(text, &c.State{Lang: "en"}, now); u.Lang != "" && u.Lang != "en" {
			t.Errorf("%q makes the conversation %s", text, u.Lang)
		}
	}
	for text, want := range map[string]string{"de moie zamovlennia": "uk", "lt vj' pfvjdktyyz": "uk", "цруку шы ьн щквук": "en"} {
		if u := r.Local(text, &c.State{}, now); u.Lang != want {
			t.Errorf("%q makes the conversation %q, not %s", text, u.Lang, want)
		}
	}
}

// TestValuesInOtherLetters: numbers and dates are found in what was meant, and
// rest on what was written.
func TestValuesInOtherLetters(t *testing.T) {
	r := shop(t)
	now := time.Date(2025, 3, 12, 12, 0, 0, 0, time.UTC)
	for _, text := range []string{"skasuyte zamovlennya #W2378156", "crfceqnt pfvjdktyyz #W2378156"} {
		u := r.Local(text, &c.State{Lang: "uk"}, now)
		if got, want := heard(u), heard(r.Local("скасуйте замовлення #W2378156", &c.State{Lang: "uk"}, now)); got != want {
			t.Errorf("%q is %s, not %s", text, got, want)
		}
		for _, x := range u.Commands {
			if x.Text != text {
				t.Errorf("%s rests on %q", x.Kind, x.Text)
			}
		}
	}
}

// TestYesInOtherLetters: yes and no are understood where they were asked for.
func TestYesInOtherLetters(t *testing.T) {
	r := shop(t)
	s := &c.State{Lang: "uk", Expect: c.Expectation{Kind: c.ExpectConfirm, Slot: "$confirm", Type: "bool"}}
	now := time.Date(2025, 3, 12, 12, 0, 0, 0, time.UTC)
	for want, texts := range map[string][]string{
		"set:$confirm=yes":  {"tak", "nfr", "da", "lf", "нуі", "щл", "tak, skasuyte", "Nfr!"},
		"set:$confirm=no":   {"ni", "ys", "net", "ytn", "ne treba", "yt nht,f", "ni, dyakuyu"},
		"none:out_of_scope": {"iphone", "xs", "qwerty", "hmm", "asdf"},
	} {
		for _, text := range texts {
			if got := heard(r.Local(text, s, now)); got != want {
				t.Errorf("%q is %s, not %s", text, got, want)
			}
		}
	}
}
