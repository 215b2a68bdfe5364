package dialogue

import (
	"regexp"
	"slices"
)

// What tests need to see of a compiled flow, to hold the engine to it without
// asking the engine.

// Behind names the steps of a flow that can only be reached through the good end
// of a step of a kind: a yes to a confirm, a right code.
func (f *Flow) Behind(kind string) map[string]bool {
	seen := make([]bool, len(f.steps))
	todo := []int{0}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if i < 0 || i >= len(seen) || seen[i] {
			continue
		}
		seen[i] = true
		next := f.steps[i].next(i)
		if s := f.steps[i]; string(s.kind) == kind && s.cond == nil {
			next = slices.DeleteFunc(next, func(n int) bool { return n == i+1 && n != s.target })
		}
		todo = append(todo, next...)
	}
	out := map[string]bool{}
	for i, s := range f.steps {
		if !seen[i] {
			out[s.id] = true
		}
	}
	return out
}

// Grants are the steps of a flow that raise a level: id → level.
func (f *Flow) Grants() map[string]string {
	out := map[string]string{}
	for _, s := range f.steps {
		if s.kind == stepGrant {
			out[s.id] = string(s.level)
		}
	}
	return out
}

// SystemWrites says whether some step of the flow writes a slot from an
// expression, or takes it from a called flow.
func (f *Flow) SystemWrites(slot string) bool {
	return slices.ContainsFunc(f.steps, func(s *step) bool {
		_, taken := s.into[slot]
		return taken || slices.ContainsFunc(s.sets, func(a assignment) bool { return s.kind == stepSet && a.name == slot })
	})
}

var bare = regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)

// BareArgs are the arguments of a step that are just a slot's value: argument →
// slot.
func (f *Flow) BareArgs(stepID string) map[string]string {
	out := map[string]string{}
	i, ok := f.index[stepID]
	if !ok {
		return out
	}
	for arg, e := range f.steps[i].args {
		if bare.MatchString(e.src) && f.Slots[e.src] != nil {
			out[arg] = e.src
		}
	}
	return out
}

// Money writes an amount as texts do.
func Money(p *Playbook, lang string, v any) string {
	return (&format{p.texts, p.Currency}).money(lang, v)
}
