package dialogue

import (
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// A playbook's files, by their path:
//
//	pack.yaml            name, languages, title, types, topics, currency, queue_wait
//	actions.yaml         what the business systems can do
//	cards.yaml           cards by name
//	guidelines.yaml      rules that only constrain
//	flows/*.yaml         one flow a file
//	texts/LANG.yaml      texts by key, or texts/LANG/*.yaml
//
// Several sources are laid over each other: a later one replaces flows, texts,
// cards and actions of the same name. That is how a company changes a repair
// pattern of the base without touching it.

// source is what the files of one pack say, before anything is linked.
type source struct {
	name      string
	languages []string
	langPos   Pos
	title     map[string]string
	currency  string
	menu      []string
	menuPos   Pos
	queueWait time.Duration
	silence   time.Duration
	model     string
	hours     *Hours

	identity    string
	verifiedFor time.Duration
	guidelines  []*Guideline
	tickets     map[string]*TicketType
	types       map[string]*Type
	topics      []*Topic
	phrases     map[string]map[string][]string
	outside     map[string][]string // messages that no flow is meant by, by language
	outsidePos  Pos
	actions     map[string]*Action
	cards       map[string]*card
	flows       []*Flow
	texts       map[string]map[string]*text
}

func (r *reader) source(pack string, files map[string][]byte) *source {
	s := &source{
		types: map[string]*Type{}, actions: map[string]*Action{}, cards: map[string]*card{},
		texts: map[string]map[string]*text{},
	}
	for _, name := range sortedKeys(files) {
		switch {
		case path.Ext(name) != ".yaml" || strings.HasPrefix(name, "tests/"):
			continue
		case name == "pack.yaml":
			if n, ok := r.parse(pack+"/"+name, files[name]); ok {
				s.pack(n)
			}
		case name == "actions.yaml":
			if n, ok := r.parse(pack+"/"+name, files[name]); ok {
				s.parseActions(n, pack)
			}
		case name == "cards.yaml":
			if n, ok := r.parse(pack+"/"+name, files[name]); ok {
				for _, f := range n.fields() {
					s.cards[f.key] = parseCard(f.key, f.value)
				}
			}
		case strings.HasPrefix(name, "texts/"):
			lang, _, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, "texts/"), ".yaml"), "/")
			if n, ok := r.parse(pack+"/"+name, files[name]); ok {
				s.parseTexts(n, lang)
			}
		case name == "guidelines.yaml":
			if n, ok := r.parse(pack+"/"+name, files[name]); ok {
				s.guidelinesFile(n)
			}
		case strings.HasPrefix(name, "flows/"):
			if n, ok := r.parse(pack+"/"+name, files[name]); ok {
				if f := parseFlow(n); f != nil {
					s.flows = append(s.flows, f)
				}
			}
		default:
			r.fail(Pos{pack + "/" + name, 0}, "no place for this file; a pack has pack.yaml, actions.yaml, cards.yaml, guidelines.yaml, flows/, texts/, tests/")
		}
	}
	return s
}

func (s *source) pack(n node) {
	for key, v := range n.only("pack", "title", "languages", "currency", "queue_wait", "silence", "hours", "model", "types", "topics", "phrases", "menu",
		"identity", "verified_for", "guidelines", "tickets", "out_of_scope") {
		switch key {
		case "pack":
			s.name = v.str()
		case "title":
			s.title = v.byLang()
		case "languages":
			s.languages, s.langPos = v.strs(), v.pos()
		case "currency":
			s.currency = v.str()
		case "menu":
			s.menu, s.menuPos = v.strs(), v.pos()
		case "out_of_scope":
			s.outside, s.outsidePos = map[string][]string{}, v.pos()
			for _, l := range v.fields() {
				s.outside[l.key] = l.value.strs()
			}
		case "tickets":
			s.tickets = parseTicketTypes(v)
		case "guidelines":
			s.parseGuidelines(v)
		case "identity":
			s.identity = v.str()
		case "verified_for":
			s.verifiedFor = v.duration(time.Minute, 30*24*time.Hour)
		case "queue_wait":
			s.queueWait = v.duration(time.Second, 24*time.Hour)
		case "model":
			if s.model = v.str(); !slices.Contains([]string{ModelUnsure, ModelAlways, ModelNever}, s.model) {
				v.fail("model is %s, %s or %s", ModelUnsure, ModelAlways, ModelNever)
			}
		case "silence":
			s.silence = v.duration(10*time.Second, 24*time.Hour)
		case "hours":
			s.hours = parseHours(v)
		case "types":
			for _, f := range v.fields() {
				s.types[f.key] = parseType(f)
			}
		case "phrases":
			s.phrases = map[string]map[string][]string{}
			for _, f := range v.fields() {
				if !slices.Contains(PhraseKinds, f.key) {
					n.r.fail(f.kpos, "unknown kind of phrase %q; possible: %s", f.key, strings.Join(PhraseKinds, ", "))
				}
				s.phrases[f.key] = map[string][]string{}
				for _, l := range f.value.fields() {
					s.phrases[f.key][l.key] = l.value.strs()
				}
			}
		case "topics":
			for _, f := range v.fields() {
				s.topics = append(s.topics, parseTopic(f))
			}
		}
	}
}

