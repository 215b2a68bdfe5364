package onoff

import (
	"strings"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// message is one text, divided.
type message struct {
	text    string
	tokens  []normal.Token
	roles   []role
	clauses []clause
}

// divide finds the clauses of a text and what is named in each.
func (r *Reader) divide(text, lang string) *message {
	text = normal.Limit(text)
	m := &message{text: text, tokens: normal.TokensIn(text, lang)}
	named := r.mentions(m.tokens)
	inName := make([]bool, len(m.tokens))
	for _, x := range named {
		for i := x.from; i < x.to; i++ {
			inName[i] = true
		}
	}
	m.roles = make([]role, len(m.tokens))
	for i := range m.tokens {
		if !inName[i] {
			m.roles[i] = m.roleAt(i)
		}
	}
	from := 0
	cut := func(to, next int, question, cell, joined bool) {
		if to > from {
			m.clauses = append(m.clauses, clause{from: from, to: to, question: question, cell: cell, joined: joined})
		}
		from = next
	}
	bar := strings.Count(text, "|") >= 1
	for i := range m.tokens {
		gap := m.gap(i)
		switch {
		case strings.ContainsAny(gap, "\n|.;!?,()") && !inside(named, i+1):
			cut(i+1, i+1, strings.Contains(gap, "?"), bar && cellMark(m, from, i+1), false)
		case i == len(m.tokens)-1:
			cut(i+1, i+1, strings.Contains(gap, "?"), bar && cellMark(m, from, i+1), false)
		case m.roles[i] == joiner || m.roles[i] == none && turns[m.tokens[i].Text]:
			cut(i, i+1, false, false, m.roles[i] == joiner)
		}
	}
	for _, x := range named {
		for i := range m.clauses {
			if c := &m.clauses[i]; c.from <= x.from && x.from < c.to {
				c.mentions = append(c.mentions, x)
			}
		}
	}
	return m
}

// turns are conjunctions that begin another thought.
var turns = set("but а але однак проте но while whereas зато")

// cellMark: the clause stands between the bars of a status line.
func cellMark(m *message, from, to int) bool {
	before, after := "", m.gap(to-1)
	if from > 0 {
		before = m.gap(from - 1)
	}
	return strings.Contains(before, "|") || strings.Contains(after, "|")
}

// gap is what is written after token i.
func (m *message) gap(i int) string {
	end := len(m.text)
	if i+1 < len(m.tokens) {
		end = m.tokens[i+1].Start
	}
	if m.tokens[i].End > end {
		return ""
	}
	return m.text[m.tokens[i].End:end]
}

// inside says that a cut at token i would divide a name.
func inside(named []mention, i int) bool {
	for _, x := range named {
		if x.from < i && i < x.to {
			return true
		}
	}
	return false
}

// roleAt reads a word where it stands: "on" before a place is no state, and
// "turn off" is a wish.
func (m *message) roleAt(i int) role {
	w := m.tokens[i].Text
	r := roleOf(w)
	if r != isOn && r != isOff {
		return r
	}
	if w == "on" && i+1 < len(m.tokens) && afterOn[m.tokens[i+1].Text] && !m.hedged(i+1) && !strings.ContainsAny(m.gap(i), ".,;\n|()") {
		return none
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if p := m.tokens[j].Text; (p == "turn" || p == "switch" || p == "toggle") && (w == "on" || w == "off") {
			return wishes
		}
	}
	return r
}

// mentions finds what is named; the longest name at a place wins.
func (r *Reader) mentions(tokens []normal.Token) []mention {
	var out []mention
	for i := 0; i < len(tokens); {
		best := mention{}
		letter, _ := utf8.DecodeRuneInString(tokens[i].Text)
		for _, n := range r.first[letter] {
			x := &r.names[n]
			k := x.at(tokens[i:])
			switch {
			case k == 0 || k < best.to-best.from:
			case k > best.to-best.from:
				best = mention{i, i + k, []string{x.key}, x.says}
			case best.says == x.says:
				best.add(x.key)
			}
		}
		if best.to == 0 {
			i++
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n].to == best.from && out[n].says == best.says && out[n].shares(best) {
			out[n].to = best.to // «✈️ Airplane Mode» is one thing
		} else {
			out = append(out, best)
		}
		i = best.to
	}
	return out
}

func (x *mention) shares(o mention) bool {
	for _, k := range o.keys {
		for _, own := range x.keys {
			if k == own {
				return true
			}
		}
	}
	return false
}

func (x *mention) add(key string) {
	for _, k := range x.keys {
		if k == key {
			return
		}
	}
	x.keys = append(x.keys, key)
}

// at is how many of the words are the name: in any form of them, with a slip
// of the keyboard, written together or apart.
func (x *name) at(words []normal.Token) int {
	if len(words) >= len(x.text) {
		same := true
		for j, w := range x.text {
			t := words[j]
			if t.Text != w && !(t.Stem == x.stems[j] && len([]rune(t.Stem)) >= 4) && !similar(t.Text, w) {
				same = false
				break
			}
		}
		if same {
			return len(x.text)
		}
	}
	joined := ""
	for k := 0; k < len(words) && k < 4 && len(joined) < len(x.joined); k++ {
		if joined += words[k].Text; joined == x.joined {
			return k + 1
		}
	}
	return 0
}

// doubtful clauses say nothing: they ask, wish or do not know.
func (m *message) doubtful(c clause) bool {
	line := ""
	for i := c.from; i < c.to; i++ {
		switch m.roles[i] {
		case doubts:
			return true
		case wishes:
			return true
		}
		line += m.tokens[i].Text + " "
	}
	for _, u := range undecided {
		if strings.HasPrefix(line, u) || strings.Contains(line, " "+u) {
			return true
		}
	}
	return false
}

// refersBack: a clause without a name that goes on about the thing before.
func (m *message) refersBack(c clause) bool {
	if c.to-c.from > mostBare || c.from > 0 && strings.ContainsAny(m.gap(c.from-1), "\n|") {
		return false
	}
	for i := c.from; i < c.to; i++ {
		if refers[m.tokens[i].Text] {
			return true
		}
	}
	return false
}

var refers = set("it its it's now already це його її він вона воно зараз тепер вже уже сейчас теперь он оно")

// count adds up the words from to. A «no» that only answers («ні, вимкнено»)
// does not turn what follows round.
func (m *message) count(from, to int) tally {
	t := tally{}
	for i := from; i < to; i++ {
		switch m.roles[i] {
		case isOn:
			if answersOnly(m.tokens[i].Text) && i+1 < to && !strings.Contains(m.gap(max(0, i-1)), ":") {
				continue
			}
			t.on++
		case isOff:
			t.off++
		case shown:
			t.shown++
		case sees:
			t.shown++
			t.sees = true
		case works:
			t.works++
		case not:
			if refuses[m.tokens[i].Text] && i+1 < to && m.strongAfter(i+1, to) && i == from {
				continue
			}
			t.neg = true
		case reader:
			t.mine = true
		}
	}
	return t
}

// answersOnly are words that agree; they are a state only as the last word.
func answersOnly(w string) bool { return w == "yes" || w == "так" || w == "да" || w == "ага" }

var refuses = set("no nope nah ні нет")

func (m *message) strongAfter(from, to int) bool {
	for i := from; i < to; i++ {
		if r := m.roles[i]; r == isOn || r == isOff {
			return true
		}
	}
	return false
}

func (m *message) negated(from, to int) bool {
	for i := from; i < to; i++ {
		if m.roles[i] == not {
			return true
		}
	}
	return false
}

// negatedBefore: "no VPN connected", "I don't think airplane mode is on". A
// «no» with a pause after it is an answer of its own.
func (m *message) negatedBefore(c clause, from, to int, off bool) bool {
	if off && from == c.from && refuses[m.tokens[from].Text] {
		from++ // «ні роумінг вимкнено»
	}
	return m.negated(from, to)
}

// afterColon is the first state after the last «:» of the words from to.
func (m *message) afterColon(from, to int) role {
	for i := to - 1; i >= max(0, from-1); i-- {
		if i < 0 || i >= len(m.tokens)-1 || !strings.ContainsAny(m.gap(i), ":=") || i+1 >= to {
			continue
		}
		for j := i + 1; j < to; j++ {
			if r := m.roles[j]; r == isOn || r == isOff || r == not {
				if r == not && m.strongAfter(j+1, to) {
					return none
				}
				return r
			}
		}
		return none
	}
	return none
}

// hedged: "it's on I think" tells how it stands after all.
func (m *message) hedged(i int) bool {
	return m.tokens[i].Text == "i" && i+1 < len(m.tokens) && thinks[m.tokens[i+1].Text]
}
