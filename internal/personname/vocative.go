package personname

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Vocative is the form in which somebody is spoken to in Ukrainian: «Олено»,
// «Андрію», «Іване Петровичу». A surname and any name that is not a common
// Ukrainian one stay as they are: an unchanged name is a smaller mistake than a
// wrong ending.
func Vocative(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		switch {
		case i == 0:
			parts := strings.Split(w, "-")
			for j := range parts {
				parts[j] = vocative(parts[j])
			}
			words[i] = strings.Join(parts, "-")
		case IsPatronymic(lower(w)):
			words[i] = patronymic(w)
		}
	}
	if len(words) == 0 {
		return name
	}
	return strings.Join(words, " ")
}

func lower(s string) string {
	return strings.NewReplacer("’", "'", "ʼ", "'").Replace(strings.ToLower(s))
}

func patronymic(w string) string {
	if s, ok := strings.CutSuffix(w, "вна"); ok {
		return s + "вно"
	}
	if strings.HasSuffix(w, "ич") {
		return w + "у"
	}
	return w
}

// irregular forms in lower case.
var irregular = map[string]string{
	"ілля": "ілле", "любов": "любове", "яків": "якове", "антін": "антоне", "федір": "федоре", "сидір": "сидоре", "тиміш": "тимоше", "олег": "олеже",
	"ігор": "ігорю", "лазар": "лазарю", "лев": "леве", "марк": "марку", "стас": "стасе", "лесь": "лесю", "мати": "мамо", "прохор": "прохоре",
}

func vocative(w string) string {
	low := lower(w)
	if !ukrainian[low] || strings.ToUpper(w) == w && utf8.RuneCountInString(w) > 1 {
		return w
	}
	if form, ok := irregular[low]; ok {
		return likeCase(form, w)
	}
	n := utf8.RuneCountInString(low)
	stem := func(cut int) string { return string([]rune(w)[:n-cut]) }
	end := func(s string) bool { return strings.HasSuffix(low, s) }
	switch {
	case end("ія"), end("оя"), end("ая"), end("'я"), end("ея"):
		return stem(1) + "є"
	case end("я"): // Наталя, Оля, Леся
		return stem(1) + "ю"
	case end("а"):
		return stem(1) + "о"
	case end("ко"): // Марко, Сашко
		return stem(1) + "у"
	case end("о"): // Петро, Михайло
		return stem(1) + "е"
	case end("й"): // Андрій
		return stem(1) + "ю"
	case end("ь"): // Василь
		return stem(1) + "ю"
	case end("ик"), end("ьо"):
		return w + "у"
	case end("і"), end("и"), end("у"), end("е"):
		return w
	}
	return w + "е"
}

// likeCase writes a form with the capital of the name it is of.
func likeCase(form, like string) string {
	r, _ := utf8.DecodeRuneInString(like)
	if !unicode.IsUpper(r) {
		return form
	}
	out := []rune(form)
	out[0] = unicode.ToUpper(out[0])
	return string(out)
}
