package dialogue

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
)

// linker resolves names, compiles expressions and texts, and checks the
// playbook as a whole.
type linker struct {
	*reader
	p       *Playbook
	format  *format
	langPos Pos
	menuPos Pos
	base    map[string]*cel.Env // by language
}

func (l *linker) link() {
	l.base = map[string]*cel.Env{}
	for _, lang := range l.p.Languages {
		env, err := newEnv(lang, l.format)
		if err != nil {
			l.fail(l.langPos, "language %s: %v", lang, err)
			return
		}
		l.base[lang] = env
	}
	for _, key := range engineTexts {
		l.needText(key, l.langPos)
	}
	for _, a := range l.p.allActions() {
		l.inAllLanguages(a.Title, a.pos, "action %q has no title", a.Name)
		l.handoffAction(a)
	}
	for _, name := range l.p.Order {
		l.flow(l.p.Flows[name])
	}
	l.addresses()
	l.ticketTypes()
	l.guidelines()
	for _, name := range l.p.Menu {
		if f := l.p.Flows[name]; f == nil || f.On != "" {
			l.fail(l.menuPos, "the menu names %q, which is no flow that a customer can start", name)
		}
	}
	for _, event := range sortedKeys(l.p.Events) {
		if !slices.Contains(events, event) {
			f := l.p.Events[event]
			l.fail(f.pos, "unknown event %q; possible: %s", event, strings.Join(events, ", "))
		}
	}
}

// inAllLanguages checks that a title is there in every language of the playbook.
func (l *linker) inAllLanguages(byLang map[string]string, pos Pos, format string, args ...any) {
	for _, lang := range l.p.Languages {
		if byLang[lang] == "" {
			l.fail(pos, format+" in language "+lang, args...)
		}
	}
}

// flowLinker links one flow; env is its environment in each language.
type flowLinker struct {
	*linker
	f    *Flow
	env  map[string]*cel.Env
	any  *cel.Env // the first language's: for expressions without words
	used map[string]bool
}

func (l *linker) flow(f *Flow) {
	if len(f.steps) == 0 {
		return // reported by the parser
	}
	if f.On == "" || f.Title != nil {
		l.inAllLanguages(f.Title, f.pos, "flow %q has no title", f.Name)
	}
	for _, lang := range sortedKeys(f.Examples) {
		if !l.p.Speaks(lang) {
			l.fail(f.pos, "flow %q has examples in language %q, which is not among the pack's languages", f.Name, lang)
		}
	}
	for _, name := range f.partOf {
		if l.p.Flows[name] == nil {
			l.fail(f.pos, "flow %q is part of %q, which there is not", f.Name, name)
		}
	}
	for _, taken := range f.Takes {
		if !slices.ContainsFunc(l.p.Topics, func(t *Topic) bool { return t.Name == taken.Name }) {
			l.fail(f.pos, "flow %q takes topic %q, which there is not", f.Name, taken.Name)
		}
		if len(taken.Words) == 0 {
			l.fail(f.pos, "flow %q takes topic %q: say with which words beside it, takes: {%s: {en: [phone]}}", f.Name, taken.Name, taken.Name)
		}
	}
	fl := &flowLinker{linker: l, f: f, env: map[string]*cel.Env{}, used: map[string]bool{}}
	for _, lang := range l.p.Languages {
		env, err := flowEnv(l.base[lang], f.Slots)
		if err != nil {
			l.fail(f.pos, "slots of flow %q: %v", f.Name, err)
			return
		}
		fl.env[lang] = env
	}
	fl.any = fl.env[l.p.Languages[0]]
	for _, name := range f.SlotList {
		fl.slot(f.Slots[name])
	}
	for _, s := range f.steps {
		fl.step(s)
	}
	fl.reachable()
	fl.filled()
}

