package turn

import (
	"fmt"
	"sort"
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/store"
)

// join puts the files of several sources into one map; the order of the sources
// matters, so it is part of the name: "0/base/flows/hello.yaml".
func join(sources []dialogue.Source) map[string][]byte {
	out := map[string][]byte{}
	for i, s := range sources {
		for path, b := range s.Files {
			out[fmt.Sprintf("%03d/%s/%s", i, s.Name, path)] = b
		}
	}
	return out
}

// Sources are the files of a kept version as they were compiled.
func Sources(p store.Playbook) []dialogue.Source { return split(p.Files) }

// split is join undone. Names that join did not make are left out.
func split(files map[string][]byte) []dialogue.Source {
	byKey := map[string]*dialogue.Source{}
	var keys []string
	for path, b := range files {
		parts := strings.SplitN(path, "/", 3)
		if len(parts) != 3 {
			continue
		}
		key := parts[0] + "/" + parts[1]
		if byKey[key] == nil {
			byKey[key] = &dialogue.Source{Name: parts[1], Files: map[string][]byte{}}
			keys = append(keys, key)
		}
		byKey[key].Files[parts[2]] = b
	}
	sort.Strings(keys)
	out := make([]dialogue.Source, len(keys))
	for i, k := range keys {
		out[i] = *byKey[k]
	}
	return out
}
