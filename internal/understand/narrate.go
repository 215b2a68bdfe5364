package understand

import (
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// dropStory takes back the requests that are only the story around another one:
// «прийшов ноутбук, хочу обміняти його» asks for an exchange, and «прийшов
// ноутбук» for nothing, though people who return things begin like that. It
// leaves alone what names its deed, asks a question, says that it is wanted, or
// is about a trouble, which is told of and meant to be seen to.
func (m *message) dropStory() {
	named := map[string]bool{} // pack → one of its deeds is named
	for _, c := range m.out {
		if c.Kind == conversation.CmdStart && m.namesDeed(c) {
			named[m.r.pb.Flows[c.Flow].Pack] = true
		}
	}
	story := map[string]bool{}
	for _, c := range m.out {
		if c.Kind != conversation.CmdStart || c.Source != conversation.FromClassifier || !named[m.r.pb.Flows[c.Flow].Pack] {
			continue
		}
		story[c.Flow] = m.isDeed(c.Flow)
		for _, said := range append(m.meant, c) {
			if said.Flow == c.Flow && (m.namesDeed(said) || m.wants(said.Text) || m.numbered(said.Text)) {
				story[c.Flow] = false
			}
		}
	}
	m.out = slices.DeleteFunc(m.out, func(c conversation.Command) bool {
		return story[c.Flow] && (c.Kind == conversation.CmdStart || c.Kind == conversation.CmdSet)
	})
}

// namesDeed: the words of a request hold the verb of what its flow is called.
func (m *message) namesDeed(c conversation.Command) bool {
	f := m.r.pb.Flows[c.Flow]
	for _, w := range normal.TokensIn(c.Text, m.lang) {
		if m.doneBy(w.Text, f.Title) {
			return m.isDeed(c.Flow)
		}
	}
	return false
}

// isDeed says whether a flow is called by what it does («Повернути товар») and
// not by a matter («Немає мережі»).
func (m *message) isDeed(flow string) bool {
	first, _, _ := strings.Cut(strings.ToLower(m.r.pb.Flows[flow].Title["uk"]), " ")
	return strings.HasSuffix(first, "ти") || strings.HasSuffix(first, "тися") || strings.HasSuffix(first, "тись")
}

// wants: a question, or words of wanting.
func (m *message) wants(text string) bool {
	if strings.Contains(text, "?") {
		return true
	}
	for _, w := range normal.TokensIn(text, m.lang) {
		if notWanting[w.Text] || entreating[w.Text] {
			return true
		}
	}
	return false
}

var entreating = wordSet("please can could would help let's прошу просимо будь можна можете допоможіть давайте пожалуйста можно помогите")