func (l *flowLinker) slot(s *Slot) {
	if _, own := l.p.Types[s.Type]; !own && !slices.Contains(Builtin, s.Type) {
		l.fail(s.pos, "slot %q has unknown type %q", s.Name, s.Type)
	}
	if s.Title != nil {
		l.inAllLanguages(s.Title, s.pos, "slot %q has no title", s.Name)
	}
	for _, v := range s.Values {
		l.needText(choiceText(l.f, s, v), s.pos)
	}
	if s.Type == "switch" {
		l.needText(WordsKey(l.f, s), s.pos) // the words for what is switched
		for _, v := range []string{switchOn, switchOff} {
			if l.p.texts[choiceText(l.f, s, v)] != nil {
				l.needText(choiceText(l.f, s, v), s.pos)
			} else {
				l.needText("button."+v, s.pos)
			}
		}
	}
	if s.Validate != nil {
		if env, err := flowEnv(l.any, nil, "value"); err == nil {
			s.Validate.link(l.reader, env, cel.BoolType)
		}
	}
	l.options(s.Options)
}

func (l *flowLinker) step(s *step) {
	s.cond.link(l.reader, l.any, cel.BoolType)
	switch s.kind {
	case stepSay:
		l.utterance(s.say)
	case stepAsk:
		l.ask(s)
	case stepConfirm, stepNote:
		l.utterance(s.say)
	case stepRate:
		for _, name := range []string{s.slot, s.comment} {
			if name != "" && l.f.Slots[name] == nil {
				l.fail(s.pos, "unknown slot %q; flow %s has: %s", name, l.f.Name, strings.Join(l.f.SlotList, ", "))
			}
		}
	case stepDo:
		l.do(s)
	case stepSet, stepGrant:
		if s.kind == stepGrant && l.f.On != eventVerify {
			l.fail(s.pos, "only the flow bound to verification_required may grant a level")
		}
		for _, a := range s.sets {
			l.value(a.expr)
			if s.kind == stepSet && strings.TrimSpace(a.expr.src) != "null" { // any slot may be forgotten
				l.systemSlot(a.name, a.pos)
			}
		}
	case stepBranch:
		for _, c := range s.cases {
			c.when.link(l.reader, l.any, cel.BoolType)
		}
	case stepCall:
		l.call(s)
	case stepCode:
		l.code(s)
	case stepTicket:
		l.ticket(s)
	}
}

func (l *flowLinker) ask(s *step) {
	slot, ok := l.f.Slots[s.slot]
	if !ok {
		l.fail(s.pos, "unknown slot %q; flow %s has: %s", s.slot, l.f.Name, strings.Join(l.f.SlotList, ", "))
		return
	}
	if !slices.Contains(slot.From, fromCustomer) {
		l.fail(s.pos, "slot %q is asked of the customer, who may not write it (from: %s)", s.slot, joinSources(slot))
	}
	if slot.Type == "object" || slot.Type == "list" {
		l.fail(s.pos, "slot %q of type %s cannot be asked of a person", s.slot, slot.Type)
	}
	if s.say.key == "" {
		for _, k := range []string{l.f.Name + ".ask_" + s.slot, "ask." + slot.Type} {
			s.say.key = k
			if l.p.texts[k] != nil {
				break
			}
		}
		if l.p.texts[s.say.key] == nil {
			s.say.key = l.f.Name + ".ask_" + s.slot
		}
	}
	l.utterance(s.say)
	if key := s.say.key + helpText; l.p.texts[key] != nil {
		u := *s.say
		u.key, s.help = key, &u
		l.utterance(s.help)
	}
	if key := l.f.Name + ".narrow_" + s.slot; l.p.texts[key] != nil {
		s.narrow = &utterance{key: key, card: s.say.card, buttons: s.say.buttons, pos: s.say.pos}
		l.utterance(s.narrow)
	}
}

// helpText ends the key of a question's text in other words: «а що це?».
const helpText = "_help"

