package dialogue

import "strings"

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
		if e.Event == "" {
			add("summary.flow", "{title}", m.withSubject(titleOr(e.Title, e.Flow), e.Slots), "{outcome}", m.plain("outcome."+string(e.Outcome)))
		}
	}
	for _, a := range m.s.Actions {
		if a.Writes {
			add("summary.action", "{title}", titleOr(a.Title, a.Action), "{status}", m.plain("action_status."+string(a.Status)))
		}
	}
	for _, f := range m.s.Stack {
		if f.Event == "" {
			add("summary.open", "{title}", m.withSubject(titleOr(f.Title, f.Flow), f.Slots))
		}
	}
	return strings.Join(lines, "\n")
}

func titleOr(title, name string) string {
	if title != "" {
		return title
	}
	return name
}
