package understand

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// stretch is what a message of before says for the flow that asks: of
// "exchange the thermostat, and return the makeup kit" only what is said for
// that flow, with the details that follow it. The whole message, where it asks
// for one thing or nothing of it can be told apart.
func (m *message) stretch(e conversation.Expectation) string {
	var own, before []string // before all requests is said for the first of them
	mine, named, others := false, false, false
	for _, part := range m.parts() {
		if m.politeness(part) {
			continue
		}
		for _, q := range m.segments(part) {
			if label, sure := m.meaning(q, m.r.limits.Segment); label != "" && sure >= m.r.limits.Segment && (m.isDeed(label) || m.serves(label, e.Frame)) {
				mine = m.serves(label, e.Frame) || m.partOf(label, e.Frame)
				if mine && !named && !others {
					own = before
				}
				named, others = named || mine, others || !mine
			}
			switch {
			case mine:
				own = append(own, q.text)
			case !named && !others:
				before = append(before, q.text)
			}
		}
	}
	if !others || !named {
		return m.text
	}
	return strings.Join(own, "\n")
}

// partOf says whether a flow that is in nobody's hands deals with the matter of
// a frame, too.
func (m *message) partOf(label string, frame int) bool {
	return m.r.pb.InProgress(m.s, label) && !slices.ContainsFunc(m.s.Stack, func(f conversation.Frame) bool {
		return f.Flow == label && !m.serves(label, frame)
	})
}
