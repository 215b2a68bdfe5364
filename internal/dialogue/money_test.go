package dialogue_test

import (
	"testing"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

// The base pack knows how the usual currencies are written in its languages.
func TestMoneyInTheUsualCurrencies(t *testing.T) {
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile(packs.Base, base)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []struct{ code, uk, en string }{
		{"UAH", "12,50\u00a0грн", "UAH\u00a012.50"}, {"USD", "12,50\u00a0$", "$12.50"}, {"EUR", "12,50\u00a0€", "€12.50"},
		{"GBP", "12,50\u00a0£", "£12.50"}, {"PLN", "12,50\u00a0zł", "PLN\u00a012.50"}, {"CHF", "12,50\u00a0CHF", "CHF\u00a012.50"},
	} {
		v := map[string]any{"amount": 12.5, "currency": at.code}
		if uk, en := dialogue.Money(pb, "uk", v), dialogue.Money(pb, "en", v); uk != at.uk || en != at.en {
			t.Errorf("%s: %q and %q, want %q and %q", at.code, uk, en, at.uk, at.en)
		}
	}
}
