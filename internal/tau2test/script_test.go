package tau2test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// script is a customer: what they want, in the order in which they will say
// it, and how they react to what the bot says.
type script struct {
	Lines []line `yaml:"lines"` // said when the bot has nothing more to ask
	Rules []rule `yaml:"rules"`
	Turns int    `yaml:"turns"` // patience; 30 unless said otherwise
}

// line is a request, and how the person puts it when the bot has not
// understood. It is left unsaid when the bot has already dealt with it.
type line struct {
	Say    texts  `yaml:"say"`
	Unless string `yaml:"unless"` // a pattern in all that the bot has said
	Told   []int  `yaml:"told"`   // which of the things to be told (from 1) it has told

	unless *regexp.Regexp
}

// UnmarshalYAML takes one text, several, or the whole.
func (l *line) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		type plain line
		return n.Decode((*plain)(l))
	}
	return n.Decode(&l.Say)
}

// texts are one text or several.
type texts []string

// UnmarshalYAML takes either.
func (t *texts) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*t = texts{n.Value}
		return nil
	}
	return n.Decode((*[]string)(t))
}

// rule is a reaction. It applies when all that it asks for holds, and as often
// as it has something to say.
type rule struct {
	Asks  string `yaml:"asks"`  // what the bot's last message asks for: a name of the manners
	When  string `yaml:"when"`  // a pattern that something in the bot's answer fits
	In    []int  `yaml:"in"`    // only while one of these lines (from 1) is being dealt with
	Knows string `yaml:"knows"` // only for a person who knows this fact
	Lacks string `yaml:"lacks"` // only when this fact is not in the bot's last message
	Say   texts  `yaml:"say"`   // one after the other
	Btn   string `yaml:"press"` // instead: a button whose title fits
	Many  bool   `yaml:"many"`  // the last reaction is given again and again
	Pick  bool   `yaml:"pick"`  // instead: say which of the offered topics is meant
	Next  bool   `yaml:"next"`  // go on with the next line, or take leave

	when, btn *regexp.Regexp
}

// manners are what all customers of a language have in common: how they hear
// what the bot asks for, and what anybody would answer.
type manners struct {
	Hears map[string]string `yaml:"hears"`
	Means []meaning         `yaml:"means"`
	Rules []rule            `yaml:"rules"`
	Lost  texts             `yaml:"lost"` // when no rule fits a question
	Bye   string            `yaml:"bye"`

	hears map[string]*regexp.Regexp
}

// meaning is how people pick a topic from those offered: whoever said the one
// picks a title with the other.
type meaning struct {
	Said  string `yaml:"said"`
	Picks string `yaml:"picks"`

	said, picks *regexp.Regexp
}

func readManners(t *testing.T, path string) *manners {
	t.Helper()
	m := &manners{hears: map[string]*regexp.Regexp{}}
	readYAML(t, path, m)
	for name, pattern := range m.Hears {
		m.hears[name] = compiled(t, path, pattern)
	}
	for i := range m.Means {
		p := &m.Means[i]
		p.said, p.picks = compiled(t, path, p.Said), compiled(t, path, p.Picks)
	}
	m.compile(t, path, m.Rules)
	return m
}

// readScripts reads the scripts of a file, by the number of their task.
func readScripts(t *testing.T, path string, m *manners) map[string]*script {
	t.Helper()
	out := map[string]*script{}
	readYAML(t, path, &out)
	for id, s := range out {
		if len(s.Lines) == 0 {
			t.Fatalf("%s: customer %s says nothing", path, id)
		}
		for i := range s.Lines {
			if l := &s.Lines[i]; l.Unless != "" {
				l.unless = compiled(t, path, l.Unless)
			}
		}
		m.compile(t, path+", "+id, s.Rules)
	}
	return out
}

func (m *manners) compile(t *testing.T, where string, rules []rule) {
	t.Helper()
	for i := range rules {
		r := &rules[i]
		if r.Asks != "" && m.hears[r.Asks] == nil {
			t.Fatalf("%s: nobody hears %q", where, r.Asks)
		}
		if r.Asks == "" && r.When == "" {
			t.Fatalf("%s: rule %d fits everything", where, i+1)
		}
		if r.When != "" {
			r.when = compiled(t, where, r.When)
		}
		if r.Btn != "" {
			r.btn = compiled(t, where, r.Btn)
		}
	}
}

