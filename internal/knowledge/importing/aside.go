package importing

import (
	"context"
	"fmt"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
)

// aside keeps the source's words as a draft beside an article whose words a
// person has changed, once. When that draft was archived the person has decided,
// and the source's words count as seen.
func (m *importer) aside(ctx context.Context, it *read.Item, a *knowledge.Article, sum string, files [][]byte) error {
	of := origin{a.Origin.Kind, a.Origin.Key + beside + it.Lang + ")"}
	line := Line{From: it.From, Lang: it.Lang, Code: Edited, Article: string(a.ID)}
	draft := m.known[of]
	if draft != nil {
		same := parseSums(draft.Origin.Sum).words[it.Lang] == sum
		if draft.Archived {
			if same {
				m.Unchanged++
				return m.note(ctx, a, parseSums(a.Origin.Sum).with(it.Lang, sum))
			}
			back, err := m.l.Restore(ctx, m.o.Workspace, By, draft.ID)
			if err != nil {
				return fmt.Errorf("restore the draft beside an article: %w", err)
			}
			draft.Archived, draft.Editions = false, back.Editions
		}
		line.Article = string(draft.ID)
		m.conflict(line)
		if e := draft.Edition(it.Lang); same || e == nil || e.UpdatedBy.ID != "" {
			return nil
		}
		ids, err := m.upload(ctx, it, draft, files)
		if err != nil {
			return err
		}
		e, err := m.l.Write(ctx, m.o.Workspace, By, draft.ID, it.Lang, library.Draft{Rev: draft.Edition(it.Lang).Rev, Title: it.Title, Body: m.body(it, ids)})
		if err != nil {
			return fmt.Errorf("write the draft beside an article: %w", err)
		}
		*draft.Edition(it.Lang) = e
		return m.note(ctx, draft, sums{words: map[string]string{it.Lang: sum}})
	}
	audience := a.Audience
	n, err := m.l.Create(ctx, m.o.Workspace, By, library.NewArticle{
		Collection: a.Collection, Audience: audience, Lang: it.Lang, Title: it.Title, Body: m.body(it, nil),
		Origin: knowledge.Origin{Kind: of.kind, Key: of.key},
	})
	if err != nil {
		return fmt.Errorf("keep a draft beside an article: %w", err)
	}
	if err := m.attach(ctx, it, &n, files); err != nil {
		return err
	}
	if _, err := m.l.Arrange(ctx, m.o.Workspace, By, n.ID, library.Change{Related: &[]knowledge.ArticleID{a.ID}}); err != nil {
		return fmt.Errorf("relate a draft to its article: %w", err)
	}
	if err := m.note(ctx, &n, sums{words: map[string]string{it.Lang: sum}}); err != nil {
		return err
	}
	m.known[of] = &n
	line.Article = string(n.ID)
	m.conflict(line)
	return nil
}

// isBeside says whether a key is that of a draft beside an article.
func isBeside(key string) bool { return strings.HasSuffix(key, ")") && strings.Contains(key, beside) }
