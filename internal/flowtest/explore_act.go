package flowtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// act does something that a customer, an agent or the world may do now.
func (e *explorer) act() {
	if len(e.late) > 0 && e.rng.IntN(2) == 0 {
		l := e.late[0]
		e.late = e.late[1:]
		e.came = outcome{}
		e.resolve(l.effect, l.action, l.stub.result, l.stub.fails)
		e.after("(the answer of "+l.action+" arrives)", false)
		return
	}
	if e.state.Owner.Kind != conversation.OwnedByBot {
		e.agent()
		return
	}
	odd := 3 // in ten
	if e.willing {
		odd = 0
	}
	if e.rng.IntN(10) >= odd && e.answer() {
		return
	}
	e.willing = false // from here on an odd end is not the flow's fault
	switch e.rng.IntN(9) {
	case 0: // a digression, or a second request
		e.write(e.pick(e.said))
	case 1:
		e.write(e.pick(nonsense))
	case 2:
		e.write(e.pick(control))
	case 3:
		e.timer()
	case 4:
		e.press(false)
	case 5: // a value of some other kind
		e.write(e.pick(values))
	case 6: // two things at once
		e.write(e.pick(e.said) + ". " + e.pick(e.said))
	default:
		if !e.answer() {
			e.write(e.pick(e.said))
		}
	}
}

func (e *explorer) pick(list []string) string { return list[e.rng.IntN(len(list))] }

var (
	nonsense = []string{"асдф", "???", "👍", "хз", "blah blah", "а хто виграв матч?", "42", "так ні може", "...", "щось зламалось у космосі", "the weather is nice"}
	control  = []string{"стоп", "спочатку", "повторіть", "привіт", "дякую", "ні", "так", "передумав", "cancel", "what?", "no", "yes", "бувай", "допоможіть", "покличте людину", "ні, інше", "перше", "the second one", "не пам'ятаю", "I don't know"}
	values   = []string{"olena@example.com", "+380 67 123 45 67", "завтра", "15 червня 1985", "250 грн", "3", "01001", "Олена Коваль", "вул. Шевченка 12, Львів, 79000", "2 GB", "увімкнено", "off", "#W1000001", "next Friday"}
)

// write says something in words.
func (e *explorer) write(text string) {
	e.came = outcome{}
	u := e.rec.Local(text, e.state, e.at)
	e.input(conversation.Actor{Kind: conversation.Customer}, conversation.MessageReceived{Text: text, Lang: u.Lang, Mood: u.Mood, Urgent: u.Urgent, Proposed: u.Commands})
	e.after("customer: "+text, true)
}

// answer gives what is asked for. It reports false when there is no telling how.
func (e *explorer) answer() bool {
	x := e.state.Expect
	if x.Kind == conversation.ExpectNothing {
		return false
	}
	if e.rng.IntN(2) == 0 && e.press(true) {
		return true
	}
	var fitting []string
	for _, o := range x.Options {
		fitting = append(fitting, o.Title)
	}
	all := slices.Concat(e.said, values, control)
	for range readings { // reading all of them would take most of the time
		if text := e.pick(all); e.answers(text) {
			fitting = append(fitting, text)
		}
	}
	if len(fitting) == 0 {
		return e.press(true)
	}
	e.write(e.pick(fitting))
	return true
}

// readings is how many sayings are tried for an answer to one question.
const readings = 30

// answers says whether a text is read as the answer to the open question.
func (e *explorer) answers(text string) bool {
	for _, c := range e.rec.Local(text, e.state, e.at).Commands {
		if c.Kind == conversation.CmdSet && c.Slot == e.state.Expect.Slot {
			return true
		}
	}
	return false
}

// leaving are the buttons that end what is going on.
var leaving = []string{dialogue.ButtonPerson, dialogue.ButtonBack, "bye", "menu"}

// press presses one of the buttons shown; ahead leaves out those that lead away.
func (e *explorer) press(ahead bool) bool {
	var ids []conversation.Button
	for _, b := range e.state.Buttons {
		if !ahead || !slices.Contains(leaving, b.ID) {
			ids = append(ids, b)
		}
	}
	if len(ids) == 0 {
		return false
	}
	b := ids[e.rng.IntN(len(ids))]
	e.came = outcome{}
	e.input(conversation.Actor{Kind: conversation.Customer}, conversation.MessageReceived{Text: b.Title, Button: b.ID})
	e.after("customer presses: "+b.Title, true)
	return true
}

// timer lets time pass until one of the timers fires.
func (e *explorer) timer() {
	names := sortedKeys(e.state.Timers)
	if len(names) == 0 {
		e.at = e.at.Add(time.Hour)
		return
	}
	name := e.pick(names)
	e.at = e.at.Add(20 * time.Minute)
	e.came = outcome{}
	e.input(conversation.Actor{Kind: conversation.System}, conversation.TimerFired{Effect: e.state.Timers[name], Timer: name})
	e.after("(timer "+name+" fires)", false)
}

// agent does what an agent does with a conversation that waits, or that they own.
func (e *explorer) agent() {
	by := conversation.Actor{Kind: conversation.Agent, ID: "agent", Name: "Оксана"}
	e.came = outcome{}
	if e.state.Owner.Kind == conversation.OwnedByQueue {
		if e.rng.IntN(3) == 0 {
			e.write(e.pick(e.said))
			return
		}
		e.input(by, conversation.AgentTook{})
		e.after("(an agent takes it)", false)
		return
	}
	switch e.rng.IntN(3) {
	case 0:
		e.input(by, conversation.AgentWrote{ClientID: fmt.Sprint(e.inputs), Text: "Добрий день, зараз подивлюся."})
		e.after("agent: …", false)
	case 1:
		e.input(by, conversation.AgentReturned{Tell: "Усе зроблено."})
		e.after("(the agent gives it back)", true)
	default:
		e.input(by, conversation.Resolved{Outcome: conversation.OutcomeResolved})
		e.after("(the agent resolves it)", false)
	}
}

// trouble has an action fail now and then, or its answer come late.
func (e *explorer) trouble(effect conversation.EffectID, c Call) bool {
	if e.willing && e.rng.IntN(12) > 0 || e.rng.IntN(6) > 0 {
		return false
	}
	codes := []string{dialogue.CodeTimeout, dialogue.CodeUnavailable, dialogue.CodeBadAnswer, "rejected", "not_found"}
	refusal := &Refusal{Code: codes[e.rng.IntN(len(codes))]}
	if !e.willing && e.rng.IntN(4) == 0 {
		e.late = append(e.late, lateAnswer{effect, c.Action, stub{fails: refusal}})
		return true
	}
	e.resolve(effect, c.Action, nil, refusal)
	return true
}
