package httpapi

import (
	"net/url"
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/search"
)

// shelves are indexes by workspace.
type shelves map[conversation.WorkspaceID]*search.Index

func (s shelves) Of(ws conversation.WorkspaceID) *search.Index { return s[ws] }

func TestSearchArticles(t *testing.T) {
	shelf := shelves{"dim": search.New(), "other": search.New()}
	shelf["dim"].Put(knowledge.Document{
		Article: "returns", Lang: "uk", Version: 3, Slug: "povernennia", Title: "Повернення", Audience: knowledge.Public, Collection: "shop",
		Body: "Товар можна повернути впродовж 14 днів.\n\n## Коли прийдуть гроші\n\nКошти надходять на картку за три дні.",
	})
	shelf["dim"].Put(knowledge.Document{Article: "secret", Lang: "uk", Title: "Кошти понад ліміт", Body: "Кошти понад 5000 погоджує старший.", Audience: knowledge.Internal})
	shelf["other"].Put(knowledge.Document{Article: "theirs", Lang: "uk", Title: "Кошти", Body: "Кошти чужі.", Audience: knowledge.Public})
	s := newSite(t, func(c *Config) { c.Shelf = shelf })
	agent := s.agent("oksana@dim.example")

	find := func(query string) []ArticleHit {
		t.Helper()
		var got ArticleHits
		agent.ask("GET", "/articles/search?"+query, nil).want(200).into(&got)
		return got.Hits
	}
	asked := "q=" + url.QueryEscape("коли надійдуть кошти на картку")
	hits := find(asked)
	if len(hits) != 2 || hits[0].ID != "returns" || hits[0].Anchor != "коли-прийдуть-гроші" || hits[0].Version != 3 || hits[0].Sure <= hits[1].Sure {
		t.Fatalf("%+v", hits)
	}
	marked := false
	for _, p := range hits[0].Snippet {
		marked = marked || p.Match && p.Text == "картку"
	}
	if !marked {
		t.Errorf("nothing is marked: %+v", hits[0].Snippet)
	}
	for name, c := range map[string]struct {
		query string
		want  int
	}{
		"for customers":   {asked + "&audience=public", 1},
		"in a collection": {asked + "&collection=shop", 1},
		"one only":        {asked + "&limit=1", 1},
	} {
		if got := find(c.query); len(got) != c.want || got[0].ID != "returns" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	agent.ask("GET", "/articles/search", nil).want(422)
}
