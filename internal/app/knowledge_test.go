package app

import (
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/understand/entity"
)

func TestQuestionsAreKeptWithoutPersonalData(t *testing.T) {
	found, err := entity.New(entity.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hide := hider(found)
	for said, secrets := range map[string][]string{
		"де моє замовлення №10245, мій телефон +380 67 123 45 67":    {"10245", "123", "67"},
		"напишіть мені на hanna.koval@example.com про повернення":    {"hanna", "koval"},
		"мене звати Ганна Коваль, чи є парковка?":                    {"Ганна", "Коваль"},
		"my card 4111 1111 1111 1111 was charged twice, what to do?": {"4111", "1111"},
	} {
		got := hide(said)
		for _, s := range secrets {
			if strings.Contains(got, s) {
				t.Errorf("%q is kept as %q", said, got)
			}
		}
	}
	for _, said := range []string{"чи є подарункові сертифікати?", "do you ship to Poland?", "скільки коштує доставка за 3 дні"} {
		if got := hide(said); got != said {
			t.Errorf("%q is kept as %q", said, got)
		}
	}
}
