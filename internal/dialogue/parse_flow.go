package dialogue

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// parseTaken reads a sensitive topic that a flow deals with itself, and the words
// for what it deals with.
func parseTaken(f field) *Topic {
	t := &Topic{Name: f.key, Words: map[string][]string{}}
	for _, l := range f.value.fields() {
		t.Words[l.key] = l.value.strs()
	}
	return t
}

func parseFlow(n node) *Flow {
	m := n.only("flow", "title", "examples", "on", "requires", "part_of", "takes", "slots", "steps")
	f := &Flow{
		pos: n.pos(), Requires: conversation.Anonymous,
		Slots: map[string]*Slot{}, Examples: map[string][]string{}, index: map[string]int{},
	}
	if v, ok := m["flow"]; ok {
		f.Name = v.str()
	}
	if f.Name == "" {
		n.fail("a flow needs a name: flow: …")
		return nil
	}
	if v, ok := m["title"]; ok {
		f.Title = v.byLang()
	}
	if v, ok := m["examples"]; ok {
		for _, l := range v.fields() {
			f.Examples[l.key] = l.value.strs()
		}
	}
	if v, ok := m["on"]; ok {
		f.On = v.str()
		if len(f.Examples) > 0 {
			v.fail("a pattern flow (on: %s) is called by its event, never by words: it takes no examples", f.On)
		}
	}
	if v, ok := m["requires"]; ok {
		f.Requires = v.level()
	}
	if v, ok := m["part_of"]; ok {
		f.partOf = v.strs()
	}
	if v, ok := m["takes"]; ok {
		for _, t := range v.fields() {
			f.Takes = append(f.Takes, parseTaken(t))
		}
	}
	if v, ok := m["slots"]; ok {
		for _, s := range v.fields() {
			f.Slots[s.key] = parseSlot(s)
			f.SlotList = append(f.SlotList, s.key)
		}
	}
	steps, ok := m["steps"]
	if !ok {
		n.fail("flow %q has no steps", f.Name)
		return f
	}
	parseSteps(f, steps)
	return f
}

func parseSlot(f field) *Slot {
	s := &Slot{Name: f.key, pos: f.kpos, From: []conversation.Source{fromCustomer}, Retries: 2, Recall: true}
	for key, v := range f.value.only("type", "title", "from", "values", "texts", "options", "many", "validate", "retries", "recall", "keep") {
		switch key {
		case "type":
			s.Type = v.str()
		case "title":
			s.Title = v.byLang()
		case "from":
			s.From = nil
			for _, src := range v.strs() {
				switch src {
				case "customer", "action", "agent", "system":
					s.From = append(s.From, conversation.Source(src))
				default:
					v.fail("unknown source %q; possible: customer, action, agent, system", src)
				}
			}
		case "values":
			s.Values = v.strs()
		case "texts":
			s.Texts = v.str()
		case "options":
			s.Options = parseOptions(v)
		case "many":
			s.Many = v.boolean()
		case "validate":
			s.Validate = v.expr()
		case "retries":
			s.Retries = v.integer(1, 5)
		case "recall":
			s.Recall = v.boolean()
		case "keep":
			s.Keep = v.boolean()
		}
	}
	if s.Type == "text" || s.Type == "bool" || s.Type == "code" {
		s.Recall = false // any words are a text; a yes answers one question only
	}
	if s.Type == "" {
		f.value.r.fail(f.kpos, "slot %q needs a type", f.key)
	}
	if s.Type == "choice" && len(s.Values) == 0 && s.Options == nil {
		f.value.r.fail(f.kpos, "slot %q is a choice and needs values or options", f.key)
	}
	if s.Type != "choice" && len(s.Values) > 0 {
		f.value.r.fail(f.kpos, "slot %q has values, so its type must be choice, not %q", f.key, s.Type)
	}
	return s
}

func (n node) expr() *expr { return &expr{src: n.str(), pos: n.pos()} }

// verbs in the order in which a step is asked for its kind.
var verbs = []stepKind{
	stepSay, stepAsk, stepDo, stepSet, stepBranch, stepCall, stepHandoff,
	stepConfirm, stepVerify, stepGrant, stepCode, stepTicket, stepNote, stepRate, stepGoto, stepEnd,
}

// jump is a step name to be resolved once all steps are known.
type jump struct {
	to  string
	pos Pos
	set func(int)
}

