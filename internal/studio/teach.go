package studio

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/classify"
)

// Errors of lessons.
var (
	ErrExample  = errors.New("an example is one line of words, and not a long one")
	ErrPersonal = errors.New("an example must not hold a telephone number, an e-mail address or a card number")
	ErrNoFlow   = errors.New("there is no such flow that words can start, or the language is not the packs'")
)

// maxExample is how long an example may be, in characters: an example is a
// request, not a story.
const maxExample = 300

// Example is what a message is to teach. Flow classify.OutOfScope says that no
// flow is meant.
type Example struct {
	Message store.MessageID
	Flow    string
	Lang    string
	Text    string
}

// Taught is what came of it: the file whose draft holds the example, and how many
// messages that say nearly the same left the list.
type Taught struct {
	Pack, Path string
	Messages   int
}

// Teach puts a message among the examples of a flow, in a draft that is published
// like any other. What says nearly the same is learnt with it.
func (s *Studio) Teach(ctx context.Context, by Person, e Example) (Taught, error) {
	text, err := tidyExample(e.Text)
	if err != nil {
		return Taught{}, err
	}
	b, err := s.Playbooks.Current(by.Workspace)
	if err != nil {
		return Taught{}, err
	}
	found := b.Recogniser.Entities(text, "", &conversation.State{Lang: e.Lang}, s.now())
	for _, x := range found {
		if slices.Contains(identity, x.Kind) {
			return Taught{}, ErrPersonal
		}
	}
	s.teaching.Lock() // two examples for one file must not lose one another
	defer s.teaching.Unlock()
	lesson, err := s.lesson(ctx, by.Workspace, e.Message)
	if err != nil {
		return Taught{}, err
	}
	out := Taught{Messages: len(lesson)}
	if out.Pack, out.Path, err = s.write(ctx, by, e, text); err != nil {
		return Taught{}, err
	}
	return out, s.Store.SettleMisunderstood(ctx, by.Workspace, lesson, store.Learnt, e.Flow)
}

// Settle takes a message, and what says nearly the same, off the list or puts it
// back. Examples stay where they are.
func (s *Studio) Settle(ctx context.Context, by Person, id store.MessageID, state store.Lesson) (int, error) {
	lesson, err := s.lesson(ctx, by.Workspace, id)
	if err != nil {
		return 0, err
	}
	return len(lesson), s.Store.SettleMisunderstood(ctx, by.Workspace, lesson, state, "")
}

// lesson finds the messages that a message stands for.
func (s *Studio) lesson(ctx context.Context, ws conversation.WorkspaceID, id store.MessageID) ([]store.MessageID, error) {
	all, err := s.Store.Misunderstood(ctx, ws, store.MisunderstoodQuery{Limit: maxLessonRows})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(m store.Misunderstood) bool { return m.MessageID == id })
	if i < 0 {
		return nil, fmt.Errorf("misunderstood message %d of %s: %w", id.Seq, id.Conversation, store.ErrNotFound)
	}
	words := understand.Words(all[i].Text, all[i].Lang)
	var out []store.MessageID
	for j, m := range all {
		if j == i || len(words) > 0 && m.State == all[i].State && m.Taught == all[i].Taught && understand.Alike(words, understand.Words(m.Text, m.Lang)) {
			out = append(out, m.MessageID)
		}
	}
	return out, nil
}

// write keeps the example in a draft, unless it is there.
func (s *Studio) write(ctx context.Context, by Person, e Example, text string) (pack, path string, err error) {
	l, err := s.layers(ctx, by.Workspace)
	if err != nil {
		return "", "", err
	}
	_, pb, _, err := s.Flows(ctx, by.Workspace)
	if err != nil {
		return "", "", err
	}
	if !slices.Contains(pb.Languages, e.Lang) {
		return "", "", ErrNoFlow
	}
	key, old := "examples", pb.Outside[e.Lang]
	if e.Flow == classify.OutOfScope {
		key, pack, path = "out_of_scope", s.Packs[min(1, len(s.Packs)-1)].Name, "pack.yaml"
	} else {
		f := pb.Flows[e.Flow]
		if !Teachable(f) {
			return "", "", ErrNoFlow
		}
		pack, path, _ = strings.Cut(f.FilePos().File, "/")
		old = f.Examples[e.Lang]
	}
	gist := understand.Gist(text, e.Lang)
	if slices.ContainsFunc(old, func(o string) bool { return o == text || gist != "" && understand.Gist(o, e.Lang) == gist }) {
		return pack, path, nil
	}
	changed, err := addExample(l.draft[pack][path], key, e.Lang, text)
	if err != nil {
		return "", "", err
	}
	return pack, path, s.Save(ctx, by, pack, path, changed)
}

// Teachable says whether words can start a flow.
func Teachable(f *dialogue.Flow) bool { return f != nil && f.On == "" && len(f.Examples) > 0 }

// tidyExample makes one line of a text.
func tidyExample(text string) (string, error) {
	text, err := turn.Clean(text)
	if err != nil {
		return "", ErrExample
	}
	text = strings.Join(strings.Fields(text), " ")
	letters := strings.ContainsFunc(text, unicode.IsLetter)
	odd := strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) && r != '\u200d' })
	if !letters || odd || len([]rune(text)) > maxExample {
		return "", ErrExample
	}
	return text, nil
}
