package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/understand/language"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Query is what is asked for.
type Query struct {
	Text       string
	Lang       string                 // of whoever asks: articles in it go first; "" where the text is to tell
	Collection knowledge.CollectionID // "" for all
	Audience   knowledge.Audience     // Public for customers; Internal sees both
	Limit      int                    // 0 for ten
	Context    string                 // what was spoken of before: weighs little beside the text
}

// The bounds of a query: a pasted page is asked about by its beginning.
const (
	longestQuery = 2000 // bytes
	mostTerms    = 48
	usualLimit   = 10
	mostHits     = 100
)

// question is a query as the index reads it.
type question struct {
	terms   []term
	lang    string
	weight  float64 // of all terms
	meaning small8
	grams   map[gram]float64 // of its telling words
	length  float64          // of grams
}

// term is a word of a query with all stems that it may mean.
type term struct {
	token
	weight   float64
	variants []variant
	meaning  small8
	next     int // the next telling term, -1 for none
}

// variant is a stem of the index that a term may mean.
type variant struct {
	stem int32
	near float64 // 1 for the stem itself
}

// How much a query's words weigh.
const (
	smallWeight   = 0.04 // of a word that says little, beside a telling one
	contextWeight = 0.3  // of a word that was said before
)

// understand reads a query against the vocabulary. The caller holds the lock.
func (x *Index) understand(q Query) *question {
	text := shorten(q.Text, longestQuery)
	tokens := x.meant(text, q.Lang)
	a := &question{lang: q.Lang}
	if a.lang == "" {
		a.lang = normal.ScriptLanguage(strings.ToLower(text))
	}
	telling := 0
	for _, t := range tokens {
		if !t.small {
			telling++
		}
	}
	seen := map[string]bool{}
	add := func(t token, by float64, said []variant) {
		if seen[t.stem] || len(a.terms) == mostTerms {
			return
		}
		seen[t.stem] = true
		m := term{token: t, next: -1, meaning: wordVector(t)}
		m.variants = merge(x.variants(t), said)
		m.weight = x.weigh(m) * by
		if len(m.variants) == 0 || m.variants[0].near < 1 {
			m.variants = append(m.variants, x.synonyms(&m)...)
		}
		if t.small && telling > 0 {
			m.weight = x.strangest() * smallWeight * by
		}
		a.terms = append(a.terms, m)
		a.weight += m.weight
	}
	said := x.say(tokens)
	for i, t := range tokens {
		add(t, 1, said[i])
	}
	for _, t := range x.joined(tokens) {
		add(t, 1, nil)
	}
	if q.Context != "" {
		for _, t := range analyse(shorten(q.Context, longestQuery), q.Lang) {
			if !t.small {
				add(t, contextWeight, nil)
			}
		}
	}
	a.chain()
	a.meaning = a.direction()
	a.spell()
	return a
}

// weigh is how telling a term is: what its likeliest variant is.
func (x *Index) weigh(m term) float64 {
	if len(m.variants) == 0 {
		return x.strangest() * strangeness
	}
	return x.idf(m.variants[0].stem)
}

// strangeness is what a word counts that no article has: it may be a name, or a word for the same thing.
const strangeness = 0.6

// merge joins two lists of variants, the likeliest first.
func merge(a, b []variant) []variant {
	for _, v := range b {
		if i := slices.IndexFunc(a, func(o variant) bool { return o.stem == v.stem }); i < 0 {
			a = append(a, v)
		} else {
			a[i].near = max(a[i].near, v.near)
		}
	}
	slices.SortStableFunc(a, func(p, q variant) int { return cmp.Compare(q.near, p.near) })
	return a
}

// chain links each telling term with the next one.
func (a *question) chain() {
	last := -1
	for i, t := range a.terms {
		if t.small {
			continue
		}
		if last >= 0 {
			a.terms[last].next = i
		}
		last = i
	}
}

// direction is what the whole query means.
func (a *question) direction() small8 {
	var sum [width]float32
	for _, t := range a.terms {
		by := float32(1)
		if t.small {
			by = smallMeaning
		}
		addWord(&sum, t.word, by)
	}
	return pack(&sum)
}

func (a *question) spell() {
	a.grams = map[gram]float64{}
	for _, t := range a.terms {
		if !t.small {
			for _, g := range gramsOf(nil, t.word) {
				a.grams[g]++
			}
		}
	}
	for _, n := range a.grams {
		a.length += n * n
	}
}

// meant reads the words of a text in the letters that they were meant in: of a wrong keyboard or of Latin letters for
// Cyrillic ones, where more of them are words of the index that way.
func (x *Index) meant(text, lang string) []token {
	tokens := analyse(text, lang)
	var other string
	switch typing := language.TypingOf(text); typing {
	case language.AsWritten:
		return tokens
	case language.UkrainianInLatin, language.RussianInLatin:
		other = normal.FromLatin(normal.Clean(text))
	default:
		other, _ = normal.OtherLayout(normal.Clean(text), typing == language.RussianOnKeys)
	}
	if other == "" {
		return tokens
	}
	if otherwise := analyse(other, ""); x.sense(otherwise) > x.sense(tokens) {
		return otherwise
	}
	return tokens
}

// sense is the share of letters in words that the index knows, or nearly knows.
func (x *Index) sense(tokens []token) float64 {
	known, all := 0.0, 0.0
	for _, t := range tokens {
		n := float64(len(t.word))
		all += n
		if t.small {
			known += n
		} else if v := x.variants(t); len(v) > 0 {
			known += n * v[0].near
		}
	}
	return known / max(all, 1)
}

// joined are words that were written apart and that the index has in one: "log in" and "login".
func (x *Index) joined(tokens []token) []token {
	var out []token
	for i := 1; i < len(tokens); i++ {
		a, b := tokens[i-1], tokens[i]
		if a.exact && b.exact || len(a.word)+len(b.word) < 5 {
			continue
		}
		for _, t := range analyse(a.word+b.word, "") {
			if _, ok := x.known(t.stem); ok && !t.small {
				out = append(out, t)
			}
		}
	}
	return out
}

func shorten(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "")
}
