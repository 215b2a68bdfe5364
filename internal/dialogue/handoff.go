package dialogue

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// handoff calls a person. The customer is told first, then the word passes to
// the queue; the agent finds everything in the packet.
func (m *machine) handoff(reason, rule string) {
	if m.s.Owner.Kind != conversation.OwnedByBot || m.s.Closed {
		return
	}
	packet := m.packet(reason, rule)
	m.system(conversation.HandoffRequested{Packet: packet})
	open, wait := m.pb.Hours.open(m.in.At), 0
	data := map[string]conversation.Value{"reason": reason, "rule": rule}
	if open && m.in.Wait > 0 {
		wait = m.in.Wait
		data["wait_seconds"] = float64(wait)
	}
	m.sayOnly("handoff", data)
	m.system(conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByQueue}, Reason: reason, Wait: wait})
	if open {
		m.setTimer(timerQueue, m.pb.QueueWait)
	} else {
		m.sayOnly("no_agents", m.opening()) // nobody will come soon: say so at once
	}
	m.transfer(packet)
}

// sayOnly runs a pattern's words and nothing else: no questions, no actions.
// It is for moments when the flow in progress must not move.
func (m *machine) sayOnly(event string, data map[string]conversation.Value) {
	flow := m.pb.Events[event]
	if flow == nil {
		return
	}
	f := m.push(flow, event, data)
	id := f.ID
	for _, s := range flow.steps {
		vs := m.vars(m.s.Frame(id), flow)
		if s.cond != nil {
			if ok, err := s.cond.holds(vs); err != nil || !ok {
				continue
			}
		}
		if s.kind == stepSay {
			m.out.Trace = append(m.out.Trace, conversation.Visit{Flow: flow.Name, Step: s.id})
			m.say(m.s.Frame(id), s.say, vs, nil)
		}
	}
	m.endFrame(id, conversation.OutcomeResolved)
}

// packet is what the agent gets.
func (m *machine) packet(reason, rule string) conversation.Packet {
	p := conversation.Packet{
		Reason: reason, Rule: rule, Issue: m.issue(), Summary: m.summary(),
		Misses: m.s.Missed, Lang: m.s.Lang, Mood: m.s.Mood, At: m.in.At,
	}
	seen := map[string]bool{}
	add := func(flow string, slots map[string]conversation.SlotValue) {
		for _, name := range sortedKeys(slots) {
			v := slots[name]
			if name[0] == '$' || v.Type == "object" || v.Type == "list" || v.Source == conversation.FromSystem || v.Source == conversation.FromCaller || seen[name] {
				continue
			}
			seen[name] = true
			title := v.Title
			if title == "" {
				title = name
			}
			p.Slots = append(p.Slots, conversation.PacketSlot{
				Flow: flow, Name: name, Title: title, Value: v.Value, Display: v.Display, Source: v.Source, Verified: v.Verified,
			})
		}
	}
	for i := len(m.s.Stack) - 1; i >= 0; i-- {
		f := m.s.Stack[i]
		if f.Event == "" && p.Flow == nil {
			p.Flow = &conversation.PacketFlow{Name: f.Flow, Title: f.Title, Step: m.doing(&f)}
		}
		add(f.Flow, f.Slots)
	}
	for i := len(m.s.Ended) - 1; i >= 0; i-- {
		add(m.s.Ended[i].Flow, m.s.Ended[i].Slots)
	}
	p.Articles = append(p.Articles, m.s.Articles...)
	for _, t := range m.s.Tickets {
		if t.ID != "" {
			p.Tickets = append(p.Tickets, t)
		}
	}
	for _, a := range m.s.Actions {
		p.Actions = append(p.Actions, conversation.PacketAction{
			Effect: a.Effect, Action: a.Action, Title: a.Title, Status: a.Status,
			Args: a.Args, Result: a.Result, Error: strings.TrimSpace(a.Code + " " + a.Message), At: a.At,
		})
	}
	p.Suggestion = m.suggestion(p)
	return p
}

