package flowtest

import (
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// Recogniser reads a customer's message; *understand.Recogniser is one.
type Recogniser interface {
	Local(text string, s *conversation.State, now time.Time) understand.Understanding
	dialogue.Reader
}

// Run plays the tests one after another, each in a conversation of its own.
func Run(pb *dialogue.Playbook, rec Recogniser, tests []Test, backends Backends, options ...Option) Report {
	r := Report{Tests: len(tests), Coverage: newCoverage(pb)}
	for _, t := range tests {
		p := &player{pb: pb, rec: rec, test: t, at: t.clock, report: &r, state: &conversation.State{ID: "test"}}
		for _, o := range options {
			o(p)
		}
		before := len(r.Failures)
		p.play(backends)
		if len(r.Failures) > before {
			r.Failed++
		}
	}
	return r
}

// maxCalls bounds the answers of business systems within one turn.
const maxCalls = 100

// player plays one test.
type player struct {
	pb      *dialogue.Playbook
	rec     Recogniser
	test    Test
	report  *Report
	backend Backend
	// knowledge answers the questions of tests that have articles.
	knowledge Knowledge
	stubs     stubs

	state  *conversation.State
	log    []conversation.Event
	at     time.Time
	inputs int
	line   int // of the turn at hand, for failures
	came   outcome
	due    []conversation.Effect // calls not made yet
	late   []lateAnswer
	opened int // tickets
	codes  int // how many were asked for

	// intercept answers a call in place of stubs and back end; nil in tests.
	intercept func(conversation.EffectID, Call) bool
}

type lateAnswer struct {
	effect conversation.EffectID
	action string
	stub   stub
}

func (p *player) fail(line int, format string, args ...any) {
	p.report.Failures = append(p.report.Failures, Failure{p.test.File, line, fmt.Sprintf(format, args...)})
}

func (p *player) play(backends Backends) {
	p.line = p.test.Line
	p.stubs = stubs{p.test.actions, map[string]map[int]bool{}}
	if name := p.test.backend; name != "" {
		open := backends[name]
		if open == nil {
			p.fail(p.line, "there is no back end %q here", name)
			return
		}
		b, done, err := open()
		if err != nil {
			p.fail(p.line, "back end %s: %v", name, err)
			return
		}
		defer done()
		p.backend = b
	}
	p.input(conversation.Actor{Kind: conversation.System}, conversation.Started{
		Workspace: "test", Contact: "customer", Channel: p.test.channel,
		Locale: p.test.lang, Level: p.test.level, Profile: p.test.profile,
	})
	for i, t := range p.test.turns {
		p.line = t.line
		// What the bot says first is what the first turn sees when it only looks.
		if i > 0 || t.kind != "" {
			p.came = outcome{}
		}
		p.at = p.at.Add(t.after)
		p.turn(t)
		p.came.state = p.state
		for _, c := range t.expect {
			if text := c.test(&p.came); text != "" {
				p.fail(c.line, "%s", text)
			}
		}
	}
	p.replay()
}

// replay holds every test to the engine's promise: the log alone gives the
// same state and the same decisions.
func (p *player) replay() {
	p.line = p.test.Line
	diffs, err := dialogue.Replay(p.pb, p.state.ID, p.log)
	if err != nil {
		p.fail(p.line, "the log does not replay: %v", err)
	}
	if len(diffs) > 0 {
		p.fail(p.line, "the log replays otherwise: %s", diffs[0])
	}
}

func (p *player) turn(t turn) {
	customer := conversation.Actor{Kind: conversation.Customer}
	switch t.kind {
	case "customer":
		text, masked := entity.MaskCardsAfter(t.text, nil) // as the door does
		d := conversation.MessageReceived{Text: text, Masked: masked || t.masked, Proposed: t.model}
		if t.model == nil {
			u := p.rec.Local(text, p.state, p.at)
			d.Lang, d.Mood, d.Urgent, d.Proposed = u.Lang, u.Mood, u.Urgent, u.Commands
		}
		p.ask(&d, t.model == nil)
		p.input(customer, d)
	case "press":
		id := p.button(t.text)
		d := conversation.MessageReceived{Text: dialogue.ButtonTitle(p.state, id), Button: id}
		p.ask(&d, false)
		p.input(customer, d)
	case "agent":
		name := t.by
		if name == "" {
			name = "Оксана"
		}
		p.input(conversation.Actor{Kind: conversation.Agent, ID: conversation.UserID(name), Name: name}, t.data)
	case "code":
		p.input(customer, t.data)
	case "ticket":
		p.moveTicket(t)
	case "identity":
		p.input(conversation.Actor{Kind: conversation.System}, t.data)
	case "timer":
		effect, ok := p.state.Timers[t.text]
		if !ok {
			p.fail(t.line, "expected timer %s to be set, got %s", t.text, list(sortedKeys(p.state.Timers)))
			return
		}
		p.input(conversation.Actor{Kind: conversation.System}, conversation.TimerFired{Effect: effect, Timer: t.text})
	case "arrives":
		for i, l := range p.late {
			if l.action == t.text {
				p.late = append(p.late[:i:i], p.late[i+1:]...)
				p.resolve(l.effect, l.action, l.stub.result, l.stub.fails)
				p.perform()
				return
			}
		}
		p.fail(t.line, "expected an answer of %s to be on its way, got none", t.text)
	}
}

// button finds the newest button with a title; what fits none is an id.
func (p *player) button(title string) string {
	for i := len(p.log) - 1; i >= 0; i-- {
		d, _ := p.log[i].Data.(conversation.MessageSent)
		for _, b := range d.Buttons {
			if b.Title == title {
				return b.ID
			}
		}
	}
	return title
}

// input takes one input and all that follows from it at once.
func (p *player) input(by conversation.Actor, d conversation.Data) {
	p.step(by, d)
	p.perform()
}

// perform does what was asked for, and what follows from that.
func (p *player) perform() {
	for n := 0; len(p.due) > 0; n++ {
		e := p.due[0]
		p.due = p.due[1:]
		if n == maxCalls {
			p.fail(p.line, "more than %d actions in one turn", maxCalls)
			return
		}
		switch d := e.Data.(type) {
		case conversation.CallAction:
			p.call(e.ID, Call{d.Key, d.Action, d.Args}, d.Quiet)
		case conversation.SendCode:
			p.sendCode(e.ID, d)
		case conversation.FindAnswer:
			p.findAnswer(e.ID, d)
		case conversation.OpenTicket:
			p.openTicket(e.ID)
		}
	}
}

func (p *player) step(by conversation.Actor, d conversation.Data) {
	p.inputs++
	p.at = p.at.Add(time.Second)
	in := conversation.Input{Key: fmt.Sprintf("in-%d", p.inputs), At: p.at, Actor: by, Data: d, Wait: int(p.test.wait / time.Second)}
	decision, err := dialogue.Advance(p.pb, p.rec, p.state, in)
	var no *dialogue.Refused
	switch {
	case errors.As(err, &no):
		p.came.refused = no.Code
		return
	case err != nil:
		p.fail(p.line, "%v", err)
		return
	}
	for _, e := range decision.Events {
		if err := p.state.Apply(e); err != nil {
			p.fail(p.line, "%v", err)
			return
		}
		if f, ok := e.Data.(conversation.EngineFaulted); ok {
			p.fail(p.line, "flow %s stopped at %s: %s", f.Flow, f.Step, f.Cause)
		}
	}
	p.log = append(p.log, decision.Events...)
	p.came.events = append(p.came.events, decision.Events...)
	p.due = append(p.due, decision.Effects...)
	p.report.Coverage.visit(decision.Trace)
}

// call has a business system answer: a stub, else the back end.
func (p *player) call(effect conversation.EffectID, c Call, quiet bool) {
	if !quiet && p.intercept != nil && p.intercept(effect, c) {
		return
	}
	s, ok := p.stubs.take(c)
	if quiet && !s.late { // the test need not say what comes of it
		p.step(conversation.Actor{Kind: conversation.System}, conversation.ActionSucceeded{Effect: effect, Action: c.Action, Result: s.result, Quiet: true})
		return
	}
	if !ok || s.real {
		s.result, s.fails = p.really(c)
	}
	if s.late {
		p.late = append(p.late, lateAnswer{effect, c.Action, s})
		return
	}
	p.resolve(effect, c.Action, s.result, s.fails)
}

func (p *player) really(c Call) (conversation.Value, *Refusal) {
	if p.backend == nil {
		p.fail(p.line, "nothing answers %s %s: no stub under actions fits and there is no backend", c.Action, short(c.Args))
		return nil, &Refusal{Code: dialogue.CodeUnavailable}
	}
	v, err := p.backend.Call(c)
	var no *Refusal
	if err != nil && !errors.As(err, &no) {
		p.fail(p.line, "back end: %s: %v", c.Action, err)
		no = &Refusal{Code: dialogue.CodeUnavailable}
	}
	return v, no
}

func (p *player) resolve(effect conversation.EffectID, action string, result conversation.Value, fails *Refusal) {
	by := conversation.Actor{Kind: conversation.System}
	if fails != nil {
		p.step(by, conversation.ActionFailed{Effect: effect, Action: action, Code: fails.Code, Message: fails.Message})
		return
	}
	p.step(by, conversation.ActionSucceeded{Effect: effect, Action: action, Result: result})
}
