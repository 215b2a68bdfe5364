package flowtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/packs"
)

// Whatever the compiler of flows and the reader of tests know by name stands
// in both guides: keys, kinds of steps, types, phrases, buttons, functions,
// events. The names are taken from their source, so a new one cannot be
// forgotten.
func TestGuideNamesEveryKey(t *testing.T) {
	names := map[string]string{} // name → where it is known
	for _, dir := range []string{"../dialogue", "."} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				known(t, file, names)
			}
		}
	}
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	on := regexp.MustCompile(`(?m)^on: (\w+)`)
	for name, b := range base.Files {
		for _, m := range on.FindAllStringSubmatch(string(b), -1) {
			names[m[1]] = name
		}
	}
	for _, k := range []string{"aside", "recall", "part_of", "fresh", "resend", "leave_out", "grant", "masked", "vocative", "reread", "no_agents"} {
		if names[k] == "" {
			t.Errorf("%q is not found in the source any more: this test looks in the wrong place", k)
		}
	}
	code := regexp.MustCompile("(?s)```.*?```|`[^`\n]+(?:\n[^`\n]+)?`")
	for _, page := range []string{"docs/flows.md", "docs/uk/flows.md"} {
		b, err := os.ReadFile("../../" + page)
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]bool{}
		for _, s := range code.FindAllString(string(b), -1) {
			for _, w := range regexp.MustCompile(`[A-Za-z0-9_]+`).FindAllString(s, -1) {
				said[w] = true
			}
		}
		for k, where := range names {
			if !said[k] {
				t.Errorf("%s says nothing of %q (%s)", page, k, where)
			}
		}
	}
}

// lists of names that the source keeps apart from where they are read.
var lists = []string{"Builtin", "PhraseKinds", "special", "weekdays", "settingKeys", "turnKinds"}

// known finds the names in a source file: the arguments of only(…) and
// fields(…), what is looked up in fields by name, kinds of steps, the lists,
// expectations, and variables and functions of the expressions.
func known(t *testing.T, file string, names map[string]string) {
	t.Helper()
	src, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	add := func(e ast.Expr) {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return
		}
		if s, err := strconv.Unquote(lit.Value); err == nil && regexp.MustCompile(`^[a-zA-Z0-9_]+$`).MatchString(s) {
			names[s] = filepath.Base(file)
		}
	}
	all := func(e ast.Expr) {
		if c, ok := e.(*ast.CompositeLit); ok {
			for _, x := range c.Elts {
				add(x)
			}
		}
	}
	called := func(e ast.Expr) string {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			return x.Sel.Name
		}
		return ""
	}
	ast.Inspect(src, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			switch called(x.Fun) {
			case "only", "fields":
				for _, a := range x.Args {
					add(a)
					if c, ok := a.(*ast.CallExpr); ok { // append([]string{…}, more...)
						all(c.Args[0])
					}
				}
			case "Function", "function", "Variable":
				add(x.Args[0])
			}
		case *ast.AssignStmt: // keys := append(…, "after", "by")
			if c, ok := x.Rhs[0].(*ast.CallExpr); ok && called(x.Lhs[0]) == "keys" && called(c.Fun) == "append" {
				for _, a := range c.Args {
					add(a)
				}
			}
		case *ast.IndexExpr:
			if name := called(x.X); name == "fields" || name == "given" {
				add(x.Index)
			}
		case *ast.FuncDecl:
			if x.Name.Name == "parseOptions" {
				ast.Inspect(x, func(n ast.Node) bool {
					if c, ok := n.(*ast.CompositeLit); ok && c.Type == nil {
						add(c.Elts[0])
					}
					return true
				})
			}
		case *ast.ValueSpec:
			kind := x.Type != nil && called(x.Type) == "stepKind"
			for i, v := range x.Values {
				if kind {
					add(v)
				}
				if slices.Contains(lists, x.Names[i].Name) {
					all(v)
				}
				if c, ok := v.(*ast.CompositeLit); ok && x.Names[i].Name == "expectations" {
					for _, e := range c.Elts {
						add(e.(*ast.KeyValueExpr).Key)
					}
				}
			}
		}
		return true
	})
}
