package classify

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shop is what a small playbook carries: a few examples for each flow in two languages.
var shop = map[string]map[string][]string{
	"order_status": {
		"uk": {"де моє замовлення", "коли приїде посилка", "який статус замовлення", "чи відправили вже мій товар", "скільки ще чекати доставку"},
		"en": {"where is my order", "when will my parcel arrive", "what is the status of my order", "has my order been shipped", "track my package"},
	},
	"cancel_order": {
		"uk": {"скасуйте замовлення", "хочу відмінити покупку", "передумав купувати, скасуйте", "мені вже не потрібне це замовлення", "анулюйте моє замовлення"},
		"en": {"cancel my order", "i don't need my order any more", "please cancel the purchase", "i changed my mind about the order", "stop the order"},
	},
	"return_order": {
		"uk": {"хочу повернути товар", "поверніть гроші за товар", "товар не підійшов, хочу повернення", "прийшов бракований товар", "як оформити повернення"},
		"en": {"i want to return an item", "give me my money back", "the item does not fit, i want a refund", "the product arrived damaged", "how do i send it back"},
	},
}

func shopExamples() []Example {
	var out []Example
	for _, label := range []string{"order_status", "cancel_order", "return_order"} {
		for _, lang := range []string{"uk", "en"} {
			for _, text := range shop[label][lang] {
				out = append(out, Example{text, label, lang})
			}
		}
	}
	return out
}

var bothKinds = map[string]Options{"words": {}, "words and meaning": {Meaning: true}}

func TestSmallShop(t *testing.T) {
	for name, o := range bothKinds {
		t.Run(name, func(t *testing.T) { testSmallShop(t, Train(shopExamples(), o)) })
	}
}

func testSmallShop(t *testing.T, m *Model) {
	for text, want := range map[string]string{
		"де посилка": "order_status",
		"підкажіть статус мого замовлення":        "order_status",
		"коли доставлять замовлення W2378156":     "order_status",
		"де моє замовленя":                        "order_status",
		"can you tell me where my parcel is":      "order_status",
		"скасувати замовлення":                    "cancel_order",
		"будь ласка, скасуйте моє замовлення":     "cancel_order",
		"I want to cancel my order #W2378156":     "cancel_order",
		"cancel the order pls":                    "cancel_order",
		"хочу оформити повернення товару":         "return_order",
		"поверніть мої гроші":                     "return_order",
		"i'd like to return this item":            "return_order",
		"refund please, the item arrived damaged": "return_order",
	} {
		got := m.Predict(text)
		if got[0].Label != want {
			t.Errorf("%q: %s %.2f, then %s %.2f; want %s", text, got[0].Label, got[0].Probability, got[1].Label, got[1].Probability, want)
		}
	}
	for _, text := range []string{
		"яка завтра погода в києві", "розкажи казку про лисицю", "асдфг ійцукен", "sing me a song", "who is the president",
		"qwpoeiru zmxncbv", "!!!", "12345", "👍👍👍", "", "скільки років вашій бабусі", "my car needs new tyres", "\xff\xfe\xfd",
		"порадьте рецепт вареників із вишнями", "привіт", "дякую", "hello", "ok", "так", "можна",
	} {
		got := m.Predict(text)
		if got[0].Label != OutOfScope {
			t.Errorf("%q is taken for %s with %.2f", text, got[0].Label, got[0].Probability)
		}
	}
}

func TestProbabilitiesAddUp(t *testing.T) {
	m := Train(shopExamples(), Options{})
	for _, text := range []string{"скасуйте замовлення", "", "where", strings.Repeat("замовлення ", 5000)} {
		sum, last := 0.0, 2.0
		got := m.Predict(text)
		for _, s := range got {
			if s.Probability > last || s.Probability < 0 || math.IsNaN(s.Probability) {
				t.Errorf("%q: %v is out of order", text, got)
			}
			sum, last = sum+s.Probability, s.Probability
		}
		if math.Abs(sum-1) > 1e-5 || len(got) != 4 {
			t.Errorf("%q: %d labels, sum %v", text, len(got), sum)
		}
	}
}

