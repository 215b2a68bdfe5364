package read

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

const maxFront = 32 << 10

// front is what stands above a Markdown text between two lines of --- (YAML) or
// +++ (TOML, of which only lines of the form name = value are read).
type front map[string]any

// cutFront parts front matter from the text. An error means that it is there
// and cannot be read.
func cutFront(text string) (front, string, error) {
	text = strings.TrimLeft(text, "\n")
	for _, mark := range []string{"---", "+++"} {
		rest, ok := strings.CutPrefix(text, mark+"\n")
		if !ok {
			continue
		}
		head, body, ok := cutLine(rest, mark)
		if !ok {
			return nil, text, nil // a thematic break, not front matter
		}
		if len(head) > maxFront {
			return nil, "", fmt.Errorf("front matter of %d bytes", len(head))
		}
		f := front{}
		if mark == "+++" {
			f.toml(head)
		} else if err := yaml.Unmarshal([]byte(head), &f); err != nil {
			return nil, "", fmt.Errorf("front matter: %w", err)
		}
		return f, body, nil
	}
	return nil, text, nil
}

// cutLine parts a text at the first line that is the mark and nothing else.
func cutLine(text, mark string) (before, after string, ok bool) {
	for at := 0; ; {
		line, _, more := strings.Cut(text[at:], "\n")
		if strings.TrimRight(line, " \t") == mark {
			end := min(at+len(line)+1, len(text))
			return text[:at], text[end:], true
		}
		if !more {
			return "", "", false
		}
		at += len(line) + 1
	}
}

func (f front) toml(head string) {
	for line := range strings.SplitSeq(head, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "[") {
			return // a table of something else
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch {
		case value == "true" || value == "false":
			f[strings.TrimSpace(name)] = value == "true"
		case len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0]:
			f[strings.TrimSpace(name)] = value[1 : len(value)-1]
		}
	}
}

// text is the first of the fields that is there, as text on one line.
func (f front) text(names ...string) string {
	for _, n := range names {
		switch v := f[n].(type) {
		case string:
			if s := strings.Join(strings.Fields(v), " "); s != "" {
				return s
			}
		case int, int64, uint64, float64:
			return fmt.Sprint(v)
		}
	}
	return ""
}

// list is a field with several values, or one written with commas.
func (f front) list(name string) []string {
	var out []string
	switch v := f[name].(type) {
	case string:
		for s := range strings.SplitSeq(v, ",") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	case []any:
		for _, x := range v {
			if s, ok := x.(string); ok && strings.TrimSpace(s) != "" {
				out = append(out, strings.TrimSpace(s))
			}
		}
	}
	return out
}

func (f front) yes(name string) bool {
	switch v := f[name].(type) {
	case bool:
		return v
	case string:
		return strings.EqualFold(v, "true") || strings.EqualFold(v, "yes")
	}
	return false
}
