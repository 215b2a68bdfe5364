package dialogue

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rozmova/rozmova/internal/conversation"
)

// derived says whether a value stands in the words that it is said to rest on.
// That a span is in the message is not enough: a model may quote the customer
// and put another value beside it. Our own reading of numbers, dates, sums and
// names is trusted to know spelled-out forms; a model's word is not.
func (m *machine) derived(c conversation.Command, text string, slot *Slot) bool {
	if slot.Type == "choice" || slot.Type == "bool" || slot.Type == "switch" {
		return true // one of the answers that were offered, or nothing
	}
	own := c.Source == conversation.FromEntity || c.Source == conversation.FromPattern
	values := []any{c.Value}
	if list, ok := c.Value.([]any); ok && slot.Many {
		values = list
	}
	for _, v := range values {
		if own && m.suggested(v, slot) {
			continue // «два» to a question that offered 1 and 2
		}
		if !m.stands(v, c.Text, text, slot.Type, own) {
			return false
		}
	}
	return true
}

// suggested says whether a value is one of those that the open question offers.
func (m *machine) suggested(v conversation.Value, slot *Slot) bool {
	return slot.Options != nil && m.s.Expect.Slot == slot.Name && slices.ContainsFunc(m.s.Expect.Options, func(o conversation.Option) bool {
		return reflect.DeepEqual(o.Value, v)
	})
}

func (m *machine) stands(v conversation.Value, span, text, slotType string, own bool) bool {
	if t := m.pb.Types[slotType]; t != nil {
		s, _ := v.(string)
		return t.found(s, span) || t.found(s, text)
	}
	switch slotType {
	case "text", "postcode":
		return within(display(v), text)
	case "email":
		return own || within(display(v), text)
	}
	if own {
		return true
	}
	switch x := v.(type) {
	case float64:
		return hasNumber(text, x)
	case string:
		if slotType == "date" {
			day, err := strconv.Atoi(x[max(0, len(x)-2):])
			return err == nil && hasNumber(text, float64(day))
		}
		if slotType == "phone" {
			d := onlyDigits(x)
			return len(d) >= 7 && strings.Contains(onlyDigits(text), d[len(d)-7:])
		}
		return within(x, text)
	case map[string]any:
		if amount, ok := x["amount"].(float64); ok {
			return hasNumber(text, amount)
		}
		for _, part := range x {
			if s, ok := part.(string); !ok || s != "" && !within(s, text) {
				return false
			}
		}
		return true
	}
	return false
}

// found says whether a type's pattern finds a value in words.
func (t *Type) found(value, words string) bool {
	for _, at := range t.re.FindAllStringSubmatchIndex(words, maxFound) {
		got := words[at[0]:at[1]]
		if t.Canonical != "" {
			got = string(t.re.ExpandString(nil, t.Canonical, words, at))
		}
		if strings.EqualFold(got, value) {
			return true
		}
	}
	return false
}

// maxFound bounds the matches that one message is looked through for.
const maxFound = 50

// within compares letters and digits alone: spaces, hyphens and case are typed
// as people please.
func within(value, text string) bool {
	v := plainLetters(value)
	return v != "" && strings.Contains(plainLetters(text), v)
}

func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// hasNumber says whether a text has a number in figures.
func hasNumber(text string, want float64) bool {
	for _, f := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' && r != ',' }) {
		f = strings.Trim(strings.ReplaceAll(f, ",", "."), ".")
		if n, err := strconv.ParseFloat(f, 64); err == nil && n == want {
			return true
		}
		for _, part := range strings.Split(f, ".") { // 15.03.2025, 1.000
			if n, err := strconv.ParseFloat(part, 64); err == nil && n == want {
				return true
			}
		}
	}
	return false
}
