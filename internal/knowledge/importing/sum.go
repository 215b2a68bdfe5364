package importing

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
)

// sums are what an article's Origin.Sum holds: a sum for the words of each
// language, one for what is around them, and whether the import has archived it.
type sums struct {
	words  map[string]string // by language
	around string
	pruned bool
}

func parseSums(s string) sums {
	out := sums{words: map[string]string{}}
	for part := range strings.FieldsSeq(s) {
		name, sum, _ := strings.Cut(part, ":")
		switch name {
		case "*":
			out.around = sum
		case "pruned":
			out.pruned = true
		default:
			out.words[name] = sum
		}
	}
	return out
}

func (s sums) String() string {
	var parts []string
	if s.around != "" {
		parts = append(parts, "*:"+s.around)
	}
	for _, lang := range slices.Sorted(maps.Keys(s.words)) {
		parts = append(parts, lang+":"+s.words[lang])
	}
	if s.pruned {
		parts = append(parts, "pruned")
	}
	return strings.Join(parts, " ")
}

func (s sums) with(lang, sum string) sums {
	out := sums{maps.Clone(s.words), s.around, false}
	out.words[lang] = sum
	return out
}

// wordsSum is the sum of an item's words and of the files that it shows; a file
// that cannot be read counts as its name.
func wordsSum(it *read.Item, files [][]byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q\n", it.Title, it.Slug, it.Body, it.Links)
	for i, data := range files {
		fmt.Fprintf(h, "%q %q %x\n", it.Files[i].Ref, it.Files[i].Name, sha256.Sum256(data))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// group is what the editions of one article say together of where it stands.
type group struct {
	first    *read.Item // whose collection counts
	audience knowledge.Audience
	related  []string
}

func (g *group) add(it *read.Item) {
	if g.first == nil {
		g.first, g.audience = it, it.Audience
	}
	if it.Audience == knowledge.Internal { // what one language keeps from customers no other shows
		g.audience = knowledge.Internal
	}
	for _, r := range it.Related {
		if !slices.Contains(g.related, r) && len(g.related) < knowledge.MaxRelated {
			g.related = append(g.related, r)
		}
	}
}

// sum leaves out the titles of collections: each language has its own.
func (g *group) sum() string {
	h := sha256.New()
	for _, s := range g.first.Shelves {
		fmt.Fprintf(h, "%q/", s.Key)
	}
	fmt.Fprintf(h, " %q %q", g.audience, g.related)
	return hex.EncodeToString(h.Sum(nil)[:8])
}
