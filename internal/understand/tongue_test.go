package understand_test

import (
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
)

// TestLanguageOfAConversation: it takes a sentence to change it, not a name or a
// word of thanks, and never a language that the bot does not speak.
func TestLanguageOfAConversation(t *testing.T) {
	r := shop(t)
	now := time.Date(2025, 3, 12, 12, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		lang     string
		messages int
		text     string
		want     string // "" stays
	}{
		{"uk", 0, "hello there", "en"},
		{"uk", 0, "refund", "en"},
		{"uk", 3, "ok thanks", ""},
		{"uk", 3, "super", ""},
		{"uk", 3, "iPhone 15 Pro Max", ""},
		{"uk", 3, "Nike Air Force", ""},
		{"uk", 3, "olena.koval@example.com", ""},
		{"uk", 3, "https://shop.example/where-is-my-order", ""},
		{"uk", 3, "W2378156", ""},
		{"uk", 3, "👍👍👍", ""},
		{"uk", 3, "Where is my order?", "en"},
		{"uk", 3, "please cancel my order", "en"},
		{"uk", 3, "iPhone 15 Pro Max є в наявності?", "uk"},
		{"uk", 3, "я тоже хочу обратно гроші, канєшно", "uk"},
		{"en", 3, "де моє замовлення", "uk"},
		{"en", 3, "дякую", "uk"},
		{"en", 3, "thanks a lot", "en"},
		{"en", 3, "wo ist meine Bestellung bitte", ""},
		{"uk", 0, "gdzie jest moje zamówienie", ""},
		{"uk", 0, "dónde está mi pedido", ""},
		{"en", 0, "où est ma commande", ""},
		{"uk", 0, "注文はどこですか", ""},
		{"uk", 3, "ок", ""},
		{"en", 3, "ок", ""},
	} {
		u := r.Local(row.text, &c.State{Lang: row.lang, Messages: row.messages}, now)
		if u.Lang != row.want && !(row.want == "" && u.Lang == row.lang) {
			t.Errorf("%q after %d messages in %s: %q, want %q", row.text, row.messages, row.lang, u.Lang, row.want)
		}
	}
}
