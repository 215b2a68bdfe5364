package understand_test

import (
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// company knows both packs, as the demo does.
func company(t testing.TB) *understand.Recogniser {
	t.Helper()
	var sources []dialogue.Source
	for _, name := range []string{packs.Base, "shop", "telecom"} {
		s, err := packs.Source(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, s)
	}
	pb, err := dialogue.Compile("company", sources...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSeveralRequests(t *testing.T) {
	r := company(t)
	for text, want := range map[string]string{
		"I want to return the water bottle, and exchange the pet bed and office chair to the cheapest version": "return_order change_items",
		"exchange the helmet for a red one and cancel the grill":                                               "change_items cancel_order",
		"cancel W1000001 and return the lamp from W1000003":                                                    "cancel_order return_order",
		"my internet is very slow and I want to pay my bill":                                                   "phone_data bill_pay",
		"скасуйте замовлення і змініть адресу доставки іншого замовлення":                                      "cancel_order change_address",
		"у мене не працює інтернет, і ще треба повернути чайник":                                               "phone_data return_order",
		"хочу повернути чайник і дізнатись, де моє замовлення":                                                 "return_order order_status",
		// one wish, however long
		"I want to cancel my order and get my money back":                                                         "cancel_order",
		"скасуйте й поверніть гроші":                                                                              "cancel_order",
		"please exchange my keyboard for one with clicky switches and the thermostat for a google compatible one": "change_items",
		"return the bookshelf and the jigsaw puzzle":                                                              "return_order",
		// words that only ask, and what nobody here does
		"де": "", "where": "", "коли?": "", "який рецепт борщу?": "",
	} {
		var flows []string
		for _, x := range r.Local(text, &c.State{ID: "c", Lang: "uk", Mood: c.Calm}, time.Time{}).Commands {
			if x.Kind == c.CmdStart {
				flows = append(flows, x.Flow)
			}
		}
		if got := strings.Join(flows, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNoMore(t *testing.T) {
	r := shop(t)
	open := func(typ string) *c.State {
		return &c.State{
			ID: "c", Lang: "en", Mood: c.Calm, Stack: []c.Frame{{ID: 1, Flow: "cancel_order"}},
			Expect: c.Expectation{Kind: c.ExpectSlot, Frame: 1, Flow: "cancel_order", Slot: "more", Type: typ},
		}
	}
	for _, text := range []string{"that's all", "nothing else", "no, that's it", "це все", "більше нічого"} {
		if got := heard(r.Local(text, &c.State{ID: "c", Lang: "en", Mood: c.Calm}, time.Time{})); got != "social:goodbye" {
			t.Errorf("%q with nothing open: %s", text, got)
		}
		if got := heard(r.Local(text, open("bool"), time.Time{})); got != "set:more=no" {
			t.Errorf("%q to a question for more: %s", text, got)
		}
		if got := heard(r.Local(text, open("date"), time.Time{})); strings.Contains(got, "goodbye") {
			t.Errorf("%q to another question: %s", text, got)
		}
	}
	if got := heard(r.Local("bye", open("date"), time.Time{})); got != "social:goodbye" {
		t.Errorf("bye: %s", got)
	}
}

func BenchmarkLocal(b *testing.B) {
	r := company(b)
	now := time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"де моє замовлення 1000001?", "так", "I want to return the water bottle, and exchange the pet bed for the cheapest version", "мобільний інтернет дуже повільний, що робити?",
	} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			s := &c.State{ID: "c", Lang: "uk", Mood: c.Calm}
			for b.Loop() {
				r.Local(text, s, now)
			}
		})
	}
}

// Slips of the finger say less the more packs lie together; who someone is asks
// for nothing; «стоп» takes none of the flows that were offered.
func TestRequestsAmongManyFlows(t *testing.T) {
	r := company(t)
	who := func() *c.State {
		return &c.State{
			ID: "c", Lang: "en", Mood: c.Calm,
			Stack: []c.Frame{
				{ID: 1, Flow: "data_usage", Slots: map[string]c.SlotValue{}},
				{ID: 2, Flow: "telecom_verification", Event: "verification_required", Slots: map[string]c.SlotValue{}},
			},
			Expect: c.Expectation{Kind: c.ExpectSlot, Frame: 2, Flow: "telecom_verification", Slot: "phone", Type: "line_phone"},
		}
	}
	idle := func() *c.State { return &c.State{ID: "c", Lang: "en", Mood: c.Calm} }
	offered := func() *c.State {
		s := idle()
		s.Expect = c.Expectation{Kind: c.ExpectClarify, Options: []c.Option{{Value: "order_status", Title: "Order status"}}}
		return s
	}
	for _, x := range []struct {
		state func() *c.State
		text  string
		want  string
	}{
		{idle, "where is my ordr", "start:order_status"},
		{idle, "where is my roder", "start:order_status"},
		{who, "I'm Daniel Foster, I don't know the number", "set:by=name set:name=Daniel Foster"},
		{who, "my name is Daniel Foster. I want to return the lamp that I bought last week", "start:return_order set:name=Daniel Foster"},
		{offered, "stop", "cancel"},
	} {
		if got := heard(r.Local(x.text, x.state(), time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC))); got != x.want {
			t.Errorf("%q\n got %s\nwant %s", x.text, got, x.want)
		}
	}
}
