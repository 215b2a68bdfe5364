package flowtest_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// The guide's examples are a pack that compiles and whose tests pass. A block
// names its file in its first line; a later block of the same name replaces it.
func TestGuide(t *testing.T) {
	block := regexp.MustCompile("(?s)```(\\w*)\n(.*?)```")
	blocks := map[string]int{}
	for _, page := range []string{"docs/flows.md", "docs/uk/flows.md"} {
		t.Run(page, func(t *testing.T) {
			b, err := os.ReadFile("../../" + page)
			if err != nil {
				t.Fatal(err)
			}
			src, files := dialogue.Source{Name: "repair", Files: map[string][]byte{}}, fstest.MapFS{}
			for _, m := range block.FindAllStringSubmatch(string(b), -1) {
				first, _, _ := strings.Cut(m[2], "\n")
				name, ok := strings.CutPrefix(first, "# ")
				if m[1] != "yaml" || !ok {
					t.Errorf("a block that names no file: %s", first)
				}
				blocks[page]++
				src.Files[name] = []byte(m[2])
				files[name] = &fstest.MapFile{Data: []byte(m[2])}
				compile(t, src, false) // the reader who stops here
			}
			pb := compile(t, src, true)
			rec, err := understand.New(pb)
			if err != nil {
				t.Fatal(err)
			}
			tests, err := flowtest.Load(page, files)
			if err != nil {
				t.Fatal(err)
			}
			if len(tests) == 0 {
				t.Error("the page shows no tests")
			}
			for _, f := range flowtest.Run(pb, rec, tests, nil).Failures {
				t.Error(f)
			}
		})
	}
	if blocks["docs/flows.md"] != blocks["docs/uk/flows.md"] {
		t.Errorf("the pages show different examples: %v", blocks)
	}
}

// compile lays the guide's pack over the base. Half way the pack may lack what
// later blocks bring, but no file of it may be malformed.
func compile(t *testing.T, src dialogue.Source, whole bool) *dialogue.Playbook {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile("repair", base, src)
	if err != nil && (whole || strings.Contains(err.Error(), "unknown key") || strings.Contains(err.Error(), "not valid YAML")) {
		t.Fatal(err)
	}
	return pb
}
