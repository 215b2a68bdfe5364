package studio

import (
	"context"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// Lesson is something that customers wrote and the bot did not understand by
// itself: messages that say nearly the same, the newest first.
type Lesson struct {
	Messages []store.Misunderstood
	Text     string   // the newest one's, with personal data hidden
	Example  string   // what of it may become an example: without numbers and names
	Guesses  []string // the flows that it may mean, the likeliest first
}

// Newest is the message that the lesson shows.
func (l *Lesson) Newest() *store.Misunderstood { return &l.Messages[0] }

const (
	maxLessonRows = 1000 // messages that are looked at, the newest
	maxGuesses    = 3
)

// Lessons lists what is to be learnt, or was, the newest first.
func (s *Studio) Lessons(ctx context.Context, ws conversation.WorkspaceID, q store.MisunderstoodQuery) ([]Lesson, error) {
	b, err := s.Playbooks.Current(ws)
	if err != nil {
		return nil, err
	}
	q.Limit = maxLessonRows
	all, err := s.Store.Misunderstood(ctx, ws, q)
	if err != nil {
		return nil, err
	}
	out := group(all)
	for i := range out {
		s.show(&out[i], b)
	}
	return out, nil
}

// group puts messages together that say nearly the same and were settled alike.
func group(all []store.Misunderstood) []Lesson {
	var out []Lesson
	var words [][]string // of the newest message of each
	for _, m := range all {
		w := understand.Words(m.Text, m.Lang)
		at := -1
		for i := range out {
			if n := out[i].Newest(); len(w) > 0 && n.State == m.State && n.Taught == m.Taught && understand.Alike(words[i], w) {
				at = i
				break
			}
		}
		if at < 0 {
			at, out, words = len(out), append(out, Lesson{}), append(words, w)
		}
		out[at].Messages = append(out[at].Messages, m)
	}
	return out
}

// show fills in what people see of a lesson.
func (s *Studio) show(l *Lesson, b *turn.Book) {
	m := l.Newest()
	l.Text, l.Example = s.hide(m, b)
	add := func(flows ...string) {
		for _, f := range flows {
			flow := b.Playbook.Flows[f]
			if flow != nil && flow.On == "" && len(l.Guesses) < maxGuesses && !slices.Contains(l.Guesses, f) {
				l.Guesses = append(l.Guesses, f)
			}
		}
	}
	add(m.Chosen)
	if m.Outcome != store.Regretted { // what was called off is not what was meant
		add(m.Options...)
	}
	likely := b.Recogniser.Likely(m.Text, m.Lang, maxGuesses+1)
	if m.Outcome == store.Regretted {
		likely = slices.DeleteFunc(likely, func(f string) bool { return slices.Contains(m.Options, f) })
	}
	add(likely...)
}

// personal are the kinds of values that nobody needs to see who teaches; those of
// identity are refused in an example.
var (
	personal = []string{entity.KindPhone, entity.KindEmail, entity.KindCard, entity.KindPostcode, entity.KindName, entity.KindAddress}
	identity = []string{entity.KindPhone, entity.KindEmail, entity.KindCard}
)

const hiddenMark = "•••"

// hide gives a message with marks in place of personal data, and what may become
// an example, without the values that the packs find by pattern, too.
func (s *Studio) hide(m *store.Misunderstood, b *turn.Book) (text, example string) {
	found := b.Recogniser.Entities(m.Text, "", &conversation.State{Lang: m.Lang}, s.now())
	text = entity.Replace(m.Text, found, func(e entity.Entity) (string, bool) {
		if b.Playbook.Types[e.Kind] != nil {
			return m.Text[e.Start:e.End], true
		}
		return hiddenMark, slices.Contains(personal, e.Kind)
	})
	bare := entity.Replace(m.Text, found, func(e entity.Entity) (string, bool) {
		return "", b.Playbook.Types[e.Kind] != nil || slices.Contains(personal, e.Kind)
	})
	example = strings.Join(strings.Fields(bare), " ")
	for _, mark := range []string{",", ".", "!", "?"} {
		example = strings.ReplaceAll(example, " "+mark, mark)
	}
	if r := []rune(example); len(r) > maxExample {
		example = string(r[:maxExample])
	}
	return text, strings.Trim(example, " ,.:;-–—#№")
}
