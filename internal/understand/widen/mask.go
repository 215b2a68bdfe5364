package widen

import (
	"fmt"
	"sort"
	"strings"

	"github.com/rozmova/rozmova/internal/understand/entity"
)

// hidden are the kinds of values that no model needs to see: that there is a
// telephone number says as much as the number itself.
var hidden = map[string]bool{
	entity.KindPhone: true, entity.KindEmail: true, entity.KindCard: true, entity.KindPostcode: true,
	entity.KindName: true, entity.KindAddress: true,
}

// mask stands marks in for personal data, the same mark for the same words all
// through a request, and puts the words back into what the model copies.
type mask struct {
	s     Situation
	marks map[string]string // words → mark
	words map[string]string // mark → words
	count map[string]int
}

func newMask(s Situation) *mask {
	m := &mask{s: s, marks: map[string]string{}, words: map[string]string{}, count: map[string]int{}}
	for _, key := range []string{"name", "first_name", "last_name", "email", "phone", "address"} { // what a site vouches for
		if v, ok := s.State.Profile[key].(string); ok && len([]rune(v)) > 2 {
			m.mark(v, key)
		}
	}
	return m
}

func (m *mask) mark(words, kind string) string {
	if old, ok := m.marks[words]; ok {
		return old
	}
	m.count[kind]++
	mark := fmt.Sprintf("[%s %d]", kind, m.count[kind])
	m.marks[words], m.words[mark] = mark, words
	return mark
}

// hide gives a text with marks in place of personal data.
func (m *mask) hide(text string) string {
	found := m.s.Recogniser.Entities(text, "", m.s.State, m.s.Now)
	out := entity.Replace(text, found, func(e entity.Entity) (string, bool) {
		if !hidden[e.Kind] {
			return "", false
		}
		return m.mark(text[e.Start:e.End], e.Kind), true
	})
	for _, words := range m.longest() { // what was said before, or is in the profile, however it stands here
		out = strings.ReplaceAll(out, words, m.marks[words])
	}
	return out
}

func (m *mask) longest() []string {
	out := make([]string, 0, len(m.marks))
	for w := range m.marks {
		if len([]rune(w)) > 3 {
			out = append(out, w)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if len(out[i]) != len(out[j]) {
			return len(out[i]) > len(out[j])
		}
		return out[i] < out[j]
	})
	return out
}

// show puts the words back.
func (m *mask) show(text string) string {
	for mark, words := range m.words {
		text = strings.ReplaceAll(text, mark, words)
	}
	return text
}
