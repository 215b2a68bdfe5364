package answer_test

import (
	"testing"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge/answer"
)

// Half a question is read with the one before, from the same article.
func TestGoesOn(t *testing.T) {
	docs := shelf{document("returns", "uk", "Правила повернення", `<!-- asked: скільки днів на повернення; строк повернення -->

Повернути товар можна протягом 14 днів після отримання.

## Для юридичних осіб

Товари, куплені компанією за рахунком, за цими правилами не повертаються.
`)}
	q := question("uk", "а для юридичних осіб?")
	q.Context, q.About = "скільки днів на повернення?", "returns"
	var f answer.Finder
	got := f.Find(t.Context(), docs, q)
	if got.Kind != conversation.AnswerReady || got.Text != "Для юридичних осіб\nТовари, куплені компанією за рахунком, за цими правилами не повертаються." {
		t.Errorf("%+v", got)
	}
	q.Query = "а для космонавтів?"
	if got := f.Find(t.Context(), docs, q); got.Kind != conversation.AnswerNone {
		t.Errorf("%+v", got)
	}
}

// What the articles do not speak of is not answered, and an empty question is none.
func TestAbstains(t *testing.T) {
	var f answer.Finder
	for _, ask := range []string{"", "   ", "do you sell lawn mowers?", "what is the capital of Australia?", "🙂"} {
		if got := f.Find(t.Context(), shelf{returnsEN, plansEN}, question("en", ask)); got.Kind != conversation.AnswerNone {
			t.Errorf("%q: %+v", ask, got)
		}
	}
}

// The article that the customer chose answers, however the question was put.
func TestChosenArticle(t *testing.T) {
	var f answer.Finder
	q := question("en", "what about it?")
	q.Article = "plans"
	if got := f.Find(t.Context(), shelf{returnsEN, plansEN}, q); got.Kind != conversation.AnswerReady || got.Citations[0].Article != "plans" {
		t.Errorf("%+v", got)
	}
	q.Article = "secret"
	if got := f.Find(t.Context(), shelf{secretEN, returnsEN}, q); got.Kind != conversation.AnswerNone {
		t.Errorf("%+v", got)
	}
}
