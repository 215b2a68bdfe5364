package httpapi

import (
	"math"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/store"
)

func TestModelUse(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Model = Model{Name: "small", Budget: 1.5} })
	if _, err := s.acc.CreateUser(t.Context(), account.NewUser{Email: "lead@dim.example", Name: "Ліда", Password: password, Locale: "uk", Role: account.Admin, Workspace: "dim"}, ""); err != nil {
		t.Fatal(err)
	}
	lead, agent := s.agent("lead@dim.example"), s.agent("oksana@dim.example")
	agent.ask("GET", "/model-use", nil).want(403)

	today := instant().UTC().Truncate(24 * time.Hour)
	day := func(back int) string { return today.AddDate(0, 0, -back).Format(time.DateOnly) }
	var r ModelUse
	lead.ask("GET", "/model-use", nil).want(200).into(&r)
	if r.Model != "small" || r.Budget != 1.5 || r.Priced || len(r.Days) != 30 || r.Days[0].Day != day(0) || r.Since != day(29) || r.Total.Share != nil || len(r.Models) != 0 {
		t.Errorf("before anything was asked: %+v", r)
	}

	s.missed("a", "uk", "оця штуковина холодна прийшла")
	s.missed("b", "en", "who let the dogs out")
	for _, u := range []store.ModelUse{
		{Day: today, Purpose: "understand", Model: "small", Tries: 3, Failed: 1, Guessed: 2, Input: 3000, Cached: 1000, Output: 40, Took: 3 * time.Second, Cost: 2_500},
		{Day: today.AddDate(0, 0, -2), Purpose: "understand", Model: "large", Tries: 1, Input: 900, Output: 9, Took: time.Second, Cost: 1_000_001},
		{Day: today.AddDate(0, 0, -40), Purpose: "answer", Model: "large", Tries: 7, Cost: 7},
	} {
		u.Workspace = "dim"
		if err := s.db.AddModelUse(t.Context(), u); err != nil {
			t.Fatal(err)
		}
	}
	lead.ask("GET", "/model-use", nil).want(200).into(&r)
	sum := r.Total
	if !r.Priced || sum.Messages != 2 || sum.Asked != 0 || sum.Share == nil || *sum.Share != 0 || sum.Requests != 4 || sum.Failed != 1 || sum.Guessed != 2 ||
		sum.Input != 3900 || sum.Cached != 1000 || sum.Output != 49 || math.Abs(sum.Cost-1.002501) > 1e-9 || sum.Seconds != 1 {
		t.Errorf("in all: %+v", sum)
	}
	if d := r.Days; d[0].Requests != 3 || d[0].Messages != 2 || d[1].Requests != 0 || d[1].Share != nil || d[2].Cost != 1.000001 || d[2].Day != day(2) {
		t.Errorf("days: %+v", d[:3])
	}
	if m := r.Models; len(m) != 2 || m[0].Model != "small" || m[0].Requests != 3 || m[1].Model != "large" || m[1].Purpose != "understand" {
		t.Errorf("models: %+v", m)
	}
	lead.ask("GET", "/model-use?since="+day(0), nil).want(200).into(&r)
	if len(r.Days) != 1 || r.Total.Requests != 3 {
		t.Errorf("of today: %+v", r)
	}
	lead.ask("GET", "/model-use?since=2001-01-01", nil).want(200).into(&r)
	if len(r.Days) != 366 || r.Total.Requests != 11 || r.Since != day(365) {
		t.Errorf("of a year: %d days since %s, %+v", len(r.Days), r.Since, r.Total)
	}
	for _, since := range []string{"yesterday", day(-1), "2026-13-01"} {
		lead.ask("GET", "/model-use?since="+since, nil).want(422)
	}
}
