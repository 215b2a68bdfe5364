package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/llm"
)

// models is which language model reads what our own recognisers are not sure
// of. Without one they have the last word. The key comes from the environment
// or a file: what stands on a command line, others on the machine can read.
type models struct {
	Model       string        `env:"ROZMOVA_MODEL" placeholder:"NAME" help:"A language model that reads messages of which our own recognisers are not sure. None without a name."`
	Protocol    string        `name:"model-protocol" enum:"openai,anthropic" default:"openai" env:"ROZMOVA_MODEL_PROTOCOL" help:"openai (also llama.cpp, vLLM, Ollama, …) or anthropic."`
	URL         string        `name:"model-url" env:"ROZMOVA_MODEL_URL" placeholder:"URL" help:"Its server, up to and with /v1 for openai; anthropic's own when empty."`
	Key         string        `name:"model-key" env:"ROZMOVA_MODEL_KEY" help:"Its key."`
	Within      time.Duration `name:"model-within" default:"4s" env:"ROZMOVA_MODEL_WITHIN" help:"How long a customer waits for it; then our own reading counts."`
	AtOnce      int           `name:"model-at-once" default:"8" env:"ROZMOVA_MODEL_AT_ONCE" help:"Requests at a time."`
	Budget      float64       `name:"model-budget" env:"ROZMOVA_MODEL_BUDGET" help:"What it may cost in a day (UTC), in the currency of the prices. 0: no limit."`
	InputPrice  float64       `name:"model-input-price" env:"ROZMOVA_MODEL_INPUT_PRICE" help:"Of a million tokens read."`
	CachedPrice float64       `name:"model-cached-price" env:"ROZMOVA_MODEL_CACHED_PRICE" help:"Of a million tokens that the server knew already. 0: as the others."`
	OutputPrice float64       `name:"model-output-price" env:"ROZMOVA_MODEL_OUTPUT_PRICE" help:"Of a million tokens written."`
}

// longestWithin is how long a customer may be kept waiting for a model.
const longestWithin = 20 * time.Second

func (m models) config() (app.Models, error) {
	c := app.Models{
		Protocol: m.Protocol, Server: llm.Server{URL: m.URL, Key: m.Key, Model: m.Model}, Within: m.Within,
		Limits: llm.Limits{
			Try: m.Within, Tries: 2, AtOnce: m.AtOnce, Budget: llm.MoneyOf(m.Budget),
			Prices: llm.Prices{Input: llm.MoneyOf(m.InputPrice), Cached: llm.MoneyOf(m.CachedPrice), Output: llm.MoneyOf(m.OutputPrice)},
		},
	}
	if m.Model == "" {
		return app.Models{}, nil
	}
	switch {
	case m.Within <= 0 || m.Within > longestWithin:
		return c, fmt.Errorf("--model-within: %s is not between 0 and %s", m.Within, longestWithin)
	case m.Budget < 0 || m.InputPrice < 0 || m.CachedPrice < 0 || m.OutputPrice < 0 || m.AtOnce < 0:
		return c, fmt.Errorf("the model's budget, prices and requests at a time may not be less than nothing")
	case m.Budget > 0 && m.InputPrice+m.OutputPrice == 0:
		return c, fmt.Errorf("--model-budget needs --model-input-price and --model-output-price: without prices nothing is ever spent")
	}
	if _, err := c.Client(); err != nil {
		return c, fmt.Errorf("--model-url: %w", err)
	}
	return c, nil
}

// doctorSystem is far longer than what the user says beside it, so that its
// tokens tell whether it was read: some servers' templates drop the role.
var doctorSystem = strings.Repeat("You are asked whether you are there. Answer with one short word, and say nothing else. ", 8)

// doctorTokens is what no tokeniser can make shorter.
const doctorTokens = 60

// model sees whether the configured model answers.
func (d *doctor) model() {
	if d.Model == "" {
		d.ok("model", "none: our own recognisers have the last word")
		return
	}
	cfg, err := d.models.config()
	if err != nil {
		d.fail("model", err.Error(), "correct ROZMOVA_MODEL_…")
		return
	}
	client, err := cfg.Client()
	if err != nil {
		d.fail("model", err.Error(), "correct ROZMOVA_MODEL_…")
		return
	}
	began := time.Now()
	ctx, cancel := context.WithTimeout(d.ctx, longestWithin)
	defer cancel()
	reply, err := client.Complete(ctx, llm.Request{Purpose: "doctor", System: doctorSystem, Messages: []llm.Message{{Role: llm.User, Text: "Say: ok"}}, MaxTokens: 16})
	used := reply.Usage
	var e *llm.Error
	if errors.As(err, &e) {
		used = e.Usage
	}
	switch code := llm.CodeOf(err); {
	case err == nil || code == llm.TooLong: // it talks
		d.ok("model", "%s answers in %s", d.Model, time.Since(began).Round(10*time.Millisecond))
		switch {
		case used.Input == 0 && d.Budget > 0:
			d.warn("model", "the server does not say how many tokens it used: the budget is kept by a guess, rather too high", "use a server that reports usage")
		case used.Input > 0 && used.Input < doctorTokens:
			d.warn("model", "the server leaves out the system message, and with it what the model is to do", "choose another chat template for the server, one with a system role")
		}
	case code == llm.Rejected:
		d.fail("model", err.Error(), "correct ROZMOVA_MODEL, ROZMOVA_MODEL_KEY or ROZMOVA_MODEL_URL")
	default:
		d.fail("model", err.Error(), "start the model's server, or correct ROZMOVA_MODEL_URL")
	}
}
