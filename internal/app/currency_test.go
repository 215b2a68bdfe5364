package app

import (
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/dialogue"
)

func TestTheOperatorsCurrencyWins(t *testing.T) {
	for code, want := range map[string]string{"": "UAH", "USD": "USD", "eur": "EUR", " GBP ": "GBP", "PLN": "PLN"} {
		sources, err := Packs("shop", "telecom")
		if err != nil {
			t.Fatal(err)
		}
		if sources, err = InCurrency(code, sources); err != nil {
			t.Fatal(err)
		}
		pb, err := dialogue.Compile("main", sources...)
		if err != nil {
			t.Fatal(err)
		}
		if pb.Currency != want {
			t.Errorf("%q: money is in %q, want %q", code, pb.Currency, want)
		}
	}
}

func TestAnUnknownCurrencyIsRefused(t *testing.T) {
	for _, code := range []string{"dollars", "US", "QQQ", "$", "USD\nmenu: []"} {
		if _, err := InCurrency(code, nil); err == nil || !strings.Contains(err.Error(), "ISO 4217") {
			t.Errorf("%q: %v", code, err)
		}
	}
}
