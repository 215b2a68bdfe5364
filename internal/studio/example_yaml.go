package studio

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// ErrByHand says that a file is written in a way that only a person should edit.
var ErrByHand = errors.New("the file is written in a way that is not edited by itself: add the example there")

// addExample puts a text among the examples of a language, under a key of a pack's
// file, and leaves all else as it is written, comments too. The result is read
// again before it counts: it must say what the file said, and the example.
func addExample(file, key, lang, text string) (string, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(file), &doc); err != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return "", ErrByHand
	}
	e := editor{file: file, lines: strings.SplitAfter(file, "\n"), key: key, lang: lang, text: text}
	for _, changed := range e.ways(doc.Content[0]) {
		if says(changed, file, key, lang, text) {
			return changed, nil
		}
	}
	return "", ErrByHand
}

type editor struct {
	file            string
	lines           []string
	key, lang, text string
}

// ways are texts of the file with the example in it, the best first; which of
// them are right, says tells.
func (e *editor) ways(root *yaml.Node) []string {
	byLang := child(root, e.key)
	if byLang == nil {
		return e.newKey(root)
	}
	if byLang.Kind != yaml.MappingNode || len(byLang.Content) == 0 {
		return nil
	}
	list := child(byLang, e.lang)
	switch {
	case list == nil && flowing(byLang):
		return []string{e.beforeClose(byLang, "}", e.lang+": ["+quote(e.text, true)+"]")}
	case list == nil:
		indent := strings.Repeat(" ", byLang.Content[0].Column-1)
		block := indent + e.lang + ":\n" + indent + "  - " + quote(e.text, false) + "\n"
		return []string{e.insert(lastLine(byLang)+1, block), e.insert(byLang.Content[0].Line, block)}
	case list.Kind != yaml.SequenceNode:
		return nil
	case flowing(list):
		return []string{e.beforeClose(list, "]", quote(e.text, true))}
	case len(list.Content) == 0:
		return nil
	}
	last := list.Content[len(list.Content)-1]
	line := e.lines[last.Line-1]
	item := line[:len(line)-len(strings.TrimLeft(line, " "))] + "- " + quote(e.text, false) + "\n"
	return []string{e.insert(last.Line+1, item), e.insert(last.Line, item)}
}

// newKey writes the key where there is none: before what a flow does, or at the
// end.
func (e *editor) newKey(root *yaml.Node) []string {
	if flowing(root) {
		return nil
	}
	block := e.key + ":\n  " + e.lang + ":\n    - " + quote(e.text, false) + "\n"
	at := len(e.lines) + 1
	for i := 0; i < len(root.Content); i += 2 {
		if k := root.Content[i]; k.Value == "slots" || k.Value == "steps" {
			at = min(at, k.Line)
		}
	}
	return []string{e.insert(at, block)}
}

// insert puts a block before a line, counted from 1.
func (e *editor) insert(line int, block string) string {
	line = min(line, len(e.lines)+1)
	before, after := strings.Join(e.lines[:line-1], ""), strings.Join(e.lines[line-1:], "")
	if before != "" && !strings.HasSuffix(before, "\n") {
		before += "\n"
	}
	return before + block + after
}

// beforeClose puts an item at the end of a list or map in brackets.
func (e *editor) beforeClose(n *yaml.Node, bracket, item string) string {
	start := 0
	for _, l := range e.lines[:n.Line-1] {
		start += len(l)
	}
	for column := range e.lines[n.Line-1] {
		if n.Column--; n.Column == 0 {
			start += column
			break
		}
	}
	end := closing(e.file, start)
	if end < 0 || e.file[end:end+1] != bracket {
		return ""
	}
	head := strings.TrimRightFunc(e.file[:end], unicode.IsSpace)
	switch {
	case strings.HasSuffix(head, ","):
		item = " " + item
	case len(n.Content) > 0:
		item = ", " + item
	}
	return head + item + e.file[len(head):]
}

// closing finds the bracket that closes the one at start; -1 when there is none.
func closing(file string, start int) int {
	depth, fresh := 0, true // fresh: a value begins here, and may begin with a quote
	for i := start; i < len(file); i++ {
		switch c := file[i]; {
		case c == '[' || c == '{':
			depth, fresh = depth+1, true
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i
			}
			fresh = false
		case fresh && (c == '"' || c == '\''):
			i = endQuote(file, i)
			fresh = false
		case c == '#' && i > 0 && (file[i-1] == ' ' || file[i-1] == '\n'):
			if n := strings.IndexByte(file[i:], '\n'); n >= 0 {
				i += n
			}
		case c == ',' || c == ':' && i+1 < len(file) && file[i+1] == ' ':
			fresh = true
		case c != ' ' && c != '\n' && c != '\r':
			fresh = false
		}
	}
	return -1
}

func endQuote(file string, start int) int {
	quote := file[start]
	for i := start + 1; i < len(file); i++ {
		switch {
		case quote == '"' && file[i] == '\\':
			i++
		case file[i] == quote && quote == '\'' && i+1 < len(file) && file[i+1] == quote:
			i++
		case file[i] == quote:
			return i
		}
	}
	return len(file)
}

func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func flowing(n *yaml.Node) bool { return n.Style&yaml.FlowStyle != 0 }

// lastLine of what a node holds, as far as it is known: where its last part begins.
func lastLine(n *yaml.Node) int {
	line := n.Line
	for _, c := range n.Content {
		line = max(line, lastLine(c))
	}
	return line
}

// quote writes a text the plain way where that says the same.
func quote(text string, inFlow bool) string {
	try := "- " + text
	if inFlow {
		try = "[" + text + "]"
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(try), &doc); err == nil && len(doc.Content) == 1 {
		if items := doc.Content[0].Content; len(items) == 1 && items[0].Kind == yaml.ScalarNode && items[0].Tag == "!!str" && items[0].Style == 0 && items[0].Value == text {
			return text
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// says compares two files: the same, and one example more.
func says(changed, file, key, lang, text string) bool {
	var now, was map[string]any
	if changed == "" || yaml.Unmarshal([]byte(changed), &now) != nil || yaml.Unmarshal([]byte(file), &was) != nil {
		return false
	}
	byLang, _ := now[key].(map[string]any)
	byLangWas, _ := was[key].(map[string]any)
	list, _ := byLang[lang].([]any)
	old, _ := byLangWas[lang].([]any)
	i := slices.IndexFunc(list, func(x any) bool { return x == text })
	if i < len(old)-1 || len(list) != len(old)+1 || !reflect.DeepEqual(slices.Delete(slices.Clone(list), i, i+1), slices.Clone(old)) && len(old) > 0 {
		return false
	}
	if before, there := byLangWas[lang]; there {
		byLang[lang] = before
	} else {
		delete(byLang, lang)
	}
	if len(byLang) == 0 && was[key] == nil {
		delete(now, key)
	}
	return reflect.DeepEqual(now, was)
}
