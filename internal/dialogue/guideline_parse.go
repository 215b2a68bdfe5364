package dialogue

import (
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// guidelinesFile reads guidelines.yaml: rules by name, under `guidelines:` or
// at once.
func (s *source) guidelinesFile(n node) {
	if fs := n.fields(); len(fs) == 1 && fs[0].key == "guidelines" && fs[0].value.isMap() {
		n = fs[0].value
	}
	s.parseGuidelines(n)
}

func (s *source) parseGuidelines(n node) {
	for _, f := range n.fields() {
		if g := parseGuideline(f); g != nil {
			s.guidelines = append(s.guidelines, g)
		}
	}
}

// guidelineKinds are the keys that say what a guideline does.
var guidelineKinds = []conversation.GuidelineKind{
	conversation.GuidelineForbid, conversation.GuidelineRequire, conversation.GuidelineHandoff, conversation.GuidelineRemind,
}

func parseGuideline(f field) *Guideline {
	g := &Guideline{Name: f.key, pos: f.kpos}
	fields := f.value.only("when", "forbid", "require", "handoff", "remind", "for", "say", "buttons", "priority")
	for _, k := range guidelineKinds {
		if _, ok := fields[string(k)]; !ok {
			continue
		}
		if g.Kind != "" {
			f.value.fail("guideline %q does one thing; found both %s and %s", g.Name, g.Kind, k)
			return nil
		}
		g.Kind = k
	}
	if g.Kind == "" {
		f.value.fail("guideline %q needs one of: forbid, require, handoff, remind", g.Name)
		return nil
	}
	if v, ok := fields["when"]; ok {
		g.when = v.expr()
	} else {
		f.value.fail("guideline %q needs a condition: when: …", g.Name)
		return nil
	}
	if v, ok := fields["priority"]; ok {
		g.Priority = v.integer(-1000, 1000)
	}
	if v, ok := fields["for"]; ok {
		if g.Kind == conversation.GuidelineForbid {
			v.fail("forbid names the actions or flows itself: forbid: [name]")
		}
		g.Targets = v.strs()
	}
	said := "" // the text that goes with the kind
	switch v := fields[string(g.Kind)]; g.Kind {
	case conversation.GuidelineForbid:
		g.Targets, said = v.strs(), "say"
		if _, ok := fields["say"]; !ok {
			f.value.fail("guideline %q needs a text that tells the customer why not: say: key", g.Name)
			return nil
		}
		g.say = parseUtterance(fields["say"].str(), fields["say"].pos(), fields)
	case conversation.GuidelineRequire:
		if g.level = v.level(); g.level == conversation.Anonymous {
			v.fail("guideline %q requires what everybody has: require: identified or verified", g.Name)
		}
		if len(g.Targets) == 0 {
			v.fail("guideline %q needs to say what for: for: [actions or flows]", g.Name)
		}
	case conversation.GuidelineHandoff:
		if g.reason = strings.TrimSpace(v.str()); g.reason == "" {
			v.fail("a handoff needs a reason")
		}
	case conversation.GuidelineRemind:
		g.say, said = parseUtterance(v.str(), v.pos(), fields), "buttons"
	}
	if v, ok := fields["say"]; ok && said != "say" {
		v.fail("say belongs to a guideline that forbids")
	}
	if v, ok := fields["buttons"]; ok && said == "" {
		v.fail("buttons belong to a guideline that says something")
	}
	return g
}
