package flowtest

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Test is one dialogue.
type Test struct {
	File string
	Line int
	Name string
	setting
	turns []turn
}

// setting is what a test starts from; a file may give one for all its tests.
type setting struct {
	lang     string
	channel  conversation.Channel
	level    conversation.Level
	profile  map[string]conversation.Value
	clock    time.Time
	backend  string
	actions  map[string][]stub
	wait     time.Duration // how long people wait for an agent
	answers  []answerStub  // what the articles say of questions
	articles bool          // questions go to the articles of the packs
	codes    []string      // what comes of sending codes, in order: sent or an error's code
}

// turn is one input and what should come of it.
type turn struct {
	line   int
	kind   string // one of turnKinds
	text   string
	after  time.Duration
	masked bool                   // a card number was taken out of it
	model  []conversation.Command // instead of the recogniser's
	data   conversation.Data      // agent, identity
	by     string
	expect []check
}

// turnKinds are the keys that say what happens in a turn.
var turnKinds = []string{"customer", "press", "agent", "timer", "arrives", "identity", "code", "ticket"}

// startOfTime is when a test happens that gives no clock: a Friday morning.
var startOfTime = time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)

// Load reads the tests of a pack: tests/*.yaml of its folder. dir stands
// before the path in failures. The error is Failures: every mistake with its
// file and line.
func Load(dir string, pack fs.FS) ([]Test, error) {
	names, err := fs.Glob(pack, "tests/*.yaml")
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, name := range names {
		b, err := fs.ReadFile(pack, name)
		if err != nil {
			return nil, err
		}
		files[name] = string(b)
	}
	return LoadFiles(dir, files)
}

// LoadFiles reads the tests among a pack's files.
func LoadFiles(dir string, files map[string]string) ([]Test, error) {
	var bad Failures
	var out []Test
	for _, name := range sortedKeys(files) {
		if ok, _ := path.Match("tests/*.yaml", name); !ok {
			continue
		}
		if n, ok := open(path.Join(dir, name), []byte(files[name]), &bad); ok {
			out = append(out, parseFile(n)...)
		}
	}
	if len(bad) > 0 {
		return nil, bad
	}
	return out, nil
}

// Backend is the back end that the test names, empty for none.
func (t Test) Backend() string { return t.backend }

var settingKeys = []string{"lang", "channel", "customer", "clock", "backend", "actions", "codes", "wait", "answers", "articles"}

func parseFile(n node) []Test {
	base := setting{lang: "uk", channel: conversation.ChannelWeb, level: conversation.Anonymous, clock: startOfTime}
	var tests []node
	for _, f := range n.fields(append([]string{"tests"}, settingKeys...)...) {
		if f.key == "tests" {
			tests = f.value.items()
			continue
		}
		base.parse(f)
	}
	var out []Test
	names := map[string]bool{}
	for _, t := range tests {
		test := Test{File: t.file, Line: t.y.Line, setting: base}
		for _, f := range t.fields(append([]string{"test", "turns"}, settingKeys...)...) {
			switch f.key {
			case "test":
				test.Name = f.value.str()
			case "turns":
				for _, tn := range f.value.items() {
					test.turns = append(test.turns, parseTurn(tn))
				}
			default:
				test.parse(f)
			}
		}
		switch {
		case test.Name == "":
			t.fail("a test needs a name: test: …")
		case names[test.Name]:
			t.fail("test %q is given twice in this file", test.Name)
		}
		names[test.Name] = true
		out = append(out, test)
	}
	if len(out) == 0 {
		n.fail("no tests: tests: [{test: name, turns: […]}]")
	}
	return out
}

func (s *setting) parse(f field) {
	switch f.key {
	case "lang":
		s.lang = f.value.str()
	case "channel":
		s.channel = conversation.Channel(f.value.str())
	case "customer":
		s.level, s.profile = conversation.Anonymous, nil
		for _, c := range f.value.fields("level", "profile") {
			if c.key == "profile" {
				s.profile = c.value.object()
				continue
			}
			if s.level = conversation.Level(c.value.str()); s.level.Rank() < 0 {
				c.value.fail("unknown level %q; possible: anonymous, identified, verified", s.level)
			}
		}
	case "clock":
		at, err := time.Parse(time.RFC3339, f.value.str())
		if err != nil {
			f.value.fail("expected a time such as 2025-03-14T10:00:00Z, found %s", f.value.what())
		}
		s.clock = at.UTC()
	case "backend":
		s.backend = f.value.str()
	case "answers":
		s.answers = parseAnswers(f.value)
	case "articles":
		s.articles = f.value.boolean()
	case "codes":
		s.codes = f.value.strs()
	case "wait":
		d, err := time.ParseDuration(f.value.str())
		if err != nil || d < 0 {
			f.value.fail("expected a duration such as 4m, found %s", f.value.what())
		}
		s.wait = d
	case "actions":
		own := map[string][]stub{}
		for k, v := range s.actions {
			own[k] = v
		}
		for _, a := range f.value.fields() {
			own[a.key] = parseStubs(a.value)
		}
		s.actions = own
	}
}

