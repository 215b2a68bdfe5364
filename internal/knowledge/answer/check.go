package answer

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// A sentence of a model holds when a sentence of the passage that it cites says
// the same: every word of weight stands there, every number, date, sum, name and
// address, it says no where that one says no, and every word that turns the
// sense («лише», "at least") is there as well. It is a narrow gate: a good
// sentence may be lost, and then the article itself speaks; a false one may not
// come through.

// unsupported says why a sentence does not hold; "" when it does.
func unsupported(sentence string, p knowledge.Passage, lang string) string {
	switch {
	case instructs(sentence):
		return "instruction"
	case strings.ContainsAny(sentence, "[]<>{}`|*#_\\"):
		return "markup"
	case !inLanguage(sentence, lang):
		return "language"
	}
	source := strings.Join(readable(p.Text), "\n")
	head := p.Title + "\n" + strings.Join(p.Headings, "\n")
	if !sameLanguage(p.Lang, lang) {
		return "translation" // words cannot be compared: the original is quoted
	}
	for _, address := range addresses.FindAllString(sentence, -1) {
		if !strings.Contains(source, strings.TrimRight(address, ".,;:!?)")) {
			return "address"
		}
	}
	reason := "nothing"
	parts := sentences(source)
	for i, part := range parts {
		why := supportedBy(sentence, part, head, lang)
		if why == "" {
			return ""
		}
		reason = why
		if len(figures(sentence)) > 0 || i+1 == len(parts) {
			continue // a number and what it counts stand in one sentence
		}
		if denies(part, lang) == denies(parts[i+1], lang) && supportedBy(sentence, part+" "+parts[i+1], head, lang) == "" {
			return ""
		}
	}
	return reason
}

// supportedBy holds one sentence against one of the source.
func supportedBy(sentence, part, head, lang string) string {
	if denies(sentence, lang) != denies(part, lang) {
		return "negation"
	}
	has := stems(part+"\n"+head, lang)
	own := stems(part, lang)
	for n := range figures(sentence) {
		if !figures(part)[n] {
			return "number"
		}
	}
	words, there := 0, 0
	for i, t := range normal.TokensIn(sentence, lang) {
		switch {
		case t.Kind == normal.Emoji:
			return "emoji"
		case turning[t.Text] && !own[t.Text] && !own[t.Stem]:
			return "sense"
		case t.Kind != normal.Word || wordNumber(t.Text) != "" || denial[t.Text] || light(t.Text): // figures and denials were compared
			continue
		case i > 0 && capital(sentence[t.Start:t.End]) && !has[t.Stem]:
			return "name"
		}
		words++
		if !has[t.Stem] {
			return "word"
		}
		if own[t.Stem] {
			there++
		}
	}
	if words == 0 || there*2 < words { // the heading alone says nothing
		return "empty"
	}
	return ""
}

// stems are those of a text, and its words as they stand.
func stems(text, lang string) map[string]bool {
	out := map[string]bool{}
	for _, t := range normal.TokensIn(text, lang) {
		out[t.Stem], out[t.Text] = true, true
	}
	return out
}

// light words hold sentences together. Those that turn the sense are not among
// them.
func light(word string) bool {
	return !turning[word] && !denial[word] && (joining[word] || small(word))
}

var (
	joining = wordSet("так отже тож тому також теж ще вже будь ласка це цей ця ці ви вам вас ваш ваша ваше ваші ми нас наш він вона воно вони його її їх який яка яке які що щоб якщо коли де є бути буде можна можете треба потрібно слід " +
		"yes so then also too please this that these those it its they them their we our you your is are be been can could will would should has have had do does if when where which who what as and or but the a an of in on at to for with by")
	turning = wordSet("лише тільки лиш завжди ніколи усі всі усе все кожен кожна кожний будь-який будь-яка жоден жодна понад більше менше щонайменше щонайбільше принаймні максимум мінімум до від після перед протягом раніше пізніше безкоштовно безкоштовна безкоштовний безкоштовні платно платний платна одразу негайно майже крім окрім замість автоматично обов'язково заборонено дозволено можливо неможливо " +
		"only just always never all every each any none most least more less over under than up after before until till within without except instead free immediately instantly automatically nearly almost unless must may maybe might both either neither unlimited forbidden allowed required optional first last twice half double")
	denial = wordSet("не ні ані без немає нема ніколи жоден жодна жодного жодної жодних неможливо нічого нікому нікого ніде " +
		"not no never none cannot can't don't doesn't won't isn't aren't wasn't weren't didn't couldn't shouldn't wouldn't hasn't haven't without neither nor nothing nobody nowhere")
)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// denies says whether a sentence says no. «Не лише» does not.
func denies(sentence, lang string) bool {
	odd := false
	for _, t := range normal.TokensIn(sentence, lang) {
		if denial[t.Text] || strings.HasSuffix(t.Text, "n't") {
			odd = true
		}
	}
	return odd
}

