package packs

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/dialogue"
)

func TestFindFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bakery")
	if err := os.MkdirAll(filepath.Join(dir, "flows"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "flows", "cake.yaml"), []byte("flow: cake\nsteps:\n  - bake: now\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, given := range []string{dir, dir + "/", ".", "../bakery"} {
		src, err := Find(given)
		if err != nil || src.Name != "bakery" || len(src.Files) != 1 {
			t.Fatalf("%s: %q with %d files, %v", given, src.Name, len(src.Files), err)
		}
		base, err := Source(Base)
		if err != nil {
			t.Fatal(err)
		}
		_, err = dialogue.Compile("x", base, src)
		var problems dialogue.Problems
		if !errors.As(Where(err, Base, given), &problems) {
			t.Fatalf("%v, want Problems", err)
		}
		for _, p := range problems {
			if _, err := os.Stat(p.Pos.File); err != nil && !strings.HasPrefix(p.Pos.File, Base+"/") {
				t.Errorf("given as %s: the problem's file %s is not there", given, p.Pos.File)
			}
		}
	}
	for _, wrong := range []string{"nothing", filepath.Join(dir, "flows", "cake.yaml"), ""} {
		if _, err := Find(wrong); err == nil || !strings.Contains(err.Error(), "shop") {
			t.Errorf("%q: %v, want an error that names the packs there are", wrong, err)
		}
	}
}
