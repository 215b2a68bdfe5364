package httpapi

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
)

// Who waits is told for how long, where that is known.
func TestExpectedWaitView(t *testing.T) {
	queue := c.Owner{Kind: c.OwnedByQueue}
	for want, d := range map[string]c.OwnerChanged{
		`"type":"owner","owner":"queue","wait_seconds":240}`: {Owner: queue, Wait: 240},
		`"type":"owner","owner":"queue"}`:                    {Owner: queue},
	} {
		b, err := json.Marshal(customerView(c.Event{Seq: 7, Actor: c.Actor{Kind: c.System}, Data: d}))
		if err != nil || !strings.HasSuffix(string(b), want) {
			t.Errorf("%s, %v; want %s", b, err, want)
		}
	}
}

// What customers and agents see of codes and rules: no address, no
// name of a rule for customers, nothing that tells one address from another.
func TestTrustViews(t *testing.T) {
	for name, x := range map[string]struct {
		data             c.Data
		customer, agents string
	}{
		"asked for":   {c.CodeRequested{Effect: "x:1", Via: "sms", Hint: "•••02", For: "abc123"}, `"type":"internal"`, `"type":"code","status":"requested","via":"sms","hint":"•••02"`},
		"sent":        {c.CodeSent{Effect: "x:1", Hint: "•••02"}, `"type":"code","status":"sent","hint":"•••02"`, `"type":"code","status":"sent","hint":"•••02"`},
		"not sent":    {c.CodeNotSent{Effect: "x:1", Code: "no_channel"}, `"type":"internal"`, `"type":"code","status":"not_sent","error":"no_channel"`},
		"wrong":       {c.CodeChecked{Effect: "x:1", Verdict: c.CodeWrong, Left: 3}, `"type":"internal"`, `"type":"code","status":"wrong","left":3`},
		"a rule":      {c.GuidelineApplied{Guideline: "big_money", Kind: c.GuidelineRequire, Target: "pay"}, `"type":"internal"`, `"type":"guideline","guideline":"big_money","kind":"require","target":"pay"`},
		"a rating":    {c.Rated{Score: 4, Comment: "ok"}, `"type":"internal"`, `"type":"rated","score":4,"comment":"ok"`},
		"told":        {c.ActionRequested{Action: "transfer", Quiet: true, Args: map[string]c.Value{"summary": "s"}}, `"type":"internal"`, `"type":"action","action":"transfer"`},
		"told, ended": {c.ActionSucceeded{Action: "transfer", Quiet: true}, `"type":"internal"`, `"type":"action","action":"transfer"`},
	} {
		e := c.Event{Seq: 7, At: time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC), Actor: c.Actor{Kind: c.System}, Data: x.data}
		for who, v := range map[string]any{"customers": customerView(e), "agents": deskView(e, (&Server{}).reasonsFor("", "en"))} {
			b, err := json.Marshal(v)
			want := x.customer
			if who == "agents" {
				want = x.agents
			}
			if err != nil || !strings.Contains(string(b), want) || strings.Contains(string(b), "abc123") {
				t.Errorf("%s: %s see %s, want %s (%v)", name, who, b, want, err)
			}
		}
	}
}
