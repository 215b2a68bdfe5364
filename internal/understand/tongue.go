package understand

import (
	"slices"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/entity"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// tongue is the language that a message brings into the conversation, "" where
// it tells nothing. «hiking boots» or «1234 Elm St» in a Ukrainian conversation
// is an answer in the words of the catalogue or of an address: what the options
// and the values say is no evidence of what the customer speaks.
func (m *message) tongue() string {
	text := m.text
	if m.s.Expect.Kind == conversation.ExpectSlot {
		text = m.ownWords()
	}
	return m.r.spoken(text, m.s)
}

// langOf is the language to read a message in: what it is written in, or else
// what the conversation is held in.
func (r *Recogniser) langOf(text string, s *conversation.State) string {
	if lang := r.spoken(text, s); lang != "" {
		return lang
	}
	return s.Lang
}

// surely is how sure the language must be to change it.
const surely = 0.6

// leastLetters that change the language: «ok» is said in all of them.
const leastLetters = 4

// spoken is the language of a text, "" where it does not tell, or is one that
// nobody here understands: then the conversation goes on in its own.
func (r *Recogniser) spoken(text string, s *conversation.State) string {
	lang, sure := r.lang.DetectAfter(text, s.Lang)
	if sure < surely || letters(text) < leastLetters || !slices.Contains(r.heard, lang) {
		return ""
	}
	if s.Messages > 0 && lang != s.Lang && cyrillic[s.Lang] && !cyrillic[lang] && !sentence(text) {
		return "" // «ok thanks», «iPhone 15 Pro» in a Ukrainian conversation
	}
	return lang
}

// cyrillic are the heard languages whose speakers put Latin words between their
// own: names of products, and thanks.
var cyrillic = map[string]bool{"uk": true, "ru": true}

// sentence says whether a text is more than a name or a phrase: it has a few
// words, and a small one among them.
func sentence(text string) bool {
	const words = 3
	n, small := 0, false
	for _, t := range normal.TokensIn(text, "none") {
		if t.Kind == normal.Word {
			n++
			small = small || classify.Small(t.Text)
		}
	}
	return n >= words && small
}

func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// ownWords are those that neither an option nor a value gave the customer.
func (m *message) ownWords() string {
	offered := map[string]bool{}
	note := func(text string) {
		for _, t := range normal.TokensIn(text, m.lang) {
			offered[t.Stem] = true
		}
	}
	for _, o := range m.s.Expect.Options {
		note(o.Title)
		for _, n := range o.Names {
			note(n)
		}
		for k, v := range o.Facets {
			note(k)
			note(v)
		}
	}
	var own []string
	for _, w := range m.words {
		if !offered[w.Stem] && !m.inValue(w) {
			own = append(own, m.text[w.Start:w.End])
		}
	}
	return strings.Join(own, " ")
}

// inValue: the word is part of an address, a name, an e-mail.
func (m *message) inValue(w normal.Token) bool {
	for _, x := range m.entities {
		switch x.Kind {
		case entity.KindAddress, entity.KindName, entity.KindEmail, entity.KindPostcode:
			if w.Start >= x.Start && w.End <= x.End {
				return true
			}
		}
	}
	return false
}
