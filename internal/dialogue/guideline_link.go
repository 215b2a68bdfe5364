package dialogue

import (
	"slices"
	"sort"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"

	"github.com/rozmova/rozmova/internal/conversation"
)

// layGuidelines puts a source's rules over what is there: one of the same name
// takes the place of the earlier.
func (p *Playbook) layGuidelines(r *reader, s *source, pack string) {
	for _, g := range s.guidelines {
		g.Pack = pack
		p.guidelines = slices.DeleteFunc(p.guidelines, func(old *Guideline) bool { return old.Name == g.Name })
		p.guidelines = append(p.guidelines, g)
	}
}

// guidelines compiles the rules, puts them in the order in which they decide,
// and reports those that can never decide anything.
func (l *linker) guidelines() {
	sort.SliceStable(l.p.guidelines, func(i, j int) bool { return l.p.guidelines[i].Priority > l.p.guidelines[j].Priority })
	for _, g := range l.p.guidelines {
		l.guideline(g)
	}
	for i, g := range l.p.guidelines {
		for _, above := range l.p.guidelines[:i] {
			if hidden := hides(above, g); hidden != "" {
				l.fail(g.pos, "guideline %q can never decide about %s: %q forbids it on the same condition and comes first", g.Name, hidden, above.Name)
			}
		}
	}
}

// hides names what a rule leaves nothing to decide about for one below it.
func hides(above, g *Guideline) string {
	if above.Kind != conversation.GuidelineForbid || g.Kind == conversation.GuidelineRemind || g.when.src != above.when.src {
		return ""
	}
	for _, t := range g.Targets {
		if above.onFor(t) {
			return t
		}
	}
	return ""
}

func (l *linker) guideline(g *Guideline) {
	for _, t := range g.Targets {
		l.guidelineTarget(g, t)
	}
	base := l.base[l.p.Languages[0]]
	names := l.guidelineNames(g)
	vs := []cel.EnvOption{
		cel.Variable("flow", cel.MapType(cel.StringType, cel.DynType)), cel.Variable("action", cel.DynType), cel.Variable("actions", cel.ListType(cel.DynType)),
	}
	for _, name := range names {
		vs = append(vs, cel.Variable(name, cel.DynType))
	}
	env, err := base.Extend(vs...)
	if err != nil {
		l.fail(g.pos, "guideline %q: %v", g.Name, err)
		return
	}
	g.when.link(l.reader, env, cel.BoolType)
	g.when.free = names
	if g.when.ast != nil && literal(g.when.ast) != nil {
		l.fail(g.when.pos, "guideline %q has the condition %s, which never changes", g.Name, g.when.src)
	}
	if g.say == nil {
		return
	}
	words := &flowLinker{linker: l, f: &Flow{Name: g.Name, Slots: map[string]*Slot{}}, env: map[string]*cel.Env{}}
	for _, lang := range l.p.Languages {
		if words.env[lang], err = l.base[lang].Extend(vs...); err != nil {
			l.fail(g.pos, "guideline %q: %v", g.Name, err)
			return
		}
	}
	words.any = words.env[l.p.Languages[0]]
	words.utterance(g.say)
}

// guidelineTarget checks that what a rule speaks of is there, and that what it
// asks for can be had.
func (l *linker) guidelineTarget(g *Guideline, name string) {
	flow := l.p.Flows[name]
	pack := ""
	switch {
	case flow != nil && flow.On != "":
		l.fail(g.pos, "guideline %q speaks of %q, a pattern flow that only its event may call", g.Name, name)
		return
	case flow != nil:
		pack = flow.Pack
	case g.Kind == conversation.GuidelineRemind:
		l.fail(g.pos, "guideline %q reminds in flows; there is no flow %q", g.Name, name)
		return
	default:
		a := l.p.ActionFor(g.Pack, name)
		if a == nil {
			l.fail(g.pos, "guideline %q speaks of %q, which is neither an action nor a flow", g.Name, name)
			return
		}
		pack = a.Pack
	}
	if g.Kind == conversation.GuidelineRequire && l.p.checks[pack] == nil {
		l.fail(g.pos, "guideline %q can never be met: pack %s has no flow bound to %s", g.Name, pack, eventVerify)
	}
}

// guidelineNames are the names in a rule's condition that are not its own:
// slots of the flows that it speaks of, arguments of the actions.
func (l *linker) guidelineNames(g *Guideline) []string {
	base := l.base[l.p.Languages[0]]
	parsed, iss := base.Parse(g.when.src)
	if iss.Err() != nil {
		return nil // reported when it is compiled
	}
	known := map[string]bool{
		"customer": true, "conversation": true, "event": true, "error": true, "today": true,
		"flow": true, "action": true, "actions": true,
	}
	root := ast.NavigateAST(parsed.NativeRep())
	for _, n := range ast.MatchDescendants(root, ast.KindMatcher(ast.ComprehensionKind)) {
		c := n.AsComprehension()
		known[c.IterVar()], known[c.IterVar2()], known[c.AccuVar()] = true, true, true
	}
	slots := l.guidelineSlots(g)
	var names []string
	for _, n := range ast.MatchDescendants(root, ast.KindMatcher(ast.IdentKind)) {
		if name := n.AsIdent(); !known[name] && slots[name] && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names // what is left over is reported as unknown
}

func (l *linker) guidelineSlots(g *Guideline) map[string]bool {
	out := map[string]bool{}
	for _, name := range l.p.Order {
		f := l.p.Flows[name]
		about := len(g.Targets) == 0 || g.onFor(name)
		for _, s := range f.steps {
			if s.kind == stepDo && g.onFor(s.action) {
				about = true
				if a := l.p.ActionFor(f.Pack, s.action); a != nil {
					for p := range a.Params {
						out[p] = true
					}
				}
			}
		}
		for slot := range f.Slots {
			out[slot] = out[slot] || about
		}
	}
	return out
}
