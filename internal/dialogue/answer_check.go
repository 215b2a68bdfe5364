package dialogue

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Limits on an answer, whoever found it.
const (
	maxAnswerRunes = 2400
	maxShortRunes  = 600
	maxAnswerSteps = 20
	maxStepRunes   = 500
	maxCitations   = 3
	maxCompeting   = 3
	maxTitleRunes  = 200
	maxURLRunes    = 500
)

// presentable is what of a search's result may be said to a customer: an answer
// with a public source and within bounds, or two or three public articles to
// choose from. Nothing else is said; ok is false then.
func (m *machine) presentable(d conversation.AnswerFound, asked *conversation.SoughtAnswer) (_ conversation.AnswerFound, ok bool) {
	if m.in.At.After(asked.Until) {
		return d, false
	}
	switch d.Kind {
	case conversation.AnswerReady:
		d.Text, d.Short = tidy(d.Text), tidy(d.Short)
		if d.Text == "" || runes(d.Text) > maxAnswerRunes || runes(d.Short) > maxShortRunes || len(d.Steps) > maxAnswerSteps {
			return d, false
		}
		steps := make([]string, 0, len(d.Steps))
		for _, s := range d.Steps {
			if s = tidy(s); s == "" || runes(s) > maxStepRunes {
				return d, false
			}
			steps = append(steps, s)
		}
		d.Steps = steps
		if d.Source != conversation.AnswerQuoted && d.Source != conversation.AnswerWritten {
			return d, false
		}
		if slices.ContainsFunc(d.Citations, func(c conversation.Cited) bool { return !c.Public }) {
			return d, false // words of an internal article may stand in the answer
		}
		d.Citations = showable(d.Citations, maxCitations)
		return d, len(d.Citations) > 0
	case conversation.AnswerCompeting:
		d.Options = showable(d.Options, maxCompeting)
		return d, len(d.Options) > 1
	}
	return d, false
}

// showable are the sources that a customer may see, each article once.
func showable(cs []conversation.Cited, most int) []conversation.Cited {
	var out []conversation.Cited
	seen := map[string]bool{}
	for _, c := range cs {
		c.Title = strings.Join(strings.Fields(tidy(c.Title)), " ")
		if !c.Public || c.Article == "" || seen[c.Article] || c.Title == "" || runes(c.Title) > maxTitleRunes || len(out) == most {
			continue
		}
		if !safeAddress(c.URL) {
			c.URL = ""
		}
		seen[c.Article] = true
		out = append(out, c)
	}
	return out
}

// safeAddress: a page of ours, or one of the web.
func safeAddress(address string) bool {
	if runes(address) > maxURLRunes {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "" && u.Host == "" && strings.HasPrefix(address, "/")
}

func plainCitations(cs []conversation.Cited) []conversation.Citation {
	out := make([]conversation.Citation, len(cs))
	for i, c := range cs {
		out[i] = c.Citation
	}
	return out
}

// tidy takes out what has no place in a text: control characters and marks that
// turn the direction of writing.
func tidy(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return -1
		}
		return r
	}, s))
}

func runes(s string) int { return len([]rune(s)) }

func cutRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// citations go with the message that says the answer.
func (m *machine) citations(text string) []conversation.Citation {
	if len(m.cite) == 0 {
		return nil
	}
	d := m.citing
	for _, words := range append([]string{d.Text, d.Short}, d.Steps...) {
		if head := cutRunes(harmless(words), 40); head != "" && strings.Contains(text, head) {
			cited := m.cite
			m.cite = nil
			return cited
		}
	}
	return nil
}
