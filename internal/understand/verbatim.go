package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// verbatim is the one option that the message names word for word and says nothing
// besides, but for «пише», "it says" and the like. Of options that share their words
// («погано», «дуже погано») likeness alone cannot tell.
func (m *message) verbatim(options []entity.Option) (string, bool) {
	said := plainWords(m.words)
	if said == "" {
		return "", false
	}
	found := ""
	for _, o := range options {
		for _, name := range o.Names {
			if plainWords(normal.TokensIn(name, m.lang)) != said || found == o.Value {
				continue
			}
			if found != "" {
				return "", false
			}
			found = o.Value
		}
	}
	return found, found != ""
}

// plainWords are words without those that only lead up to an answer.
func plainWords(words []normal.Token) string {
	var out []string
	for _, w := range words {
		if w.Kind != normal.Emoji && !leadIn[w.Text] {
			out = append(out, w.Text)
		}
	}
	return strings.Join(out, " ")
}

var leadIn = wordSet("it its it's is says say said saying shows showing showed now still just got i get the this result speed test well hm hmm ok okay so um uh and " +
	"пише показує показало показав каже там тут вже уже досі ще тест тесту швидкість швидкості результат це ну ой а і о все усе всьо тепер зараз вийшло мені в мене у виявилося")
