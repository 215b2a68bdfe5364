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
		if _, err := dialogue.Compile(name, base, src); err != nil {
			t.Errorf("pack %s:\n%v", name, err)
		}
	}
}
