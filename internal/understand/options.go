package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/pick"
)

// option reads the message as the answer to a question with options: one of
// them, several of them where the slot takes several, or those that still fit.
func (m *message) option(e conversation.Expectation) (conversation.Command, bool) {
	c := conversation.Command{Kind: conversation.CmdSet, Flow: e.Flow, Slot: e.Slot, Source: conversation.FromPattern, Text: strings.TrimSpace(m.text)}
	if picks(e) || m.many(e) && !m.fixed(e) {
		if picked, ok := m.pick(e, c); ok {
			return picked, true
		}
	}
	if picks(e) {
		return m.placed(e, c)
	}
	v, text, sure := m.choose(e)
	c.Value, c.Text, c.Confidence = v, text, sure
	return c, v != nil
}

// fixed says whether the flow file itself lists the options: their words are
// all in the playbook, and nothing is left to tell apart by properties.
func (m *message) fixed(e conversation.Expectation) bool {
	f := m.r.pb.Flows[e.Flow]
	return f != nil && f.Slots[e.Slot] != nil && len(f.Slots[e.Slot].Values) > 0
}

// picks says whether the options have properties to choose by.
func picks(e conversation.Expectation) bool {
	if len(e.Like) > 0 {
		return true
	}
	for _, o := range e.Options {
		if len(o.Facets) > 0 || o.Rank != nil {
			return true
		}
	}
	return false
}

// pick chooses by names and properties. It notes when nothing can be had that
// is as asked for.
func (m *message) pick(e conversation.Expectation, c conversation.Command) (conversation.Command, bool) {
	q := pick.Question{Like: e.Like, Near: e.Near, Apart: e.Apart, Many: m.many(e), Asked: m.again, Lang: m.lang}
	var options []conversation.Option
	seen := map[string]bool{}
	for _, o := range e.Options {
		id, _ := o.Value.(string)
		if seen[id] && id != "" && !q.Many {
			continue // two of the same thing
		}
		seen[id] = true
		options = append(options, o)
		q.Options = append(q.Options, pick.Option{ID: id, Names: namesOf(o), Facets: o.Facets, Rank: o.Rank, Aside: o.Aside, Group: o.Group})
	}
	a := pick.Pick(m.text, q)
	m.unmet, m.compared = a.Unmet, a.Compared
	values := func(list []int) []any {
		out := make([]any, 0, len(list))
		for _, i := range list {
			out = append(out, options[i].Value)
		}
		return out
	}
	c.Confidence = a.Confidence
	switch {
	case q.Many && len(a.Chosen) > 0:
		c.Value = values(a.Chosen)
	case len(a.Chosen) == 1:
		c.Value = options[a.Chosen[0]].Value
	case len(a.Narrow) > 1:
		c.Kind, c.Value = conversation.CmdNarrow, values(a.Narrow)
	default:
		return c, false
	}
	return c, true
}

// namesOf are the words for an option. A title that is put together of its name
// and its properties is no name where both are given.
func namesOf(o conversation.Option) []string {
	if len(o.Names) > 0 && len(o.Facets) > 0 {
		return o.Names
	}
	return append([]string{withoutFigures(o.Title)}, o.Names...)
}

// placed chooses by the place in the list that was shown: «другий», "2".
func (m *message) placed(e conversation.Expectation, c conversation.Command) (conversation.Command, bool) {
	var shown []conversation.Value
	var nameless []entity.Option
	for _, o := range e.Options {
		if !o.Aside {
			shown = append(shown, o.Value)
			nameless = append(nameless, entity.Option{Value: placeName(len(shown) - 1)})
		}
	}
	if m.again {
		return c, false // nothing was shown then
	}
	v, sure, _ := entity.Choose(m.text, nameless, m.lang)
	if v == "" || sure < leastChoice {
		return c, false
	}
	c.Value, c.Confidence = shown[len(v)-leastPlace], sure
	return c, true
}
