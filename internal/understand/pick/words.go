package pick

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/understand/normal"
)

// word is one meaning in a text. One token may give several ("8GB", "waterproof").
type word struct {
	is    string // meaning
	text  string // as written, in lower case
	upper bool   // written with a capital
	cut   bool   // a mark stands before it
	mark  string // what is written before it
	token int
	spent bool // part of a turn of phrase ("if not available"): negates nothing
}

// wordsOf reads a text, with units apart from their numbers.
func wordsOf(text, lang string) []word {
	text = strings.ReplaceAll(text, "%", " percent ")
	for _, quote := range []string{`"`, "”", "″"} {
		if i := strings.Index(text, quote); i > 0 && text[i-1] >= '0' && text[i-1] <= '9' {
			text = strings.Replace(text, quote, " inch ", 1)
		}
	}
	tokens := normal.TokensIn(text, lang)
	out := make([]word, 0, len(tokens)+4)
	end := 0
	for i, t := range tokens {
		gap := ""
		if t.Start > end {
			gap = text[end:t.Start]
		}
		end = t.End
		r, _ := utf8.DecodeRuneInString(text[t.Start:])
		w := word{text: t.Text, upper: unicode.IsUpper(r), mark: gap, cut: strings.ContainsAny(gap, ".,;:!?\n()–—>") || strings.Contains(gap, " - "), token: i}
		if t.Kind == normal.Code {
			if n, unit := splitUnit(t.Text); unit != "" {
				w.is = n
				out = append(out, w)
				for _, m := range meaning(unit, unit) {
					out = append(out, word{is: m, text: unit, token: i})
				}
				continue
			}
		}
		for j, m := range meaning(t.Text, t.Stem) {
			if j > 0 {
				w.cut, w.mark = false, ""
			}
			if n := len(out); n > 0 && out[n-1].is == m && out[n-1].token != i && j == 0 && !w.cut {
				continue // "stainless steel": the first word says it all
			}
			if n := len(out); n > 0 && (m == "1000" || m == "100") && t.Kind == normal.Word && len(out[n-1].is) == 1 && out[n-1].number() && !w.cut {
				out[n-1].is += m[1:] // «дві тисячі»
				continue
			}
			w.is = m
			out = append(out, w)
		}
	}
	return standings(out)
}

// splitUnit divides 8gb into 8 and gb.
func splitUnit(code string) (number, unit string) {
	at := strings.IndexFunc(code, unicode.IsLetter)
	if at <= 0 || strings.ContainsFunc(code[at:], unicode.IsDigit) || code[0] == '#' {
		return code, ""
	}
	return code[:at], code[at:]
}

func (w word) number() bool { return w.is != "" && w.is[0] >= '0' && w.is[0] <= '9' }

// wordSet is a set of words given in one text.
func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// has says whether the words from i on are a phrase, as written.
func has(ws []word, i int, phrase string) int {
	n := 0
	for p := range strings.FieldsSeq(phrase) {
		if i+n >= len(ws) || ws[i+n].text != p {
			return 0
		}
		n++
	}
	return n
}

// anyOf is the length of the longest of the phrases at i.
func anyOf(ws []word, i int, phrases []string) int {
	best := 0
	for _, p := range phrases {
		best = max(best, has(ws, i, p))
	}
	return best
}

var (
	negators = wordSet("not no non without isn't doesn't don't dont cannot never не без ні ані немає нема minus нет")
	// stops carry no property.
	stops   = wordSet("a an the i me my to for in on of and or with one it is be that this them from want would like please need get can you some any і й та в у на з із мені я мій хочу будь ласка це для до що as than як ніж already уже вже")
	generic = wordSet("type life set count level option setting featur kit rang equival order item product purchas thing замов товар річ покуп заказ")
)
