package main

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// Besides the languages as they are written, the model learns what people type when they write Ukrainian or Russian in
// Latin letters, or forgot to switch the keyboard. internal/understand/language keeps these apart by their codes.

// inLatin returns a way of writing Cyrillic in Latin letters, the same for a whole message: nobody follows the
// official tables, and nobody mixes all habits.
func inLatin(russian bool) func(*rand.Rand) func(string) string {
	return func(r *rand.Rand) func(string) string {
		table := map[rune]string{'\'': "", 'ʼ': "", '’': ""}
		letters := ukrainianInLatin
		if russian {
			letters = russianInLatin
		}
		for letter, ways := range letters {
			choice := ways[0]
			if len(ways) > 1 {
				choice = ways[r.IntN(len(ways))]
			}
			table[letter] = choice
		}
		return func(word string) string { return replaceLetters(word, table) }
	}
}

var ukrainianInLatin = ways("а a|б b|в v v v w|г h h g|ґ g|д d|е e|є ye ie je e|ж zh zh zh j|з z|и y y y i|і i|ї yi i ji|й y i j|к k|" +
	"л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|х kh h x|ц ts ts c|ч ch|ш sh|щ shch sch sh|ь   '|ю yu iu ju u|я ya ia ja|ы y|э e|ъ |ё yo")

var russianInLatin = ways("а a|б b|в v v v w|г g|д d|е e e e ye|ё e yo|ж zh zh zh j|з z|и i|й y i j|к k|л l|м m|н n|о o|п p|р r|с s|т t|" +
	"у u|ф f|х kh h x|ц ts ts c|ч ch|ш sh|щ shch sch sh|ъ |ы y y i|ь   '|э e|ю yu ju u|я ya ja ia")

// ways reads rows of a letter and how it may be written; a space more is the way of leaving it out.
func ways(rows string) map[rune][]string {
	out := map[rune][]string{}
	for row := range strings.SplitSeq(rows, "|") {
		letter := []rune(row)[0]
		out[letter] = strings.Split(strings.TrimPrefix(row, string(letter)+" "), " ")
	}
	return out
}

// onLatinKeys is Cyrillic typed while the keyboard was English: «привіт» as "ghbdsn". Some letters are typed with
// punctuation, which divides the word.
func onLatinKeys(russian bool) func(*rand.Rand) func(string) string {
	cyrillic := "йцукенгшщзхїфівапролджєячсмитьбю"
	if russian {
		cyrillic = "йцукенгшщзхъфывапролджэячсмитьбю"
	}
	table := map[rune]string{'\'': " ", 'ё': " ", 'ґ': " "}
	keys := []rune("qwertyuiop[]asdfghjkl;'zxcvbnm,.")
	for i, letter := range []rune(cyrillic) {
		table[letter] = string(keys[i])
	}
	return func(*rand.Rand) func(string) string {
		return func(word string) string { return replaceLetters(word, table) }
	}
}

// onCyrillicKeys is English typed while the keyboard was Ukrainian or Russian: "hello" as «руддщ».
func onCyrillicKeys(r *rand.Rand) func(string) string {
	cyrillic := "йцукенгшщзхїфівапролджєячсмитьбю"
	if r.IntN(2) == 0 {
		cyrillic = "йцукенгшщзхъфывапролджэячсмитьбю"
	}
	table := map[rune]string{}
	letters := []rune(cyrillic)
	for i, key := range "qwertyuiop[]asdfghjkl;'zxcvbnm,." {
		table[key] = string(letters[i])
	}
	return func(word string) string { return replaceLetters(word, table) }
}

func replaceLetters(word string, table map[rune]string) string {
	var b strings.Builder
	for _, r := range word {
		if s, ok := table[r]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// runs divides what was typed as the detector will.
func runs(typed string) []string {
	return strings.FieldsFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) })
}
