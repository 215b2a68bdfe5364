package entity

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A Wednesday.
var now = time.Date(2025, 3, 12, 23, 30, 0, 0, time.FixedZone("Kyiv", 2*3600))

func newShop(t testing.TB) *Recogniser {
	t.Helper()
	r, err := New(Options{
		Region: "UA",
		Patterns: map[string][]Pattern{
			KindOrderID: {{Match: `#?\s?W?-?(\d{7})`, Canonical: "#W$1"}},
			"item_id":   {{Match: `\d{10}`}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

type hit struct {
	Text  string
	Value any
}

func hits(r *Recogniser, text, kind string) []hit {
	var out []hit
	for _, e := range r.Find(text, Context{Now: now}) {
		if e.Kind == kind {
			out = append(out, hit{e.Text, e.Value})
		}
	}
	return out
}

func money(amount, currency string) map[string]any {
	return map[string]any{"amount": amount, "currency": currency}
}

func TestFind(t *testing.T) {
	shop := newShop(t)
	rows := []struct {
		kind, text string
		want       []hit
	}{
		{KindOrderID, "замовлення 2378156", []hit{{"2378156", "#W2378156"}}},
		{KindOrderID, "де #w2378156?", []hit{{"#w2378156", "#W2378156"}}},
		{KindOrderID, "№ 2378156 скасуйте", []hit{{"№ 2378156", "#W2378156"}}},
		{KindOrderID, "W2378156, W2378157", []hit{{"W2378156", "#W2378156"}, {"W2378157", "#W2378157"}}},
		{KindOrderID, "Ｗ2378156", []hit{{"Ｗ2378156", "#W2378156"}}},
		{KindOrderID, "23781567", nil},
		{KindOrderID, "xw2378156", nil},
		{KindOrderID, "+380671234567", nil},
		{"item_id", "товар 1234567890", []hit{{"1234567890", "1234567890"}}},

		{KindPhone, "мій номер 067 123 45 67", []hit{{"067 123 45 67", "+380671234567"}}},
		{KindPhone, "+38 (050) 123-45-67.", []hit{{"+38 (050) 123-45-67", "+380501234567"}}},
		{KindPhone, "380501234567", []hit{{"380501234567", "+380501234567"}}},
		{KindPhone, "call +1 415 555 2671 please", []hit{{"+1 415 555 2671", "+14155552671"}}},
		{KindPhone, "замовлення 2378156", nil},

		{KindEmail, "Пишіть на Olena.K+shop@Example.com.ua!", []hit{{"Olena.K+shop@Example.com.ua", "olena.k+shop@example.com.ua"}}},
		{KindEmail, "a@b a@.com @user user@1.2", nil},

		{KindCard, "картка 4111 1111-1111 1111", []hit{{"•••• 1111", "•••• 1111"}}},
		{KindCard, "4111111111111112", nil},
		{KindCard, "IMEI 490154203237518", nil},

		{KindMoney, "заплатив 500 грн", []hit{{"500 грн", money("500.00", "UAH")}}},
		{KindMoney, "двісті гривень", []hit{{"двісті гривень", money("200.00", "UAH")}}},
		{KindMoney, "refund $12.50 now", []hit{{"$12.50", money("12.50", "USD")}}},
		{KindMoney, "12,50 ₴", []hit{{"12,50 ₴", money("12.50", "UAH")}}},
		{KindMoney, "пів тисячі гривень", []hit{{"пів тисячі гривень", money("500.00", "UAH")}}},
		{KindMoney, "1 250,50 грн та 12 грн 5 коп", []hit{{"1 250,50 грн", money("1250.50", "UAH")}, {"12 грн 5 коп", money("12.05", "UAH")}}},
		{KindMoney, "twenty five dollars", []hit{{"twenty five dollars", money("25.00", "USD")}}},
		{KindMoney, "пятьсот рублей, 20 євро", []hit{{"пятьсот рублей", money("500.00", "RUB")}, {"20 євро", money("20.00", "EUR")}}},
		{KindMoney, "$1,250.50", []hit{{"$1,250.50", money("1250.50", "USD")}}},
		{KindMoney, "1 000 000 грн", []hit{{"1 000 000 грн", money("1000000.00", "UAH")}}},
		{KindMoney, "5 днів", nil},

		{KindNumber, "дві штуки", []hit{{"дві", 2.0}}},
		{KindNumber, "three of them", []hit{{"three", 3.0}}},
		{KindNumber, "двадцять п'ять", []hit{{"двадцять п'ять", 25.0}}},
		{KindNumber, "двадцять п’ять", []hit{{"двадцять п’ять", 25.0}}},
		{KindNumber, "two hundred and five", []hit{{"two hundred and five", 205.0}}},
		{KindNumber, "три тисячі сто сорок два", []hit{{"три тисячі сто сорок два", 3142.0}}},
		{KindNumber, "один два три", []hit{{"один", 1.0}, {"два", 2.0}, {"три", 3.0}}},
		{KindNumber, "5 тисяч", []hit{{"5 тисяч", 5000.0}}},
		{KindNumber, "the other one", nil},
		{KindNumber, "1", []hit{{"1", 1.0}}},

		{KindOrdinal, "the second one", []hit{{"second", 2.0}}},
		{KindOrdinal, "друге", []hit{{"друге", 2.0}}},
		{KindOrdinal, "перший варіант", []hit{{"перший", 1.0}}},
		{KindOrdinal, "last", []hit{{"last", -1.0}}},
		{KindOrdinal, "останнє замовлення", []hit{{"останнє", -1.0}}},
		{KindOrdinal, "3rd, 2-ге, двадцять перше", []hit{{"3rd", 3.0}, {"2-ге", 2.0}, {"двадцять перше", 21.0}}},
		{KindOrdinal, "wait a second, по-перше, мій друг, п'ять, the last few days", nil},

		{KindPostcode, "індекс 01001", []hit{{"01001", "01001"}}},
		{KindPostcode, "ціна 500", nil},
	}
	for _, r := range rows {
		if diff := cmp.Diff(r.want, hits(shop, r.text, r.kind)); diff != "" {
			t.Errorf("%s in %q: %s", r.kind, r.text, diff)
		}
	}
}

func TestDefaultOrderPattern(t *testing.T) {
	r, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"замовлення 2378156": "#2378156", "замовлення номер 2378156": "#2378156", "my order number is 2378156": "#2378156",
		"W2378156": "#W2378156", "#w2378156": "#W2378156", "заказ №12345": "#12345", "Order: ab-12345": "#AB12345",
	} {
		var got []any
		for _, e := range r.Find(text, Context{}) {
			if e.Kind == KindOrderID {
				got = append(got, e.Value)
			}
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("%q: %v, want %s", text, got, want)
		}
	}
	for _, text := range []string{"мені 25 років", "order 2 pizzas", "iphone 15", "Galaxy S24"} {
		if got := hits(r, text, KindOrderID); got != nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestBadPattern(t *testing.T) {
	if _, err := New(Options{Patterns: map[string][]Pattern{"x": {{Match: "("}}}}); err == nil {
		t.Fatal("a broken expression was taken")
	}
}

func TestDates(t *testing.T) {
	r := newShop(t)
	type found struct {
		Value string
		Sure  bool // 0.8 and above may be used without asking
	}
	rows := map[string]*found{
		"завтра":                  {"2025-03-13", true},
		"післязавтра вранці":      {"2025-03-14", true},
		"сегодня":                 {"2025-03-12", true},
		"the day after tomorrow":  {"2025-03-14", true},
		"yesterday":               {"2025-03-11", true},
		"у п'ятницю":              {"2025-03-14", false},
		"on Monday":               {"2025-03-17", false},
		"next Friday":             {"2025-03-21", false},
		"минулого вівторка":       {"2025-03-11", true},
		"last friday":             {"2025-03-07", true},
		"цієї п'ятниці":           {"2025-03-14", true},
		"в середу":                {"2025-03-12", false},
		"15 березня":              {"2025-03-15", true},
		"15-го березня 2024 року": {"2024-03-15", true},
		"п'ятнадцятого березня":   {"2025-03-15", true},
		"двадцять перше березня":  {"2025-03-21", true},
		"March 15th, 2026":        {"2026-03-15", true},
		"15th of March":           {"2025-03-15", true},
		"15 марта":                {"2025-03-15", true},
		"2 жовтня":                {"2024-10-02", false},
		"2025-03-15":              {"2025-03-15", true},
		"15.03.2025":              {"2025-03-15", true},
		"15.03":                   {"2025-03-15", false},
		"03/04/2025":              {"2025-04-03", false},
		"03/25/2025":              {"2025-03-25", true},
		"через три дні":           {"2025-03-15", true},
		"in a week":               {"2025-03-19", true},
		"два тижні тому":          {"2025-02-26", true},
		"10 days ago":             {"2025-03-02", true},
		"неделю назад":            {"2025-03-05", true},
		"20 числа":                {"2025-03-20", false},
		"31.02.2025":              nil,
		"30 лютого":               nil,
		"32 березня":              nil,
		"наступного тижня":        nil,
		"may I ask":               nil,
		"12.05 грн":               nil,
		"192.168.01.02":           nil,
		"версія 1.02.03":          nil,
		"+380 50 12.03.25":        {"2025-03-12", true},
		"2-3 дні":                 nil,
		"замовив два роки тому":   nil,
		"": nil,
	}
	for text, want := range rows {
		var got *found
		for _, e := range r.Find(text, Context{Now: now}) {
			if e.Kind == KindDate {
				got = &found{e.Value.(string), e.Confidence >= 0.8}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
	if got := r.Find("завтра", Context{}); len(got) != 0 {
		t.Errorf("tomorrow without a today: %v", got)
	}
}

func TestYesNo(t *testing.T) {
	r := newShop(t)
	const sure, unsure = true, false
	type answer struct {
		Kind string
		Sure bool
	}
	yes, no := &answer{KindAffirm, sure}, &answer{KindDeny, sure}
	maybeYes, maybeNo := &answer{KindAffirm, unsure}, &answer{KindDeny, unsure}
	rows := map[string]*answer{
		"так": yes, "Так!": yes, "так, скасовуйте": yes, "ага": yes, "ок": yes, "добре, дякую": yes, "звісно": yes, "+": yes,
		"ну так": yes, "чому б і ні": yes, "без проблем": yes, "підтверджую": yes, "👍": yes, "да": yes, "конечно, отменяйте": yes,
		"yes": yes, "yeah sure": yes, "go ahead": yes, "yes, cancel it": yes, "Yes please": yes, "no problem": yes, "ok 👍": yes, "y": yes,
		"ні": no, "ні, дякую": no, "не треба": no, "нет": no, "nope": no, "no thanks": no, "не хочу": no, "та ні": no, "👎": no,
		"передумала": no, "ні-ні": no, "не надо": no, "No, thank you": no,
		"так ні": maybeNo, "ні, не треба міняти": no, "no, the other one": maybeNo, "ні, краще друге": maybeNo, "не скасовуйте моє замовлення": no,
		"так, але пізніше": maybeYes, "yes but not now": maybeYes, "no, change the address": maybeNo, "не надсилайте": maybeNo,
		"так довго": nil, "так і не прийшло": nil, "хочу повернути товар": nil, "не знаю": nil, "I don't know": nil, "not sure": nil,
		"yes no": nil, "так, ні": nil, "не приходить код": nil, "right now": nil, "where is my order": nil, "": nil, "...": nil,
		"замовлення так і не приїхало": nil, "can you say yes": nil, "good morning": nil, "don't know": nil,
		"that's not true": no, "the answer is yes": yes, "це так": yes, "please, no": no, "exactly what does it cost": nil,
	}
	rows["не скасовуйте моє замовлення"] = maybeNo
	for text, want := range rows {
		var got *answer
		for _, e := range r.Find(text, Context{Now: now}) {
			if e.Kind == KindAffirm || e.Kind == KindDeny {
				got = &answer{e.Kind, e.Confidence >= 0.8}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestMaskCards(t *testing.T) {
	rows := map[string]string{
		"моя картка 4111111111111111, дякую":      "моя картка •••• 1111, дякую",
		"5500 0000 0000 0004 і 3782-822463-10005": "•••• 0004 і •••• 0005",
		"замовлення 2378156":                      "замовлення 2378156",
		"4111111111111112":                        "4111111111111112",
		"IMEI 490154203237518":                    "IMEI 490154203237518",
		"４１１１１１１１１１１１１１１１":                        "•••• 1111",
		"": "",
		"12 4111 1111 1111 1111 4111 1111 1111 1111": "12 •••• 1111 •••• 1111",
		"+380501234567 і 380671234567000":            "+380501234567 і 380671234567000",
	}
	for in, want := range rows {
		if got := MaskCards(in); got != want {
			t.Errorf("MaskCards(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestOffsetsAreOfTheOriginal(t *testing.T) {
	text := "За\u0301мовлення\u200b №2378156 —  завтра"
	for _, e := range newShop(t).Find(text, Context{Now: now}) {
		if text[e.Start:e.End] != e.Text {
			t.Errorf("%s: %q at %d:%d is %q", e.Kind, e.Text, e.Start, e.End, text[e.Start:e.End])
		}
	}
}

// A message made to be slow must not be: the bound is on what is found, checked here by its effect.
func TestLongMessages(t *testing.T) {
	r := newShop(t)
	for _, unit := range []string{"111 ", "1 ", "сто тисяч ", "a@b.co ", "2378156 ", "+380501234567 ", "15.03 ", "так ", "4111 "} {
		found := r.Find(strings.Repeat(unit, 20000), Context{Now: now})
		if len(found) > 11*maxFound {
			t.Errorf("%q repeated gives %d entities", unit, len(found))
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"замовлення 2378156 завтра +380501234567", "$12.50 a@b.co", "п'ятнадцяте березня 2025", "\xff1", "4111 1111 1111 1111",
		"двісті тисяч мільйонів тисяч", "31.12.99 99/99/9999", "+", "1,,2..3", "in 99999999999999999999 days", "№№1", "20 числа", "32 числа",
		"о пів на шосту", "at 5:30 p.m.", "через дві неділі", "за чверть шоста", "in an hour and a half", "24:00 о 24", "half a dozen", "2 з половиною тисячі",
		"olena собака gmail крапка com", "UA21 3223 1300 0002 6007 2335 6600 1", "a", "за", "пол", "п'ятницю наступного", "5-", "о 12.05", "dot @ dot",
	} {
		f.Add(s)
	}
	r := newShop(f)
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range r.Find(s, Context{Now: now}) {
			if e.Start < 0 || e.End <= e.Start || e.End > len(s) {
				t.Fatalf("%q: %+v", s, e)
			}
			if e.Kind != KindCard && s[e.Start:e.End] != e.Text {
				t.Fatalf("%q: %+v", s, e)
			}
			if !(e.Confidence > 0 && e.Confidence <= 1) {
				t.Fatalf("%q: confidence of %+v", s, e)
			}
			layout := map[string]string{KindDate: isoDate, KindTime: "15:04"}[e.Kind]
			if v, ok := e.Value.(string); ok && layout != "" {
				if _, err := time.Parse(layout, v); err != nil {
					t.Fatal(err)
				}
			}
		}
		MaskCards(s)
		Choose(s, []Option{{Value: "a", Names: []string{s, "синій"}}, {Value: "b", Names: []string{"red"}}}, "uk")
	})
}

func BenchmarkFind(b *testing.B) {
	r := newShop(b)
	for name, s := range map[string]string{
		"short": "так, скасовуйте",
		"long":  "Доброго дня! Підкажіть, будь ласка, де моє замовлення №W2378156 на 1 250 грн, його мали доставити вчора, мій номер 067 123 45 67.",
		"en":    "Hello! Could you please tell me where my order #W2378156 is, it should have been delivered yesterday.",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r.Find(s, Context{Now: now})
			}
		})
	}
}
