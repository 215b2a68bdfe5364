package entity

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var reasons = []Option{
	{"no_longer_needed", []string{"Більше не потрібно", "Передумав", "No longer needed"}},
	{"ordered_by_mistake", []string{"Замовлено помилково", "Ordered by mistake"}},
}

var variants = []Option{
	{"blue_m", []string{"Синій, розмір M", "Blue, size M"}},
	{"blue_l", []string{"Синій, розмір L", "Blue, size L"}},
	{"red_m", []string{"Червоний, розмір M", "Red, size M"}},
}

var storage = []Option{{"64", []string{"64 GB"}}, {"128", []string{"128 GB"}}, {"2tb", []string{"2 TB"}}}

var refunds = []Option{
	{"card", []string{"На картку", "To my card"}},
	{"balance", []string{"На баланс у магазині", "Store credit"}},
	{"paypal", []string{"PayPal"}},
}

func TestChoose(t *testing.T) {
	type result struct {
		Value     string
		Ambiguous []string
	}
	rows := []struct {
		text    string
		options []Option
		want    result
	}{
		{"помилково замовив", reasons, result{Value: "ordered_by_mistake"}},
		{"я помилилась, замовила помилково", reasons, result{Value: "ordered_by_mistake"}},
		{"вже не потрібно", reasons, result{Value: "no_longer_needed"}},
		{"передумала", reasons, result{Value: "no_longer_needed"}},
		{"it was a mistake", reasons, result{Value: "ordered_by_mistake"}},
		{"dont need it any more, no longer needed", reasons, result{Value: "no_longer_needed"}},
		{"ordered by mistkae", reasons, result{Value: "ordered_by_mistake"}},
		{"2", reasons, result{Value: "ordered_by_mistake"}},
		{"варіант 2", reasons, result{Value: "ordered_by_mistake"}},
		{"second", reasons, result{Value: "ordered_by_mistake"}},
		{"перше", reasons, result{Value: "no_longer_needed"}},
		{"останнє", variants, result{Value: "red_m"}},
		{"не перший, а другий", variants, result{Value: "blue_l"}},
		{"3", reasons, result{}},
		{"синій", variants, result{Ambiguous: []string{"blue_m", "blue_l"}}},
		{"червоний", variants, result{Value: "red_m"}},
		{"червону", variants, result{Value: "red_m"}},
		{"червоиний", variants, result{Value: "red_m"}},
		{"the red one please", variants, result{Value: "red_m"}},
		{"blue, L", variants, result{Value: "blue_l"}},
		{"128", storage, result{Value: "128"}},
		{"64gb", storage, result{}},
		{"на карту", refunds, result{Value: "card"}},
		{"paypall", refunds, result{Value: "paypal"}},
		{"на мій баланс", refunds, result{Value: "balance"}},
		{"де моє замовлення", refunds, result{}},
		{"", refunds, result{}},
		{"👍", refunds, result{}},
	}
	for _, r := range rows {
		value, confidence, ambiguous := Choose(r.text, r.options, "")
		if diff := cmp.Diff(r.want, result{value, ambiguous}); diff != "" {
			t.Errorf("%q (%.2f): %s", r.text, confidence, diff)
		}
		if value != "" && confidence < 0.5 {
			t.Errorf("%q: %s with confidence %.2f", r.text, value, confidence)
		}
	}
	if v, _, _ := Choose("anything", nil, "en"); v != "" {
		t.Errorf("%q out of no options", v)
	}
}

func TestDistance(t *testing.T) {
	for _, r := range []struct {
		a, b string
		want int
	}{{"картка", "картка", 0}, {"карткa", "картка", 1}, {"кратка", "картка", 1}, {"карта", "картка", 1}, {"ціна", "товар", 3}, {"", "а", 1}} {
		if got := distanceOf(r.a, r.b, 2); got != r.want {
			t.Errorf("%s–%s: %d, want %d", r.a, r.b, got, r.want)
		}
	}
}

func BenchmarkChoose(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Choose("я помилилась, замовила помилково", reasons, "uk")
	}
}

func TestChooseShortWordsAndForeignNames(t *testing.T) {
	pay := []Option{{"card", []string{"Visa •••• 9904", "card", "credit card"}}, {"paypal", []string{"PayPal"}}}
	if v, _, _ := Choose("it may be too hard for my kid", pay, "en"); v != "" {
		t.Errorf("hard: %q", v)
	}
	if v, _, _ := Choose("my acrd", pay, "en"); v != "card" {
		t.Errorf("acrd: %q", v)
	}
	places := []Option{{"ny", []string{"New York", "NY"}}, {"la", []string{"Los Angeles", "CA"}}, {"chi", []string{"Chicago", "IL"}}, {"home", []string{"домашня", "за замовчуванням"}}, {"new", []string{"Інша адреса"}}}
	for text, want := range map[string]string{
		"на нью-йоркську адресу": "ny", "лос-анджелеську": "la", "ту, що в Чикаго": "chi", "чиказьку, будь ласка": "chi", "на домашню": "home", "у Нью-Йорк": "ny", "Нью-йоркську. Вона є в одному з моїх замовлень": "ny", "мою нью-йоркську, з профілю": "ny",
	} {
		if v, _, _ := Choose(text, places, "uk"); v != want {
			t.Errorf("%q: %q, want %q", text, v, want)
		}
	}
}
