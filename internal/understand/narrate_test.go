package understand_test

import (
	"slices"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

func TestStoryAroundARequest(t *testing.T) {
	r := company(t)
	s := &conversation.State{Lang: "uk", Owner: conversation.Owner{Kind: conversation.OwnedByBot}}
	for text, want := range map[string][]string{
		"Прийшла лампа, дуже яскрава. Обміняйте її, будь ласка, на тьмянішу":        {"change_items"},
		"отримав учора навушники, виявилися не ті, хочу повернути":                  {"return_order"},
		"The jacket arrived today and it is far too small, I'd like to exchange it": {"change_items"},
		"хочу обміняти рюкзак на той, де більше кишень":                             {"change_items"},
		"Поверніть, будь ласка, чайник. І скасуйте замовлення #W1000001":            {"cancel_order", "return_order"},
		"I want to return the lamp and cancel order #W1000001":                      {"cancel_order", "return_order"},
	} {
		var got []string
		for _, c := range r.Local(text, s, time.Date(2026, 3, 14, 8, 0, 0, 0, time.UTC)).Commands {
			if c.Kind == conversation.CmdStart {
				got = append(got, c.Flow)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q starts %v, want %v", text, got, want)
		}
	}
}

func TestTakingLeaveAsksForNothing(t *testing.T) {
	r := company(t)
	s := &conversation.State{Lang: "uk", Owner: conversation.Owner{Kind: conversation.OwnedByBot}}
	for _, text := range []string{
		"Ні, це все. Дякую!", "ні дякую це все, бувайте", "Дякую, більше нічого. До побачення", "No, that's all. Thanks a lot, bye!", "that's it, thank you",
	} {
		for _, c := range r.Local(text, s, time.Time{}).Commands {
			if c.Kind == conversation.CmdStart || c.Kind == conversation.CmdClarify {
				t.Errorf("%q: %+v", text, c)
			}
		}
	}
}
