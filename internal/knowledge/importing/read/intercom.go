package read

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// intercom gathers the answers of Intercom's API: lists of articles, and of
// collections, also in their older form with sections.
type intercom struct {
	articles []iArticle
	shelves  map[id]iShelf
}

type iArticle struct {
	Type       string          `json:"type"`
	ID         id              `json:"id"`
	Title      string          `json:"title"`
	Body       string          `json:"body"`
	State      string          `json:"state"`
	Locale     string          `json:"default_locale"`
	ParentID   id              `json:"parent_id"`
	ParentIDs  []id            `json:"parent_ids"`
	Translated json.RawMessage `json:"translated_content"`
	from       string
}

type iContent struct {
	Title string `json:"title"`
	Name  string `json:"name"`
	Body  string `json:"body"`
	State string `json:"state"`
}

type iShelf struct {
	ID         id              `json:"id"`
	Name       string          `json:"name"`
	ParentID   id              `json:"parent_id"`
	Translated json.RawMessage `json:"translated_content"`
}

// take keeps what an answer holds, and says whether it is one of this API.
func (c *intercom) take(raw json.RawMessage, from string) (bool, error) {
	var list struct {
		Type     string            `json:"type"`
		Data     []json.RawMessage `json:"data"`
		Articles []json.RawMessage `json:"articles"`
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return false, fmt.Errorf("read an Intercom export: %w", err)
	}
	if list.Type != "list" {
		list.Data = []json.RawMessage{raw}
	}
	known := false
	for _, one := range list.Data {
		var t struct {
			Type string `json:"type"`
		}
		if json.Unmarshal(one, &t) != nil {
			continue
		}
		switch t.Type {
		case "article":
			a := iArticle{from: from}
			if err := json.Unmarshal(one, &a); err != nil {
				return false, fmt.Errorf("read an Intercom article: %w", err)
			}
			c.articles = append(c.articles, a)
		case "collection", "section":
			var s iShelf
			if err := json.Unmarshal(one, &s); err != nil {
				return false, fmt.Errorf("read an Intercom collection: %w", err)
			}
			if c.shelves == nil {
				c.shelves = map[id]iShelf{}
			}
			c.shelves[s.ID] = s
		default:
			continue
		}
		known = true
	}
	return known || list.Type == "list" && len(list.Data) == 0, nil
}

// contents reads translations by language; other members say what they are.
func contents(raw json.RawMessage) map[string]iContent {
	out := map[string]iContent{}
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return out
	}
	for locale, one := range all {
		var t iContent
		if Lang(locale) != "" && json.Unmarshal(one, &t) == nil {
			out[locale] = t
		}
	}
	return out
}

func (c *intercom) items(b *Batch, o *Options) {
	seen := map[string]bool{}
	for _, a := range c.articles {
		all := contents(a.Translated)
		if _, ok := all[a.Locale]; !ok && (a.Body != "" || len(all) == 0) {
			all[a.Locale] = iContent{Title: a.Title, Body: a.Body, State: a.State}
		}
		for _, locale := range slices.Sorted(maps.Keys(all)) {
			t := all[locale]
			if t.Title == "" && t.Body == "" {
				continue // a language that was begun and not written
			}
			if key := string(a.ID) + " " + Lang(locale); seen[key] {
				continue
			} else {
				seen[key] = true
			}
			b.finish(Item{
				Kind: "intercom", Key: string(a.ID), From: fmt.Sprintf("%s#%s (%s)", a.from, a.ID, locale), Title: t.Title,
				Draft: t.State == "draft", Shelves: c.path(a, locale),
			}, t.Body, locale, o)
		}
	}
	b.leadTo("intercom", "/articles/")
}

func (c *intercom) path(a iArticle, locale string) []Shelf {
	parent := a.ParentID
	if parent == "" && len(a.ParentIDs) > 0 {
		parent = a.ParentIDs[0]
	}
	var out []Shelf
	for range 10 {
		s, ok := c.shelves[parent]
		if !ok {
			break
		}
		title := contents(s.Translated)[locale].Name
		if title == "" {
			title = s.Name
		}
		out = append([]Shelf{{Key: s.Name, Title: title}}, out...)
		parent = s.ParentID
	}
	return out
}
