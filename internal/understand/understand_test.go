package understand_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

func shop(t *testing.T) *understand.Recogniser {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	own, err := packs.Source("shop")
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile("shop", base, own)
	if err != nil {
		t.Fatal(err)
	}
	r, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// heard writes commands as kind:about=value.
func heard(u understand.Understanding) string {
	var out []string
	for _, x := range u.Commands {
		s := string(x.Kind)
		if about := x.Flow + x.Reason; x.Kind == c.CmdSet {
			s += ":" + x.Slot + "=" + valueText(x.Value)
		} else if about != "" {
			s += ":" + about
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func valueText(v c.Value) string {
	switch x := v.(type) {
	case string:
		return x
	case bool:
		if x {
			return "yes"
		}
		return "no"
	case map[string]any:
		for _, k := range []string{"full", "address1", "amount"} {
			if t, ok := x[k].(string); ok {
				return t
			}
		}
	}
	return "?"
}

func TestLocal(t *testing.T) {
	r := shop(t)
	idle := func() *c.State { return &c.State{ID: "c", Lang: "uk", Mood: c.Calm} }
	named := func() *c.State {
		s := idle()
		s.Recent = map[string]c.Remembered{"order_id": {Value: "#W1000001", Message: 3}}
		return s
	}
	byBot := func() *c.State {
		s := idle()
		s.Recent = map[string]c.Remembered{"order_id": {Value: "#W1000001", Message: 3, ByBot: true}}
		return s
	}
	within := func(slots map[string]c.SlotValue, e c.Expectation) func() *c.State {
		return func() *c.State {
			s := named()
			s.Stack = []c.Frame{{ID: 1, Flow: "cancel_order", Slots: slots}}
			e.Frame, e.Flow = 1, "cancel_order"
			s.Expect = e
			return s
		}
	}
	asked := within(nil, c.Expectation{Kind: c.ExpectSlot, Slot: "order_id", Type: "order_id"})
	asked2 := within(map[string]c.SlotValue{"order_id": {Value: "#W1000001", Type: "order_id"}}, c.Expectation{Kind: c.ExpectSlot, Slot: "source", Type: "choice", Options: []c.Option{
		{Value: "lviv", Title: "Львів", Names: []string{"Lviv", "#W1000002"}}, {Value: "kyiv", Title: "Київ", Names: []string{"Kyiv"}},
	}})
	known := map[string]c.SlotValue{"order_id": {Value: "#W1000001"}, "reason": {Value: "ordered_by_mistake"}}
	confirm := within(known, c.Expectation{Kind: c.ExpectConfirm, Slot: "$confirm.6.confirm", Type: "bool"})

	for _, at := range []struct {
		name  string
		state func() *c.State
		text  string
		want  string
	}{
		{"a request", idle, "скасуйте замовлення 1000001", "start:cancel_order set:order_id=#W1000001"},
		{"a reason in passing", idle, "скасуйте замовлення 1000001, замовила помилково", "start:cancel_order set:order_id=#W1000001 set:reason=ordered_by_mistake"},
		{"a reason in English", idle, "cancel order W1000001, I changed my mind", "start:cancel_order set:order_id=#W1000001 set:reason=no_longer_needed"},
		{"a number alone", idle, "#W1000001", "start:order_status set:order_id=#W1000001"},
		{"a number and a courtesy", idle, "1000001 будь ласка", "start:order_status set:order_id=#W1000001"},
		{"stop, nothing in progress", idle, "стоп", "cancel"},
		{"stop within a flow", asked, "стоп", "cancel"},
		{"cancel what was named", named, "скасуй його", "start:cancel_order set:order_id=#W1000001"},
		{"cancel, nothing named", idle, "скасуй його", "start:cancel_order"},
		{"that order, of which the bot speaks", byBot, "скасуйте те замовлення", "start:cancel_order set:order_id=#W1000001"},
		{"this order, in English", byBot, "please cancel this order", "start:cancel_order set:order_id=#W1000001"},
		{"the order is not any order", byBot, "what's the tracking number of the order?", "start:order_status"},
		{"it may be a thing, where the bot spoke of the order", byBot, "скасуй його", "start:cancel_order"},
		{"yes to the offered value", asked, "так", "set:order_id=#W1000001"},
		{"that one", asked, "те саме", "set:order_id=#W1000001"},
		{"number and reason in one answer", asked, "1000007, випадково", "set:order_id=#W1000007 set:reason=ordered_by_mistake"},
		{"a number that tells which option is meant", asked2, "the same as of order #W1000002", "set:source=lviv"},
		{"yes", confirm, "так", "set:$confirm.6.confirm=yes"},
		{"no", confirm, "ні", "set:$confirm.6.confirm=no"},
		{"a correction is no refusal", confirm, "ні, #W1000007", "set:order_id=#W1000007"},
		{"a filled reason is not changed in passing", confirm, "ні, не хочу", "set:$confirm.6.confirm=no"},
		{"a person", confirm, "покличте людину", "handoff:asked"},
		{"a sensitive matter", idle, "це шахраї", "handoff:security"},
		{"small talk", idle, "Добрий день!", "social:hello"},
		{"out of scope", idle, "який рецепт борщу?", "none:out_of_scope"},
		{"a slip in a phrase", idle, "покличте опреатора", "handoff:asked"},
		{"two slips in a word", idle, "скасуйте замволеня", "start:cancel_order"},
		{"no slip of another word", idle, "what the hell", "none:out_of_scope"},
		{"how the bot is", idle, "how are you?", "social:how_are_you"},
		{"nothing", idle, "   ", "none:out_of_scope"},
		{"two orders, two requests", idle, "Both #W1000001 and #W1000002 are pending. Please cancel #W1000002. What is the status of order #W1000001?", "start:cancel_order set:order_id=#W1000002 start:order_status set:order_id=#W1000001"},
		{"a list in the request itself", idle, "My orders are late. Please cancel #W1000002 and #W1000001", "start:cancel_order set:order_id=#W1000002 set:order_id=#W1000001"},
		{"two requests", idle, "Де моє замовлення 1000002? І ще скасуйте замовлення 1000001.", "start:order_status set:order_id=#W1000002 start:cancel_order set:order_id=#W1000001"},
	} {
		if d := cmp.Diff(at.want, heard(r.Local(at.text, at.state(), time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)))); d != "" {
			t.Errorf("%s: %q (-want +got)\n%s", at.name, at.text, d)
		}
	}
}

func TestMood(t *testing.T) {
	r := shop(t)
	for _, at := range []struct {
		before c.Mood
		text   string
		want   c.Mood
	}{
		{c.Calm, "де моє замовлення", c.Calm},
		{c.Calm, "тупий бот", c.Upset},
		{c.Upset, "ідіот", c.Angry},
		{c.Angry, "дякую", c.Calm},
		{c.Calm, "скільки можна", c.Upset},
		{c.Calm, "скільки можна!!", c.Angry},
		{c.Calm, "ДЕ МОЄ ЗАМОВЛЕННЯ", c.Upset},
		{c.Calm, "this is ridiculous, you are useless", c.Angry},
	} {
		if got := r.Local(at.text, &c.State{Lang: "uk", Mood: at.before}, time.Time{}).Mood; got != at.want {
			t.Errorf("%q after %s: %s, want %s", at.text, at.before, got, at.want)
		}
	}
}

func TestLanguageChangesOnWords(t *testing.T) {
	r := shop(t)
	for text, want := range map[string]string{
		"ok": "", "no": "", "W1000001": "", "🙂": "", "": "",
		"I ordered it by mistake": "en", "де моя посилка": "uk", "где моя посылка": "ru",
	} {
		if got := r.Local(text, &c.State{Lang: "uk"}, time.Time{}).Lang; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What stands in the options, and an address, is said in its own language.
func TestAnswersKeepTheLanguage(t *testing.T) {
	r := shop(t)
	goods := []c.Option{
		{Value: "a", Title: "Hiking Boots, synthetic", Names: []string{"Hiking Boots"}, Facets: map[string]string{"waterproof": "yes"}},
		{Value: "b", Title: "Desk Lamp, silver", Names: []string{"Desk Lamp"}, Facets: map[string]string{"brightness": "low", "power source": "battery"}},
	}
	for text, want := range map[string]string{
		"hiking boots": "", "Desk lamp, brightness low, battery": "", "waterproof": "",
		"I would like to have the boots please": "en", "черевики, які я отримав": "uk",
	} {
		s := &c.State{Lang: "uk", Expect: c.Expectation{Kind: c.ExpectSlot, Slot: "items", Type: "choice", Options: goods}}
		if got := r.Local(text, s, time.Time{}).Lang; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"1234 Elm St, Springfield, IL, 62701": "", "Please send it to 1234 Elm St, Springfield, IL, 62701": "en",
	} {
		s := &c.State{Lang: "uk", Expect: c.Expectation{Kind: c.ExpectSlot, Slot: "address", Type: "address"}}
		if got := r.Local(text, s, time.Time{}).Lang; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
