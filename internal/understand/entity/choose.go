package entity

import (
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// Option is one of the answers that were offered.
type Option struct {
	Value string
	Names []string // as shown and as people say it, in any language
}

const (
	// leastScore is the share of an option's name that must be heard to take it for the answer.
	leastScore = 0.5
	// nearScore is the distance within which two options are not told apart.
	nearScore = 0.12
	// maxOptionTokens bounds the words compared in an answer; a choice is short.
	maxOptionTokens = 60
)

// Choose matches an answer to the options that were offered: by words in any form, with slips of the keyboard, or
// by position ("2", "the second one", «останній»). Names go before positions, so "2" means the option called
// "2 days" only when no other is the second. value is "" when nothing fits, and also when several fit about
// equally: then ambiguous holds them, best first, for the next question.
func Choose(text string, options []Option, lang string) (value string, confidence float64, ambiguous []string) {
	d := read(text, Context{Lang: lang})
	if len(d.tokens) > maxOptionTokens {
		d.tokens = d.tokens[:maxOptionTokens]
	}
	if len(d.tokens) == 0 || len(options) == 0 {
		return "", 0, nil
	}
	scores := scoreNames(d, options, lang)
	best := slices.Max(scores)
	if n, sure := position(d, len(options)); n >= 0 && best < 0.95 {
		return options[n].Value, sure, nil
	}
	if best < leastScore {
		return "", 0, nil
	}
	var near []int
	for i, s := range scores {
		if s >= leastScore && s >= best-nearScore {
			near = append(near, i)
		}
	}
	sort.SliceStable(near, func(a, b int) bool { return scores[near[a]] > scores[near[b]] })
	if len(near) == 1 {
		return options[near[0]].Value, min(best, 0.98), nil
	}
	if i := fullest(d, options, near, lang); i >= 0 {
		return options[i].Value, 0.85 * scores[i], nil
	}
	for _, i := range near {
		ambiguous = append(ambiguous, options[i].Value)
	}
	return "", best / 2, ambiguous
}

// fullest is the one of the near options that explains more of the answer's words than any other: «подарункову
// картку» names the gift card although it names a card, too. -1 when no single one does.
func fullest(d *doc, options []Option, near []int, lang string) int {
	best, most, tie := -1, 0, false
	for _, i := range near {
		var names []normal.Token
		for _, n := range options[i].Names {
			names = append(names, normal.TokensIn(n, lang)...)
		}
		explained := 0
		for _, t := range d.tokens {
			if slices.ContainsFunc(names, func(n normal.Token) bool {
				return n.Stem == t.Stem || n.Text[0] < 0x80 && t.Text[0] >= 0x80 && normal.SoundsLike(t.Text, n.Text)
			}) {
				explained++
			}
		}
		switch {
		case explained > most:
			best, most, tie = i, explained, false
		case explained == most:
			tie = true
		}
	}
	if tie || most < 2 {
		return -1
	}
	return best
}

// scoreNames returns for every option how much of its best name the answer says, from 0 to 1.
func scoreNames(d *doc, options []Option, lang string) []float64 {
	names := make([][][]normal.Token, len(options))
	shared := map[string]int{} // in how many options a stem occurs
	for i, o := range options {
		for _, n := range append(slices.Clone(o.Names), o.Value) {
			names[i] = append(names[i], normal.TokensIn(replaceUnderscores(n), lang))
		}
		seen := map[string]bool{}
		for _, name := range names[i] {
			for _, t := range name {
				if !seen[t.Stem] {
					seen[t.Stem] = true
					shared[t.Stem]++
				}
			}
		}
	}
	said := content(d.tokens)
	scores := make([]float64, len(options))
	for i := range options {
		for _, name := range names[i] {
			heard := said
			if denied(name) { // «не задано» is a name, and nothing that was taken back
				if heard = d.tokens; !denied(heard) {
					continue
				}
			}
			scores[i] = max(scores[i], scoreName(heard, name, shared, len(options)))
		}
	}
	return scores
}

func denied(name []normal.Token) bool {
	return slices.ContainsFunc(name, func(t normal.Token) bool { return t.Text == "не" || t.Text == "not" })
}

// scoreName is the weight of the name's words that were said, in the weight of them all. A word that several
// options share says little about which is meant.
func scoreName(said, name []normal.Token, shared map[string]int, options int) float64 {
	var all, heard float64
	matched := make([]bool, len(said))
	for _, t := range name {
		w := 1.0
		if stopWords[t.Text] {
			w = 0.1
		}
		if n := shared[t.Stem]; n > 1 && options > 1 {
			w *= 0.25 + 0.5/float64(n)
		}
		all += w
		best, at := 0.0, -1
		for j, s := range said {
			if like := likeness(s, t); like > best {
				best, at = like, j
			}
		}
		if at >= 0 {
			matched[at] = true
			heard += w * best
		}
	}
	if all == 0 || heard == 0 {
		return 0
	}
	covered := 0
	for j, s := range said {
		if matched[j] || stopWords[s.Text] {
			covered++
		}
	}
	// Half of a long name is enough when the answer is nothing but that: «синій» for «синій, розмір M».
	precision := float64(covered) / float64(len(said))
	recall := heard / all
	return max(recall*(0.8+0.2*precision), precision*min(1, 0.45+recall)*boolTo(recall >= 0.25))
}

func boolTo(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// likeness is 1 for the same stem, less for a likely slip of the keyboard, 0 otherwise.
func likeness(said, name normal.Token) float64 {
	switch {
	case said.Text == name.Text || said.Stem == name.Stem:
		return 1
	case said.Kind != normal.Word || name.Kind != normal.Word:
		return 0
	case said.Text[0] >= 0x80 && name.Text[0] < 0x80:
		return likeSound * boolTo(normal.SoundsLike(said.Text, name.Text))
	}
	n := utf8.RuneCountInString(name.Text)
	allowed := 0
	switch {
	case n >= 8:
		allowed = 2
	case n >= 4:
		allowed = 1
	}
	if allowed == 0 || n < mostShort && !sameFirst(said.Text, name.Text) && !swapped(said.Text, name.Text) {
		return 0 // "hard" is no "card"
	}
	if slips := distanceOf(said.Text, name.Text, allowed); slips <= allowed {
		return 1 - 0.1*float64(slips)
	}
	if n := utf8.RuneCountInString(name.Stem); n >= 5 && distanceOf(said.Stem, name.Stem, 1) == 1 {
		return 0.85
	}
	return 0
}

// mostShort letters of a word: where it has fewer, its first one must be right.
const mostShort = 6

// swapped: the first two letters changed places.
func swapped(a, b string) bool {
	x, y := []rune(a), []rune(b)
	return len(x) == len(y) && len(x) > 1 && x[0] == y[1] && x[1] == y[0]
}

// likeSound is how much a Latin name in Cyrillic letters is like it: «чиказька» and "Chicago".
const likeSound = 0.95

// content drops the word after a negation: «не перший, а другий» does not name the first.
func content(tokens []normal.Token) []normal.Token {
	kept := make([]normal.Token, 0, len(tokens))
	for i := 0; i < len(tokens); i++ {
		if (tokens[i].Text == "не" || tokens[i].Text == "not") && i+2 < len(tokens) {
			i++
			continue
		}
		kept = append(kept, tokens[i])
	}
	return kept
}

// position reads an answer by place; n is -1 when there is none. A bare number counts only when little else is
// said.
func position(d *doc, count int) (n int, confidence float64) {
	n = -1
	for i := 0; i < len(d.tokens); i++ {
		v, to, sure := ordinalAt(d, i)
		if v == 0 || sure < 0.6 || i > 0 && (d.word(i-1) == "не" || d.word(i-1) == "not") {
			continue
		}
		if v == -1 {
			v = count
		}
		if v > count || n >= 0 && n != v-1 {
			return -1, 0
		}
		n, confidence = v-1, sure
		i = to
	}
	if n >= 0 {
		return n, confidence
	}
	rest := 0
	for i := 0; i < len(d.tokens); i++ {
		q, ok := quantityAt(d, i)
		if !ok || isPronounOne(d, i) {
			if !stopWords[d.word(i)] && !positionWords[d.word(i)] {
				rest++
			}
			continue
		}
		v := int(q.value)
		if n >= 0 || float64(v) != q.value || v < 1 || v > count {
			return -1, 0
		}
		n = v - 1
		i = q.to
	}
	if n < 0 || rest > 0 {
		return -1, 0
	}
	return n, 0.93
}

var positionWords = set("номер|варіант|пункт|вариант|number|option|item|choice|no|цифра")

var stopWords = set("і|й|та|в|у|на|з|із|зі|до|від|за|для|по|про|що|це|цей|ця|мені|я|мій|будь|ласка|хочу|давайте|дайте|беру|оберу|вибираю|" +
	"и|с|из|от|для|это|мне|мой|пожалуйста|the|a|an|of|to|in|on|for|and|or|is|it|i|my|me|please|one|want|would|like|i'd|i'll|take|that|this|with")

func replaceUnderscores(s string) string {
	out := []byte(s)
	for i, c := range out {
		if c == '_' {
			out[i] = ' '
		}
	}
	return string(out)
}

// distanceOf is the Damerau–Levenshtein distance (neighbours may be swapped), or limit+1 when it is more.
func distanceOf(a, b string, limit int) int {
	const longest = 40
	x, y := []rune(a), []rune(b)
	if len(x) > longest || len(y) > longest || len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	var rows [3][longest + 1]int
	for j := range len(y) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, previous, current := &rows[(i+1)%3], &rows[(i-1)%3], &rows[i%3]
		current[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
	}
	return min(rows[len(x)%3][len(y)], limit+1)
}

func sameFirst(a, b string) bool {
	x, _ := utf8.DecodeRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return x == y
}
