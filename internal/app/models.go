package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/effect"
	"github.com/rozmova/rozmova/internal/httpapi"
	"github.com/rozmova/rozmova/internal/llm"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
	"github.com/rozmova/rozmova/internal/understand/widen"
)

// Models is which language model is asked, and how much. None without a name.
type Models struct {
	Protocol string // openai or anthropic
	Server   llm.Server
	Within   time.Duration // how long a customer waits for it before our own reading counts; 4 s
	Limits   llm.Limits
}

const modelWithin = 4 * time.Second

// Client connects to the model's server, when it is first asked.
func (m Models) Client() (llm.Client, error) {
	switch m.Protocol {
	case "anthropic":
		return llm.NewAnthropic(m.Server)
	case "openai", "":
		return llm.NewOpenAI(m.Server)
	}
	return nil, fmt.Errorf("the model's protocol %q is neither openai nor anthropic", m.Protocol)
}

// shown is what administrators are told of it.
func (m Models) shown() httpapi.Model {
	return httpapi.Model{Name: m.Server.Model, Budget: m.Limits.Budget.Float(), Priced: m.Limits.Prices != llm.Prices{}}
}

// models is what turns and effects need of a language model; nil where none is
// configured.
type models struct {
	client *llm.Guarded
	reader widen.Reader
	within time.Duration
	clock  func() time.Time
	log    *slog.Logger
	turns  func() *turn.Handler
}

func newModels(cfg Config, db *store.DB, metrics prometheus.Registerer, turns func() *turn.Handler) (*models, error) {
	if cfg.Models.Server.Model == "" {
		return nil, nil
	}
	client, err := cfg.Models.Client()
	if err != nil {
		return nil, err
	}
	m := &models{within: cfg.Models.Within, clock: cfg.Clock, log: cfg.Log, turns: turns}
	if m.within <= 0 {
		m.within = modelWithin
	}
	m.client = llm.Guard(client, cfg.Models.Limits, modelLedger{db, cfg.Models.Server.Model}, cfg.Clock, cfg.Log, llm.NewMeter(metrics))
	m.reader = widen.Reader{Model: m.client}
	return m, nil
}

// wait is how long a message may wait for a model now: not at all while the
// circuit is open, so that nobody waits for a server that is down.
func (m *models) wait() time.Duration {
	if m == nil || !m.client.Available() {
		return 0
	}
	return m.within
}

// reads is what the worker asks; no typed nil goes there.
func (m *models) reads() effect.Models {
	if m == nil {
		return nil
	}
	return m
}

// Read implements effect.Models.
func (m *models) Read(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, e conversation.EffectID) ([]conversation.Command, error) {
	s, book, err := m.turns().Standing(ctx, ws, id)
	if err != nil {
		m.log.Error("model: the conversation cannot be read", "effect", e, "cause", err)
		return nil, &effect.ModelError{Code: string(llm.Unavailable)}
	}
	if s.Asked == nil || s.Asked.Effect != e { // another message came, and was put to the model with this one
		return nil, nil
	}
	cs, err := m.reader.Read(ctx, widen.Situation{Playbook: book.Playbook, Recogniser: book.Recogniser, State: s, Text: s.Asked.Text, Now: m.clock()})
	if err != nil {
		return nil, errors.Join(&effect.ModelError{Code: string(llm.CodeOf(err))}, err)
	}
	return cs, nil
}

// modelLedger keeps what models cost in the database, for all nodes together.
type modelLedger struct {
	db    *store.DB
	model string // as configured, for requests that failed: nobody answered with a name
}

// SpentOnModels implements llm.Ledger.
func (l modelLedger) SpentOnModels(ctx context.Context, day time.Time) (llm.Money, error) {
	sum, err := l.db.ModelCost(ctx, day)
	return llm.Money(sum), err
}

// RecordModelUse implements llm.Ledger.
func (l modelLedger) RecordModelUse(ctx context.Context, e llm.Entry) error {
	u := store.ModelUse{
		Day: e.At, Workspace: conversation.WorkspaceID(e.Workspace), Purpose: e.Purpose, Model: cmp.Or(e.Model, l.model), Tries: 1,
		Input: int64(e.Usage.Input), Cached: int64(e.Usage.Cached), Output: int64(e.Usage.Output), Took: e.Usage.Took, Cost: int64(e.Cost),
	}
	if e.Failed {
		u.Failed = 1
	}
	if e.Usage.Guessed {
		u.Guessed = 1
	}
	return l.db.AddModelUse(ctx, u)
}
