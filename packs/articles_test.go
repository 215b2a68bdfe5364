package packs_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rozmova/rozmova/packs"
)

// Every article stands in both languages, under addresses of its own, and names
// only articles that there are.
func TestArticlesOfPacks(t *testing.T) {
	for _, name := range packs.Names() {
		fsys, err := packs.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		articles, err := packs.Articles(name, fsys)
		if err != nil {
			t.Fatal(err)
		}
		langs, slugs := map[string][]string{}, map[string]bool{}
		for _, a := range articles {
			langs[a.Key] = append(langs[a.Key], a.Lang)
			if slugs[a.Lang+a.Slug] {
				t.Errorf("%s: %s has the slug %s of another", a.Key, a.Lang, a.Slug)
			}
			slugs[a.Lang+a.Slug] = true
		}
		if len(langs) < 20 {
			t.Errorf("pack %s has %d articles", name, len(langs))
		}
		for _, a := range articles {
			if !slices.Equal(langs[a.Key], []string{"en", "uk"}) {
				slices.Sort(langs[a.Key])
				if !slices.Equal(langs[a.Key], []string{"en", "uk"}) {
					t.Errorf("%s stands in %v", a.Key, langs[a.Key])
				}
			}
			for _, r := range a.Related {
				if langs[r] == nil {
					t.Errorf("%s is related to %s, which is not there", a.Key, r)
				}
			}
		}
	}
}

func TestArticleMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"# Title\n": "begins with no ---",
		"---\ntitle: T\nslug: t\naudience: all\n---\n\nText\n": "possible: public, internal",
		"---\nslug: t\naudience: public\n---\n\nText\n":        "no title",
		"---\ntitle: T\naudience: public\n---\n\nText\n":       "no slug",
		"---\ntitle: T\nslug: t\naudience: public\n---\n\n \n": "no text",
		"---\ntitle: [\n---\n\nText\n":                         "above the text",
	} {
		_, err := packs.Articles("p", fstest.MapFS{"articles/uk/a.md": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "articles/uk/a.md") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
