package dialogue_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

// TestProblems compiles the faulty packs of testdata/problems.txt and compares
// every message, with its file and line. A case begins with «##### name» and
// gives files after «=== path»; the rest of the pack is the first case's.
// Under «=== want» stands what the compiler says; -update writes it anew.
func TestProblems(t *testing.T) {
	const file = "testdata/problems.txt"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cases := problemCases(string(b))
	if len(cases) < 41 {
		t.Fatalf("only %d cases", len(cases))
	}
	base := cases[0]
	var out strings.Builder
	for _, pc := range cases {
		files := map[string][]byte{}
		for _, s := range append(base.files, pc.files...) {
			files[s.path] = []byte(s.text)
		}
		got := compileProblems(t, files)
		if pc.name == base.name && got != "" {
			t.Fatalf("the sound pack does not compile:\n%s", got)
		} else if pc.name != base.name && got == "" {
			t.Errorf("%s: compiles", pc.name)
		}
		if !*update {
			if d := cmp.Diff(pc.want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", pc.name, d)
			}
		}
		out.WriteString("##### " + pc.name + "\n")
		for _, s := range pc.files {
			out.WriteString("=== " + s.path + "\n" + s.text)
		}
		out.WriteString("=== want\n" + got)
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

type problemCase struct {
	name  string
	files []problemFile
	want  string
}

type problemFile struct{ path, text string }

func problemCases(text string) (out []problemCase) {
	var at *string // where lines go
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "##### "):
			out = append(out, problemCase{name: strings.TrimSpace(line[6:])})
			at = nil
		case strings.TrimSpace(line) == "=== want":
			at = &out[len(out)-1].want
		case strings.HasPrefix(line, "=== "):
			last := &out[len(out)-1]
			last.files = append(last.files, problemFile{path: strings.TrimSpace(line[4:])})
			at = &last.files[len(last.files)-1].text
		case at != nil:
			*at += line
		}
	}
	return out
}

func compileProblems(t testing.TB, files map[string][]byte) string {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	_, err = dialogue.Compile("p", base, dialogue.Source{Name: "p", Files: files})
	var ps dialogue.Problems
	if err == nil {
		return ""
	}
	if !errors.As(err, &ps) {
		t.Fatalf("the error is %T, not Problems", err)
	}
	// What is amiss in the base's own files changes with the base.
	ps = slices.DeleteFunc(ps, func(p dialogue.Problem) bool { return strings.HasPrefix(p.Pos.File, packs.Base+"/") })
	return ps.Error() + "\n"
}

func TestCompileWithoutLanguages(t *testing.T) {
	_, err := dialogue.Compile("x", dialogue.Source{Name: "x", Files: map[string][]byte{}})
	if err == nil || !strings.Contains(err.Error(), "pack.yaml:1: no languages: languages: [uk, en]") {
		t.Errorf("%v", err)
	}
}

// A later pack replaces what the earlier says, and only that.
func TestLayers(t *testing.T) {
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	own := dialogue.Source{Name: "own", Files: map[string][]byte{
		"texts/uk.yaml":     []byte("social.hello: Добридень!"),
		"flows/thanks.yaml": []byte("flow: own_thanks\non: thanks\nsteps: [{say: social.hello}]"),
	}}
	pb, err := dialogue.Compile("own", base, own)
	if err != nil {
		t.Fatal(err)
	}
	if pb.Events["thanks"].Name != "own_thanks" || pb.Flows["pattern_thanks"] != nil || pb.Events["hello"].Name != "pattern_hello" {
		t.Errorf("events: thanks %s, hello %s", pb.Events["thanks"].Name, pb.Events["hello"].Name)
	}
	same, err := dialogue.Compile("own", base, own)
	if err != nil || same.Version != pb.Version {
		t.Errorf("versions %s and %s of the same files, %v", same.Version, pb.Version, err)
	}
	own.Files["tests/a.yaml"] = []byte("tests: []")
	if tested, err := dialogue.Compile("own", base, own); err != nil || tested.Version != pb.Version {
		t.Errorf("a test changes the version: %v", err)
	}
	own.Files["texts/en.yaml"] = []byte("social.hello: Good day!")
	if changed, err := dialogue.Compile("own", base, own); err != nil || changed.Version == pb.Version {
		t.Errorf("a text does not change the version: %v", err)
	}
}

// Go walks maps at random; a playbook must not, or a replay would differ.
func TestMapsAreWalkedInOrder(t *testing.T) {
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	own := dialogue.Source{Name: "own", Files: map[string][]byte{
		"texts/uk.yaml":    []byte("say: \"{join(customer.bag.map(k, k + '=' + join(customer.bag[k].map(x, x), '')), ' ')}\""),
		"texts/en.yaml":    []byte("say: x"),
		"flows/hello.yaml": []byte("flow: own\non: session_start\nsteps: [{say: say}]"),
	}}
	pb, err := dialogue.Compile("own", base, own)
	if err != nil {
		t.Fatal(err)
	}
	bag := map[string]c.Value{}
	for _, k := range "hgfedcba" {
		bag[string(k)] = map[string]c.Value{"y": 1.0, "x": 2.0}
	}
	for range 30 {
		d, err := dialogue.Step(pb, &c.State{ID: "c"}, c.Input{Key: "1", Data: c.Started{Locale: "uk", Level: c.Anonymous, Profile: map[string]c.Value{"bag": bag}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Events[2].Data.(c.MessageSent).Text; got != "a=xy b=xy c=xy d=xy e=xy f=xy g=xy h=xy" {
			t.Fatal(got)
		}
	}
}

// FuzzCompile: whatever is in a pack's files, the compiler ends with a playbook
// or with problems, and never with a panic.
func FuzzCompile(f *testing.F) {
	b, err := os.ReadFile("testdata/problems.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, pc := range problemCases(string(b)) {
		for _, s := range pc.files {
			f.Add(s.path, []byte(s.text))
		}
	}
	f.Add("flows/f.yaml", []byte("flow: f\nsteps: [{say: '{{{{'}]"))
	f.Add("texts/uk.yaml", []byte("social.hello: '{t(t(t(t(\"a\"))))}'"))
	base := problemCases(string(b))[0]
	f.Fuzz(func(t *testing.T, path string, content []byte) {
		files := map[string][]byte{}
		for _, s := range base.files {
			files[s.path] = []byte(s.text)
		}
		files[path] = content
		compileProblems(t, files)
	})
}
