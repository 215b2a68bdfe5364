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

// phonePack asks about a phone and about a person, as packs do.
const phonePack = `
flow: check_phone
title: {uk: Перевірка телефону, en: Checking the phone}
examples: {uk: [перевірте мій телефон, не працює телефон], en: [check my phone, my phone does not work]}
slots:
  airplane: {type: switch, from: customer}
  airplane_after: {type: switch, from: customer}
  saver: {type: switch, from: customer}
  vpn: {type: switch, from: customer}
  signal: {type: choice, values: [none, poor, good], from: customer}
  network: {type: choice, values: [2g, 5g, "off"], from: customer}
  who: {type: name, from: customer}
  zip: {type: postcode, from: customer}
  home: {type: address, from: customer}
  born: {type: date, from: customer}
steps:
  - ask: airplane
  - ask: airplane_after
  - ask: saver
  - ask: vpn
  - ask: signal
  - ask: network
  - ask: who
  - ask: zip
  - ask: home
  - ask: born
  - end: resolved
`

const phoneTexts = `
check_phone.airplane: {text: Airplane mode, names: [flight mode, plane, режим польоту, літачок]}
check_phone.airplane_after: {text: Airplane mode, names: [flight mode, plane, режим польоту, літачок]}
check_phone.saver: {text: Data saver, names: [економія трафіку]}
check_phone.vpn: {text: VPN, names: [впн]}
check_phone.signal.none: {text: No signal, names: [no bars, немає сигналу]}
check_phone.signal.poor: {text: Poor, names: [weak, слабкий]}
check_phone.signal.good: {text: Good, names: [signal, full bars, добрий сигнал]}
check_phone.network.2g: 2G
check_phone.network.5g: 5G
check_phone.network.off: {text: No network, names: ["off", "немає"]}
`

func phonePlaybook(t testing.TB) *dialogue.Playbook {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	texts := phoneTexts
	for _, slot := range strings.Fields("airplane airplane_after saver vpn signal network who zip home born") {
		texts += "check_phone.ask_" + slot + ": \"?\"\n"
	}
	own := dialogue.Source{Name: "phone", Files: map[string][]byte{
		"pack.yaml":        []byte("pack: phone\ntitle: {uk: Т, en: T}\nlanguages: [uk, en]\nmenu: [check_phone]\n"),
		"flows/check.yaml": []byte(phonePack), "texts/uk.yaml": []byte(texts), "texts/en.yaml": []byte(texts),
	}}
	pb, err := dialogue.Compile("phone", base, own)
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

func TestDiagnosis(t *testing.T) {
	r, err := understand.New(phonePlaybook(t))
	if err != nil {
		t.Fatal(err)
	}
	filled := func(on ...string) map[string]c.SlotValue {
		out := map[string]c.SlotValue{}
		for _, s := range on {
			out[s] = c.SlotValue{Value: "on"}
		}
		return out
	}
	for _, at := range []struct{ filled, asked, typ, text, want string }{
		{"", "airplane", "switch", "Airplane Mode: ON", "set:airplane=on"},
		{"", "airplane", "switch", "yes", "set:airplane=on"},
		{"", "airplane", "switch", "nope, it's off", "set:airplane=off"},
		{"", "airplane", "switch", "стоїть літачок", "set:airplane=on"},
		{"", "airplane", "switch", "літачка нема", "set:airplane=off"},
		{"", "airplane", "switch", "не знаю", "none:out_of_scope"},
		{"airplane", "airplane_after", "switch", "airplane mode is off now", "set:airplane_after=off"},
		{"airplane airplane_after", "saver", "switch", "VPN is off", "set:vpn=off"},
		{"", "vpn", "switch", "немає ніякого впн", "set:vpn=off"},
		{"airplane airplane_after", "signal", "choice", "no signal, 2G, data saver on", "set:signal=none set:saver=on set:network=2g"},
		{"airplane airplane_after", "vpn", "switch", "Status Bar: 📶¹ Poor | 2G | 🔽 Data Saver | 🔒 VPN Connected | 🔋 70%", "set:vpn=on set:saver=on set:signal=poor set:network=2g"},
		{"airplane", "signal", "choice", "oh wait, airplane mode is off", "set:airplane=off"},
		{"airplane", "signal", "choice", "airplane mode is off", "set:airplane_after=off"}, // the open one of two about it
		{"airplane airplane_after saver", "signal", "choice", "ой, економія трафіку вимкнена", "set:saver=off"},
		{"airplane airplane_after saver", "signal", "choice", "data saver is off", "set:saver=off"},
		{"airplane airplane_after saver", "signal", "choice", "data saver is on", "none:out_of_scope"}, // as it was
		{"airplane airplane_after saver", "signal", "choice", "no signal, data saver is off", "set:signal=none"},
		{"airplane airplane_after", "signal", "choice", "не треба, передумав", "cancel"},
		{"airplane", "signal", "choice", "ой, ні, режим польоту вимкнений", "set:airplane=off"}, // and no option named so
		{"airplane", "signal", "choice", "режим польоту", "set:signal=good"},
		{"airplane airplane_after", "signal", "choice", "нема", "set:signal=none"},
		{"airplane airplane_after", "vpn", "switch", "off", "set:vpn=off"}, // not the network, which "off" answers too
		{"airplane airplane_after", "vpn", "switch", "off, no network", "set:vpn=off set:network=off"},
		{"", "who", "name", "mei davis, 80217", "set:who=Mei Davis set:zip=80217"},
		{"", "who", "name", "Коваль Олена", "set:who=Коваль Олена"},
		{"", "zip", "postcode", "80217", "set:zip=80217"},
		{"", "home", "address", "вул. Зелена 5, Львів", "set:home=вул. Зелена 5"},
		{"", "born", "date", "15 червня 1985", "set:born=1985-06-15"},
		{"", "born", "date", "06/07/1985", "none:out_of_scope"},
	} {
		s := &c.State{ID: "c", Lang: "en", Mood: c.Calm, Stack: []c.Frame{{ID: 1, Flow: "check_phone", Slots: filled(strings.Fields(at.filled)...)}}}
		s.Expect = c.Expectation{Kind: c.ExpectSlot, Frame: 1, Flow: "check_phone", Slot: at.asked, Type: at.typ}
		if at.typ == "choice" {
			for _, v := range []string{"none", "poor", "good"} {
				names := map[string][]string{"none": {"не бачить", "нема"}, "good": {"режим польоту"}}[v]
				s.Expect.Options = append(s.Expect.Options, c.Option{Value: v, Names: names, Title: map[string]string{"none": "No signal", "poor": "Poor", "good": "Good"}[v]})
			}
		}
		if d := cmp.Diff(at.want, heard(r.Local(at.text, s, time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)))); d != "" {
			t.Errorf("%s: %q (-want +got)\n%s", at.asked, at.text, d)
		}
	}
}