func parseSteps(f *Flow, list node) {
	var jumps []jump
	for i, n := range list.items() {
		st := parseStep(f, i, n, &jumps)
		if st == nil {
			continue
		}
		if at, ok := f.index[st.id]; ok {
			n.fail("step id %q is used twice, also at %s", st.id, f.steps[at].pos)
		}
		f.index[st.id] = len(f.steps)
		f.steps = append(f.steps, st)
	}
	for _, j := range jumps {
		at, ok := f.index[j.to]
		if !ok {
			list.r.fail(j.pos, "no step with id %q in flow %s", j.to, f.Name)
			continue
		}
		j.set(at)
	}
	if len(f.steps) == 0 {
		list.fail("flow %q has no steps", f.Name)
	}
}

func parseStep(f *Flow, i int, n node, jumps *[]jump) *step {
	if !n.isMap() {
		n.fail("a step is a mapping such as `- say: key`, found %s", n.what())
		return nil
	}
	fields := map[string]node{}
	for _, fl := range n.fields() {
		fields[fl.key] = fl.value
	}
	st := &step{pos: n.pos(), target: -1}
	for _, v := range verbs {
		if _, ok := fields[string(v)]; !ok {
			continue
		}
		// `goto` beside nothing else is a step; within a step of another kind it is not allowed.
		if st.kind != "" {
			n.fail("a step does one thing; found both %s and %s", st.kind, v)
			return nil
		}
		st.kind = v
	}
	if st.kind == "" {
		n.fail("a step needs one of: %s", joinKinds(verbs))
		return nil
	}
	st.id = fmt.Sprintf("%d.%s", i+1, st.kind)
	if v, ok := fields["id"]; ok {
		st.id = v.str()
	}
	if v, ok := fields["if"]; ok {
		st.cond = v.expr()
	}
	body := fields[string(st.kind)]
	allowed := append([]string{"id", "if", string(st.kind)}, parseBody(f, st, body, fields, jumps)...)
	for _, fl := range n.fields() {
		if !slices.Contains(allowed, fl.key) {
			n.r.fail(fl.kpos, "unknown key %q in a %s step; possible here: %s", fl.key, st.kind, strings.Join(allowed, ", "))
		}
	}
	return st
}

