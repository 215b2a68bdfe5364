package pay

import (
	"strings"
	"time"
	"unicode"
)

// card is what was typed. It lives as long as the request.
type card struct {
	number string // digits
	month  int
	year   int
	cvc    string
}

// Mistakes that a form can have, by field.
type mistakes struct{ Number, Expiry, CVC string }

func (m mistakes) any() bool { return m != mistakes{} }

// read checks what was typed. The texts are in the page's language.
func read(number, expiry, cvc string, now time.Time, t func(uk, en string) string) (card, mistakes) {
	var c card
	var wrong mistakes
	c.number = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, number)
	switch {
	case c.number == "":
		wrong.Number = t("Вкажіть номер картки.", "Enter the card number.")
	case !digits(c.number) || len(c.number) < 13 || len(c.number) > 19:
		wrong.Number = t("У номері картки має бути від 13 до 19 цифр.", "A card number has 13 to 19 digits.")
	case !luhn(c.number) || brandOf(c.number) == "":
		wrong.Number = t("Такого номера картки не буває. Перевірте, будь ласка, цифри.", "This is not a card number. Please check the digits.")
	}
	var ok bool
	if c.month, c.year, ok = parseExpiry(expiry); !ok {
		wrong.Expiry = t("Вкажіть термін дії: місяць і рік, як на картці.", "Enter the expiry date: month and year, as on the card.")
	} else if last := time.Date(c.year, time.Month(c.month)+1, 1, 0, 0, 0, 0, time.UTC); !now.Before(last.Add(12 * time.Hour)) {
		wrong.Expiry = t("Термін дії цієї картки минув.", "This card has expired.")
	} else if c.year > now.Year()+20 {
		wrong.Expiry = t("Перевірте, будь ласка, рік.", "Please check the year.")
	}
	c.cvc = strings.TrimSpace(cvc)
	want := 3
	if brandOf(c.number) == "American Express" {
		want = 4
	}
	if !digits(c.cvc) || len(c.cvc) != want {
		wrong.CVC = t("Вкажіть код безпеки: три цифри на звороті.", "Enter the security code: three digits on the back.")
		if want == 4 {
			wrong.CVC = t("Вкажіть код безпеки: чотири цифри на лицьовому боці.", "Enter the security code: four digits on the front.")
		}
	}
	return c, wrong
}

// parseExpiry reads 05/27, 5 / 2027, 0527.
func parseExpiry(s string) (month, year int, ok bool) {
	var parts []string
	if s = strings.TrimSpace(s); digits(s) && (len(s) == 4 || len(s) == 6) {
		parts = []string{s[:2], s[2:]}
	} else {
		parts = strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' || unicode.IsSpace(r) })
	}
	if len(parts) != 2 || !digits(parts[0]) || len(parts[0]) > 2 || !digits(parts[1]) || len(parts[1]) != 2 && len(parts[1]) != 4 {
		return 0, 0, false
	}
	month, year = number(parts[0]), number(parts[1])
	if year < 100 {
		year += 2000
	}
	return month, year, month >= 1 && month <= 12 && year >= 2000
}

func number(s string) (n int) {
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// luhn is the checksum of card numbers.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		v := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// brandOf names the scheme of a number by its first digits, empty for none.
func brandOf(s string) string {
	if len(s) < 13 || !digits(s) {
		return ""
	}
	two, four := number(s[:2]), number(s[:4])
	switch {
	case s[0] == '4':
		return "Visa"
	case two >= 51 && two <= 55 || four >= 2221 && four <= 2720:
		return "Mastercard"
	case two == 34 || two == 37:
		return "American Express"
	case four == 9804:
		return "ПРОСТІР"
	case two == 62:
		return "UnionPay"
	case two == 60 || two == 64 || two == 65:
		return "Discover"
	case two == 50 || two >= 56 && two <= 69:
		return "Maestro"
	}
	return ""
}

// declined is the number that a bank says no to, for trying out.
const declined = "4000000000000002"
