package importing

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// check holds an article of an export to what the library holds articles to:
// the file may come from anywhere.
func check(w *store.WholeArticle) error {
	bad := func(field, reason string) error { return &knowledge.InvalidError{Field: field, Reason: reason} }
	switch {
	case w.Audience != knowledge.Public && w.Audience != knowledge.Internal:
		return bad("audience", "unknown")
	case len(w.Editions) == 0 || len(w.Editions) > knowledge.MaxLanguages || w.Edition(w.Source) == nil:
		return bad("source", "unknown")
	case len(w.Origin.Kind) > 20 || len(w.Origin.Key) > 600 || len(w.Origin.Sum) > 4000 || len(w.Versions) > 100_000:
		return bad("origin", "too_long")
	}
	numbers := map[string]int{}
	for _, v := range w.Versions {
		if numbers[v.Lang]++; v.Number != numbers[v.Lang] || v.Of < 0 || v.Of >= v.Number {
			return bad("version", "malformed")
		}
		if w.Edition(v.Lang) == nil {
			return bad("lang", "unknown")
		}
		if err := checkWords(v.Lang, v.Title, v.Slug, v.Body, v.Note, v.By.Name); err != nil {
			return err
		}
	}
	seen := map[string]bool{}
	for i := range w.Editions {
		e := &w.Editions[i]
		switch {
		case seen[e.Lang]:
			return bad("lang", "taken")
		case e.Stage != knowledge.Draft && e.Stage != knowledge.Review && e.Stage != knowledge.Published:
			return bad("stage", "unknown")
		case e.Rev < 1 || e.Published < 0 || e.Published > numbers[e.Lang] || e.Translates < 0 || e.Stage == knowledge.Published && e.Published == 0:
			return bad("published", "malformed")
		}
		seen[e.Lang] = true
		if err := checkWords(e.Lang, e.Title, e.Slug, e.Body, e.Remark, e.UpdatedBy.Name, e.Approved.Name); err != nil {
			return err
		}
	}
	for _, f := range w.Feedback {
		if f.Version < 1 || f.Version > numbers[f.Lang] {
			return bad("feedback", "malformed")
		}
		if err := checkText("feedback", knowledge.MaxNote, f.Comment); err != nil {
			return err
		}
	}
	return nil
}

func checkWords(lang, title, slug, body string, notes ...string) error {
	if tag, err := language.Parse(lang); err != nil || tag.String() != lang {
		return &knowledge.InvalidError{Field: "lang", Reason: "malformed"}
	}
	if !knowledge.ValidSlug(slug) {
		return &knowledge.InvalidError{Field: "slug", Reason: "malformed"}
	}
	if strings.TrimSpace(title) == "" {
		return &knowledge.InvalidError{Field: "title", Reason: "required"}
	}
	if len(body) > knowledge.MaxBody {
		return &knowledge.InvalidError{Field: "body", Reason: "too_long"}
	}
	if err := checkText("title", knowledge.MaxTitle, title); err != nil {
		return err
	}
	if err := checkText("body", knowledge.MaxBody, body); err != nil {
		return err
	}
	for _, n := range notes {
		if err := checkText("note", knowledge.MaxNote, n); err != nil {
			return err
		}
	}
	return nil
}

func checkText(field string, most int, s string) error {
	if utf8.RuneCountInString(s) > most {
		return &knowledge.InvalidError{Field: field, Reason: "too_long"}
	}
	if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
		return &knowledge.InvalidError{Field: field, Reason: "malformed"}
	}
	return nil
}

func ownerOf(id string) conversation.UserID { return conversation.UserID(id) }