// parseBody reads what belongs to the step's kind and names the keys that it may have.
func parseBody(f *Flow, st *step, body node, fields map[string]node, jumps *[]jump) []string {
	to := func(n node, set func(int)) {
		*jumps = append(*jumps, jump{n.str(), n.pos(), set})
	}
	switch st.kind {
	case stepSay:
		st.say = parseUtterance(body.str(), body.pos(), fields)
		return []string{"card", "buttons"}
	case stepAsk:
		st.slot = body.str()
		st.say = parseUtterance("", body.pos(), fields)
		if v, ok := fields["text"]; ok {
			st.say.key = v.str()
		}
		return []string{"text", "card", "buttons"}
	case stepConfirm:
		st.slot = confirmSlot(st.id)
		st.say = parseUtterance(body.str(), body.pos(), fields)
		if v, ok := fields["else"]; ok {
			to(v, func(at int) { st.target = at })
		}
		return []string{"else", "card"}
	case stepDo:
		st.action = body.str()
		st.args = parseArgs(fields["with"])
		if v, ok := fields["into"]; ok {
			st.slot = v.str()
		}
		if v, ok := fields["each"]; ok {
			st.each = v.expr()
		}
		if v, ok := fields["fresh"]; ok {
			st.fresh = v.boolean()
		}
		if v, ok := fields["on_error"]; ok {
			st.onError = map[string]int{}
			on := func(code string, v node) {
				if st.each != nil && v.str() == "skip" {
					st.onError[code] = skipElement
					return
				}
				to(v, func(at int) { st.onError[code] = at })
			}
			if v.isScalar() {
				on("default", v)
			} else {
				for _, e := range v.fields() {
					on(e.key, e.value)
				}
			}
		}
		return []string{"with", "each", "fresh", "into", "on_error"}
	case stepSet:
		st.sets = parseSets(body)
	case stepBranch:
		for _, c := range body.items() {
			st.cases = append(st.cases, branchCase{pos: c.pos(), target: -1})
			at := len(st.cases) - 1
			m := c.only("if", "goto", "else")
			if v, ok := m["if"]; ok {
				st.cases[at].when = v.expr()
			}
			g, hasGoto := m["goto"]
			e, hasElse := m["else"]
			switch {
			case hasGoto && !hasElse:
				st.cases[at].label = g.str()
				to(g, func(i int) { st.cases[at].target = i })
			case hasElse && !hasGoto && st.cases[at].when == nil:
				st.cases[at].label = e.str()
				to(e, func(i int) { st.cases[at].target = i })
			default:
				c.fail("a branch is {if: condition, goto: step} or {else: step}")
			}
		}
	case stepCall:
		st.flow = body.str()
		st.args = parseArgs(fields["with"])
		if v, ok := fields["into"]; ok {
			st.into = v.byLang()
		}
		if v, ok := fields["else"]; ok {
			to(v, func(at int) { st.target = at })
		}
		return []string{"with", "into", "else"}
	case stepNote:
		st.say = parseUtterance(body.str(), body.pos(), nil)
	case stepRate:
		st.slot = body.str()
		if v, ok := fields["comment"]; ok {
			st.comment = v.str()
		}
		return []string{"comment"}
	case stepHandoff:
		st.reason = body.str()
	case stepTicket:
		return parseTicket(st, body, fields)
	case stepCode:
		return parseCode(st, body, fields, to)
	case stepVerify:
		st.level = body.level()
	case stepGrant:
		st.level = body.level()
		if v, ok := fields["profile"]; ok {
			st.sets = parseSets(v)
		}
		return []string{"profile"}
	case stepGoto:
		to(body, func(at int) { st.target = at })
	case stepEnd:
		st.outcome = conversation.Outcome(body.str())
		switch st.outcome {
		case conversation.OutcomeResolved, conversation.OutcomeNotResolved, conversation.OutcomeCancelled, conversation.OutcomeFailed:
		default:
			body.fail("unknown outcome %q; possible: resolved, not_resolved, cancelled, failed", st.outcome)
		}
	}
	return nil
}

func parseArgs(n node) map[string]*expr {
	if n.n == nil {
		return nil
	}
	out := map[string]*expr{}
	for _, f := range n.fields() {
		out[f.key] = f.value.expr()
	}
	return out
}

func parseSets(n node) []assignment {
	var out []assignment
	for _, f := range n.fields() {
		out = append(out, assignment{f.key, f.value.expr(), f.kpos})
	}
	return out
}

func parseUtterance(key string, pos Pos, fields map[string]node) *utterance {
	u := &utterance{key: key, pos: pos}
	if v, ok := fields["card"]; ok {
		u.card = v.str()
	}
	if v, ok := fields["buttons"]; ok {
		for _, b := range v.items() {
			u.buttons = append(u.buttons, parseButton(b))
		}
	}
	return u
}

// special buttons need no flow of their own.
var special = []string{"person", "menu", "options", "back", "bye", "yes", "no", "resume", "retry", "resend", "callback", "ticket", "articles", "offer"}

func parseButton(n node) buttonSpec {
	if n.isScalar() {
		if s := n.str(); slices.Contains(special, s) {
			return buttonSpec{kind: s}
		}
		return buttonSpec{kind: "start", flow: n.str()}
	}
	m := n.only("start", "set", "person", "title", "style")
	b := buttonSpec{}
	if v, ok := m["title"]; ok {
		b.key = v.str()
	}
	if v, ok := m["style"]; ok {
		b.style = v.str()
	}
	if v, ok := m["start"]; ok {
		b.kind, b.flow = "start", v.str()
	}
	if v, ok := m["set"]; ok {
		fs := v.fields()
		if len(fs) != 1 || b.key == "" {
			n.fail("a set button is {set: {slot: value}, title: text_key}")
			return b
		}
		b.kind, b.slot, b.value = "set", fs[0].key, fs[0].value.str()
	}
	if b.kind == "" {
		n.fail("a button is a flow's name, one of %s, or {start|set: …, title: …}", strings.Join(special, ", "))
	}
	return b
}

func confirmSlot(stepID string) string { return "$confirm." + stepID }

func joinKinds(ks []stepKind) string {
	out := make([]string, len(ks))
	for i, k := range ks {
		out[i] = string(k)
	}
	return strings.Join(out, ", ")
}
