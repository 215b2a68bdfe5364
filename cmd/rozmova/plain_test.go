package main

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"Вітаю!\nДругий рядок": "Вітаю!\nДругий рядок",
		"\x1b[31mred\x1b[0m\a": "[31mred[0m",
		"a\u202eb\u2066c":      "abc",
		"a\tb\r\nc":            "a b\nc",
		"\xffq":                "\uFFFDq",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	bold := style{on: true}.bold("Бот:")
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"один два три", 7, "один \nдва три"},
		{"один\nдва три", 80, "один\nдва три"},
		{"задовгеслово коротке", 5, "задовгеслово \nкоротке"},
		{bold + " так", 8, bold + " так"}, // marks take no room
		{"", 5, ""},
	} {
		if got := wrap(c.text, c.width); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestLineDiff(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"a b c", "a b c", "  a|  b|  c|(the same events with other numbers)"},
		{"a b c", "a x b c", "  a|+ x|  b|  c"},
		{"a b c", "a c", "  a|- b|  c"},
		{"a b", "a c", "  a|- b|+ c"},
		{"", "a", "+ a"},
	} {
		got := strings.Join(lineDiff(strings.Fields(c.a), strings.Fields(c.b)), "|")
		if got != c.want {
			t.Errorf("from %q to %q: %q, want %q", c.a, c.b, got, c.want)
		}
	}
}
