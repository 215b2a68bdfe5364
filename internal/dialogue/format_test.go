package dialogue

import (
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
)

func TestValuesAreWrittenAsTheLanguageDoes(t *testing.T) {
	words := &format{texts: map[string]map[string]*text{
		"format.date":    {"uk": {chat: "{day} {month} {year} р."}, "en": {chat: "{month} {day}, {year}"}},
		"format.month.3": {"uk": {chat: "березня"}, "en": {chat: "March"}},
	}}
	vs := vars{
		"conversation": map[string]any{}, "customer": map[string]any{}, "error": map[string]any{}, "actions": []any{}, "answers": []any{},
		"today": "2025-03-15",
		"event": map[string]any{
			"left": 8.7, "dust": 0.1 + 0.2, "whole": 12.0, "many": 12345678.0, "list": []any{1.5, 2.0, "2.5"}, "code": "1.10",
		},
	}
	for _, at := range []struct{ lang, src, want string }{
		{"uk", "Лишилося {event.left} ГБ до {date(today)}.", "Лишилося 8,7 ГБ до 15 березня 2025 р."},
		{"en", "{event.left} GB left until {date(today)}.", "8.7 GB left until March 15, 2025."},
		{"uk", "До {date(today)}. Далі {event.whole}.", "До 15 березня 2025 р. Далі 12."},
		{"uk", "{date(today)}... {date(today)}, так", "15 березня 2025 р.... 15 березня 2025 р., так"},
		{"uk", "{event.dust}", "0,3"},
		{"uk", "{event.many}", "12345678"},
		{"uk", "{event.list}; {join(event.list, ' і ')}", "1,5, 2, 2.5; 1,5 і 2 і 2.5"},
		{"uk", "{event.code}", "1.10"},
	} {
		env, err := newEnv(at.lang, words)
		if err != nil {
			t.Fatal(err)
		}
		r := &reader{}
		tpl := linkTemplate(r, env, at.lang, at.src, Pos{})
		if len(r.problems) > 0 {
			t.Fatalf("%s: %v", at.src, r.problems)
		}
		if got, err := tpl.render(vs); err != nil || got != at.want {
			t.Errorf("%s %q: %q (%v), want %q", at.lang, at.src, got, err, at.want)
		}
	}
}

func TestTitlesInsideASentence(t *testing.T) {
	for in, want := range map[string]string{
		"Увімкнено": "увімкнено", "Режим польоту": "режим польоту", "Дзвінки через Wi-Fi": "дзвінки через Wi-Fi",
		"Wi-Fi Calling": "Wi-Fi Calling", "SMS": "SMS", "SIM card": "SIM card", "2G": "2G", "PayPal": "PayPal",
		"I see the request": "I see the request", "I've paid": "I've paid", "In Italy": "in Italy", "Ім'я": "ім'я", "": "",
	} {
		if got := lowerFirst(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAValueOfASentenceKeepsTheNamesOfData(t *testing.T) {
	pb := &Playbook{Languages: []string{"uk"}, texts: map[string]map[string]*text{
		"button.on": {"uk": {chat: "Увімкнено"}}, "button.off": {"uk": {chat: "Вимкнено"}}, "button.yes": {"uk": {chat: "Так"}},
		"f.why.lost": {"uk": {chat: "Загублено телефон"}},
	}}
	m := &machine{pb: pb, s: &conversation.State{Lang: "uk"}}
	flow, f := &Flow{Name: "f"}, &conversation.Frame{}
	for _, at := range []struct {
		slot  *Slot
		value any
		want  string
	}{
		{&Slot{Name: "s", Type: "switch"}, switchOn, "увімкнено"},
		{&Slot{Name: "b", Type: "bool"}, true, "так"},
		{&Slot{Name: "why", Type: "choice", Values: []string{"lost"}}, "lost", "загублено телефон"},
		{&Slot{Name: "who", Type: "name"}, map[string]any{"full": "Олена Коваль"}, "Олена Коваль"},
		{&Slot{Name: "n", Type: "number"}, 2.5, "2,5"},
	} {
		if got := m.shownWithin(f, flow, at.slot, at.value); got != at.want {
			t.Errorf("%s: %q, want %q", at.slot.Type, got, at.want)
		}
	}
}