// PhraseKinds are the fixed phrases that understanding listens for in any flow.
var PhraseKinds = []string{
	"person", "cancel", "restart", "repeat", "hello", "thanks", "goodbye", "how_are_you", "help", "insult", "anger", "urgent",
	"that", "all", "filler", "and_then", "explain", "correction", "no_more", "only", "too", "leave_out", "instead", "back",
}

func parseType(f field) *Type {
	t := &Type{Name: f.key}
	if slices.Contains(Builtin, f.key) {
		f.value.r.fail(f.kpos, "%q is a built-in type", f.key)
	}
	m := f.value.only("pattern", "canonical", "title", "example")
	for key, v := range m {
		switch key {
		case "pattern":
			t.Pattern = v.str()
			re, err := regexp.Compile("(?i)" + t.Pattern)
			if err != nil {
				v.fail("not a regular expression (RE2): %v", err)
				continue
			}
			t.re = re
		case "canonical":
			t.Canonical = v.str()
		case "title":
			t.Title = v.byLang()
		case "example":
			t.Example = v.str()
		}
	}
	if t.Pattern == "" {
		f.value.r.fail(f.kpos, "type %q needs a pattern", f.key)
	}
	return t
}

func parseTopic(f field) *Topic {
	t := &Topic{Name: f.key, Words: map[string][]string{}}
	for key, v := range f.value.only("title", "words") {
		switch key {
		case "title":
			t.Title = v.byLang()
		case "words":
			for _, l := range v.fields() {
				t.Words[l.key] = l.value.strs()
			}
		}
	}
	return t
}

func (s *source) parseActions(n node, pack string) {
	for _, f := range n.fields() {
		a := &Action{Name: f.key, Pack: pack, pos: f.kpos, Timeout: 10 * time.Second, Tries: 4, Requires: conversation.Anonymous}
		for key, v := range f.value.only("title", "params", "writes", "requires", "timeout", "tries", "optional", "proof", "on_handoff") {
			switch key {
			case "title":
				a.Title = v.byLang()
			case "params":
				a.Params = v.byLang()
			case "writes":
				a.Writes = v.boolean()
			case "requires":
				a.Requires = v.level()
			case "timeout":
				a.Timeout = v.duration(100*time.Millisecond, 2*time.Minute)
			case "tries":
				a.Tries = v.integer(1, 20)
			case "optional":
				a.Optional = v.boolean()
			case "proof":
				a.Proof = v.boolean()
			case "on_handoff":
				a.Handoff = v.boolean()
			}
		}
		s.actions[f.key] = a
	}
}

func (n node) level() conversation.Level {
	l := conversation.Level(n.str())
	if l.Rank() < 0 {
		n.fail("unknown level %q; possible: anonymous, identified, verified", l)
		return conversation.Anonymous
	}
	return l
}

// text is one text in one language, as written.
type text struct {
	key   string
	chat  string
	voice string
	names []string // other words for a choice's value
	// replies are words that mean the value only in an answer to its question:
	// «є», "nothing". Said unasked they mean nothing.
	replies []string
	pos     Pos
}

func (s *source) parseTexts(n node, lang string) {
	for _, f := range n.fields() {
		t := &text{key: f.key, pos: f.kpos}
		if f.value.isMap() {
			for key, v := range f.value.only("text", "voice", "names", "replies") {
				switch key {
				case "text":
					t.chat = v.str()
				case "voice":
					t.voice = v.str()
				case "names":
					t.names = v.strs()
				case "replies":
					t.replies = v.strs()
				}
			}
		} else {
			t.chat = f.value.str()
		}
		if strings.TrimSpace(t.chat) == "" {
			n.r.fail(f.kpos, "text %q is empty", f.key)
		}
		if s.texts[f.key] == nil {
			s.texts[f.key] = map[string]*text{}
		}
		if old := s.texts[f.key][lang]; old != nil {
			n.r.fail(f.kpos, "text %q is given twice, also at %s", f.key, old.pos)
		}
		s.texts[f.key][lang] = t
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
