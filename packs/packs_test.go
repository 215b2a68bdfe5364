package packs

import (
	"testing"

	"github.com/rozmova/rozmova/internal/dialogue"
)

func TestEveryPackCompiles(t *testing.T) {
	base, err := Source(Base)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Names() {
		src, err := Source(name)
		if err != nil {
			t.Fatal(err)
		}
		pb, err := dialogue.Compile(name, base, src)
		if err != nil {
			t.Errorf("pack %s:\n%v", name, err)
			continue
		}
		for _, reason := range pb.Reasons() {
			for _, lang := range pb.Languages {
				if pb.ReasonTitle(reason, lang) == "" {
					t.Errorf("pack %s: agents read the reason %q as it is named; it needs a text reason.%s in %s", name, reason, reason, lang)
				}
			}
		}
	}
}