func (l *flowLinker) do(s *step) {
	a := l.p.ActionFor(l.f.Pack, s.action)
	if a == nil {
		l.fail(s.pos, "unknown action %q; actions.yaml has: %s", s.action, strings.Join(sortedKeys(l.p.Actions), ", "))
		return
	}
	for _, name := range sortedKeys(s.args) {
		if _, ok := a.Params[name]; !ok {
			l.fail(s.args[name].pos, "action %s takes no %q; it takes: %s", a.Name, name, strings.Join(sortedKeys(a.Params), ", "))
		}
		if s.each != nil {
			l.value(s.args[name], "it")
		} else {
			l.value(s.args[name])
		}
	}
	for _, name := range sortedKeys(a.Params) {
		if _, ok := s.args[name]; !ok && !strings.HasSuffix(a.Params[name], "?") {
			l.fail(s.pos, "action %s needs %q", a.Name, name)
		}
	}
	s.each.link(l.reader, l.any, nil)
	if s.slot != "" {
		l.writableBy(s.slot, "action", s.pos)
		if slot := l.f.Slots[s.slot]; s.each != nil && slot != nil && slot.Type != "list" {
			l.fail(s.pos, "slot %q takes the results of each call, so its type must be list, not %q", s.slot, slot.Type)
		}
	}
}

func (l *flowLinker) call(s *step) {
	callee, ok := l.p.Flows[s.flow]
	if !ok {
		l.fail(s.pos, "unknown flow %q", s.flow)
		return
	}
	for _, name := range sortedKeys(s.args) {
		if _, ok := callee.Slots[name]; !ok {
			l.fail(s.args[name].pos, "flow %s has no slot %q", s.flow, name)
		}
		l.value(s.args[name])
	}
	for _, own := range sortedKeys(s.into) {
		if l.f.Slots[own] == nil {
			l.fail(s.pos, "unknown slot %q; flow %s has: %s", own, l.f.Name, strings.Join(l.f.SlotList, ", "))
		}
		if callee.Slots[s.into[own]] == nil {
			l.fail(s.pos, "flow %s has no slot %q", s.flow, s.into[own])
		}
	}
}

// value links an expression that gives a value, in every language; more are
// names that it sees besides the flow's slots.
func (l *flowLinker) value(e *expr, more ...string) {
	if e == nil {
		return
	}
	e.byLang = map[string]cel.Program{}
	for _, lang := range l.p.Languages {
		env, err := flowEnv(l.env[lang], nil, more...)
		if err != nil {
			l.fail(e.pos, "in expression %q: %v", e.src, err)
			return
		}
		e.link(l.reader, env, nil)
		e.byLang[lang] = e.prog
	}
}

func (l *flowLinker) systemSlot(name string, pos Pos) { l.writableBy(name, "system", pos) }

func (l *flowLinker) writableBy(name, src string, pos Pos) {
	slot, ok := l.f.Slots[name]
	if !ok {
		l.fail(pos, "unknown slot %q; flow %s has: %s", name, l.f.Name, strings.Join(l.f.SlotList, ", "))
		return
	}
	for _, f := range slot.From {
		if string(f) == src {
			return
		}
	}
	l.fail(pos, "slot %q may not be written here: from must hold %s", name, src)
}

// needText checks that a text is there in every language.
func (l *linker) needText(key string, pos Pos) bool {
	ok := true
	for _, lang := range l.p.Languages {
		if l.p.texts[key][lang] == nil {
			l.fail(pos, "text %q is missing in language %s", key, lang)
			ok = false
		}
	}
	return ok
}

