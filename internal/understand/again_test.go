package understand_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand"
)

func TestAgain(t *testing.T) {
	r, err := understand.New(phonePlaybook(t))
	if err != nil {
		t.Fatal(err)
	}
	shopping := shop(t)
	variants := []c.Option{
		{Value: "7000000011", Title: "black, S", Facets: map[string]string{"color": "black", "size": "S"}},
		{Value: "7000000012", Title: "black, M", Facets: map[string]string{"color": "black", "size": "M"}},
		{Value: "7000000013", Title: "red, M", Facets: map[string]string{"color": "red", "size": "M"}},
		{Value: "7000000014", Title: "red, L", Facets: map[string]string{"color": "red", "size": "L"}},
	}
	for _, at := range []struct {
		name   string
		shop   bool
		expect c.Expectation
		used   map[string]c.SlotValue
		texts  []c.Heard
		want   string
	}{
		{"a name said before", false, c.Expectation{Slot: "who", Type: "name"}, nil, []c.Heard{{Text: "Hi, I'm Mei Davis and my phone does not work"}}, "set:who=Mei Davis"},
		{"somebody else's name", false, c.Expectation{Slot: "who", Type: "name"}, nil, []c.Heard{{Text: "my wife said her name is Mei Davis"}}, ""},
		{"no name in small letters", false, c.Expectation{Slot: "who", Type: "name"}, nil, []c.Heard{{Text: "phone broken"}}, ""},
		{"a post code with its name", false, c.Expectation{Slot: "zip", Type: "postcode"}, nil, []c.Heard{{Text: "Mei Davis, 80217, my phone is dead"}}, "set:zip=80217"},
		{"a number is no post code", false, c.Expectation{Slot: "zip", Type: "postcode"}, nil, []c.Heard{{Text: "I paid 80217 for this phone"}}, ""},
		{"an address is where to send it", false, c.Expectation{Slot: "zip", Type: "postcode"}, nil, []c.Heard{{Text: "send it to 101 Highway, New York, NY 10001"}}, ""},
		{"the newest counts", false, c.Expectation{Slot: "born", Type: "date"}, nil, []c.Heard{{Text: "born on 15 June 1985"}, {Text: "sorry, I was born on 16 June 1985"}}, "set:born=1985-06-16"},
		{"a switch", false, c.Expectation{Slot: "airplane", Type: "switch"}, nil, []c.Heard{{Text: "немає зв'язку, режим польоту вимкнено"}}, "set:airplane=off"},
		{"a bare yes is no answer", false, c.Expectation{Slot: "airplane", Type: "switch"}, nil, []c.Heard{{Text: "yes"}}, ""},
		{"a short answer to something else", false, c.Expectation{Slot: "vpn", Type: "switch"}, nil, []c.Heard{{Text: "it's off", Slot: "airplane"}}, ""},
		{"an order number", true, c.Expectation{Slot: "order_id", Type: "order_id"}, nil, []c.Heard{{Text: "cancel my order 1000001"}}, "set:order_id=#W1000001"},
		{"one that another flow works on", true, c.Expectation{Slot: "order_id", Type: "order_id"}, map[string]c.SlotValue{"order_id": {Value: "#W1000001", Type: "order_id"}}, []c.Heard{{Text: "where is 1000001? and cancel my lamp order"}}, ""},
		{"the other of two", true, c.Expectation{Slot: "order_id", Type: "order_id"}, map[string]c.SlotValue{"order_id": {Value: "#W1000001", Type: "order_id"}}, []c.Heard{{Text: "where is 1000001? and cancel 1000002"}}, "set:order_id=#W1000002"},
		{"two, and nothing tells which", true, c.Expectation{Slot: "order_id", Type: "order_id"}, nil, []c.Heard{{Text: "1000001 or 1000002"}}, ""},
		{"a variant", true, c.Expectation{Slot: "variant", Type: "choice", Options: variants, Like: variants[0].Facets}, nil, []c.Heard{{Text: "exchange the shirt for a red one in M"}}, "set:variant=7000000013"},
		{"the part about the thing", true, c.Expectation{Slot: "variant", Type: "choice", Options: variants, Like: variants[3].Facets, Near: []string{"Shirt"}, Apart: []string{"Desk Lamp"}}, nil, []c.Heard{{Text: "a black shirt in S and a red lamp"}}, "set:variant=7000000011"},
		{"the answer about another thing", true, c.Expectation{Slot: "variant", Type: "choice", Options: variants, Near: []string{"Shirt"}}, nil, []c.Heard{{Text: "a red shirt in M"}, {Text: "the black one in S please, I think", Slot: "variant"}}, "set:variant=7000000013"},
		{"which thing it is about is not what is wanted", true, c.Expectation{Slot: "variant", Type: "choice", Options: variants, Like: variants[3].Facets, Near: []string{"Shirt"}}, nil, []c.Heard{{Text: "The black M shirt that I received last week", Slot: "items"}}, ""},
		{"which thing, and what instead", true, c.Expectation{Slot: "variant", Type: "choice", Options: variants, Like: variants[3].Facets, Near: []string{"Shirt"}}, nil, []c.Heard{{Text: "The shirt please, for a black one in S", Slot: "items"}}, "set:variant=7000000011"},
		{"leaving it was not meant", true, c.Expectation{Slot: "variant", Type: "choice", Options: append([]c.Option{{Value: "keep", Title: "Leave it as it is", Names: []string{"forget about it"}}}, variants...), Near: []string{"Shirt"}}, nil, []c.Heard{{Text: "a red shirt in M"}, {Text: "forget about it, only the shirt"}}, "set:variant=7000000013"},
		{"several left", true, c.Expectation{Slot: "variant", Type: "choice", Options: variants}, nil, []c.Heard{{Text: "I want a red shirt"}}, "narrow:cancel_order"},
		{"nothing about it", true, c.Expectation{Slot: "variant", Type: "choice", Options: variants}, nil, []c.Heard{{Text: "hello, the second order is late"}}, ""},
	} {
		flow, rec := "check_phone", r
		if at.shop {
			flow, rec = "cancel_order", shopping
		}
		s := &c.State{ID: "c", Lang: "en", Mood: c.Calm, Stack: []c.Frame{{ID: 1, Flow: "order_status", Slots: at.used}, {ID: 2, Flow: flow}}}
		at.expect.Kind, at.expect.Frame, at.expect.Flow = c.ExpectSlot, 2, flow
		s.Expect = at.expect
		got := heard(understand.Understanding{Commands: rec.Again(at.texts, s, time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC))})
		if d := cmp.Diff(at.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", at.name, d)
		}
	}
}

