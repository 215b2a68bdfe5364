package normal

import (
	"strings"
	"unicode/utf8"
)

// The Ukrainian stemmer strips one ending, the longest known, and then evens out what the ending left behind.
// It joins a verb with its verbal noun (повернути, поверніть, повернення → поверн) and both aspects made with
// -ува- (купити, купувати → куп), since for understanding a request they say the same. Consistency within one
// word's forms matters here, linguistic truth of the stem does not.

// minStem is the fewest letters that an ending may leave; the rest must hold a vowel, too.
const minStem = 3

func stemUkrainian(word string) string {
	word = strings.ReplaceAll(word, "'", "") // many leave it out: звязок, память
	if s, ok := ukrainianWords[word]; ok {
		return s
	}
	letters := []rune(word)
	if len(letters) <= minStem {
		return word
	}
	for i, r := range letters {
		if r == 'ґ' {
			letters[i] = 'г'
		}
	}
	letters = evenWent(trimReflexive(letters))
	if s, ok := ukrainianWords[string(letters)]; ok {
		return s
	}
	letters = trimEnding(letters)
	letters = evenOut(letters)
	stem := string(letters)
	if alias, ok := ukrainianAliases[stem]; ok {
		return alias
	}
	return stem
}

// trimReflexive drops -ся and -сь of verbs: повернувся, зламалось.
func trimReflexive(w []rune) []rune {
	n := len(w)
	if n >= 6 && w[n-2] == 'с' && (w[n-1] == 'я' || w[n-1] == 'ь') && w[n-3] != 'с' {
		return w[:n-2]
	}
	return w
}

// evenWent joins the past of -йти with its other forms: підійшов, підійшло → підійд(е).
func evenWent(w []rune) []rune {
	n := len(w)
	if n < 7 {
		return w
	}
	switch string(w[n-4:]) {
	case "йшов", "йшла", "йшло", "йшли":
		return append(w[:n-3:n-3], 'д')
	}
	return w
}

func trimEnding(w []rune) []rune {
	var buf [maxStemBytes]byte
	for n := min(longestEnding, len(w)-minStem); n > 0; n-- {
		rest := w[:len(w)-n]
		if !hasVowel(rest) {
			continue
		}
		end := buf[:0]
		for _, r := range w[len(w)-n:] {
			end = utf8.AppendRune(end, r)
		}
		if ukrainianEndings[string(end)] && !cutsPlat(w, len(rest)) && !cutsNoun(w, len(rest)) {
			return rest
		}
	}
	return w
}

// cutsNoun keeps nouns in -т whole whose plural looks like an infinitive: варіанти, планшети, тексти, контакти. A verb
// has no н, к, п, е or о before its -ти, and с only in a few roots.
func cutsNoun(w []rune, at int) bool {
	if string(w[at:]) != "ти" {
		return false
	}
	switch w[at-1] {
	case 'н', 'к', 'п', 'е', 'о':
		return true
	case 'с':
		for _, root := range []string{"вес", "нес", "рос", "віс", "плес", "мес", "гріс", "сіс", "клас", "впас", "крас"} {
			if strings.HasSuffix(string(w[:at]), root) {
				return false
			}
		}
		return true
	}
	return false
}

// cutsPlat keeps the root плат whole: оплати, зарплату, сплати only look like words in -ати.
func cutsPlat(w []rune, at int) bool {
	for from := at - 3; from < at; from++ {
		if from >= 0 && from+4 <= len(w) && string(w[from:from+4]) == "плат" {
			return true
		}
	}
	return false
}

func evenOut(w []rune) []rune {
	w = trimLast(w, 'ь')
	// Nouns in -ка: посилк(а), посилц(і), посилок → посил.
	if n := len(w); n >= minStem+2 && w[n-1] == 'к' && (w[n-2] == 'о' || w[n-2] == 'е') && !isVowel(w[n-3]) && hasVowel(w[:n-2]) {
		w = w[:n-2]
	} else if n >= minStem+1 && (w[n-1] == 'к' || w[n-1] == 'ц') && !isVowel(w[n-2]) && hasVowel(w[:n-1]) {
		w = w[:n-1]
	}
	w = trimLast(w, 'ь')
	// л that appears after a labial: замовл(ення), замов(ити).
	if n := len(w); n >= minStem+1 && w[n-1] == 'л' && isLabial(w[n-2]) && hasVowel(w[:n-1]) {
		w = w[:n-1]
	}
	if n := len(w); n > minStem && w[n-1] == w[n-2] {
		w = w[:n-1]
	}
	return w
}

func trimLast(w []rune, r rune) []rune {
	if n := len(w); n >= minStem && w[n-1] == r {
		return w[:n-1]
	}
	return w
}

func hasVowel(w []rune) bool {
	for _, r := range w {
		if isVowel(r) {
			return true
		}
	}
	return false
}

func isVowel(r rune) bool {
	switch r {
	case 'а', 'е', 'є', 'и', 'і', 'ї', 'о', 'у', 'ю', 'я', 'ы', 'э', 'ё':
		return true
	}
	return false
}

func isLabial(r rune) bool {
	return r == 'б' || r == 'п' || r == 'в' || r == 'м' || r == 'ф'
}
