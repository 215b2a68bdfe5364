package understand

import (
	"reflect"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Again reads messages of before for the answer to the question that s.Expect
// holds: what was said last counts. A short answer to another question says
// nothing about this one, and neither does a bare «перший» or «так». A value
// that was given for something else – the number of the order that another
// flow works on – is not taken for this.
//
// Who somebody is can be told in several ways: a name and a postcode, given before
// they were asked for, stand in for the e-mail.
func (r *Recogniser) Again(texts []conversation.Heard, s *conversation.State, now time.Time) []conversation.Command {
	if found := r.answerBefore(texts, s, now); found != nil {
		return found
	}
	flow, f := r.pb.Flows[s.Expect.Flow], s.Frame(s.Expect.Frame)
	if flow == nil || f == nil || f.Event != verification {
		return nil
	}
	var found []conversation.Command
	for _, name := range flow.SlotList {
		slot := flow.Slots[name]
		if _, filled := f.Slots[name]; filled || name == s.Expect.Slot || !slot.Recall || len(slot.Values) > 0 || !slot.Writable(conversation.FromEntity) {
			continue
		}
		other := *s
		other.Expect.Slot, other.Expect.Type, other.Expect.Options = name, slot.Type, nil
		found = append(found, r.answerBefore(texts, &other, now)...)
	}
	return found
}

// verification is the event of the flows that find out who somebody is.
const verification = "verification_required"

func (r *Recogniser) answerBefore(texts []conversation.Heard, s *conversation.State, now time.Time) []conversation.Command {
	e := s.Expect
	for i := len(texts) - 1; i >= 0; i-- {
		h := texts[i]
		lang, _ := r.lang.DetectAfter(h.Text, s.Lang)
		m := r.messageAsked(h.Text, lang, "", s, now)
		m.again = true
		m.markFillers()
		if h.Slot != "" && h.Slot != e.Slot && m.rest() < leastAside && !(personal[e.Type] && m.introduces(m.text)) {
			continue
		}
		if h.Slot != "" && h.Slot != e.Slot && len(e.Like) > 0 && !m.changes() {
			continue // «газовий гриль, який я щойно замовила» tells which, and not what instead
		}
		if h.Slot == e.Slot && !m.about(e) {
			continue // the same question about another thing
		}
		if e.Type == "choice" && picks(e) {
			if text := m.stretch(e); text != m.text {
				m = r.messageAsked(text, lang, "", s, now)
				m.again = true
				m.markFillers()
			}
		}
		c, ok := m.before(e)
		if !ok {
			continue
		}
		if !strings.Contains(h.Text, c.Text) { // pieces of it, put together
			c.Text, _, _ = strings.Cut(c.Text, "\n")
		}
		if c.Kind == "" {
			c.Kind = conversation.CmdSet
		}
		c.Flow, c.Slot = e.Flow, e.Slot
		return []conversation.Command{c}
	}
	return nil
}

// changes says whether a message has words for what is wanted instead.
func (m *message) changes() bool {
	for _, w := range m.words {
		if changing[w.Text] {
			return true
		}
	}
	return false
}

var changing = wordSet("to for into instead but same exchange change swap replace want need prefer make на але замість хочу хотів хотіла треба потрібен потрібна потрібно замініть змініть обміняйте обміняти замінити змінити такий таку таке такі хочется нужен нужна нужно но вместо замените поменяйте обменять")

// about says whether the message speaks of what a question is about, or of all.
func (m *message) about(e conversation.Expectation) bool {
	if _, all := m.phrase("all"); all || len(e.Near) == 0 {
		return true
	}
	for _, name := range e.Near {
		for _, t := range normal.TokensIn(name, m.lang) {
			for _, w := range m.words {
				if w.Stem == t.Stem && len([]rune(t.Stem)) >= leastStem {
					return true
				}
			}
		}
	}
	return false
}

// leastAside is how many words an answer must have to tell more than it was
// asked for.
const leastAside = 4

// before finds the answer to a question in passing. A yes is never one.
func (m *message) before(e conversation.Expectation) (conversation.Command, bool) {
	switch e.Type {
	case "choice":
		return m.chosenBefore(e)
	case "switch":
		f, ok := m.onOff(e.Flow+"."+e.Slot, false)
		return conversation.Command{Value: f.value, Confidence: f.confidence, Source: conversation.FromPattern, Text: f.text}, ok
	case "bool", "text", "code", entity.KindNumber:
		return conversation.Command{}, false
	}
	x, ok := m.valueBefore(e)
	return conversation.Command{Value: x.Value, Confidence: x.Confidence, Source: conversation.FromEntity, Text: x.Text}, ok
}

// valueBefore is the one value of the type that is nobody else's. Where the
// message has several, the part that asks for this flow tells which.
func (m *message) valueBefore(e conversation.Expectation) (entity.Entity, bool) {
	var free []entity.Entity
	for _, x := range m.entities {
		if x.Kind == e.Type && m.telling(x) && !m.used(x, e) && !m.others(x) && !holds(free, x) {
			free = append(free, x)
		}
	}
	if len(free) == 1 {
		return free[0], true
	}
	var here []entity.Entity
	for _, part := range m.parts() {
		p := m.predict(part)
		if len(free) == 0 || len(p) == 0 || !m.inProgress(p[0].Label) || !m.serves(p[0].Label, e.Frame) {
			continue
		}
		for _, x := range free {
			if strings.Contains(part, x.Text) {
				here = append(here, x)
			}
		}
	}
	if len(here) == 1 {
		return here[0], true
	}
	return entity.Entity{}, false
}

func holds(list []entity.Entity, x entity.Entity) bool {
	for _, y := range list {
		if reflect.DeepEqual(x.Value, y.Value) {
			return true
		}
	}
	return false
}

// serves says whether a frame is of the flow, or was called for it.
func (m *message) serves(flow string, frame int) bool {
	for id := frame; id != 0; {
		f := m.s.Frame(id)
		if f == nil {
			return false
		}
		if f.Flow == flow {
			return true
		}
		id = f.Caller
	}
	return false
}

// used: the value went to another slot of its type, here or in another flow.
func (m *message) used(x entity.Entity, e conversation.Expectation) bool {
	in := func(slots map[string]conversation.SlotValue, but string) bool {
		for name, v := range slots {
			if name != but && v.Type == x.Kind && reflect.DeepEqual(v.Value, x.Value) {
				return true
			}
		}
		return false
	}
	asking := m.s.Frame(e.Frame)
	for _, f := range m.s.Stack {
		if asking != nil && asking.Event == verification && f.ID != asking.ID {
			continue // who they are may well be told by what they ask about
		}
		but := ""
		if f.ID == e.Frame {
			but = e.Slot
		}
		if in(f.Slots, but) && !m.serves(f.Flow, e.Frame) || f.ID == e.Frame && in(f.Slots, but) {
			return true
		}
	}
	for _, f := range m.s.Ended {
		if f.Event == "" && in(f.Slots, "") {
			return true
		}
	}
	return false
}

// others: «моя дружина Олена Коваль», "my son's address": somebody else's.
func (m *message) others(x entity.Entity) bool {
	if x.Kind != entity.KindName && x.Kind != entity.KindPhone && x.Kind != entity.KindEmail && x.Kind != entity.KindPostcode && x.Kind != entity.KindDate {
		return false
	}
	for i, w := range m.words {
		if w.End > x.Start {
			break
		}
		if kin[strings.TrimSuffix(w.Text, "'s")] && m.words[len(m.words)-1].End >= x.End && i+7 > m.wordAt(x.Start) {
			return true
		}
	}
	return false
}

func (m *message) wordAt(start int) int {
	for i, w := range m.words {
		if w.Start >= start {
			return i
		}
	}
	return len(m.words)
}

// kin are people whose data is not the customer's.
var kin = wordSet("wife husband son daughter mother mom father dad brother sister friend neighbor neighbour boss colleague partner girlfriend boyfriend " +
	"дружина дружини дружині чоловік чоловіка чоловікові син сина сину синові донька доньки доньці дочка дочки мама мами мамі тато тата батько батька брат брата сестра сестри " +
	"друг друга подруга подруги сусід сусіда сусідка колега колеги жена жены муж мужа сын сына дочь дочери")

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

func (m *message) chosenBefore(e conversation.Expectation) (conversation.Command, bool) {
	if flow := m.r.pb.Flows[e.Flow]; flow != nil && flow.Slots[e.Slot] != nil && len(flow.Slots[e.Slot].Values) > 0 {
		v, text := m.mention(flow, flow.Slots[e.Slot], m.text)
		return conversation.Command{Value: v, Confidence: 0.8, Source: conversation.FromPattern, Text: text}, v != ""
	}
	if !picks(e) && m.byPlace(len(e.Options)) {
		return conversation.Command{}, false
	}
	c, ok := m.option(e)
	return c, ok && c.Confidence >= sureOther && (m.compared || !nothingChosen(e, c))
}

// nothingChosen: «залишити як є» among things with properties answers a question
// that has been put, and is not said before it.
func nothingChosen(e conversation.Expectation, c conversation.Command) bool {
	if c.Kind != conversation.CmdSet || !picks(e) {
		return false
	}
	for _, o := range e.Options {
		if reflect.DeepEqual(o.Value, c.Value) {
			return len(o.Facets) == 0
		}
	}
	return false
}

// byPlace says whether the message names an option by its place in a list that
// had not been shown then.
func (m *message) byPlace(options int) bool {
	nameless := make([]entity.Option, options)
	for i := range nameless {
		nameless[i].Value = placeName(i)
	}
	v, _, _ := entity.Choose(m.text, nameless, m.lang)
	return v != ""
}

// placeName is a name that nobody says for the option at a place: "i" would be
// heard in «I want».
func placeName(i int) string { return strings.Repeat("q", i+leastPlace) }

const leastPlace = 7
