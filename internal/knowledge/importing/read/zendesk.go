package read

import (
	"encoding/json"
	"fmt"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// zendesk gathers the answers of a Zendesk help centre's API: articles,
// sections, categories and translations, listed or side-loaded.
type zendesk struct {
	articles     []zArticle
	shelves      map[string]zShelf // section:ID and category:ID
	translations []zTranslation
}

type zArticle struct {
	ID           id             `json:"id"`
	Title        string         `json:"title"`
	Name         string         `json:"name"`
	Body         *string        `json:"body"`
	Locale       string         `json:"locale"`
	SourceLocale string         `json:"source_locale"`
	Draft        bool           `json:"draft"`
	SectionID    id             `json:"section_id"`
	Segment      *id            `json:"user_segment_id"`
	Segments     []id           `json:"user_segment_ids"`
	Translations []zTranslation `json:"translations"`
	from         string
}

type zShelf struct {
	ID           id             `json:"id"`
	Name         string         `json:"name"`
	Locale       string         `json:"locale"`
	CategoryID   id             `json:"category_id"`
	ParentID     *id            `json:"parent_section_id"`
	Translations []zTranslation `json:"translations"`
	names        map[string]string
}

type zTranslation struct {
	SourceID   id      `json:"source_id"`
	SourceType string  `json:"source_type"`
	Locale     string  `json:"locale"`
	Title      string  `json:"title"`
	Body       *string `json:"body"`
	Draft      bool    `json:"draft"`
}

// take keeps what an answer holds, and says whether it is one of this API.
func (z *zendesk) take(raw json.RawMessage, from string) (bool, error) {
	var a struct {
		Articles     []zArticle     `json:"articles"`
		Article      *zArticle      `json:"article"`
		Sections     []zShelf       `json:"sections"`
		Categories   []zShelf       `json:"categories"`
		Translations []zTranslation `json:"translations"`
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		return false, fmt.Errorf("read a Zendesk export: %w", err)
	}
	if a.Article != nil {
		a.Articles = append(a.Articles, *a.Article)
	}
	if a.Articles == nil && a.Sections == nil && a.Categories == nil && a.Translations == nil {
		return false, nil
	}
	for _, one := range a.Articles {
		one.from = from
		z.articles = append(z.articles, one)
	}
	if z.shelves == nil {
		z.shelves = map[string]zShelf{}
	}
	for kind, list := range map[string][]zShelf{"section:": a.Sections, "category:": a.Categories} {
		for _, s := range list {
			s.names = map[string]string{Lang(s.Locale): s.Name}
			for _, t := range s.Translations {
				s.names[Lang(t.Locale)] = t.Title
			}
			z.shelves[kind+string(s.ID)] = s
		}
	}
	z.translations = append(z.translations, a.Translations...)
	return true, nil
}

func (z *zendesk) items(b *Batch, o *Options) {
	more := map[id][]zTranslation{}
	for _, t := range z.translations {
		switch t.SourceType {
		case "Article", "":
			more[t.SourceID] = append(more[t.SourceID], t)
		case "Section":
			z.name("section:"+string(t.SourceID), t)
		case "Category":
			z.name("category:"+string(t.SourceID), t)
		}
	}
	seen := map[string]bool{}
	for _, a := range z.articles {
		title := a.Title
		if title == "" {
			title = a.Name
		}
		all := []zTranslation{}
		if a.Body != nil {
			all = append(all, zTranslation{Locale: a.Locale, Title: title, Body: a.Body, Draft: a.Draft})
		}
		all = append(append(all, a.Translations...), more[a.ID]...)
		if len(all) == 0 {
			b.refuse(a.from+"#"+string(a.ID), Empty, "")
		}
		for _, t := range all {
			where := fmt.Sprintf("%s#%s (%s)", a.from, a.ID, t.Locale)
			if key := string(a.ID) + " " + Lang(t.Locale); t.Body == nil || seen[key] {
				continue // the article itself, told again among its translations; or a next page that repeats it
			} else {
				seen[key] = true
			}
			it := Item{Kind: "zendesk", Key: string(a.ID), From: where, Title: t.Title, Draft: t.Draft, Shelves: z.path(a.SectionID, t.Locale)}
			if a.Segment != nil && *a.Segment != "" || len(a.Segments) > 0 {
				it.Audience = knowledge.Internal // for some only: never for everybody
			}
			b.finish(it, *t.Body, t.Locale, o)
		}
	}
	b.leadTo("zendesk", "/articles/")
}

func (z *zendesk) name(key string, t zTranslation) {
	if s, ok := z.shelves[key]; ok {
		s.names[Lang(t.Locale)] = t.Title
	}
}

// path is the collections above an article: the category, then its sections.
func (z *zendesk) path(section id, locale string) []Shelf {
	var out []Shelf
	add := func(key string, s zShelf) {
		title := s.names[Lang(locale)]
		if title == "" {
			title = s.Name
		}
		out = append([]Shelf{{Key: key, Title: title}}, out...)
	}
	for range 10 {
		key := "section:" + string(section)
		s, ok := z.shelves[key]
		if !ok {
			return out
		}
		add(s.key(), s)
		if s.ParentID == nil || *s.ParentID == "" {
			if c, ok := z.shelves["category:"+string(s.CategoryID)]; ok {
				add(c.key(), c)
			}
			return out
		}
		section = *s.ParentID
	}
	return out
}

// key is the name in the language that the shelf was written in first.
func (s zShelf) key() string {
	if s.Name != "" {
		return s.Name
	}
	return string(s.ID)
}