func readYAML(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(strings.NewReader(string(b)))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func compiled(t *testing.T, where, pattern string) *regexp.Regexp {
	t.Helper()
	re, err := regexp.Compile("(?is)" + pattern)
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	return re
}

// actor plays a script with the facts of a task.
type actor struct {
	*manners
	script   *script
	facts    map[string]string
	tell     []string // what the bot is to tell
	history  string   // all that the bot has said
	at       int      // lines begun
	again    int      // rephrasings of the line
	used     map[*rule]int
	lost     int
	leaving  bool
	presses  int
	lastSaid string
	echoes   int
}

// move is what a customer does next; none of the two means that they leave.
type move struct{ text, button string }

// next decides what to do about the bot's answer.
func (a *actor) next(heard []said) (move, bool) {
	if a.at == 0 {
		return a.nextLine()
	}
	all, last := audible(heard)
	a.history += all
	if a.echo(last) {
		return move{}, false
	}
	for _, rules := range [][]rule{a.script.Rules, a.Rules} {
		for i := range rules {
			if m, fits, ok := a.react(&rules[i], all, last, heard); fits {
				return m, ok
			}
		}
	}
	if a.more() {
		return a.nextLine()
	}
	if a.leaving || a.lost >= len(a.Lost) {
		return a.leave()
	}
	words, _, _ := strings.Cut(strings.ReplaceAll(last, "\n{", "\n["), "\n[")
	if strings.HasSuffix(strings.TrimSpace(words), "?") {
		a.lost++
		return a.speak(a.Lost[a.lost-1])
	}
	return a.leave()
}

// echo says whether the bot has said the same thing too often for anybody.
func (a *actor) echo(last string) bool {
	if last != a.lastSaid {
		a.lastSaid, a.echoes = last, 0
	}
	a.echoes++
	return a.echoes > 3
}

var confirms = regexp.MustCompile(`\{[^}]*\.confirm[^}]*\}`)

// react tries one rule.
func (a *actor) react(r *rule, all, last string, heard []said) (m move, fits, ok bool) {
	switch {
	case r.Asks != "" && !a.hears[r.Asks].MatchString(last),
		r.Asks != "" && r.Asks != "confirm" && confirms.MatchString(last), // it repeats words of other questions
		r.when != nil && !r.when.MatchString(all),
		r.Knows != "" && a.facts[r.Knows] == "",
		r.Lacks != "" && strings.Contains(plain(last), plain(a.facts[r.Lacks])),
		len(r.In) > 0 && !slices.Contains(r.In, a.at):
		return m, false, false
	}
	n := a.used[r]
	switch {
	case r.Next:
		if a.more() {
			m, ok = a.nextLine()
		} else {
			m, ok = a.leave()
		}
		return m, true, ok
	case r.btn != nil:
		b := offered(heard, r.btn)
		if b == "" || (n > 0 && !r.Many) {
			return m, false, false
		}
		a.used[r]++
		a.presses++
		return move{button: b}, true, true
	case r.Pick:
		title := a.pick(heard)
		if title == "" || n > 0 && !r.Many {
			return m, false, false
		}
		a.used[r]++
		m, ok = a.speak(title)
		return m, true, ok
	case r.Asks == "rephrase" && len(r.Say) == 0:
		l := a.script.Lines[a.at-1].Say
		if a.again+1 >= len(l) {
			return m, false, false
		}
		a.again++
		m, ok = a.speak(l[a.again])
		return m, true, ok
	case len(r.Say) == 0:
		return m, true, false // hangs up
	case n >= len(r.Say) && !r.Many:
		return m, false, false
	}
	a.used[r]++
	m, ok = a.speak(r.Say[min(n, len(r.Say)-1)])
	return m, true, ok
}

// pick is the title of the offered topic that the present line is about.
func (a *actor) pick(heard []said) string {
	for _, p := range a.Means {
		if !p.said.MatchString(a.script.Lines[a.at-1].Say[a.again]) {
			continue
		}
		for _, s := range heard {
			for _, b := range s.Buttons {
				if p.picks.MatchString(b.Title) {
					return b.Title
				}
			}
		}
	}
	return ""
}

// more passes over the lines that need not be said any more, and says whether
// one is left.
func (a *actor) more() bool {
	for ; a.at < len(a.script.Lines); a.at++ {
		l := a.script.Lines[a.at]
		done := l.unless != nil && l.unless.MatchString(a.history) || len(l.Told) > 0
		for _, n := range l.Told {
			done = done && n <= len(a.tell) && told(a.history, a.tell[n-1])
		}
		if !done {
			return true
		}
	}
	return false
}

func (a *actor) nextLine() (move, bool) {
	a.at++
	a.again = 0
	return a.speak(a.script.Lines[a.at-1].Say[0])
}

func (a *actor) leave() (move, bool) {
	if a.leaving {
		return move{}, false
	}
	a.leaving = true
	return a.speak(a.Bye)
}

// speak puts the person's facts into a sentence.
func (a *actor) speak(text string) (move, bool) {
	for name, value := range a.facts {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return move{text: text}, true
}

// audible is all that a person takes in of an answer, and the part that they
// will answer to: the last message. Keys stand behind the words, for rules that
// would otherwise hang on a wording.
func audible(heard []said) (all, last string) {
	for _, s := range heard {
		last = s.Text
		for _, c := range s.Cards {
			last += "\n" + c.words()
		}
		for _, b := range s.Buttons {
			last += "\n[" + b.Title + "]"
		}
		last += "\n{" + s.Key + "}"
		all += last + "\n"
	}
	return all, last
}

func (c card) words() string {
	out := c.Title + " " + c.Subtitle
	if c.Status != nil {
		out += " " + c.Status.Label
	}
	for _, f := range c.Fields {
		out += "\n" + f.Label + ": " + f.Value
	}
	for _, i := range c.Items {
		out += fmt.Sprintf("\n%s %s %s", i.Title, i.Detail, i.Value)
	}
	return out
}

func offered(heard []said, title *regexp.Regexp) string {
	for _, s := range heard {
		for _, b := range s.Buttons {
			if title.MatchString(b.Title) {
				return b.ID
			}
		}
		for _, c := range s.Cards {
			for _, b := range c.Buttons {
				if title.MatchString(b.Title) {
					return b.ID
				}
			}
		}
	}
	return ""
}
