package understand

import (
	"strings"

	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// onlyPays says whether a sentence tells from where or whereto the money goes,
// and nothing else: beside a request it belongs to it.
func onlyPays(text, lang string) bool {
	method := false
	for _, w := range normal.TokensIn(text, lang) {
		if strings.Contains(text, "?") {
			return false
		}
		switch {
		case begins(w.Text, methodWords):
			method = true
		case w.Kind != normal.Word || classify.Small(w.Text) || conjunctions[w.Text] || begins(w.Text, payWords):
		default:
			return false
		}
	}
	return method
}

// withoutPay is a wish without the clause that only says where its money goes:
// «хочу повернути дешевший, гроші на картку». Empty where there is no such clause.
func withoutPay(text, lang string) string {
	at := strings.LastIndexByte(text, ',')
	if at < 0 || !onlyPays(text[at+1:], lang) {
		return ""
	}
	return text[:at]
}

var (
	methodWords = []string{"карт", "подарунков", "пейпал", "пайпал", "paypal", "visa", "mastercard", "card", "gift", "сертифікат"}
	payWords    = []string{
		"кредит", "дебет", "гроші", "грошей", "кошти", "спиш", "зніміть", "візьміть", "оплат", "доплат", "сплат", "заплач", "різниц", "поверніть", "можна", "краще",
		"credit", "debit", "refund", "money", "charge", "pay", "difference", "use", "put", "take", "extra", "please", "будь", "ласка", "мою", "моєї", "мій", "свою",
	}
)

func begins(word string, with []string) bool {
	for _, w := range with {
		if strings.HasPrefix(word, w) {
			return true
		}
	}
	return false
}