func (l *flowLinker) utterance(u *utterance) {
	u.byLang, u.voice = map[string]*template{}, map[string]*template{}
	if l.needText(u.key, u.pos) {
		for _, lang := range l.p.Languages {
			t := l.p.texts[u.key][lang]
			u.byLang[lang] = linkTemplate(l.reader, l.env[lang], lang, t.chat, t.pos)
			if t.voice != "" {
				u.voice[lang] = linkTemplate(l.reader, l.env[lang], lang, t.voice, t.pos)
			}
		}
	}
	if u.card != "" {
		c := l.p.cards[u.card]
		if c == nil {
			l.fail(u.pos, "unknown card %q; cards.yaml has: %s", u.card, strings.Join(sortedKeys(l.p.cards), ", "))
		} else {
			u.cardOf = map[string]*cardTemplate{}
			for _, lang := range l.p.Languages {
				u.cardOf[lang] = l.card(c, l.env[lang], lang)
			}
		}
	}
	for _, b := range u.buttons {
		l.button(b, u.pos)
	}
}

func (l *flowLinker) button(b buttonSpec, pos Pos) {
	if b.key != "" {
		l.needText(b.key, pos)
	}
	switch b.kind {
	case "start":
		if f, ok := l.p.Flows[b.flow]; !ok {
			l.fail(pos, "button starts unknown flow %q", b.flow)
		} else if f.On != "" {
			l.fail(pos, "button starts %q, a pattern flow that only its event may call", b.flow)
		}
	case "set":
		l.writableBy(b.slot, "customer", pos)
	case "menu", "options", "resume", "articles", "offer", "":
	default:
		l.needText("button."+b.kind, pos)
	}
}

// reachable reports steps that nothing leads to.
func (l *flowLinker) reachable() {
	seen := make([]bool, len(l.f.steps))
	todo := []int{0}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if i < 0 || i >= len(seen) || seen[i] {
			continue
		}
		seen[i] = true
		todo = append(todo, l.f.steps[i].next(i)...)
	}
	for i, ok := range seen {
		if !ok {
			l.fail(l.f.steps[i].pos, "step %s of flow %s can never be reached", l.f.steps[i].id, l.f.Name)
		}
	}
}

// next lists where a step can lead.
func (s *step) next(i int) []int {
	var out []int
	through := true
	switch s.kind {
	case stepGoto:
		out, through = append(out, s.target), false
	case stepEnd, stepHandoff:
		through = false
	case stepBranch:
		for _, c := range s.cases {
			out = append(out, c.target)
			through = through && c.when != nil
		}
	case stepConfirm:
		out = append(out, s.target)
	case stepCall, stepCode:
		out = append(out, s.target)
	case stepDo:
		for _, code := range sortedKeys(s.onError) {
			out = append(out, s.onError[code])
		}
	}
	if through || s.cond != nil {
		out = append(out, i+1)
	}
	return out
}

// filled reports slots that no step and no source can ever fill.
func (l *flowLinker) filled() {
	written := map[string]bool{}
	for _, s := range l.f.steps {
		if s.kind == stepAsk || s.kind == stepDo || s.kind == stepTicket {
			written[s.slot] = true
		}
		for own := range s.into {
			written[own] = true
		}
		for _, a := range s.sets {
			written[a.name] = true
		}
	}
	for _, name := range l.f.SlotList {
		slot := l.f.Slots[name]
		if !written[name] && !slices.Contains(slot.From, fromCustomer) && !slices.Contains(slot.From, "agent") && !l.given(slot) {
			l.fail(slot.pos, "slot %q is never written by any step", name)
		}
	}
}

// given says whether a flow that calls this one brings the slot along.
func (l *flowLinker) given(slot *Slot) bool {
	for _, name := range l.p.Order {
		caller := l.p.Flows[name]
		for _, s := range caller.steps {
			if s.kind != stepCall || s.flow != l.f.Name {
				continue
			}
			own := caller.Slots[slot.Name]
			if _, with := s.args[slot.Name]; with || own != nil && own.Type == slot.Type {
				return true
			}
		}
	}
	return false
}

func joinSources(s *Slot) string {
	out := make([]string, len(s.From))
	for i, f := range s.From {
		out[i] = string(f)
	}
	return strings.Join(out, ", ")
}
