package normal

import (
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"
)

// maxStemBytes bounds the word a stemmer sees; longer "words" are noise and stay as they are.
const maxStemBytes = 96

// Stem returns what the forms of one word have in common. The word is expected in normal form (Clean). The
// languages are "uk", "ru" and "en"; a word in the other alphabet is stemmed by its own ("VPN" in a Ukrainian
// message is English), and any other language leaves the word as it is.
func Stem(word, lang string) string {
	if len(word) > maxStemBytes || word == "" {
		return word
	}
	switch lang {
	case "uk", "ru", "en":
	default:
		return word
	}
	switch alphabet(word) {
	case "latin":
		return english.Stem(strings.TrimSuffix(word, "'s"), false)
	case "cyrillic":
		if lang == "ru" {
			return russian.Stem(strings.ReplaceAll(word, "ё", "е"), false)
		}
		return stemUkrainian(word)
	}
	return word
}

// alphabet is "latin" or "cyrillic" when every letter is of it, otherwise "".
func alphabet(word string) string {
	var latin, cyrillic, other bool
	for _, r := range word {
		switch {
		case r >= 'a' && r <= 'z':
			latin = true
		case r >= 0x400 && r <= 0x52F:
			cyrillic = true
		case r == '\'':
		default:
			other = true
		}
	}
	switch {
	case other || latin == cyrillic:
		return ""
	case latin:
		return "latin"
	default:
		return "cyrillic"
	}
}
