package entity

import (
	"slices"
	"strings"
)

// Replace gives a text with other words in place of what was found in it: what
// with says, unless it says no. Of two that overlap the first counts.
func Replace(text string, found []Entity, with func(Entity) (words string, ok bool)) string {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b Entity) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for _, e := range found {
		if e.Start < at || e.End > len(text) {
			continue
		}
		if words, ok := with(e); ok {
			b.WriteString(text[at:e.Start])
			b.WriteString(words)
			at = e.End
		}
	}
	b.WriteString(text[at:])
	return b.String()
}
