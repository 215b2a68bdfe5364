package search

import (
	"strings"

	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// token is a word as the index and the queries see it: both are read by analyse and by nothing else.
type token struct {
	word  string // normal form
	stem  string
	small bool // holds sentences together, asks, or is polite: it says nothing of what is wanted
	exact bool // a number or a code, which is alike to nothing but itself
}

// analyse divides a text into words with the stems of its language.
func analyse(text, lang string) []token {
	tokens := normal.TokensIn(text, stemmer(text, base(lang)))
	out := make([]token, 0, len(tokens))
	for _, t := range tokens {
		if t.Kind == normal.Emoji {
			continue
		}
		out = append(out, token{word: t.Text, stem: t.Stem, small: t.Kind == normal.Word && isSmall(t.Text), exact: t.Kind != normal.Word})
	}
	return out
}

// base is a language without its country.
func base(lang string) string {
	lang, _, _ = strings.Cut(lang, "-")
	return lang
}

// stemmer is the language whose stems a text has. Russian letters in a text that is said to be Ukrainian, and the
// other way round, are believed.
func stemmer(text, lang string) string {
	switch lang {
	case "uk", "ru":
		if byLetters := normal.ScriptLanguage(strings.ToLower(text)); byLetters == "ru" || byLetters == "uk" && strings.ContainsAny(text, "іїєґІЇЄҐ") {
			return byLetters
		}
	}
	return lang
}

func isSmall(word string) bool { return classify.Small(word) || courtesies[word] }

// courtesies are words of those who ask, beside those that the classifier knows.
var courtesies = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("підкажи порадьте порадь поясніть поясни розкажіть розкажи допоможіть допоможи цікавить цікаво питання запитання " +
		"хотілось бажаю прошу якось чим кому кого чого чому ким яких якими якому якій котрий котра кожен кожна кожне " +
		"подскажи посоветуйте объясните объясни расскажите расскажи помогите помоги интересует вопрос хотелось прошу " +
		"explain question help someone anyone somebody something anything way possible wondering best how's what's where's i'm can't couldn't wouldn't able") {
		out[w] = true
	}
	return out
}()
