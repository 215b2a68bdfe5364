package flowtest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// sick is a playbook whose flows have what exploring looks for. mute is left
// out where it would hide the others: it says nothing to whoever comes by.
func sick(t *testing.T, mute bool) (*dialogue.Playbook, *understand.Recogniser) {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	text := `loops.ask_card: "?"
sound.odd: "{n == 7.0 ? '' : '.'}"
breaks.ask_card: "?"
sound.ask_card: "?"
sound.rich: "!"
sound.poor: "."
sound.never: "…"
`
	files := map[string][]byte{
		"pack.yaml":     []byte("types: {card: {pattern: 'K\\d+', title: {uk: Картка, en: Card}}}"),
		"actions.yaml":  []byte("get_balance: {title: {uk: Баланс, en: Balance}, params: {card: card}}"),
		"texts/uk.yaml": []byte(text),
		"texts/en.yaml": []byte(text),
		// Asks for ever: every answer leads back without a word.
		"flows/loops.yaml": []byte(`flow: loops
title: {uk: Петля, en: Loop}
examples: {uk: [крутити колесо без кінця], en: [spin the wheel for ever]}
slots: {card: {type: card, from: customer}}
steps:
  - id: top
    ask: card
  - call: loops_again
  - set: {card: "null"}
  - goto: top
`),
		"flows/loops_again.yaml": []byte(`flow: loops_again
title: {uk: Ще раз, en: Again}
slots: {card: {type: card, from: customer}, other: {type: card, from: customer}}
steps:
  - set: {card: "null"}
`),
		"flows/breaks.yaml": []byte(`flow: breaks
title: {uk: Поломка, en: Break}
examples: {uk: [зламай мені щось], en: [break something for me]}
slots: {card: {type: card, from: customer}, n: {type: number, from: action}, m: {type: number, from: system}}
steps:
  - ask: card
  - {do: get_balance, with: {card: card}, into: n}
  - set: {m: "double(1 / int(n))"}
`),
		"flows/sound.yaml": []byte(`flow: sound
title: {uk: Здоровий, en: Sound}
examples: {uk: [який у мене баланс на рахунку], en: [what is the balance of my account]}
slots: {card: {type: card, from: customer}, n: {type: number, from: action}}
steps:
  - ask: card
  - {do: get_balance, with: {card: card}, into: n}
  - branch:
      - {if: n > 100.0, goto: rich}
      - {if: n > 1000.0, goto: never}
  - say: sound.odd
  - say: sound.poor
  - end: resolved
  - id: rich
    say: sound.rich
  - end: resolved
  - id: never
    say: sound.never
`),
	}
	if mute {
		files["flows/mute.yaml"] = []byte(`flow: mute
title: {uk: Тиша, en: Silence}
examples: {uk: [помовчи зі мною трохи], en: [keep silent with me]}
steps:
  - end: not_resolved
`)
	}
	pb, err := dialogue.Compile("sick", base, dialogue.Source{Name: "sick", Files: files})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	return pb, rec
}

func TestExplore(t *testing.T) {
	t.Parallel()
	tests, err := load(t, `actions: {get_balance: [{when: {card: K1}, result: 0}, {when: {card: K2}, result: 500}, {result: 7}]}
tests:
  - test: words
    turns:
      - customer: K1
      - customer: моя картка K2
      - customer: K3
`)
	if err != nil {
		t.Fatal(err)
	}
	explore := func(mute bool) (flowtest.Exploration, map[string]bool) {
		pb, rec := sick(t, mute)
		x, err := flowtest.Explore(pb, rec, tests, nil, flowtest.Exploring{Seed: 7, Dialogues: 40, Turns: 40})
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, f := range x.Finds {
			found[f.Kind+" "+f.Flow] = true
			if len(f.Script) == 0 {
				t.Errorf("%s in %s comes without its dialogue", f.Kind, f.Flow)
			}
		}
		return x, found
	}
	x, found := explore(false)
	for _, want := range []string{"loop loops", "fault breaks", "silent sound"} {
		if !found[want] {
			t.Errorf("%s was not found; found %v", want, found)
		}
	}
	missed := strings.Join(x.Coverage.Missed(), " ")
	if !strings.Contains(missed, "sound.never") || strings.Contains(missed, "sound.rich") {
		t.Errorf("steps that nothing reaches: %s", missed)
	}
	if again, _ := explore(false); !cmp.Equal(x.Finds, again.Finds) {
		t.Errorf("the same seed finds other things: %s", cmp.Diff(x.Finds, again.Finds))
	}
	if _, found := explore(true); !found["silent mute"] {
		t.Errorf("silent mute was not found; found %v", found)
	}
}
