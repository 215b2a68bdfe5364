package dialogue

import (
	"slices"

	"cel.dev/cel-go/common/ast"
)

// parseCode reads a code step.
func parseCode(st *step, body node, fields map[string]node, to func(node, func(int))) []string {
	if v := body.str(); v == "sms" || v == "email" {
		st.via = &expr{src: "'" + v + "'", pos: body.pos()}
	} else {
		st.via = body.expr()
	}
	if v, ok := fields["to"]; ok {
		st.to = v.expr()
	} else {
		body.fail("a code needs an address: to: customer.phone")
		st.to = &expr{src: "''", pos: body.pos()}
	}
	st.say = parseUtterance("", body.pos(), fields)
	if v, ok := fields["text"]; ok {
		st.say.key = v.str()
	}
	if v, ok := fields["else"]; ok {
		to(v, func(at int) { st.target = at })
	}
	return []string{"to", "text", "buttons", "else"}
}

func (l *flowLinker) code(s *step) {
	if l.f.On != eventVerify {
		l.fail(s.pos, "only the flow bound to %s may send a code", eventVerify)
	}
	l.value(s.via)
	l.value(s.to)
	if s.say.key != "" {
		l.utterance(s.say)
	}
}

// addresses checks where codes are sent to. A code proves that the customer
// holds what the business system knows to be theirs; sent to an address that
// they named themselves, it would prove nothing.
func (l *linker) addresses() {
	said := l.saidFacts()
	for _, name := range l.p.Order {
		f := l.p.Flows[name]
		for _, s := range f.steps {
			if s.kind != stepCode || s.to.ast == nil {
				continue
			}
			if why := l.rests(s.to, l.saidSlots(f, said), said); why != "" {
				l.fail(s.to.pos, "a code may not be sent to %s: it is the customer's own word; take the address from an action's result or the signed profile", why)
			}
		}
	}
}

// saidFacts are the entries of the profile that some flow fills from words.
func (l *linker) saidFacts() map[string]bool {
	facts := map[string]bool{}
	for more := true; more; {
		more = false
		for _, name := range l.p.Order {
			f := l.p.Flows[name]
			var slots map[string]bool
			for _, s := range f.steps {
				if s.kind != stepGrant {
					continue
				}
				if slots == nil {
					slots = l.saidSlots(f, facts)
				}
				for _, a := range s.sets {
					if !facts[a.name] && l.rests(a.expr, slots, facts) != "" {
						facts[a.name], more = true, true
					}
				}
			}
		}
	}
	return facts
}

// saidSlots are the slots of a flow whose values may be the customer's words.
func (l *linker) saidSlots(f *Flow, facts map[string]bool) map[string]bool {
	said := map[string]bool{}
	for name, slot := range f.Slots {
		said[name] = slices.Contains(slot.From, fromCustomer)
	}
	for more := true; more; {
		more = false
		for _, s := range f.steps {
			if s.kind == stepSet {
				for _, a := range s.sets {
					if !said[a.name] && l.rests(a.expr, said, facts) != "" {
						said[a.name], more = true, true
					}
				}
			}
			for own := range s.into { // what a called flow gives back may be anything
				if !said[own] {
					said[own], more = true, true
				}
			}
		}
	}
	return said
}

// rests names what in an expression may be the customer's own word, "" when
// nothing is.
func (l *linker) rests(e *expr, slots, facts map[string]bool) string {
	if e == nil || e.ast == nil {
		return ""
	}
	root := ast.NavigateAST(e.ast.NativeRep())
	for _, n := range ast.MatchDescendants(root, ast.KindMatcher(ast.IdentKind)) {
		name := n.AsIdent()
		switch {
		case name == "customer":
			p, ok := n.Parent()
			if !ok || p.Kind() != ast.SelectKind {
				return "customer" // customer[…]: any entry at all
			}
			if field := p.AsSelect().FieldName(); facts[field] {
				return "customer." + field
			}
		case slots[name]:
			return name
		}
	}
	return ""
}

// SendsCodes says whether a flow of the playbook sends one-time codes.
func (pb *Playbook) SendsCodes() bool {
	for _, f := range pb.Flows {
		for i := range f.steps {
			if f.steps[i].kind == stepCode {
				return true
			}
		}
	}
	return false
}