func TestSameExamplesSameModel(t *testing.T) {
	for name, o := range bothKinds {
		a, b := Train(shopExamples(), o), Train(shopExamples(), o)
		for _, text := range []string{"де замовлення", "cancel", "погода", "хочу повернути"} {
			if diff := cmp.Diff(a.Predict(text), b.Predict(text)); diff != "" {
				t.Errorf("%s: %q: %s", name, text, diff)
			}
		}
	}
}

func TestFewOrNoExamples(t *testing.T) {
	if got := Train(nil, Options{}).Predict("привіт"); len(got) != 1 || got[0].Label != OutOfScope {
		t.Errorf("an empty model says %v", got)
	}
	for name, o := range bothKinds {
		t.Run(name, func(t *testing.T) { testOneExample(t, o) })
	}
}

func testOneExample(t *testing.T, o Options) {
	one := Train([]Example{{Text: "скасуйте замовлення", Label: "cancel"}, {Text: "", Label: "x"}, {Text: "y"}}, o)
	if got := one.Predict("скасуйте замовлення"); got[0].Label != "cancel" {
		t.Errorf("the only example is not recognised: %v", got)
	}
	if got := one.Predict("яка погода в одесі"); got[0].Label != OutOfScope {
		t.Errorf("a model of one example takes everything: %v", got)
	}
	if diff := cmp.Diff([]string{"cancel"}, one.Labels()); diff != "" {
		t.Error(diff)
	}
}

func TestOutsideExamplesHelp(t *testing.T) {
	examples := shopExamples()
	for _, text := range []string{"скільки у вас магазинів", "чи є у вас вакансії", "how many shops do you have", "are you hiring"} {
		examples = append(examples, Example{Text: text, Label: OutOfScope})
	}
	for _, o := range []Options{{}, {ScopeAsClass: true}, {Meaning: true}, {ScopeAsClass: true, Meaning: true}} {
		m := Train(examples, o)
		for text, want := range map[string]string{"чи є вакансії": OutOfScope, "are you hiring now": OutOfScope, "скасуйте замовлення": "cancel_order"} {
			if got := m.Predict(text); got[0].Label != want {
				t.Errorf("%+v %q: %v", o, text, got)
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	m := Train(shopExamples(), Options{Meaning: true})
	want := m.Predict("скасуйте замовлення")
	done := make(chan string, 8)
	for range 8 {
		go func() {
			for range 100 {
				m.Predict("where is my order")
				if diff := cmp.Diff(want, m.Predict("скасуйте замовлення")); diff != "" {
					done <- diff
					return
				}
			}
			done <- ""
		}()
	}
	for range 8 {
		if diff := <-done; diff != "" {
			t.Error(diff)
		}
	}
}

func FuzzPredict(f *testing.F) {
	m := Train(shopExamples(), Options{Meaning: true})
	for _, s := range []string{"де замовлення", "\xff", "a", strings.Repeat("ї", 100), "👍", "#w2378156"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var sum float64
		for _, p := range m.Predict(s) {
			sum += p.Probability
		}
		if !(math.Abs(sum-1) < 1e-4) {
			t.Fatalf("%q: %v", s, m.Predict(s))
		}
	})
}

func BenchmarkPredict(b *testing.B) {
	m := Train(shopExamples(), Options{})
	b.ReportAllocs()
	for b.Loop() {
		m.Predict("Доброго дня! Підкажіть, будь ласка, де моє замовлення №W2378156, його мали доставити вчора.")
	}
}

func BenchmarkPredict150(b *testing.B) {
	m := Train(readExamples(b, "clinc150-small", "train"), Options{Meaning: true})
	b.ReportAllocs()
	for b.Loop() {
		m.PredictIn("can you tell me how to set up direct deposit for my paycheck at my bank", "en")
	}
}

func BenchmarkTrainShop(b *testing.B) {
	for b.Loop() {
		Train(shopExamples(), Options{})
	}
}
