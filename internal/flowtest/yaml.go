package flowtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Failure is one thing wrong, in a test file or in what a dialogue came to.
type Failure struct {
	File string
	Line int
	Text string
}

func (f Failure) String() string { return f.File + ":" + strconv.Itoa(f.Line) + ": " + f.Text }

// Failures is every mistake in test files, in order of file and line.
type Failures []Failure

func (fs Failures) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// Limits on one file, as for the files of a playbook.
const (
	maxFileBytes = 1 << 20
	maxDepth     = 24
)

// node is a YAML node that knows its file and where mistakes are collected.
type node struct {
	file string
	bad  *Failures
	y    *yaml.Node
}

func (n node) fail(format string, args ...any) {
	*n.bad = append(*n.bad, Failure{n.file, n.y.Line, fmt.Sprintf(format, args...)})
}

// open reads one file into its root node.
func open(file string, b []byte, bad *Failures) (node, bool) {
	n := node{file, bad, &yaml.Node{Line: 1}}
	if len(b) > maxFileBytes {
		n.fail("the file is larger than %d KB", maxFileBytes>>10)
		return n, false
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(b, &doc); err != nil {
		n.fail("not valid YAML: %s", strings.ReplaceAll(strings.TrimPrefix(err.Error(), "yaml: "), "\n", " "))
		return n, false
	}
	if len(doc.Content) == 0 {
		n.fail("the file is empty")
		return n, false
	}
	n.y = doc.Content[0]
	return n, n.sane(0)
}

// sane refuses aliases, which can grow without bound, and deep nesting.
func (n node) sane(depth int) bool {
	switch {
	case depth > maxDepth:
		n.fail("nested deeper than %d levels", maxDepth)
		return false
	case n.y.Kind == yaml.AliasNode:
		n.fail("aliases (*name) are not allowed")
		return false
	}
	for _, c := range n.y.Content {
		if !n.at(c).sane(depth + 1) {
			return false
		}
	}
	return true
}

func (n node) at(y *yaml.Node) node { return node{n.file, n.bad, y} }

type field struct {
	key   string
	value node // its line is the key's, where a reader looks
}

// fields are the pairs of a mapping; only the allowed keys when any are given.
func (n node) fields(allowed ...string) []field {
	if n.y.Kind != yaml.MappingNode {
		n.fail("expected a mapping (key: value), found %s", n.what())
		return nil
	}
	var out []field
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.y.Content); i += 2 {
		k := n.at(n.y.Content[i])
		key := k.y.Value
		switch {
		case seen[key]:
			k.fail("%q is given twice", key)
			continue
		case len(allowed) > 0 && !slices.Contains(allowed, key):
			k.fail("unknown key %q; possible here: %s", key, strings.Join(allowed, ", "))
			continue
		}
		seen[key] = true
		out = append(out, field{key, n.at(n.y.Content[i+1])})
	}
	return out
}

func (n node) items() []node {
	if n.y.Kind != yaml.SequenceNode {
		n.fail("expected a list, found %s", n.what())
		return nil
	}
	out := make([]node, len(n.y.Content))
	for i, c := range n.y.Content {
		out[i] = n.at(c)
	}
	return out
}

func (n node) scalar() bool { return n.y.Kind == yaml.ScalarNode }
func (n node) list() bool   { return n.y.Kind == yaml.SequenceNode }
func (n node) null() bool   { return n.scalar() && n.y.ShortTag() == "!!null" }

func (n node) str() string {
	if !n.scalar() {
		n.fail("expected a text, found %s", n.what())
		return ""
	}
	return n.y.Value
}

// strs is a list of texts; one text alone is a list of one.
func (n node) strs() []string {
	if n.null() {
		return []string{}
	}
	if n.scalar() {
		return []string{n.str()}
	}
	out := []string{}
	for _, i := range n.items() {
		out = append(out, i.str())
	}
	return out
}

func (n node) boolean() bool {
	if b, ok := n.val().(bool); ok {
		return b
	}
	n.fail("expected true or false, found %s", n.what())
	return false
}

// val is the node as a value of the log.
func (n node) val() conversation.Value {
	switch n.y.Kind {
	case yaml.SequenceNode:
		out := []any{}
		for _, i := range n.items() {
			out = append(out, i.val())
		}
		return out
	case yaml.MappingNode:
		out := map[string]any{}
		for _, f := range n.fields() {
			out[f.key] = f.value.val()
		}
		return out
	}
	switch n.y.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.y.Value, "true")
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.y.Value, 64); err == nil {
			return f
		}
	}
	return n.y.Value
}

// object is the node as a mapping of values.
func (n node) object() map[string]conversation.Value {
	if n.y.Kind != yaml.MappingNode {
		n.fail("expected a mapping (key: value), found %s", n.what())
		return nil
	}
	m, _ := n.val().(map[string]any)
	return m
}

func (n node) what() string {
	switch n.y.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.ScalarNode:
		if n.y.Value == "" {
			return "nothing"
		}
		return strconv.Quote(n.y.Value)
	}
	return "something else"
}
