package answer

import (
	"regexp"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Bounds of a quote, in runes. Lists stay whole up to the larger one.
const (
	quoteRunes = 420
	wholeRunes = 1600
	shortRunes = 280
)

// quoted is what of a passage answers, in its own words.
type quoted struct {
	Text  string
	Short string   // for reading aloud
	Steps []string // where it tells what to do one after the other
}

var numbered = regexp.MustCompile(`^\d{1,2}[.)]\s+`)

// quote trims a passage to what answers: the sentences that do, with those that
// they need to be understood; lists and tables whole. What reads like an order to
// a machine is left out.
func quote(p knowledge.Passage, query, lang string) quoted {
	lines := readable(p.Text)
	if len(lines) == 0 {
		return quoted{}
	}
	var out quoted
	list := false
	for _, l := range lines {
		if numbered.MatchString(l) && p.Steps {
			out.Steps = append(out.Steps, numbered.ReplaceAllString(l, ""))
		}
		list = list || numbered.MatchString(l) || strings.HasPrefix(l, "– ")
	}
	if list || isTable(lines) {
		out.Text = cut(strings.Join(lines, "\n"), wholeRunes)
		out.Short = cut(spoken(lines, query, lang), shortRunes)
	} else {
		all := sentences(strings.Join(lines, "\n"))
		at := nearest(all, query, lang)
		out.Text = window(all, at, quoteRunes)
		out.Short = window(all[at:], 0, shortRunes)
	}
	if n := len(p.Headings); n > 0 && out.Text != "" {
		out.Text = strings.TrimRight(p.Headings[n-1], ".:") + "\n" + out.Text
		if !strings.HasSuffix(out.Short, ".") || lowerStart(out.Short) {
			out.Short = strings.TrimRight(p.Headings[n-1], ".:?") + ". " + out.Short
		}
	}
	return out
}

// readable are the lines of a text without those that are no customer's business.
func readable(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		var keep []string
		for _, s := range sentences(line) {
			if !instructs(s) {
				keep = append(keep, s)
			}
		}
		if len(keep) > 0 {
			out = append(out, strings.Join(keep, " "))
		}
	}
	return out
}

// isTable says whether most lines are rows: «Тариф: Старт; Ціна: 150 грн».
func isTable(lines []string) bool {
	rows := 0
	for _, l := range lines {
		if strings.Contains(l, "; ") && strings.Contains(l, ": ") {
			rows++
		}
	}
	return rows*2 > len(lines)
}

// spoken is what of a list or a table is read aloud: the line that is nearest to
// the question, or the beginning of steps.
func spoken(lines []string, query, lang string) string {
	if numbered.MatchString(lines[0]) || len(lines) > 1 && numbered.MatchString(lines[1]) {
		return strings.Join(lines, " ")
	}
	return strings.TrimPrefix(lines[nearest(lines, query, lang)], "– ")
}

// nearest is the part that is nearest to the question.
func nearest(parts []string, query, lang string) int {
	q, whole := subject(query, lang), sense(query, lang)
	at, top := 0, -1.0
	for i, p := range parts {
		v := sense(p, lang)
		score := naming(q, subject(p, lang)) + cosine(&whole, &v)
		if i == 0 {
			score += .1 // the first sentence says what it is about
		}
		if score > top {
			at, top = i, score
		}
	}
	return at
}

// window is a sentence with those around it that there is room for: those before
// it first, because it may rest on them.
func window(all []string, at, limit int) string {
	from, to, size := at, at+1, runes(all[at])
	for {
		switch {
		case from > 0 && size+runes(all[from-1]) < limit:
			from--
			size += runes(all[from]) + 1
		case to < len(all) && size+runes(all[to]) < limit:
			size += runes(all[to]) + 1
			to++
		default:
			return cut(strings.Join(all[from:to], " "), limit)
		}
	}
}

func runes(s string) int { return len([]rune(s)) }

// cut ends a text at a limit, between lines or words.
func cut(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	short := string(r[:limit])
	if at := strings.LastIndexByte(short, '\n'); at > limit/2 {
		return strings.TrimSpace(short[:at])
	}
	if at := strings.LastIndexByte(short, ' '); at > 0 {
		short = short[:at]
	}
	return strings.TrimRight(short, " ,;:–-") + "…"
}

func lowerStart(s string) bool {
	for _, r := range s {
		return strings.ToLower(string(r)) == string(r) && strings.ToUpper(string(r)) != string(r)
	}
	return true
}
