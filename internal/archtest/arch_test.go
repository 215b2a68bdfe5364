package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "github.com/rozmova/rozmova"
)

// pure rooms decide from what they are given alone, or a replay would decide
// otherwise.
var pure = []string{"internal/conversation", "internal/dialogue", "internal/personname"}

// impure are the packages that reach outside; a slash covers those below.
var impure = []string{
	"net", "net/", "os", "os/", "database/sql", "database/sql/", "context", "math/rand", "math/rand/", "crypto/rand",
	"syscall", "io/ioutil", "log", "log/", "runtime", "runtime/", "plugin", "unsafe", "embed", "testing",
}

// harmless are those of them that only read what they are given.
var harmless = []string{"net/url"}

// clock are the functions of time that read the clock or wait for it.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Tick"}

func TestPureRooms(t *testing.T) {
	for _, dir := range pure {
		files := sources(t, dir)
		if len(files) == 0 {
			t.Errorf("%s holds no Go files", dir)
		}
		for _, name := range files {
			checkPure(t, name)
		}
	}
}

// The rule itself must notice what it forbids.
func TestTheRuleBites(t *testing.T) {
	src := "package x\nimport (\n\"net/http\"\n\"time\"\nr \"math/rand/v2\"\n)\nvar _ = time.Now\nvar _ = http.Get\nvar _ = r.Int\n"
	if got := len(problems(t, "x.go", src)); got != 3 {
		t.Errorf("found %d of 3 problems: %v", got, problems(t, "x.go", src))
	}
	clean := "package x\nimport (\n\"time\"\n\"strings\"\n)\nvar _ = time.Second\nvar _ = strings.ToLower\nfunc f() { type time struct{ Now int } }\n"
	if got := problems(t, "x.go", clean); len(got) > 0 {
		t.Errorf("found what is not there: %v", got)
	}
}

func checkPure(t *testing.T, name string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems(t, name, string(b)) {
		t.Error(p)
	}
}

func problems(t *testing.T, name, src string) []string {
	t.Helper()
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	timeName := ""
	for _, imp := range f.Imports {
		p, _ := strconv.Unquote(imp.Path.Value)
		at := set.Position(imp.Pos()).String()
		for _, bad := range impure {
			if slices.Contains(harmless, p) {
				break
			}
			if p == bad || strings.HasSuffix(bad, "/") && strings.HasPrefix(p, bad) {
				out = append(out, at+": a pure room imports "+p)
				break
			}
		}
		if own, ok := strings.CutPrefix(p, module+"/"); ok && !slices.Contains(pure, own) {
			out = append(out, at+": a pure room imports "+own+", which is not pure")
		}
		if p == "time" {
			if timeName = "time"; imp.Name != nil {
				timeName = imp.Name.Name
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && timeName != "" && x.Name == timeName && slices.Contains(clock, sel.Sel.Name) {
			out = append(out, set.Position(sel.Pos()).String()+": a pure room calls time."+sel.Sel.Name)
		}
		return true
	})
	return out
}

// sources are the Go files of a directory and those below, without tests.
func sources(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(filepath.Join(root, dir), func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err == nil && !d.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// named finds packages and files in prose: internal/store, `internal/channel/web/`,
// internal/turn/handle.go.
var named = regexp.MustCompile(`\binternal/[a-z0-9_]+(?:/[a-z0-9_]+)*(?:\.[a-z]+\b)?`)

func TestArchitectureNamesWhatExists(t *testing.T) {
	const doc = "docs/ARCHITECTURE.md"
	b, err := os.ReadFile(filepath.Join(root, doc))
	if err != nil {
		t.Fatalf("%s is missing: it is the map of the rooms and must name every package under internal/ (%v)", doc, err)
	}
	exist := packages(t)
	inDoc := map[string]bool{}
	for i, line := range strings.Split(string(b), "\n") {
		for _, name := range named.FindAllString(line, -1) {
			inDoc[name] = true
			if path.Ext(name) != "" {
				inDoc[path.Dir(name)] = true
				if _, err := os.Stat(filepath.Join(root, name)); err != nil {
					t.Errorf("%s:%d: names the file %s, which is not there", doc, i+1, name)
				}
			} else if !exist[name] {
				t.Errorf("%s:%d: names %s, which is not there", doc, i+1, name)
			}
		}
	}
	for name := range exist {
		// A room is internal/NAME; what is inside it may go unmentioned.
		if strings.Count(name, "/") == 1 && !inDoc[name] {
			t.Errorf("%s does not name %s", doc, name)
		}
	}
}

// packages are the directories under internal/ that hold Go files, and those
// that lead to them.
func packages(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && d.Name() == "testdata" {
				return filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		for dir := path.Dir(filepath.ToSlash(rel)); dir != "internal"; dir = path.Dir(dir) {
			out[dir] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
