package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReportTellsWhatHappened(t *testing.T) {
	const said = `{"Action":"start","Package":"github.com/rozmova/rozmova/good"}
{"Action":"run","Package":"github.com/rozmova/rozmova/good","Test":"TestOne"}
{"Action":"output","Package":"github.com/rozmova/rozmova/good","Test":"TestOne","Output":"noise\n"}
{"Action":"pass","Package":"github.com/rozmova/rozmova/good","Test":"TestOne","Elapsed":0}
{"Action":"run","Package":"github.com/rozmova/rozmova/good","Test":"TestTwo"}
{"Action":"output","Package":"github.com/rozmova/rozmova/good","Test":"TestTwo","Output":"    good_test.go:7: needs a moon\n"}
{"Action":"output","Package":"github.com/rozmova/rozmova/good","Test":"TestTwo","Output":"--- SKIP: TestTwo (0.00s)\n"}
{"Action":"skip","Package":"github.com/rozmova/rozmova/good","Test":"TestTwo","Elapsed":0}
{"Action":"pass","Package":"github.com/rozmova/rozmova/good","Elapsed":0.5}
{"Action":"run","Package":"github.com/rozmova/rozmova/bad","Test":"TestThree"}
{"Action":"output","Package":"github.com/rozmova/rozmova/bad","Test":"TestThree","Output":"    bad_test.go:9: got 1, want 2\n"}
{"Action":"fail","Package":"github.com/rozmova/rozmova/bad","Test":"TestThree","Elapsed":0}
{"Action":"fail","Package":"github.com/rozmova/rozmova/bad","Elapsed":0.1}
{"Action":"run","Package":"github.com/rozmova/rozmova/dead","Test":"TestFour"}
{"Action":"output","Package":"github.com/rozmova/rozmova/dead","Test":"TestFour","Output":"panic: out of luck\n"}
{"Action":"fail","Package":"github.com/rozmova/rozmova/dead","Elapsed":0.1}
{"ImportPath":"github.com/rozmova/rozmova/broken [broken.test]","Action":"build-output","Output":"broken.go:3: no such name\n"}
{"Action":"output","Package":"github.com/rozmova/rozmova/broken","Output":"FAIL\tbroken [build failed]\n"}
{"Action":"fail","Package":"github.com/rozmova/rozmova/broken","Elapsed":0}
{"Action":"skip","Package":"github.com/rozmova/rozmova/untested","Elapsed":0}
not a line of test2json
`
	var out strings.Builder
	r := newReport(&out)
	if err := r.read(strings.NewReader(said)); err != nil {
		t.Fatal(err)
	}
	r.close()
	for _, want := range []string{
		"ok    good ", "skip  good.TestTwo: needs a moon\n",
		"FAIL  bad.TestThree\n          bad_test.go:9: got 1, want 2\n", "FAIL  bad ",
		"FAIL  dead.TestFour did not end\n      panic: out of luck\n", "FAIL  dead ",
		"broken.go:3: no such name\n", "FAIL  broken ",
		"not a line of test2json\n", "\n1 passed, 3 failed, 1 skipped\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q", want)
		}
	}
	for _, never := range []string{"noise", "untested"} {
		if strings.Contains(out.String(), never) {
			t.Errorf("%q is not worth telling", never)
		}
	}
	if t.Failed() {
		t.Log("\n" + out.String())
	}
}

func TestCountsAreKeptForTheSum(t *testing.T) {
	path := filepath.Join(t.TempDir(), "counts")
	for _, r := range []report{{passed: 3, skipped: 1}, {passed: 4, failed: 2}} {
		if err := r.count(path); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != "3 0 1\n4 2 0\n" {
		t.Errorf("got %q", got)
	}
}
