package dialogue

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// summary documents the case from the log alone, in the customer's language:
// who, what they asked for, what was done, what is open. It is structured, so
// it says nothing that did not happen.
func (m *machine) summary() string {
	var lines []string
	add := func(key string, pairs ...string) {
		t := m.plain(key)
		if t == "" {
			return
		}
		lines = append(lines, strings.NewReplacer(pairs...).Replace(t))
	}
	who, _ := m.s.Profile["name"].(string)
	if who == "" {
		who = m.plain("summary.unknown")
	}
	add("summary.customer", "{name}", who, "{level}", m.plain("level."+string(m.s.Level)))
	if m.s.Issue != "" {
		add("summary.request", "{text}", harmless(m.s.Issue))
	}
	for _, e := range m.s.Ended {
		if e.Event == "" && !e.Called {
			add("summary.flow", "{title}", m.withSubject(titleOr(e.Title, e.Flow), e.Slots), "{outcome}", m.plain("outcome."+string(e.Outcome)))
		}
	}
	for i, a := range m.s.Actions {
		again := slices.ContainsFunc(m.s.Actions[i+1:], func(b conversation.ActionRecord) bool { return b.Key == a.Key })
		if a.Writes && !again { // of the tries of one call, the last one tells
			add("summary.action", "{title}", titleOr(a.Title, a.Action), "{status}", m.plain("action_status."+statusText(a)))
		}
	}
	for _, t := range m.s.Tickets {
		if t.ID != "" {
			add("summary.ticket", "{number}", t.Number, "{title}", harmless(t.Title))
		}
	}
	for _, f := range m.s.Stack {
		if f.Event == "" && f.Caller == 0 {
			add("summary.open", "{title}", m.withSubject(titleOr(f.Title, f.Flow), f.Slots))
		}
	}
	return strings.Join(lines, "\n")
}

// statusText: nobody knows whether a call without an answer was carried out.
func statusText(a conversation.ActionRecord) string {
	if a.Status == conversation.ActionBroken && endUnknown(a.Code) {
		return "unknown"
	}
	return string(a.Status)
}

func titleOr(title, name string) string {
	if title != "" {
		return title
	}
	return name
}
