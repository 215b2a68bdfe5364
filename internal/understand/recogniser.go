package understand

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/language"
	"github.com/rozmova/rozmova/internal/understand/normal"
	"github.com/rozmova/rozmova/internal/understand/onoff"
)

// Recogniser understands messages for one playbook. It is immutable and safe
// for concurrent use.
type Recogniser struct {
	pb       *dialogue.Playbook
	lang     *language.Detector
	heard    []string // languages that are understood, answered in or not
	entities *entity.Recogniser
	model    *classify.Model
	gate     *gate // nil where the examples are too few
	limits   Limits
	phrases  map[string][]phrase // kind → phrases of all languages
	topics   []topic
	choices  map[string][]choice // flow.slot → the words for each value
	taken    map[string][]topic  // flow → sensitive topics that it deals with itself
	switches *onoff.Reader       // keys are flow.slot
	spelling *speller
	typist   *typist
	outside  map[string]bool // gists of messages that were taught to be out of scope
}

type topic struct {
	name    string
	phrases []phrase
}

type choice struct {
	value   string
	phrases []phrase
}

// heard are languages that customers write here although the bot answers in
// another: their phrases and values are understood all the same.
var heard = []string{"uk", "en", "ru"}

// New trains a recogniser on a playbook's own examples.
func New(pb *dialogue.Playbook) (*Recogniser, error) { return NewWith(pb, Default()) }

// NewWith is New with other limits, for those who look for better ones.
func NewWith(pb *dialogue.Playbook, o Options) (*Recogniser, error) {
	langs := slices.Clone(pb.Languages)
	for _, l := range heard {
		if !slices.Contains(langs, l) {
			langs = append(langs, l)
		}
	}
	r := &Recogniser{pb: pb, limits: o.Limits, lang: language.New(pb.Languages, langs...), heard: langs, phrases: map[string][]phrase{}, choices: map[string][]choice{}, taken: map[string][]topic{}}
	patterns := map[string][]entity.Pattern{}
	for name, t := range pb.Types {
		patterns[name] = []entity.Pattern{{Match: t.Pattern, Canonical: t.Canonical}}
	}
	var err error
	ordinary := ordinaryWords(pb)
	r.spelling, r.typist = newSpeller(pb, ordinary), newTypist(ordinary)
	if r.entities, err = entity.New(entity.Options{Currency: pb.Currency, Patterns: patterns, Ordinary: ordinary}); err != nil {
		return nil, fmt.Errorf("understand: %w", err)
	}
	for kind, byLang := range pb.Phrases {
		r.phrases[kind] = phrasesOf(byLang)
	}
	for _, t := range pb.Topics {
		r.topics = append(r.topics, topic{t.Name, phrasesOf(t.Words)})
	}
	r.switches = onoff.New(switchesOf(pb))
	for _, flow := range pb.Flows {
		for _, t := range flow.Takes {
			r.taken[flow.Name] = append(r.taken[flow.Name], topic{t.Name, phrasesOf(t.Words)})
		}
		for _, slot := range flow.Slots {
			words := pb.ChoiceWords(flow, slot)
			for _, v := range slot.Values {
				r.choices[flow.Name+"."+slot.Name] = append(r.choices[flow.Name+"."+slot.Name], choice{v, phrasesOf(words[v])})
			}
		}
	}
	r.outside = map[string]bool{}
	for lang, texts := range pb.Outside {
		for _, text := range texts {
			r.outside[Gist(text, lang)] = true
		}
	}
	if examples := Examples(pb); len(examples) > 0 {
		var wait sync.WaitGroup
		wait.Go(func() { r.gate = newGate(examples) })
		r.model = classify.Train(examples, classify.Options{Meaning: o.Meaning})
		wait.Wait()
	}
	return r, nil
}

// switchesOf are the things of all flows that may be on or off. All of them
// count, so that «роумінг даних» is not taken for «дані».
func switchesOf(pb *dialogue.Playbook) []onoff.Thing {
	var out []onoff.Thing
	for _, name := range sortedKeys(pb.Flows) {
		flow := pb.Flows[name]
		for _, slotName := range flow.SlotList {
			slot := flow.Slots[slotName]
			if slot.Type != "switch" {
				continue
			}
			words := pb.ChoiceWords(flow, slot)
			out = append(out, onoff.Thing{Key: flow.Name + "." + slot.Name, Names: pb.SlotWords(flow, slot), On: words["on"], Off: words["off"]})
		}
	}
	return out
}

// ordinaryWords are what people say here that is nobody's name.
func ordinaryWords(pb *dialogue.Playbook) map[string]bool {
	out := classify.EverydayWords()
	add := func(byLang map[string][]string) {
		for lang, texts := range byLang {
			for _, text := range texts {
				for _, t := range normal.TokensIn(text, lang) {
					out[t.Text] = true
				}
			}
		}
	}
	for _, f := range pb.Flows {
		add(f.Examples)
	}
	for _, byLang := range pb.Phrases {
		add(byLang)
	}
	for _, t := range pb.Topics {
		add(t.Words)
	}
	return out
}

// Understanding is what was made of one message.
type Understanding struct {
	Lang     string // "" where the message does not tell
	Mood     conversation.Mood
	Urgent   bool // the customer presses for time
	Commands []conversation.Command
}

// Local reads a message against what the conversation expects. now is the
// customer's present, for «завтра». It needs no network and never fails: what
// it cannot read comes back as one `none`.
func (r *Recogniser) Local(text string, s *conversation.State, now time.Time) Understanding {
	if meant := r.typist.meant(text); meant != "" {
		if u := r.local(meant, s, now); !nothing(u.Commands) {
			for i := range u.Commands {
				u.Commands[i].Text = text // what the customer wrote is what the log shows
			}
			return u
		}
	}
	u := r.local(text, s, now)
	if nothing(u.Commands) {
		if cs := r.otherReadings(text, s, now); cs != nil {
			u.Commands, u.Lang = cs, "" // the letters say nothing of the language
		}
	}
	return u
}

func (r *Recogniser) local(text string, s *conversation.State, now time.Time) Understanding {
	m := r.message(text, r.langOf(text, s), s, now)
	u := Understanding{Lang: m.tongue()}
	u.Mood, u.Urgent = m.mood(), m.urgent()
	u.Commands = m.read()
	if cs := r.inOtherWords(text, u, s, now); cs != nil {
		u.Commands = cs
	}
	return u
}

func (r *Recogniser) message(text, lang string, s *conversation.State, now time.Time) *message {
	asked := ""
	if s.Expect.Kind == conversation.ExpectSlot {
		asked = s.Expect.Type
	}
	return r.messageAsked(text, lang, asked, s, now)
}

// messageAsked is a message read as an answer to a question for a type.
func (r *Recogniser) messageAsked(text, lang, asked string, s *conversation.State, now time.Time) *message {
	return &message{
		r: r, s: s, text: text, lang: lang, now: now,
		words:    normal.TokensIn(text, lang),
		entities: r.entities.Find(text, entity.Context{Now: now, Lang: lang, Asked: asked}),
	}
}
