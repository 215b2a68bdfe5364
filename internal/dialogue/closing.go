package dialogue

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
)

// askRating asks how it was once a case is closed: once in a conversation, and
// only when something was done. The conversation stays closed while the
// question is open.
func (m *machine) askRating(by conversation.Actor, d conversation.Resolved) {
	if m.pb.Events[conversation.EventClosing] == nil || d.Outcome != conversation.OutcomeResolved || m.s.RatingAsked || m.s.Messages == 0 {
		return
	}
	done := by.Kind == conversation.Agent
	for _, e := range m.s.Ended {
		done = done || e.Event == "" && e.Outcome == conversation.OutcomeResolved
	}
	if done {
		m.pattern(conversation.EventClosing, nil)
	}
}

// rated takes the answer to the question how it was. It reports whether the
// message was one: anything else opens the conversation again.
func (m *machine) rated(d conversation.MessageReceived, seq int64) bool {
	f := m.s.Active()
	if f == nil || f.Event != conversation.EventClosing || m.pb.Flows[f.Flow] == nil {
		return false
	}
	u := m.validate(d, seq)
	var mine []conversation.Command
	thanks := ""
	for _, c := range u.Commands {
		switch {
		case c.Kind == conversation.CmdSet && c.Flow == f.Flow:
			mine = append(mine, c)
		case c.Kind == conversation.CmdSocial && (c.Reason == "thanks" || c.Reason == "goodbye"):
			thanks = c.Reason
		case c.Kind == conversation.CmdCancel: // «не хочу»
			thanks = "goodbye"
		case c.Kind != conversation.CmdNone:
			mine = nil
			m.endFrame(f.ID, conversation.OutcomeCancelled)
			return false
		}
	}
	switch {
	case len(mine) > 0:
		m.system(u)
		if m.fill(mine, seq) {
			m.runUntil(f.ID)
		}
	case thanks != "":
		m.system(u)
		m.endFrame(f.ID, conversation.OutcomeCancelled)
		m.sayOnly(thanks, nil)
	default:
		m.endFrame(f.ID, conversation.OutcomeCancelled)
		return false
	}
	return true
}

// rate records the score that a slot holds.
func (m *machine) rate(f *conversation.Frame, s *step) {
	score, ok := f.Slots[s.slot].Value.(float64)
	if text, isText := f.Slots[s.slot].Value.(string); isText {
		n, err := strconv.Atoi(text)
		score, ok = float64(n), err == nil
	}
	if !ok || score < 1 || score > 5 || score != math.Trunc(score) {
		return
	}
	comment, _ := f.Slots[s.comment].Value.(string)
	m.system(conversation.Rated{Score: int(score), Comment: strings.TrimSpace(comment)})
}

// maxNoteRunes of a note that a flow leaves for the agents.
const maxNoteRunes = 1000

// note leaves a note that only agents see.
func (m *machine) note(s *step, vs vars) {
	tpl := s.say.byLang[m.pb.lang(m.s.Lang)]
	text, _ := tpl.render(vs)
	if utf8.RuneCountInString(text) > maxNoteRunes {
		text = string([]rune(text)[:maxNoteRunes])
	}
	if text != "" {
		m.bot(conversation.NoteAdded{Text: text})
	}
}