// doing tells the step at which a flow stands, in words: what it asks, what it
// does. Other steps tell a person nothing.
func (m *machine) doing(f *conversation.Frame) string {
	flow := m.pb.Flows[f.Flow]
	if flow == nil {
		return ""
	}
	i := slices.IndexFunc(flow.steps, func(s *step) bool { return s.id == f.Step })
	if i < 0 {
		return ""
	}
	switch s := flow.steps[i]; s.kind {
	case stepAsk:
		if slot := flow.Slots[s.slot]; slot != nil {
			return strings.ReplaceAll(m.plain("doing.ask"), "{title}", m.slotTitle(flow, slot))
		}
	case stepConfirm:
		return m.plain("doing.confirm")
	case stepDo:
		if a := m.pb.ActionFor(flow.Pack, s.action); a != nil {
			return strings.ReplaceAll(m.plain("doing.do"), "{title}", titleOr(a.Title[m.pb.lang(m.s.Lang)], a.Name))
		}
	}
	return ""
}

// ReasonTitle is what the playbook calls a reason for a handoff, in a language:
// its text reason.NAME, or the title of the sensitive topic; empty for others.
func (p *Playbook) ReasonTitle(reason, lang string) string {
	if t := p.texts["reason."+reason][lang]; t != nil {
		return t.chat
	}
	for _, t := range p.Topics {
		if t.Name == reason {
			return t.Title[lang]
		}
	}
	return ""
}

// Reasons are the reasons for which flows and guidelines call a person.
func (p *Playbook) Reasons() []string {
	var out []string
	for _, name := range p.Order {
		for _, s := range p.Flows[name].steps {
			if s.kind == stepHandoff && !slices.Contains(out, s.reason) {
				out = append(out, s.reason)
			}
		}
	}
	for _, g := range p.guidelines {
		if g.Kind == conversation.GuidelineHandoff && !slices.Contains(out, g.reason) {
			out = append(out, g.reason)
		}
	}
	return out
}

// issue is the matter in one line: what the customer said of it while asking for
// a person, else what they asked for last that led to a flow, else their first
// request.
func (m *machine) issue() string {
	if m.plea != "" {
		return m.plea
	}
	for i := len(m.s.Stack) - 1; i >= 0; i-- {
		if f := m.s.Stack[i]; f.Event == "" && f.Title != "" && m.s.Frame(f.Caller) == nil { // what the customer asked for, not a part of it
			return m.withSubject(f.Title, f.Slots)
		}
	}
	for i := len(m.s.Ended) - 1; i >= 0; i-- {
		if e := m.s.Ended[i]; e.Event == "" && e.Title != "" {
			return m.withSubject(e.Title, e.Slots)
		}
	}
	return m.s.Issue
}

// withSubject adds what it is about: the first value of a type of the pack's own.
func (m *machine) withSubject(title string, slots map[string]conversation.SlotValue) string {
	for _, name := range sortedKeys(slots) {
		if v := slots[name]; m.pb.Types[v.Type] != nil {
			return title + ": " + display(v.Value)
		}
	}
	return title
}

// suggestion is a first reply that the agent may take, from the playbook's
// texts; empty where the playbook has none.
func (m *machine) suggestion(p conversation.Packet) string {
	key := "suggest.default"
	if m.plain("suggest."+p.Reason) != "" {
		key = "suggest." + p.Reason
	}
	text := m.plain(key)
	name, _ := m.s.Profile["first_name"].(string)
	greeting := m.plain("suggest.greeting")
	if name != "" {
		called := (&format{}).vocative(m.pb.lang(m.s.Lang), name)
		greeting = strings.ReplaceAll(m.plain("suggest.greeting_name"), "{name}", called)
	}
	issue := m.issue()
	if m.plea != "" { // their words, not ours
		issue = strings.ReplaceAll(m.plain("quoted"), "{text}", m.plea)
	}
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(text, "{greeting}", greeting), "{issue}", issue))
}