func parseStubs(n node) []stub {
	list := []node{n}
	if n.list() {
		list = n.items()
	}
	var out []stub
	for _, i := range list {
		s := stub{line: i.y.Line}
		answers := 0
		for _, f := range i.fields("when", "result", "error", "real", "late") {
			switch f.key {
			case "when":
				s.when = f.value.object()
			case "result":
				s.result = f.value.val()
				answers++
			case "real":
				if s.real = f.value.boolean(); s.real {
					answers++
				}
			case "late":
				s.late = f.value.boolean()
			case "error":
				answers++
				s.fails = &Refusal{}
				if f.value.scalar() {
					s.fails.Code = f.value.str()
					continue
				}
				for _, e := range f.value.fields("code", "message") {
					if e.key == "code" {
						s.fails.Code = e.value.str()
					} else {
						s.fails.Message = e.value.str()
					}
				}
			}
		}
		if answers != 1 {
			i.fail("an action answers with one of {result: …}, {error: {code: …}}, {real: true} for the back end")
		}
		out = append(out, s)
	}
	return out
}

func parseTurn(n node) turn {
	t := turn{line: n.y.Line}
	keys := append(append([]string{}, turnKinds...), "after", "by", "masked", "proposed", "expect")
	for _, f := range n.fields(keys...) {
		if slices.Contains(turnKinds, f.key) {
			if t.kind != "" {
				n.fail("one thing happens in a turn; found both %s and %s", t.kind, f.key)
				continue
			}
			t.kind = f.key
		}
		switch f.key {
		case "customer", "press", "timer", "arrives":
			t.text = f.value.str()
		case "agent":
			t.data = parseAgent(f.value)
		case "identity":
			t.data = parseIdentity(f.value)
		case "code":
			t.data = parseCode(f.value)
		case "ticket":
			t.data = parseTicket(f.value)
		case "masked":
			t.masked = f.value.boolean()
		case "by":
			t.by = f.value.str()
		case "after":
			d, err := time.ParseDuration(f.value.str())
			if err != nil || d < 0 {
				f.value.fail("expected a duration such as 2m, found %s", f.value.what())
			}
			t.after = d
		case "proposed":
			t.model = parseCommands(f.value)
		case "expect":
			t.expect = parseExpect(f.value)
		}
	}
	if t.kind == "" && t.after == 0 && len(t.expect) == 0 {
		n.fail("a turn needs one of: %s", strings.Join(turnKinds, ", "))
	}
	if t.model != nil && t.kind != "customer" {
		n.fail("proposed belongs to what a customer wrote")
	}
	return t
}

// parseAgent reads `took`, or {wrote: …}, {took: force}, {note: …},
// {returned: {note: …, tell: …}}, {resolved: outcome}, reopened.
func parseAgent(n node) conversation.Data {
	if n.scalar() {
		switch n.str() {
		case "took":
			return conversation.AgentTook{}
		case "returned":
			return conversation.AgentReturned{}
		case "resolved":
			return conversation.Resolved{Outcome: conversation.OutcomeResolved}
		case "reopened":
			return conversation.Reopened{}
		}
		n.fail("unknown agent's move %s; possible: took, returned, resolved, reopened, {wrote: …}, {note: …}", n.what())
		return conversation.Reopened{}
	}
	fs := n.fields("took", "wrote", "note", "returned", "resolved")
	if len(fs) != 1 {
		n.fail("an agent does one thing in a turn")
		return conversation.Reopened{}
	}
	v := fs[0].value
	switch fs[0].key {
	case "took":
		if v.str() != "force" {
			v.fail("expected force, found %s", v.what())
		}
		return conversation.AgentTook{Force: true}
	case "wrote":
		return conversation.AgentWrote{Text: v.str()}
	case "note":
		return conversation.NoteAdded{Text: v.str()}
	case "resolved":
		return conversation.Resolved{Outcome: conversation.Outcome(v.str())}
	}
	var d conversation.AgentReturned
	for _, f := range v.fields("note", "tell") {
		if f.key == "note" {
			d.Note = f.value.str()
		} else {
			d.Tell = f.value.str()
		}
	}
	return d
}

func parseIdentity(n node) conversation.Data {
	d := conversation.IdentityProved{Method: "token"}
	for _, f := range n.fields("level", "profile") {
		if f.key == "profile" {
			d.Profile = f.value.object()
		} else {
			d.Level = conversation.Level(f.value.str())
		}
	}
	if d.Level.Rank() < 0 {
		n.fail("unknown level %q; possible: anonymous, identified, verified", d.Level)
	}
	return d
}

func parseCommands(n node) []conversation.Command {
	out := []conversation.Command{}
	for _, i := range n.items() {
		c := conversation.Command{Confidence: 1, Source: conversation.FromModel}
		for _, f := range i.fields("kind", "flow", "slot", "value", "options", "reason", "source", "text") {
			switch f.key {
			case "kind":
				c.Kind = conversation.CommandKind(f.value.str())
			case "flow":
				c.Flow = f.value.str()
			case "slot":
				c.Slot = f.value.str()
			case "value":
				c.Value = f.value.val()
			case "options":
				c.Options = f.value.strs()
			case "reason":
				c.Reason = f.value.str()
			case "source":
				c.Source = conversation.Source(f.value.str())
			case "text":
				c.Text = f.value.str()
			}
		}
		out = append(out, c)
	}
	return out
}
