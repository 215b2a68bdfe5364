package dialogue

import (
	"regexp"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Playbook is a compiled set of flows with their texts: all that the engine
// knows about a business. It is immutable and safe for concurrent use.
type Playbook struct {
	Name      string
	Version   string // hash of the files
	Languages []string
	Title     map[string]string // by language
	Currency  string

	Packs   map[string]*Pack // by the source's name
	Layers  []string         // names of packs, the lowest first
	Flows   map[string]*Flow
	Order   []string         // flow names as written
	Menu    []string         // flows offered when the bot lists what it can do
	Events  map[string]*Flow // pattern flows by the event that calls for them
	Types   map[string]*Type
	Actions map[string]*Action // by name, the newest pack's; ActionFor tells packs apart
	Topics  []*Topic
	Phrases map[string]map[string][]string // fixed phrases: kind → language → words
	Outside map[string][]string            // examples of messages that no flow is meant by, by language

	Model     string        // when a language model is asked: ModelUnsure, ModelAlways or ModelNever
	Silence   time.Duration // of the customer, before the bot asks whether they are there; 0 for never
	Hours     *Hours        // when people answer; nil for always
	QueueWait time.Duration // after this long in the queue the customer hears where things stand

	checks map[string]*Flow            // pack → its flow for verification_required
	texts  map[string]map[string]*text // key → language
	cards  map[string]*card

	guidelines []*Guideline // the first that holds decides
}

// Pin names this version of the playbook.
func (p *Playbook) Pin() conversation.Pin {
	return conversation.Pin{Playbook: p.Name, Version: p.Version}
}

// Speaks says whether the playbook has texts in a language.
func (p *Playbook) Speaks(lang string) bool { return slices.Contains(p.Languages, lang) }

// lang is the language to speak: the wanted one where the playbook has it.
func (p *Playbook) lang(want string) string {
	if p.Speaks(want) {
		return want
	}
	return p.Languages[0]
}

// Flow is a dialogue that serves one need. On names the event of a pattern
// flow, which is never started by words.
type Flow struct {
	Name     string
	Pack     string // whose flow it is: the source that had it first
	Title    map[string]string
	Examples map[string][]string // by language
	On       string
	Requires conversation.Level
	Slots    map[string]*Slot
	SlotList []string // as written
	Takes    []*Topic // sensitive topics that it deals with itself, where one of the words stands beside

	partOf []string // flows that deal with this one's matter, too: asked for within them it is no new request
	steps  []*step
	index  map[string]int
	pos    Pos
}

// InProgress says whether a flow's matter is being dealt with: by itself, by
// what it called, or by a flow that it is part of.
func (p *Playbook) InProgress(s *conversation.State, flow string) bool {
	if s.Serving(flow) {
		return true
	}
	f := p.Flows[flow]
	return f != nil && slices.ContainsFunc(f.partOf, s.Serving)
}

// TitleIn is the flow's title in a language, or its name.
func (f *Flow) TitleIn(lang string) string {
	if t := f.Title[lang]; t != "" {
		return t
	}
	return f.Name
}

// Step names of the flow in order, for coverage and drawings.
func (f *Flow) StepNames() []string {
	names := make([]string, len(f.steps))
	for i, s := range f.steps {
		names[i] = s.id
	}
	return names
}

// Slot is one thing that a flow needs to know. From says who may write it.
type Slot struct {
	Name     string
	Type     string
	Title    map[string]string
	From     []conversation.Source
	Values   []string // for type choice
	Texts    string   // where its words are, when several flows share them; else FLOW.SLOT
	Options  *options // answers drawn from data: the only ones for a choice, suggestions otherwise
	Many     bool     // several of the options may be chosen
	Validate *expr    // over `value`
	Retries  int      // questions before a person is called
	Recall   bool     // before it is asked, what the customer said is read again
	Keep     bool     // survives a correction of another slot even when set by an action
	pos      Pos
}

// Writable says whether a source may write the slot.
func (s *Slot) Writable(src conversation.Source) bool {
	switch src {
	case conversation.FromAction, conversation.FromAgent, conversation.FromSystem:
		return slices.Contains(s.From, src)
	}
	return slices.Contains(s.From, fromCustomer)
}

// fromCustomer is how a flow file says "any recogniser of the customer's words".
const fromCustomer conversation.Source = "customer"

// ChoiceWords are the words for each value of a choice that the flow file
// lists: value → language → the title and other names.
func (p *Playbook) ChoiceWords(f *Flow, s *Slot) map[string]map[string][]string {
	out := map[string]map[string][]string{}
	values := s.Values
	if s.Type == "switch" {
		values = []string{switchOn, switchOff}
	}
	for _, v := range values {
		out[v] = map[string][]string{}
		for lang, t := range p.texts[choiceText(f, s, v)] {
			if out[v][lang] = t.names; len(t.replies) == 0 {
				out[v][lang] = append([]string{t.chat}, t.names...)
			}
		}
	}
	return out
}

// SlotWords are the words for the thing that a switch is about, from the text
// FLOW.SLOT: language → the title and other names.
func (p *Playbook) SlotWords(f *Flow, s *Slot) map[string][]string {
	out := map[string][]string{}
	for lang, t := range p.texts[WordsKey(f, s)] {
		out[lang] = append([]string{t.chat}, t.names...)
	}
	return out
}

// AnswerNames are the words for a value of a choice that the flow file lists, in
// an answer to its question: those of the other languages after the
// conversation's own, since a phone may speak English to somebody who writes
// Ukrainian. They are not in the log: they are the same for everybody.
func (p *Playbook) AnswerNames(e conversation.Expectation, value, lang string) []string {
	f := p.Flows[e.Flow]
	if f == nil || f.Slots[e.Slot] == nil || len(f.Slots[e.Slot].Values) == 0 {
		return nil
	}
	key := choiceText(f, f.Slots[e.Slot], value)
	var own, others []string
	for _, l := range sortedKeys(p.texts[key]) {
		t := p.texts[key][l]
		if l == lang {
			own = append(append(own, t.names...), t.replies...)
			continue
		}
		others = append(append(append(others, t.chat), t.names...), t.replies...)
	}
	return append(own, others...)
}

// choiceText is the key of the text that names a choice's value.
func choiceText(f *Flow, s *Slot, value string) string { return WordsKey(f, s) + "." + value }

// WordsKey is the key of the text with a slot's own words; those of its values
// are under it.
func WordsKey(f *Flow, s *Slot) string {
	if s.Texts != "" {
		return s.Texts
	}
	return f.Name + "." + s.Name
}

// Type is a kind of slot value with the pattern that finds it in words.
type Type struct {
	Name      string
	Pattern   string // regular expression as written; empty for built-in types
	Canonical string // template over the pattern's groups, as in regexp.Expand
	Title     map[string]string
	Example   string
	re        *regexp.Regexp
}

// Builtin types of slots, found by package understand.
var Builtin = []string{
	"text", "number", "money", "date", "time", "iban", "phone", "email", "choice", "bool", "object", "list",
	"name", "postcode", "address", "switch", "code",
}

// Action is something a business system can do.
type Action struct {
	Name     string
	Pack     string // the source that declares it; its business system performs it
	Title    map[string]string
	Params   map[string]string // name → type
	Writes   bool
	Requires conversation.Level
	Timeout  time.Duration
	Tries    int
	Optional bool // a business system may lack it; the flow then gets CodeUnsupported
	Proof    bool // a lookup that serves as proof of identity: guessing is limited
	Handoff  bool // called when the conversation goes to a person
	pos      Pos
}

// Topic is a sensitive matter that goes to a person: any of Words in the
// customer's message, by language.
type Topic struct {
	Name  string
	Title map[string]string
	Words map[string][]string
}

type stepKind string

const (
	stepSay     stepKind = "say"
	stepAsk     stepKind = "ask"
	stepDo      stepKind = "do"
	stepSet     stepKind = "set"
	stepBranch  stepKind = "branch"
	stepCall    stepKind = "call"
	stepHandoff stepKind = "handoff"
	stepConfirm stepKind = "confirm"
	stepVerify  stepKind = "verify"
	stepGrant   stepKind = "grant"
	stepCode    stepKind = "code"
	stepTicket  stepKind = "ticket"
	stepNote    stepKind = "note"
	stepRate    stepKind = "rate"
	stepGoto    stepKind = "goto"
	stepEnd     stepKind = "end"
)

// step is one instruction. Only the fields of its kind are set.
type step struct {
	id   string
	kind stepKind
	cond *expr // `if:` skips the step when false
	pos  Pos

	say             *utterance           // say, ask, confirm, note
	comment         string               // rate: the slot with the customer's own words, or none
	help            *utterance           // ask: the question in other words, where the texts have them
	narrow          *utterance           // ask: when only some of the options are left; may be nil
	slot            string               // ask; the hidden flag of confirm; into of do
	action          string               // do
	args            map[string]*expr     // do, call
	each            *expr                // do: the list to call it for; nil for one call
	fresh           bool                 // do: called each time the flow comes here
	onError         map[string]int       // do: code or "default" → step, or skipElement
	sets            []assignment         // set, grant's profile
	cases           []branchCase         // branch
	flow            string               // call
	into            map[string]string    // call: own slot → the called flow's
	reason          string               // handoff
	level           conversation.Level   // verify, grant
	via, to         *expr                // code
	ticket          string               // ticket: its type; args are its fields, slot takes it
	title, priority *expr                // ticket
	target          int                  // goto, else of confirm (-1: cancel the flow), of call (-1: go on), of code (-1: to a person)
	outcome         conversation.Outcome // end
}

// skipElement in place of a step leaves the element at hand out of the list.
const skipElement = -2

type assignment struct {
	name string
	expr *expr
	pos  Pos
}

type branchCase struct {
	when   *expr // nil: else
	target int
	label  string
	pos    Pos
}

// utterance is what is said: a text by key, compiled for the flow it is said in.
type utterance struct {
	key     string
	byLang  map[string]*template
	voice   map[string]*template
	card    string
	cardOf  map[string]*cardTemplate // by language
	buttons []buttonSpec
	pos     Pos
}

// buttonSpec is a button as the flow file says it.
type buttonSpec struct {
	kind  string // start, set, yes, no, person, menu, options, back, bye
	flow  string
	slot  string
	value string
	key   string // text key of the title, when not the flow's own title
	style string
}
