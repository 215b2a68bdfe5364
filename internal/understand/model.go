package understand

import (
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/classify"
	"github.com/rozmova/rozmova/internal/understand/entity"
)

// Entities are the values in a text, asked being the type that a question is
// open for: for readers that need our eyes without our judgement.
func (r *Recogniser) Entities(text, asked string, s *conversation.State, now time.Time) []entity.Entity {
	return r.messageAsked(text, s.Lang, asked, s, now).entities
}

// Likely are the n flows that a message asks for most likely.
func (r *Recogniser) Likely(text, lang string, n int) []string {
	if r.model == nil {
		return nil
	}
	var out []string
	for _, p := range r.model.PredictIn(text, lang) {
		if p.Label != classify.OutOfScope && len(out) < n {
			out = append(out, p.Label)
		}
	}
	return out
}
