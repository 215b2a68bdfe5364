package app

import (
	"encoding/json"
	"fmt"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

// newSettings are a new workspace's: the languages of its packs.
func newSettings(sources []dialogue.Source) ([]byte, error) {
	pb, err := dialogue.Compile("check", sources...)
	if err != nil {
		return nil, fmt.Errorf("playbook:\n%w", err)
	}
	b, err := json.Marshal(account.Settings{Locales: pb.Languages})
	if err != nil {
		return nil, fmt.Errorf("settings of the workspace: %w", err)
	}
	return b, nil
}

// Packs reads the base and the named packs: embedded ones by name, a company's
// own by folder. The base may be named; it lies under the others all the same.
func Packs(names ...string) ([]dialogue.Source, error) {
	out := make([]dialogue.Source, 0, len(names)+1)
	for i, n := range append([]string{packs.Base}, names...) {
		if i > 0 && n == packs.Base {
			continue
		}
		src, err := packs.Find(n)
		if err != nil {
			return nil, err
		}
		out = append(out, src)
	}
	return out, nil
}
