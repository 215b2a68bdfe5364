package understand

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
)

// introduces: while the bot asks who is writing, a part of the message says it,
// and what is left beside that does not clearly ask for anything: «Я Олена Коваль,
// номера не пам'ятаю» is no wish to change a name or a number.
func (m *message) introduces(part string) bool {
	flow, frame := m.active(), m.s.Active()
	if flow == nil || frame.Event != "verification_required" {
		return false
	}
	covered := m.saysWho(flow)
	var left []string
	met := false
	from := strings.Index(m.text, part)
	for i, w := range m.words {
		if w.Start < from || w.End > from+len(part) {
			continue
		}
		if slices.ContainsFunc(covered, func(s span) bool { return i >= s.from && i < s.to }) {
			met = true
		} else if !fields[w.Text] {
			left = append(left, w.Text)
		}
	}
	if !met {
		return false
	}
	rest := strings.Join(left, " ")
	if !m.says(rest) {
		return true
	}
	p := m.predict(rest)
	return len(p) == 0 || p[0].Probability < m.r.limits.Beside
}

// saysWho are the words of the message that a verification asks for, or that
// choose a way of it.
func (m *message) saysWho(flow *dialogue.Flow) []span {
	var out []span
	for _, name := range flow.SlotList {
		for _, x := range m.entities {
			if s := m.spanOf(x); x.Kind == flow.Slots[name].Type && m.telling(x) && s.to > s.from {
				out = append(out, s)
			}
		}
		for _, c := range m.r.choices[flow.Name+"."+name] {
			if s, ok := first(c.phrases, m.words); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// fields are what people call the things that show who they are.
var fields = wordSet("name surname zip postcode code postal email e-mail mail phone number birth birthday born date address customer account " +
	"ім'я імені звати прізвище прізвища індекс індекса пошта пошти пошту мейл телефон телефону номер номера народження дата дату адреса адреси клієнта " +
	"имя имени зовут фамилия индекс почта почты номера рождения")