var (
	addresses = regexp.MustCompile(`(?i)(https?://|www\.)\S+|\S+@\S+\.\S+|\b[a-z0-9-]+\.(com|net|org|ua|io|info|biz|app|shop|example|co|me|ru)\b\S*`)
	digits    = regexp.MustCompile(`\d+(?:[ \x{00a0}.,:]\d+)*`)
)

// figures are the numbers of a text, however they are written: 1 000 and 1,000
// are one, and «два» is 2.
func figures(text string) map[string]bool {
	out := map[string]bool{}
	for _, d := range digits.FindAllString(text, -1) {
		out[plainNumber(d)] = true
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if n := wordNumber(w); n != "" {
			out[n] = true
		}
	}
	return out
}

var thousands = regexp.MustCompile(`^\d{1,3}([ \x{00a0},]\d{3})+$`)

func plainNumber(d string) string {
	if thousands.MatchString(d) {
		return strings.NewReplacer(" ", "", "\u00a0", "", ",", "").Replace(d)
	}
	return strings.ReplaceAll(strings.ReplaceAll(d, "\u00a0", " "), ",", ".")
}

// wordNumber is the figure that a word stands for. «Один» and "one" count nothing
// most of the time.
func wordNumber(word string) string { return numberWords[strings.ReplaceAll(word, "’", "'")] }

var numberWords = func() map[string]string {
	out := map[string]string{}
	for n, list := range map[string]string{
		"2": "два дві двох двом двома two couple", "3": "три трьох трьом three", "4": "чотири чотирьох four", "5": "п'ять п'яти five", "6": "шість шести six",
		"7": "сім семи seven week", "8": "вісім восьми eight", "9": "дев'ять дев'яти nine", "10": "десять десяти ten", "11": "одинадцять eleven", "12": "дванадцять twelve dozen",
		"13": "тринадцять thirteen", "14": "чотирнадцять fourteen fortnight", "15": "п'ятнадцять fifteen", "16": "шістнадцять sixteen", "20": "двадцять twenty", "21": "двадцять-один",
		"24": "добу доба", "30": "тридцять thirty", "40": "сорок forty", "50": "п'ятдесят fifty", "60": "шістдесят sixty", "90": "дев'яносто ninety", "100": "сто hundred", "1000": "тисяча тисячу тисячі тисяч thousand",
		"1000000": "мільйон мільйони million",
	} {
		for _, w := range strings.Fields(list) {
			out[w] = n
		}
	}
	delete(out, "week")
	delete(out, "добу")
	delete(out, "доба")
	return out
}()

func capital(word string) bool {
	for _, r := range word {
		return unicode.IsUpper(r)
	}
	return false
}

// inLanguage says whether a text is in a language, by its letters. Names of
// products may be in others.
func inLanguage(text, lang string) bool {
	cyrillic, latin, russian, ukrainian := 0, 0, 0, 0
	for _, r := range strings.ToLower(text) {
		switch {
		case strings.ContainsRune("ыэъё", r):
			russian++
			cyrillic++
		case strings.ContainsRune("іїєґ", r):
			ukrainian++
			cyrillic++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch base, _, _ := strings.Cut(lang, "-"); base {
	case "uk":
		return russian == 0 && cyrillic >= latin
	case "ru":
		return ukrainian == 0 && cyrillic >= latin
	}
	return latin > cyrillic
}
