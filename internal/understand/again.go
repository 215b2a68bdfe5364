package understand

import (
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// Again reads messages of before for the answer to the question that s.Expect
// holds: what was said last counts. A short answer to another question says
// nothing about this one, and neither does a bare «перший» or «так».
func (r *Recogniser) Again(texts []conversation.Heard, s *conversation.State, now time.Time) []conversation.Command {
	e := s.Expect
	for i := len(texts) - 1; i >= 0; i-- {
		h := texts[i]
		lang, _ := r.lang.DetectAfter(h.Text, s.Lang)
		m := r.message(h.Text, lang, s, now)
		m.markFillers()
		if h.Slot != "" && m.rest() < leastAside {
			continue
		}
		if c, ok := m.again(e); ok {
			c.Kind, c.Flow, c.Slot = conversation.CmdSet, e.Flow, e.Slot
			return []conversation.Command{c}
		}
	}
	return nil
}

// leastAside is how many words an answer must have to tell more than it was
// asked for.
const leastAside = 4

// again finds the answer to a question in passing.
func (m *message) again(e conversation.Expectation) (conversation.Command, bool) {
	if e.Type == "choice" {
		return m.chosenAgain(e)
	}
	if e.Type == "switch" {
		for _, f := range m.facts() {
			if f.Key == e.Flow+"."+e.Slot && !f.Weak {
				return conversation.Command{Value: onOff(f.On), Confidence: 0.85, Source: conversation.FromPattern, Text: f.Text}, true
			}
		}
		return conversation.Command{}, false
	}
	for _, x := range m.entities {
		if x.Kind == e.Type && x.Kind != entity.KindNumber {
			return conversation.Command{Value: x.Value, Confidence: x.Confidence, Source: conversation.FromEntity, Text: x.Text}, true
		}
	}
	return conversation.Command{}, false
}

func (m *message) chosenAgain(e conversation.Expectation) (conversation.Command, bool) {
	if flow := m.r.pb.Flows[e.Flow]; flow != nil && flow.Slots[e.Slot] != nil && len(flow.Slots[e.Slot].Values) > 0 {
		v, text := m.mention(flow, flow.Slots[e.Slot], m.text)
		return conversation.Command{Value: v, Confidence: 0.8, Source: conversation.FromPattern, Text: text}, v != ""
	}
	if m.byPlace(len(e.Options)) {
		return conversation.Command{}, false
	}
	v, text, sure := m.choose(e)
	return conversation.Command{Value: v, Confidence: sure, Source: conversation.FromPattern, Text: text}, v != nil && sure >= sureOther
}

// byPlace says whether the message names an option by its place in a list that
// had not been shown then.
func (m *message) byPlace(options int) bool {
	nameless := make([]entity.Option, options)
	for i := range nameless {
		nameless[i].Value = strings.Repeat("i", i+1)
	}
	v, _, _ := entity.Choose(m.text, nameless, m.lang)
	return v != ""
}
