package pick

import "github.com/rozmova/rozmova/internal/understand/normal"

// scope leaves the words that are about the thing: clauses that name another
// one, and what follows them, are about that.
func (v *vocabulary) scope(ws []word) []word {
	if len(v.q.Near) == 0 && len(v.q.Apart) == 0 {
		return ws
	}
	topics := v.topics(ws)
	other := false
	for _, t := range topics {
		other = other || !t.near
	}
	if !other {
		return ws
	}
	var out []word
	from, near := 0, true
	if len(topics) > 0 {
		near = topics[0].near
	}
	before := v.describesBefore(ws, topics)
	for k, t := range topics {
		cut := 0
		if k > 0 {
			cut = boundary(ws, topics[k-1].at, t.at, before)
		}
		if near && cut > from {
			out = append(out, ws[from:cut]...)
		}
		from, near = cut, t.near
	}
	if near {
		out = append(out, ws[from:]...)
	}
	return out
}

// topic is a place where a thing is named.
type topic struct {
	at   int
	near bool
}

func (v *vocabulary) topics(ws []word) []topic {
	near, apart := v.thingWords(v.q.Near), v.thingWords(v.q.Apart)
	var out []topic
	for i := 0; i < len(ws); i++ {
		n, a := mentionAt(ws, i, near), mentionAt(ws, i, apart)
		switch {
		case n == 0 && a == 0:
			continue
		case n >= a:
			out = append(out, topic{i, true})
		default:
			out = append(out, topic{i, false})
		}
		i += max(n, a) - 1
	}
	return out
}

// thing is a name as meanings, and the words that stand for it alone.
type thing struct {
	words []string
	heads map[string]bool
	stems []string // of its Cyrillic words
}

// thingWords: of "Mechanical Keyboard" the last word stands for the thing; of
// other words those that are no property of the options.
func (v *vocabulary) thingWords(names []string) []thing {
	var out []thing
	for _, n := range names {
		t := thing{heads: map[string]bool{}}
		ws := wordsOf(n, "")
		for i, w := range ws {
			t.words = append(t.words, w.is)
			if w.text[0] >= 0x80 {
				t.stems = append(t.stems, normal.Stem(w.text, "uk"))
			}
			property := len(v.byWord[w.is]) > 0 || len(v.byName[w.is]) > 0 || stops[w.text] || len([]rune(w.is)) < 3
			head := i == len(ws)-1 && w.text[0] < 0x80
			if head && len([]rune(w.is)) >= 3 || !property && (w.text[0] >= 0x80 || !adjectives[w.is]) {
				t.heads[w.is] = true
			}
		}
		if joined := joinedName(ws); joined != "" {
			t.heads[joined] = true
		}
		out = append(out, t)
	}
	return out
}

// isHead: the word is what a compound among the thing's words ends with.
func (t thing) isHead(text string) bool {
	if text == "" || text[0] < 0x80 {
		return false
	}
	head := normal.Stem(text, "uk")
	for _, s := range t.stems {
		if compound(s, head) {
			return true
		}
	}
	return false
}

// adjectives in names of goods that say little about which thing it is.
var adjectives = wordSet("wireless smart portabl electr digit indoor led action wall water set kit machin bluetooth run game garden offic desk cycl hike pet")

// joinedName: "tshirt" for "T-Shirt".
func joinedName(ws []word) string {
	if len(ws) != 2 || len(ws[0].text) > 2 {
		return ""
	}
	return ws[0].text + ws[1].is
}

// mentionAt is how many words at i name one of the things.
func mentionAt(ws []word, i int, things []thing) int {
	best := 0
	for _, t := range things {
		n := 0
		for n < len(t.words) && i+n < len(ws) && ws[i+n].is == t.words[n] {
			n++
		}
		if n == len(t.words) || n > 0 && t.heads[ws[i+n-1].is] {
			best = max(best, n)
		}
		if t.heads[ws[i].is] {
			best = max(best, 1)
		} else if t.isHead(ws[i].text) {
			best = max(best, 1)
		} else if len([]rune(ws[i].text)) >= 6 {
			for h := range t.heads {
				if slip(ws[i].is, h) {
					best = max(best, 1)
				}
			}
		}
	}
	return best
}

// boundary is where one clause ends and the next begins: at the last mark or
// conjunction before the next thing, or at the first one after the thing when
// properties stand before it («чорний для клавіатури, білий для лампи»).
func boundary(ws []word, from, to int, before bool) int {
	at := -1
	for i := from + 1; i <= to; i++ {
		if ws[i].cut || joins[ws[i].text] {
			at = i
			if before {
				break
			}
		}
	}
	if at < 0 {
		return to
	}
	return at
}

var joins = wordSet("and but also then plus і й та а але також ще и но")

// describesBefore: the properties stand before the thing they are said of.
func (v *vocabulary) describesBefore(ws []word, topics []topic) bool {
	if len(topics) < 2 || topics[0].at == 0 {
		return false
	}
	for i := topics[0].at - 1; i >= 0 && i >= topics[0].at-2; i-- {
		if ws[i].text == "for" || ws[i].text == "для" {
			for j := 0; j < i; j++ {
				if len(v.byWord[ws[j].is]) > 0 {
					return true
				}
			}
		}
	}
	return false
}