// Of a message that asks for two things each flow hears its own.
func TestAgainKeepsToItsOwn(t *testing.T) {
	r := company(t)
	things := []c.Option{
		{Value: "o0", Title: "Lamp", Names: []string{"Lamp", "лампа"}, Facets: map[string]string{"color": "white"}},
		{Value: "o1", Title: "Makeup Kit", Names: []string{"Makeup Kit", "косметика"}, Facets: map[string]string{"shade": "dark"}},
		{Value: "o2", Title: "Kettle", Names: []string{"Kettle", "чайник"}, Facets: map[string]string{"size": "big"}},
	}
	for _, x := range []struct {
		text, flow, want string
	}{
		{"I'd like to exchange my lamp for another one, and return the makeup kit", "change_items", "o0"},
		{"I'd like to exchange my lamp for another one, and return the makeup kit", "return_order", "o1"},
		{"The kettle leaks. I want to return it. And please exchange the lamp for a dimmer one", "return_order", "o2"},
		{"Поверніть, будь ласка, косметику. І ще хочу обміняти лампу на іншу", "change_items", "o0"},
		{"Поверніть, будь ласка, косметику. І ще хочу обміняти лампу на іншу", "return_order", "o1"},
	} {
		s := &c.State{ID: "c", Lang: "en", Stack: []c.Frame{{ID: 1, Flow: x.flow}}}
		s.Expect = c.Expectation{Kind: c.ExpectSlot, Frame: 1, Flow: x.flow, Slot: "items", Type: "choice", Many: true, Options: things}
		var got []any
		for _, k := range r.Again([]c.Heard{{Text: x.text}}, s, time.Time{}) {
			got, _ = k.Value.([]any)
			if !strings.Contains(x.text, k.Text) {
				t.Errorf("%q is not in the customer's words", k.Text)
			}
		}
		if len(got) != 1 || got[0] != x.want {
			t.Errorf("%s, %q: %v, want %s", x.flow, x.text, got, x.want)
		}
	}
}
