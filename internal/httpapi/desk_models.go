package httpapi

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/store"
)

// Model is what the desk may tell of the configured language model: neither its
// address nor its key.
type Model struct {
	Name   string  // empty: none
	Budget float64 // of a day; 0: no limit
	Priced bool
}

// modelRoutes tell administrators what a language model is asked and costs.
func (s *Server) modelRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	use := op("modelUse", "GET", "/model-use", "What a language model was asked and what it cost, by day", 200)
	use.Description = "For administrators. Days are those of UTC, by which the budget counts, too."
	operate(s, use, inside, s.modelUse)
}

// How far back the report looks, and may look.
const (
	modelUseDays    = 30
	maxModelUseDays = 366
)

type modelUseInput struct {
	Since string `query:"since" format:"date" maxLength:"10" example:"2026-03-14" doc:"The first day; 30 days without it, a year at most."`
}

type modelUseOutput struct{ Body ModelUse }

// ModelUse is the report.
type ModelUse struct {
	Model  string        `json:"model,omitempty" doc:"The configured one. Absent: none, our own recognisers have the last word."`
	Budget float64       `json:"budget,omitempty" doc:"What a day may cost, for all workspaces together. Absent: no limit."`
	Priced bool          `json:"priced" doc:"Prices are configured, or were: costs mean something. They are in the provider's currency."`
	Since  string        `json:"since" format:"date"`
	Total  ModelUseSum   `json:"total"`
	Days   []ModelUseDay `json:"days" doc:"Every day since then, the newest first."`
	Models []ModelUseOf  `json:"models" doc:"The same by model and purpose, the most asked first."`
}

// ModelUseSum is what was asked, and what it took.
type ModelUseSum struct {
	Messages int64    `json:"messages" doc:"What customers wrote and pressed."`
	Asked    int64    `json:"asked" doc:"How many of them were put before the model."`
	Share    *float64 `json:"share,omitempty" doc:"Asked of messages. Absent where there are none."`
	ModelUseTokens
}

// ModelUseTokens is what requests took.
type ModelUseTokens struct {
	Requests int64   `json:"requests" doc:"Each try counts."`
	Failed   int64   `json:"failed"`
	Guessed  int64   `json:"guessed" doc:"Requests whose tokens the server did not tell: they are guessed by the length of the texts, rather too high."`
	Input    int64   `json:"input_tokens"`
	Cached   int64   `json:"cached_tokens" doc:"Of the input, what the server knew already."`
	Output   int64   `json:"output_tokens"`
	Cost     float64 `json:"cost"`
	Seconds  float64 `json:"seconds" doc:"Of a request, the mean."`
}

// ModelUseDay is one day.
type ModelUseDay struct {
	Day string `json:"day" format:"date"`
	ModelUseSum
}

// ModelUseOf is one model's part, for one purpose.
type ModelUseOf struct {
	Model   string `json:"model"`
	Purpose string `json:"purpose" example:"understand"`
	ModelUseTokens
}

func (s *Server) modelUse(ctx context.Context, in *modelUseInput) (*modelUseOutput, error) {
	a := agentOf(ctx)
	if !a.place.Role.Administers() {
		return nil, problem(codeForbidden)
	}
	today := s.now().UTC().Truncate(24 * time.Hour)
	since := today.AddDate(0, 0, 1-modelUseDays)
	if in.Since != "" {
		day, err := time.Parse(time.DateOnly, in.Since)
		if err != nil || day.After(today) {
			return nil, problem(codeInvalid, "query.since")
		}
		since = day
	}
	if first := today.AddDate(0, 0, 1-maxModelUseDays); since.Before(first) {
		since = first
	}
	rows, err := s.cfg.Store.ModelUseSince(ctx, a.workspace(), since)
	if err != nil {
		return nil, err
	}
	traffic, err := s.cfg.Store.TrafficSince(ctx, a.workspace(), since)
	if err != nil {
		return nil, err
	}
	out := report(rows, traffic, since, today)
	out.Model, out.Budget = s.cfg.Model.Name, s.cfg.Model.Budget
	out.Priced = s.cfg.Model.Priced || out.Total.Cost > 0
	return &modelUseOutput{out}, nil
}

// report sums rows by day, by model, and altogether.
func report(rows []store.ModelUse, traffic []store.Traffic, since, today time.Time) ModelUse {
	var total modelSum
	days, models := map[string]*modelSum{}, map[[2]string]*modelSum{}
	dayOf := func(t time.Time) *modelSum { return at(days, t.Format(time.DateOnly)) }
	for _, u := range rows {
		for _, sum := range []*modelSum{&total, dayOf(u.Day), at(models, [2]string{u.Model, u.Purpose})} {
			sum.add(u)
		}
	}
	for _, t := range traffic {
		for _, sum := range []*modelSum{&total, dayOf(t.Day)} {
			sum.messages += t.Messages
			sum.asked += t.Asked
		}
	}
	out := ModelUse{Since: since.Format(time.DateOnly), Total: total.view(), Days: []ModelUseDay{}, Models: []ModelUseOf{}}
	for d := today; !d.Before(since); d = d.AddDate(0, 0, -1) {
		out.Days = append(out.Days, ModelUseDay{d.Format(time.DateOnly), dayOf(d).view()})
	}
	for key, sum := range models {
		out.Models = append(out.Models, ModelUseOf{key[0], key[1], sum.view().ModelUseTokens})
	}
	slices.SortFunc(out.Models, func(a, b ModelUseOf) int {
		return cmp.Or(cmp.Compare(b.Requests, a.Requests), cmp.Compare(a.Model, b.Model), cmp.Compare(a.Purpose, b.Purpose))
	})
	return out
}

func at[K comparable](sums map[K]*modelSum, key K) *modelSum {
	if sums[key] == nil {
		sums[key] = &modelSum{}
	}
	return sums[key]
}

// modelSum adds rows up; money stays whole until it is shown.
type modelSum struct {
	store.ModelUse
	messages, asked int64
}

func (m *modelSum) add(u store.ModelUse) {
	m.Tries += u.Tries
	m.Failed += u.Failed
	m.Guessed += u.Guessed
	m.Input += u.Input
	m.Cached += u.Cached
	m.Output += u.Output
	m.Cost += u.Cost
	m.Took += u.Took
}

func (m *modelSum) view() ModelUseSum {
	v := ModelUseSum{Messages: m.messages, Asked: m.asked, ModelUseTokens: ModelUseTokens{
		Requests: m.Tries, Failed: m.Failed, Guessed: m.Guessed, Input: m.Input, Cached: m.Cached, Output: m.Output, Cost: float64(m.Cost) / 1e6,
	}}
	if m.messages > 0 {
		share := float64(m.asked) / float64(m.messages)
		v.Share = &share
	}
	if m.Tries > 0 {
		v.Seconds = m.Took.Seconds() / float64(m.Tries)
	}
	return v
}
