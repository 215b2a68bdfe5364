package onoff

import (
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Thing is something that may be on or off, with the words for it.
type Thing struct {
	Key   string
	Names map[string][]string // by language
	On    map[string][]string // what people say for "it is on" without naming it: «літачок угорі»
	Off   map[string][]string
}

// Fact is what a message says of one thing. Weak ones rest only on something
// being there or not ("I have no mobile data"), which may as well be a
// complaint: they answer a question, and tell nothing unasked.
type Fact struct {
	Key  string
	On   bool
	Weak bool
	Text string // the words it rests on
}

// Reader knows the things of a playbook. It is safe for concurrent use.
type Reader struct {
	names []name
	first map[rune][]int // names by their first letter
}

type name struct {
	key    string
	text   []string
	stems  []string
	joined string
	says   role // isOn, isOff: the name itself tells
}

// New prepares the names.
func New(things []Thing) *Reader {
	r := &Reader{first: map[rune][]int{}}
	for _, t := range things {
		r.add(t.Key, t.Names, none)
		r.add(t.Key, t.On, isOn)
		r.add(t.Key, t.Off, isOff)
	}
	return r
}

func (r *Reader) add(key string, byLang map[string][]string, says role) {
	for lang, names := range byLang {
		for _, n := range names {
			x := name{key: key, says: says}
			for _, t := range normal.TokensIn(n, lang) {
				x.text = append(x.text, t.Text)
				x.stems = append(x.stems, t.Stem)
			}
			if x.joined = strings.Join(x.text, ""); len(x.text) > 0 {
				letter, _ := utf8.DecodeRuneInString(x.joined)
				r.first[letter] = append(r.first[letter], len(r.names))
				r.names = append(r.names, x)
			}
		}
	}
}

// mention is a thing named by words from to (exclusive). Things that share a
// name are mentioned together.
type mention struct {
	from, to int
	keys     []string
	says     role
}

// clause is a stretch of words between marks and conjunctions.
type clause struct {
	from, to int
	question bool
	cell     bool // of a status bar
	joined   bool // the next clause follows after «та», "and"
	mentions []mention
}

// Read returns what the message says of the things, in its order. A later
// word on the same thing replaces an earlier one.
func (r *Reader) Read(text, lang string) []Fact {
	if len(r.names) == 0 {
		return nil
	}
	m := r.divide(text, lang)
	var facts []Fact
	say := func(keys []string, on, weak bool, from, to int) {
		for _, k := range keys {
			f := Fact{Key: k, On: on, Weak: weak, Text: text[m.tokens[from].Start:m.tokens[to-1].End]}
			replaced := false
			for i := range facts {
				if facts[i].Key == k {
					facts[i], replaced = f, true
				}
			}
			if !replaced {
				facts = append(facts, f)
			}
		}
	}
	var pending, last []mention
	for _, c := range m.clauses {
		if c.question || m.doubtful(c) {
			pending, last = nil, nil
			continue
		}
		if len(c.mentions) == 0 {
			if on, ok := m.state(c.from, c.to, true); ok && len(last) > 0 && m.refersBack(c) {
				for _, x := range last {
					say(x.keys, on, false, c.from, c.to) // "it was on, now it is off"
				}
			}
			pending = nil
			continue
		}
		last = nil
		for i, x := range c.mentions {
			on, weak, ok := m.standing(c, i)
			if !ok {
				if i == len(c.mentions)-1 && c.joined && x.to-x.from >= c.to-c.from-1 {
					pending = append(pending, x)
				}
				continue
			}
			for _, p := range pending {
				say(p.keys, on, weak, p.from, c.to)
			}
			pending = nil
			say(x.keys, on, weak, c.from, c.to)
			last = append(last, x)
		}
		if !c.joined {
			pending = nil
		}
	}
	return facts
}

// Bare reads an answer that names nothing: "it's off", «вимкнено».
func (r *Reader) Bare(text, lang string) (on, ok bool) {
	m := r.divide(text, lang)
	for _, c := range m.clauses {
		if c.question || m.doubtful(c) || len(c.mentions) > 0 || c.to-c.from > mostBare {
			continue
		}
		if v, said := m.state(c.from, c.to, false); said {
			on, ok = v, true
		}
	}
	return on, ok
}

// mostBare words in a clause that answers without naming the thing.
const mostBare = 7

// standing decides how the i-th mention of a clause stands: by the words after
// it up to the next, else by those before it.
func (m *message) standing(c clause, i int) (on, weak, ok bool) {
	x := c.mentions[i]
	if x.says != none {
		neg := m.negated(c.from, x.from)
		return (x.says == isOn) != neg, false, true
	}
	before, after := c.from, c.to
	if i > 0 {
		before = c.mentions[i-1].to
	}
	if i+1 < len(c.mentions) {
		after = c.mentions[i+1].from
	}
	rest := m.count(x.to, after)
	if rest.strong() {
		neg := rest.neg || m.negatedBefore(c, before, x.from, rest.on == 0 && rest.off > 0)
		on, ok = decide(rest, neg, m.afterColon(x.to, after))
		return on, false, ok
	}
	pre := m.count(before, x.from)
	if i > 0 && m.usedBy(c, i-1) {
		pre = tally{}
	}
	all := pre.with(rest)
	if all.none() {
		if c.cell && c.to-c.from-(x.to-x.from) <= 2 {
			return true, false, true // ✈️ Airplane Mode
		}
		return false, false, false
	}
	on, ok = decide(all, all.neg, role(none))
	return on, all.on+all.off == 0 && (all.mine || all.shown > 0), ok
}

// usedBy: the words between two mentions already told of the first.
func (m *message) usedBy(c clause, i int) bool {
	return m.count(c.mentions[i].to, c.mentions[i+1].from).strong()
}

// tally counts what words say.
type tally struct {
	on, off, shown, works int
	neg, mine, sees       bool
}

func (t tally) strong() bool { return t.on+t.off+t.works > 0 }
func (t tally) none() bool   { return t.on+t.off+t.shown+t.works == 0 && !t.neg }

func (t tally) with(o tally) tally {
	return tally{t.on + o.on, t.off + o.off, t.shown + o.shown, t.works + o.works, t.neg || o.neg, t.mine || o.mine, t.sees || o.sees}
}

// decide weighs them; colon is what stands after «:», which is the value.
func decide(t tally, neg bool, colon role) (on, ok bool) {
	switch {
	case colon == isOn:
		return true, true
	case colon == isOff || colon == not:
		return false, true
	case t.on > 0 && t.off > 0:
		return false, false
	case t.on > 0:
		return !neg, true
	case t.off > 0:
		return neg, true
	case t.works > 0:
		return true, !neg
	case t.shown > 0:
		return !neg, true
	}
	return false, neg
}

// state reads words that name no thing. strict wants a word for on or off.
func (m *message) state(from, to int, strict bool) (on, ok bool) {
	t := m.count(from, to)
	if strict && t.on+t.off == 0 || t.none() || t.sees && t.neg && !t.strong() {
		return false, false
	}
	return decide(t, t.neg, m.afterColon(from, to))
}

// similar says that a word is the name's with one slip of the keyboard.
func similar(said, name string) bool {
	if utf8.RuneCountInString(name) < 6 || said == name {
		return said == name
	}
	a, b := []rune(said), []rune(name)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] {
			return string(a[i+2:]) == string(b[i+2:])
		}
		return i == len(a) || string(a[i+1:]) == string(b[i+1:])
	}
	return string(a[i:]) == string(b[i+1:])
}
