package tau2test

import (
	"os"
	"path/filepath"
	"testing"
)

const tinyManners = `
hears: {confirm: '\.confirm\}', payment: 'ask_payment|pay', more: 'anything else', rephrase: 'clarify|rephrase'}
means: [{said: return, picks: return}, {said: swap, picks: exchange}]
rules:
  - {asks: rephrase, pick: true, when: clarify}
  - {asks: rephrase}
  - {asks: payment, say: [By card, Still by card], many: true}
  - {asks: confirm, say: "Yes", many: true}
  - {asks: more, next: true}
lost: [No idea]
bye: Bye
`

const tinyScripts = `
"1":
  lines:
    - [I want to return it, "Return, please"]
    - {say: "And how much is that?", told: [1]}
    - {say: "And the other one", unless: 'f\.done.*f\.done'}
    - "My name is {first_name}"
  rules:
    - {asks: confirm, when: watch, say: "Not the watch"}
    - {asks: payment, in: [4], press: gift}
`

// The customers themselves must be as patient, as stubborn and as brief as
// their scripts say.
func TestCustomers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"manners": tinyManners, "scripts": tinyScripts} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	m := readManners(t, filepath.Join(dir, "manners"))
	a := &actor{
		manners: m, script: readScripts(t, filepath.Join(dir, "scripts"), m)["1"], used: map[*rule]int{},
		facts: map[string]string{"first_name": "Ann"}, tell: []string{"12.50"},
	}
	gift := []button{{"b1", "Gift card"}, {"b2", "Card"}}
	for i, step := range []struct {
		heard said
		want  move
	}{
		{said{Text: "Hello! Anything else?", Key: "hello"}, move{text: "I want to return it"}},
		{said{Text: "Which?", Key: "clarify.which", Buttons: []button{{"x", "Exchange an item"}, {"y", "Return an item"}}}, move{text: "Return an item"}},
		{said{Text: "Pardon?", Key: "cannot.rephrase"}, move{text: "Return, please"}},
		{said{Text: "Where shall we pay it to?", Key: "f.ask_payment"}, move{text: "By card"}},
		{said{Text: "Where shall we pay it to?", Key: "f.ask_payment"}, move{text: "Still by card"}},
		{said{Text: "Return the watch, paid by card?", Key: "f.confirm"}, move{text: "Not the watch"}},
		{said{Text: "Return the lamp, paid by card?", Key: "f.confirm"}, move{text: "Yes"}},
		{said{Text: "Done: $12.5. Anything else?", Key: "f.done"}, move{text: "And the other one"}}, // told already
		{said{Text: "Done. Anything else?", Key: "f.done"}, move{text: "My name is Ann"}},
		{said{Text: "How would you like to pay?", Key: "g.ask_payment", Buttons: gift}, move{button: "b1"}},
		{said{Text: "How would you like to pay?", Key: "g.ask_payment", Buttons: gift}, move{text: "Still by card"}},
		{said{Text: "What's your shoe size?", Key: "g.ask_size"}, move{text: "No idea"}},
		{said{Text: "Fine.", Key: "g.fine"}, move{text: "Bye"}},
	} {
		if got, ok := a.next([]said{step.heard}); !ok || got != step.want {
			t.Fatalf("answer %d: %+v, %v; want %+v", i+1, got, ok, step.want)
		}
	}
	if got, ok := a.next([]said{{Text: "Bye!", Key: "bye"}}); ok {
		t.Errorf("does not leave: %+v", got)
	}
	for range 3 {
		a.next([]said{{Text: "Pardon?", Key: "f.ask_payment"}})
	}
	if got, ok := a.next([]said{{Text: "Pardon?", Key: "f.ask_payment"}}); ok {
		t.Errorf("listens to the same words for ever: %+v", got)
	}
}
