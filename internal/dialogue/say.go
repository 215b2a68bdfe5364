package dialogue

import (
	"slices"
	"strconv"

	"github.com/rozmova/rozmova/internal/conversation"
)

const channelVoice conversation.Channel = "voice"

// maxButtons under one message, and how many of them a menu offers.
const (
	maxButtons = 12
	maxMenu    = 6
)

// say tells the customer something.
func (m *machine) say(f *conversation.Frame, u *utterance, vs vars, more []conversation.Button) {
	m.remind()
	lang := m.pb.lang(m.s.Lang)
	tpl := u.byLang[lang]
	if v := u.voice[lang]; v != nil && m.s.Channel == channelVoice {
		tpl = v
	}
	// A field that the business system left out leaves a hole in the text; the
	// customer still gets the rest.
	text, _ := tpl.render(vs)
	d := conversation.MessageSent{Text: text, Key: u.key, Lang: lang, Citations: m.citations(text)}
	if c := u.cardOf[lang]; c != nil {
		if card, err := c.render(vs); err == nil || card.Title != "" {
			d.Cards = []conversation.Card{card}
		}
	}
	for _, b := range u.buttons {
		buttons := m.button(f, b, lang)
		if room := max(maxButtons-len(u.buttons)-len(more)+1, 0); b.kind == "menu" && len(buttons) > room {
			buttons = buttons[:room] // a long menu leaves room for the person
		}
		d.Buttons = append(d.Buttons, buttons...)
	}
	d.Buttons = append(d.Buttons, more...)
	if len(d.Buttons) > maxButtons {
		d.Buttons = d.Buttons[:maxButtons]
	}
	m.bot(d)
}

// plain is a text by key in the customer's language, without variables.
func (m *machine) plain(key string) string {
	if t := m.pb.texts[key][m.pb.lang(m.s.Lang)]; t != nil {
		return t.chat
	}
	return ""
}

// button makes the buttons that a spec stands for.
func (m *machine) button(f *conversation.Frame, b buttonSpec, lang string) []conversation.Button {
	title := m.plain("button." + b.kind)
	if b.key != "" {
		title = m.plain(b.key)
	}
	one := func(id string, cs ...conversation.Command) []conversation.Button {
		return []conversation.Button{{ID: id, Title: title, Style: b.style, Commands: cs}}
	}
	switch b.kind {
	case "start":
		return []conversation.Button{m.startButton(b.flow, title, b.style, lang)}
	case "set":
		return one("set:"+b.slot+"="+b.value, press(conversation.Command{Kind: conversation.CmdSet, Flow: f.Flow, Slot: b.slot, Value: b.value}))
	case "person":
		return one(ButtonPerson, press(conversation.Command{Kind: conversation.CmdHandoff, Reason: "asked"}))
	case ButtonCallback, ButtonTicket:
		if m.pb.Events[whileWaiting[b.kind]] == nil {
			return nil
		}
		return one(b.kind)
	case "back":
		return one(ButtonBack, press(conversation.Command{Kind: conversation.CmdSocial, Reason: "back"}))
	case "bye":
		return one("bye", press(conversation.Command{Kind: conversation.CmdSocial, Reason: "goodbye"}))
	case "retry":
		return one("retry", press(conversation.Command{Kind: conversation.CmdSet, Slot: slotRetry, Value: true}))
	case "resend":
		return one("resend", press(conversation.Command{Kind: conversation.CmdSet, Slot: slotResend, Value: true}))
	case "menu":
		var out []conversation.Button
		for _, name := range m.pb.topics(maxMenu) {
			out = append(out, m.startButton(name, "", "", lang))
		}
		return out
	case "options":
		var out []conversation.Button
		list, _ := f.Data["options"].([]any)
		for _, o := range list {
			if name, ok := o.(string); ok && m.startable(name) {
				out = append(out, m.startButton(name, "", "", lang))
			}
		}
		return out
	case "articles":
		return m.articleButtons(f)
	case "offer":
		if name, _ := f.Data["flow"].(string); m.startable(name) && !m.s.Serving(name) {
			return []conversation.Button{m.startButton(name, "", "", lang)}
		}
	case "resume":
		return m.resumeButton(f, title)
	}
	return nil
}

