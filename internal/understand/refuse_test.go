package understand

import (
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// A refused verb asks for nothing, though it has all the words of a request.
func TestRefused(t *testing.T) {
	r := &Recogniser{pb: &dialogue.Playbook{Flows: map[string]*dialogue.Flow{
		"cancel":   {Name: "cancel", Title: map[string]string{"uk": "Скасувати замовлення", "en": "Cancel an order"}},
		"exchange": {Name: "exchange", Title: map[string]string{"uk": "Обміняти або замінити товар", "en": "Exchange or change an item"}},
		"back":     {Name: "back", Title: map[string]string{"uk": "Повернути товар", "en": "Return an item"}},
	}}}
	for _, at := range []struct {
		lang, text, flow string
		want             bool
	}{
		{"en", "I don't want to cancel the whole order", "cancel", true},
		{"en", "don't cancel anything, please", "cancel", true},
		{"en", "I did not want to return it", "back", true},
		{"en", "I don't want to change the lamp", "exchange", true},
		{"uk", "я не хочу скасовувати все замовлення", "cancel", true},
		{"uk", "не треба нічого скасовувати", "cancel", true},
		{"uk", "не скасовуйте, будь ласка", "cancel", true},
		{"uk", "не повертайте нічого", "back", true},
		{"uk", "я не просила міняти, не замінюйте", "exchange", true},
		{"en", "I don't want it any more, cancel it", "cancel", false},
		{"en", "I don't want to keep the lamp", "back", false},
		{"en", "it was not cancelled", "cancel", false},
		{"uk", "мені не потрібна ця лампа, скасуйте", "cancel", false},
		{"uk", "мені не повернули гроші", "back", false},
		{"en", "I don't need order W2000001 any more, cancel it", "cancel", false},
		{"uk", "хочу скасувати замовлення", "cancel", false},
	} {
		m := &message{r: r, s: &conversation.State{}, text: at.text, lang: at.lang}
		if got := m.refused(at.text, at.flow); got != at.want {
			t.Errorf("%q of %s: %v", at.text, at.flow, got)
		}
	}
}

// Where the money goes belongs to what was asked for.
func TestOnlyPays(t *testing.T) {
	for text, want := range map[string]bool{
		"На подарункову картку": true, "Гроші на кредитну картку, будь ласка": true, "І спишіть із подарункової картки": true, "To my gift card": true,
		"Use PayPal, please": true, "Скільки на подарунковій картці?": false, "поверніть лампу на картку": false, "Гроші": false, "return the lamp": false,
	} {
		if got := onlyPays(text, ""); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
