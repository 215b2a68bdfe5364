package dialogue

import (
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Ways are the ways that lead on from a flow's steps otherwise than to the next
// one, as Trace names them: cases of a branch, errors of an action, the else of
// a confirmation or a call. For coverage.
func (f *Flow) Ways() []conversation.Visit {
	var out []conversation.Visit
	for _, s := range f.steps {
		add := func(way string) { out = append(out, conversation.Visit{Flow: f.Name, Step: s.id, Way: way}) }
		switch s.kind {
		case stepBranch:
			through := true
			for i, c := range s.cases {
				add(s.caseWay(i))
				through = through && c.when != nil
			}
			if through {
				add(wayNext)
			}
		case stepDo:
			for _, code := range sortedKeys(s.onError) {
				add(wayError(code))
			}
		case stepConfirm, stepCall:
			if s.target >= 0 {
				add(wayElse)
			}
		}
	}
	return out
}

const (
	wayNext = "none of them"
	wayElse = "else"
)

func wayError(code string) string { return "error " + code }

func (s *step) caseWay(i int) string { return fmt.Sprintf("%d. %s", i+1, s.cases[i].label) }

// went notes a way that a flow took.
func (m *machine) went(flow *Flow, s *step, way string) {
	m.out.Trace = append(m.out.Trace, conversation.Visit{Flow: flow.Name, Step: s.id, Way: way})
}
