package flowtest_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/demo/telecom"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// The packs' own tests: the base alone, and with the shop over it, where every
// step of both must have run.
func TestPacks(t *testing.T) {
	t.Run("base", func(t *testing.T) {
		check(t, play(t, []string{packs.Base}, packs.Base))
	})
	t.Run("patterns", func(t *testing.T) { // of the base, over flows made for them
		r := play(t, []string{packs.Base, "clinic"}, packs.Base, "clinic")
		check(t, r)
		for _, step := range append(r.Coverage.Missed(), r.Coverage.Untaken()...) {
			if strings.HasPrefix(step, "pattern_") {
				t.Errorf("no test runs %s", step)
			}
		}
	})
	t.Run("shop", func(t *testing.T) {
		r := play(t, []string{packs.Base, "shop"}, packs.Base, "shop")
		check(t, r)
		for _, step := range r.Coverage.Missed() {
			if !strings.HasPrefix(step, "pattern_") { // the base's are run by the tests under testdata
				t.Errorf("no test runs step %s", step)
			}
		}
	})
	t.Run("careless", func(t *testing.T) { // flows that the shop's guidelines keep in check
		check(t, play(t, []string{packs.Base, "shop", "careless"}, "careless"))
	})
	t.Run("hasty", func(t *testing.T) { // and the operator's
		check(t, play(t, []string{packs.Base, "telecom", "hasty"}, "hasty"))
	})
	t.Run("telecom", func(t *testing.T) {
		r := play(t, []string{packs.Base, "telecom"}, "telecom")
		check(t, r)
		for _, step := range r.Coverage.Missed() {
			if !strings.HasPrefix(step, "pattern_") {
				t.Errorf("no test runs %s", step)
			}
		}
	})
	// A company that installs several packs must have all green.
	t.Run("together", func(t *testing.T) {
		check(t, play(t, []string{packs.Base, "shop", "telecom"}, packs.Base, "shop", "telecom"))
	})
}

func check(t *testing.T, r flowtest.Report) {
	t.Helper()
	var b strings.Builder
	if err := r.Print(&b); err != nil {
		t.Fatal(err)
	}
	t.Log(b.String())
	if !r.OK() {
		t.Fail()
	}
	if r.Tests == 0 {
		t.Error("no tests were played")
	}
}

// play runs the tests of packs over a playbook laid from sources.
func play(t *testing.T, sources []string, tested ...string) flowtest.Report {
	t.Helper()
	var laid []dialogue.Source
	for _, name := range sources {
		src, err := source(name)
		if err != nil {
			t.Fatal(err)
		}
		laid = append(laid, src)
	}
	pb, err := dialogue.Compile(sources[len(sources)-1], laid...)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	var tests []flowtest.Test
	for _, name := range tested {
		more, err := flowtest.Load("packs/"+name, os.DirFS(dirOf(name)))
		if err != nil {
			t.Fatal(err)
		}
		tests = append(tests, more...)
	}
	return flowtest.Run(pb, rec, tests, flowtest.Backends{"demo": company(t), "telecom": operator(t)})
}

// dirOf finds a pack: ours, or one that only tests need.
func dirOf(name string) string {
	if _, err := os.Stat("testdata/" + name); err == nil {
		return "testdata/" + name
	}
	return "../../packs/" + name
}

func source(name string) (dialogue.Source, error) {
	if dir := dirOf(name); strings.HasPrefix(dir, "testdata/") {
		return packs.Read(name, os.DirFS(dir))
	}
	return packs.Source(name)
}

// company is the fictional company of the demo, fresh for each test.
func company(t *testing.T) func() (flowtest.Backend, func(), error) {
	return func() (flowtest.Backend, func(), error) {
		b, err := demo.NewBackend(t.TempDir(), func() time.Time { return time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC) })
		if err != nil {
			return nil, nil, err
		}
		return flowtest.Handler(b), func() { _ = b.Close() }, nil
	}
}

// operator is the company's mobile operator, fresh for each test.
func operator(t *testing.T) func() (flowtest.Backend, func(), error) {
	return func() (flowtest.Backend, func(), error) {
		b, err := telecom.New(t.TempDir(), func() time.Time { return time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC) })
		if err != nil {
			return nil, nil, err
		}
		return flowtest.Handler(b), func() { _ = b.Close() }, nil
	}
}

// Random customers meet no dead end, no silence and no circle in the packs.
func TestExplorePacks(t *testing.T) {
	if underRace {
		t.Skip("hundreds of conversations, held in ordinary runs, without the race detector")
	}
	t.Parallel()
	var laid []dialogue.Source
	var tests []flowtest.Test
	for _, name := range []string{packs.Base, "shop", "telecom"} {
		src, err := source(name)
		if err != nil {
			t.Fatal(err)
		}
		laid = append(laid, src)
		more, err := flowtest.Load("packs/"+name, os.DirFS(dirOf(name)))
		if err != nil {
			t.Fatal(err)
		}
		tests = append(tests, more...)
	}
	pb, err := dialogue.Compile("shop", laid...)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	x, err := flowtest.Explore(pb, rec, tests, flowtest.Backends{"demo": company(t), "telecom": operator(t)}, flowtest.Exploring{Seed: 1, Dialogues: 10, Turns: 60})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range x.Finds {
		t.Errorf("%s in %s (dialogue %d): %s\n    %s", f.Kind, f.Flow, f.Dialogue, f.Text, strings.Join(f.Script, "\n    "))
	}
	t.Logf("%d dialogues", x.Dialogues)
}