// topics are the first n flows of the menu. The packs take turns, so that one
// with many topics does not crowd out another; each pack's stay together.
func (p *Playbook) topics(n int) []string {
	byPack := map[string][]string{}
	for _, name := range p.Menu {
		byPack[p.Flows[name].Pack] = append(byPack[p.Flows[name].Pack], name)
	}
	picked := map[string]bool{}
	for turn := 0; turn < len(p.Menu) && len(picked) < n; turn++ {
		for _, layer := range p.Layers {
			if names := byPack[layer]; turn < len(names) && len(picked) < n {
				picked[names[turn]] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(p.Menu), func(name string) bool { return !picked[name] })
}

func (m *machine) startButton(flow, title, style, lang string) conversation.Button {
	if title == "" {
		title = m.pb.Flows[flow].TitleIn(lang)
	}
	return conversation.Button{ID: "start:" + flow, Title: title, Style: style, Commands: []conversation.Command{
		press(conversation.Command{Kind: conversation.CmdStart, Flow: flow}),
	}}
}

// resumeButton takes up a flow that a person interrupted, with what the
// customer had said in it.
func (m *machine) resumeButton(f *conversation.Frame, title string) []conversation.Button {
	name, _ := f.Data["flow"].(string)
	if !m.startable(name) {
		return nil
	}
	commands := []conversation.Command{press(conversation.Command{Kind: conversation.CmdStart, Flow: name})}
	slots, _ := f.Data["slots"].(map[string]any)
	for _, s := range sortedKeys(slots) {
		commands = append(commands, press(conversation.Command{Kind: conversation.CmdSet, Flow: name, Slot: s, Value: slots[s]}))
	}
	return []conversation.Button{{ID: "resume", Title: title + " " + m.quoted(m.pb.Flows[name].TitleIn(m.s.Lang)), Commands: commands}}
}

// quoted puts a title in the quotation marks of the customer's language.
func (m *machine) quoted(s string) string {
	if m.pb.lang(m.s.Lang) == "en" {
		return "“" + s + "”"
	}
	return "«" + s + "»"
}

func press(c conversation.Command) conversation.Command {
	c.Confidence, c.Source = 1, conversation.FromButton
	return c
}

// vars are what expressions of a flow see.
func (m *machine) vars(f *conversation.Frame, flow *Flow) vars {
	customer := map[string]any{"level": string(m.levelIn(flow.Pack)), "id": string(m.s.Contact)}
	for k, v := range m.s.Profile {
		customer[k] = v
	}
	failure := map[string]any{"code": "", "message": "", "action": ""}
	for i := len(m.s.Actions) - 1; i >= 0; i-- {
		if a := m.s.Actions[i]; a.Frame == f.ID && a.Status == conversation.ActionBroken {
			failure["code"], failure["message"], failure["action"] = a.Code, a.Message, a.Action
			break
		}
	}
	event := map[string]any{}
	for k, v := range f.Data {
		event[k] = v
	}
	m.ownVars(f, event, failure)
	vs := vars{
		"customer": customer, "error": failure, "event": event,
		"conversation": map[string]any{
			"lang": m.s.Lang, "channel": string(m.s.Channel), "seq": float64(m.s.Seq),
			"owner": string(m.s.Owner.Kind), "misses": float64(m.s.Misses), "messages": float64(m.s.Messages),
			"new": m.s.Messages == 0, "mood": string(m.s.Mood),
		},
		"today":   m.in.At.Format("2006-01-02"),
		"actions": m.actions(),
		"answers": []any{},
	}
	for name := range flow.Slots {
		if v, ok := f.Slots[name]; ok {
			vs[name] = v.Value
		} else {
			vs[name] = nil
		}
	}
	return vs
}

func seqString(n int64) string { return strconv.FormatInt(n, 10) }

// ButtonTitle is the title of a button that counts at any time.
func (p *Playbook) ButtonTitle(id, lang string) string {
	if t := p.texts["button."+id][p.lang(lang)]; t != nil && (id == ButtonPerson || id == ButtonBack || whileWaiting[id] != "") {
		return t.chat
	}
	return ""
}
