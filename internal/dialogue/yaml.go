package dialogue

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// Pos is a place in a playbook's file.
type Pos struct {
	File string
	Line int
}

func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}

// Problem is one mistake in a playbook, for the person who writes it.
type Problem struct {
	Pos  Pos
	Text string
}

func (p Problem) String() string { return p.Pos.String() + ": " + p.Text }

// Problems is every mistake that was found, in order of file and line.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Limits on one file, so that a pasted monster cannot stall the compiler.
const (
	maxFileBytes = 1 << 20
	maxDepth     = 24
)

// reader walks YAML nodes and collects problems instead of stopping at the first.
type reader struct {
	problems Problems
	seen     map[string]bool
}

func (r *reader) fail(pos Pos, format string, args ...any) {
	p := Problem{pos, fmt.Sprintf(format, args...)}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	if !r.seen[p.String()] {
		r.seen[p.String()] = true
		r.problems = append(r.problems, p)
	}
}

func (r *reader) sorted() Problems {
	sort.SliceStable(r.problems, func(i, j int) bool {
		a, b := r.problems[i].Pos, r.problems[j].Pos
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return r.problems[i].Text < r.problems[j].Text
	})
	return r.problems
}

// node is a YAML node that knows its file.
type node struct {
	r    *reader
	file string
	n    *yaml.Node
}

func (n node) pos() Pos { return Pos{n.file, n.n.Line} }

func (n node) fail(format string, args ...any) { n.r.fail(n.pos(), format, args...) }

// parse reads one file into its root node; ok is false when there is none.
func (r *reader) parse(file string, b []byte) (node, bool) {
	if len(b) > maxFileBytes {
		r.fail(Pos{file, 0}, "the file is larger than %d KB", maxFileBytes>>10)
		return node{}, false
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(b, &doc); err != nil {
		r.fail(yamlPos(file, err), "not valid YAML: %s", yamlText(err))
		return node{}, false
	}
	if doc.Kind == 0 || len(doc.Content) == 0 {
		r.fail(Pos{file, 1}, "the file is empty")
		return node{}, false
	}
	root := node{r, file, doc.Content[0]}
	if !root.sane(0) {
		return node{}, false
	}
	return root, true
}

// sane refuses aliases (which can grow without bound) and deep nesting.
func (n node) sane(depth int) bool {
	if depth > maxDepth {
		n.fail("nested deeper than %d levels", maxDepth)
		return false
	}
	if n.n.Kind == yaml.AliasNode {
		n.fail("aliases (*name) are not allowed in a playbook")
		return false
	}
	for _, c := range n.n.Content {
		if !(node{n.r, n.file, c}).sane(depth + 1) {
			return false
		}
	}
	return true
}

type field struct {
	key   string
	kpos  Pos
	value node
}

// fields are the pairs of a mapping, as written.
func (n node) fields() []field {
	if n.n.Kind != yaml.MappingNode {
		n.fail("expected a mapping (key: value), found %s", n.what())
		return nil
	}
	out := make([]field, 0, len(n.n.Content)/2)
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.n.Content); i += 2 {
		k := n.n.Content[i]
		f := field{k.Value, Pos{n.file, k.Line}, node{n.r, n.file, n.n.Content[i+1]}}
		if seen[f.key] {
			n.r.fail(f.kpos, "%q is given twice", f.key)
			continue
		}
		seen[f.key] = true
		out = append(out, f)
	}
	return out
}

// only reads a mapping whose keys must be among the named ones.
func (n node) only(keys ...string) map[string]node {
	out := map[string]node{}
	for _, f := range n.fields() {
		known := false
		for _, k := range keys {
			known = known || k == f.key
		}
		if !known {
			n.r.fail(f.kpos, "unknown key %q; possible here: %s", f.key, strings.Join(keys, ", "))
			continue
		}
		out[f.key] = f.value
	}
	return out
}

func (n node) isMap() bool  { return n.n.Kind == yaml.MappingNode }
func (n node) isList() bool { return n.n.Kind == yaml.SequenceNode }
func (n node) isScalar() bool {
	return n.n.Kind == yaml.ScalarNode
}

func (n node) items() []node {
	if !n.isList() {
		n.fail("expected a list, found %s", n.what())
		return nil
	}
	out := make([]node, len(n.n.Content))
	for i, c := range n.n.Content {
		out[i] = node{n.r, n.file, c}
	}
	return out
}

func (n node) str() string {
	if !n.isScalar() {
		n.fail("expected a text, found %s", n.what())
		return ""
	}
	return n.n.Value
}

func (n node) strs() []string {
	if n.isScalar() {
		return []string{n.str()}
	}
	var out []string
	for _, i := range n.items() {
		out = append(out, i.str())
	}
	return out
}

func (n node) boolean() bool {
	switch n.str() {
	case "true", "yes":
		return true
	case "false", "no":
		return false
	}
	n.fail("expected true or false, found %q", n.n.Value)
	return false
}

func (n node) integer(lo, hi int) int {
	v, err := strconv.Atoi(n.str())
	if err != nil || v < lo || v > hi {
		n.fail("expected a whole number from %d to %d, found %q", lo, hi, n.n.Value)
		return lo
	}
	return v
}

func (n node) duration(lo, hi time.Duration) time.Duration {
	d, err := time.ParseDuration(n.str())
	if err != nil || d < lo || d > hi {
		n.fail("expected a duration from %s to %s such as 10s, found %q", lo, hi, n.n.Value)
		return lo
	}
	return d
}

// byLang reads {uk: …, en: …}.
func (n node) byLang() map[string]string {
	out := map[string]string{}
	for _, f := range n.fields() {
		out[f.key] = f.value.str()
	}
	return out
}

func (n node) what() string {
	switch n.n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.ScalarNode:
		if n.n.Value == "" {
			return "nothing"
		}
		return strconv.Quote(n.n.Value)
	}
	return "something else"
}

// yamlPos and yamlText take the library's "… line N: …" apart.
func yamlPos(file string, err error) Pos {
	_, after, ok := strings.Cut(err.Error(), "line ")
	if !ok {
		return Pos{file, 1}
	}
	digits := strings.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(after)
	}
	line, _ := strconv.Atoi(after[:digits])
	return Pos{file, max(line, 1)}
}

func yamlText(err error) string {
	s := strings.TrimPrefix(err.Error(), "yaml: ")
	return strings.ReplaceAll(s, "\n", " ")
}
