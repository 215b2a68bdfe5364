package dialogue

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// unknownTool are the codes by which business systems say that they have no
// such action.
var unknownTool = []string{CodeUnknownTool, "unknown_action", "tool_not_found", "no_such_tool", "not_implemented", CodeUnsupported}

// codeOf is the code under which a flow hears of a failure: that an optional
// action is missing is no fault, and has a name of its own.
func (m *machine) codeOf(d conversation.ActionFailed) string {
	if !slices.Contains(unknownTool, d.Code) {
		return d.Code
	}
	if asked := m.s.Action(d.Effect); asked != nil {
		if a := m.pb.ActionFor(asked.Pack, asked.Action); a != nil && a.Optional {
			return CodeUnsupported
		}
	}
	return d.Code
}

// summaryParam is what a business system is told when a person takes over.
const summaryParam = "summary"

// handoffAction checks an action that is called at a handoff: nobody is there
// to ask for values or to prove anything then.
func (l *linker) handoffAction(a *Action) {
	if !a.Handoff {
		return
	}
	for _, name := range sortedKeys(a.Params) {
		if name != summaryParam && !strings.HasSuffix(a.Params[name], "?") {
			l.fail(a.pos, "action %q is called at a handoff, which has only a summary to give: %q must be optional", a.Name, name)
		}
	}
	if a.Requires != conversation.Anonymous {
		l.fail(a.pos, "action %q is called at every handoff, so it cannot require a level", a.Name)
	}
}

// transfer tells the business system that a person takes over, where it wants
// to know. Nobody waits for its answer.
func (m *machine) transfer(packet conversation.Packet) {
	a := m.transferAction()
	if a == nil {
		return
	}
	args := map[string]conversation.Value{}
	if _, ok := a.Params[summaryParam]; ok {
		args[summaryParam] = firstText(packet.Summary, packet.Issue, packet.Reason)
	}
	id := m.next()
	m.system(conversation.ActionRequested{
		Effect: id, Key: id, Pack: a.Pack, Action: a.Name, Title: a.Title[m.s.Lang], Writes: a.Writes, Quiet: true, Args: args,
	})
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: id, Data: conversation.CallAction{
		Key: id, Pack: a.Pack, Action: a.Name, Args: args, Timeout: a.Timeout, Tries: a.Tries, Optional: true, Quiet: true,
	}})
}

// transferAction is that of the pack that the conversation was about, else of
// the lowest pack that has one.
func (m *machine) transferAction() *Action {
	about := m.about()
	var first *Action
	for _, a := range m.pb.allActions() {
		switch {
		case !a.Handoff:
		case a.Pack == about:
			return a
		case first == nil:
			first = a
		}
	}
	return first
}

// allActions of all packs, by pack and name.
func (p *Playbook) allActions() []*Action {
	var out []*Action
	for _, pack := range p.Layers {
		for _, name := range sortedKeys(p.Packs[pack].actions) {
			out = append(out, p.Packs[pack].actions[name])
		}
	}
	return out
}

// about is the pack of the last flow that served a request, in progress or over.
func (m *machine) about() string {
	for i := len(m.s.Stack) - 1; i >= 0; i-- {
		if f := m.s.Stack[i]; f.Event == "" && m.pb.Flows[f.Flow] != nil {
			return m.pb.Flows[f.Flow].Pack
		}
	}
	for i := len(m.s.Ended) - 1; i >= 0; i-- {
		if e := m.s.Ended[i]; e.Event == "" && m.pb.Flows[e.Flow] != nil {
			return m.pb.Flows[e.Flow].Pack
		}
	}
	return ""
}

func firstText(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
