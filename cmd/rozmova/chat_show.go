package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/rozmova/rozmova/internal/httpapi"
)

// shower writes events as text.
type shower struct {
	screen *screen
	say    chatText
	style  style
	owner  string // who answers; empty before anybody but the bot did
	typist string // whose typing is shown
}

func (s *shower) forget() { s.owner, s.typist = "", "" }

// event shows one event. buttons are those that can be pressed so far; the
// event's own are added and numbered on.
func (s *shower) event(e chatEvent, buttons []httpapi.ButtonView) []httpapi.ButtonView {
	switch e.Type {
	case "message":
		if e.Actor == "customer" {
			break // typed here
		}
		s.typist = ""
		return s.message(e, buttons)
	case "owner":
		s.changed(e)
	case "action":
		if e.Status == "running" && e.Title != "" {
			s.note(plain(e.Title) + "…")
		}
	case "resolved":
		s.note(s.say.resolved)
	case "reopened":
		s.note(s.say.reopened)
	}
	return buttons
}

func (s *shower) message(e chatEvent, buttons []httpapi.ButtonView) []httpapi.ButtonView {
	who := s.say.bot
	if e.Actor == "agent" && e.Name != "" {
		who = plain(e.Name)
	}
	var b strings.Builder
	if e.Text != "" {
		b.WriteString(s.style.bold(who+":") + " " + s.markdown(e.Text))
	}
	for _, c := range e.Cards {
		s.card(&b, c)
	}
	for _, c := range e.Citations {
		fmt.Fprintf(&b, "\n  * %s %s", oneLine(c.Title), oneLine(c.URL))
	}
	offer := func(more []httpapi.ButtonView) {
		for _, button := range more {
			buttons = append(buttons, button)
			fmt.Fprintf(&b, "\n  %s %s", s.style.bold(fmt.Sprintf("%d)", len(buttons))), oneLine(button.Title))
		}
	}
	for _, c := range e.Cards {
		offer(c.Buttons)
	}
	offer(e.Buttons)
	s.screen.print(strings.TrimPrefix(b.String(), "\n"))
	return buttons
}

func (s *shower) card(b *strings.Builder, c httpapi.CardView) {
	head := oneLine(c.Title)
	if c.Status != nil {
		head += " · " + oneLine(c.Status.Label)
	}
	lines := []string{s.style.bold(head)}
	if c.Subtitle != "" {
		lines = append(lines, oneLine(c.Subtitle))
	}
	for _, f := range c.Fields {
		lines = append(lines, oneLine(f.Label)+": "+oneLine(f.Value))
	}
	for _, i := range c.Items {
		line := "- " + oneLine(i.Title)
		if i.Detail != "" {
			line += " (" + oneLine(i.Detail) + ")"
		}
		if i.Value != "" {
			line += "  " + oneLine(i.Value)
		}
		lines = append(lines, line)
	}
	for _, l := range lines {
		b.WriteString("\n  │ " + l)
	}
}

func (s *shower) changed(e chatEvent) {
	before := s.owner
	s.owner = e.Owner
	switch e.Owner {
	case "queue":
		text := s.say.queue
		if e.WaitSeconds != nil {
			text += " " + fmt.Sprintf(s.say.wait, (*e.WaitSeconds+59)/60)
		}
		s.note(text)
	case "agent":
		s.note(fmt.Sprintf(s.say.agent, plain(e.Name)))
	case "bot":
		if before != "" {
			s.note(s.say.botBack)
		}
	}
}

// typing shows once that somebody is about to say something.
func (s *shower) typing(t chatTyping) {
	who := plain(t.Name)
	if who == "" || t.Actor != "agent" {
		who = s.say.bot
	}
	if who != s.typist {
		s.typist = who
		s.note(fmt.Sprintf(s.say.typing, who))
	}
}

func (s *shower) note(text string) { s.screen.print(s.style.dim(text)) }

var (
	strong = regexp.MustCompile(`\*\*([^*\n]+)\*\*`)
	link   = regexp.MustCompile(`\[([^\]\n]+)\]\((https?://[^)\s]+)\)`)
)

// markdown shows the little markup that messages may have.
func (s *shower) markdown(text string) string {
	text = plain(text)
	text = link.ReplaceAllString(text, "$1 ($2)")
	return strong.ReplaceAllStringFunc(text, func(m string) string { return s.style.bold(strings.Trim(m, "*")) })
}
