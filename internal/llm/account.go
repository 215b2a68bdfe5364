package llm

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Money is millionths of the currency in which the provider counts.
type Money int64

// MoneyOf makes Money of a sum as people write it.
func MoneyOf(sum float64) Money { return Money(sum*1e6 + .5) }

// Float is the sum as people write it.
func (m Money) Float() float64 { return float64(m) / 1e6 }

// Prices are what a million tokens cost.
type Prices struct {
	Input  Money
	Cached Money // of what the server knew already; 0: as Input
	Output Money
}

// Of is what a request cost.
func (p Prices) Of(u Usage) Money {
	cached := p.Cached
	if cached == 0 {
		cached = p.Input
	}
	return (p.Input*Money(u.Input-u.Cached) + cached*Money(u.Cached) + p.Output*Money(u.Output) + 999_999) / 1_000_000
}

// Entry is one request in the accounts.
type Entry struct {
	Workspace, Purpose, Model string
	At                        time.Time
	Usage                     Usage
	Cost                      Money
	Failed                    bool
}

// Ledger keeps what was spent. Days are those of UTC.
type Ledger interface {
	SpentOnModels(ctx context.Context, day time.Time) (Money, error)
	RecordModelUse(context.Context, Entry) error
}

// affordable says whether the day's budget allows one more request. Requests
// under way are not counted: a day may cost a little more than its budget. A
// ledger that cannot be read is no leave to spend.
func (g *Guarded) affordable(ctx context.Context) error {
	if g.limits.Budget <= 0 {
		return nil
	}
	spent, err := g.ledger.SpentOnModels(ctx, g.clock())
	if err != nil {
		g.log.Error("model: what was spent today cannot be read", "cause", err)
		return &Error{Code: OverBudget, Cause: errors.New("the account cannot be read")}
	}
	if spent >= g.limits.Budget {
		return &Error{Code: OverBudget}
	}
	return nil
}

// account writes one try down, failed ones too as far as they took tokens.
// written is how many bytes of a stream came in.
func (g *Guarded) account(ctx context.Context, r Request, written int, reply Reply, err error) {
	used, model := reply.Usage, reply.Model
	var e *Error
	if errors.As(err, &e) {
		used = e.Usage
	}
	if used.Input+used.Output == 0 && read(err) {
		used = guess(r, max(written, len(reply.Text)), used.Took)
	}
	entry := Entry{Workspace: r.Workspace, Purpose: r.Purpose, Model: model, At: g.clock(), Usage: used, Cost: g.limits.Prices.Of(used), Failed: err != nil}
	g.meter.used(entry)
	if err := g.ledger.RecordModelUse(context.WithoutCancel(ctx), entry); err != nil {
		g.log.Error("model: what was used cannot be written down", "purpose", r.Purpose, "cause", err)
	}
}

// read says whether the model read the request, as far as one can tell.
func read(err error) bool {
	if err == nil {
		return true
	}
	switch CodeOf(err) {
	case Timeout, Stopped, Cut, BadAnswer, TooLong, Refused:
		return true
	}
	return false
}

// bytesPerToken of English and Ukrainian texts is four and more with the
// tokenisers in use: a guess is rather too high, so that a budget holds.
const bytesPerToken = 3

// guess is what a request took of which the server does not tell: some never
// do, most do not when a reply breaks off, and all of them count it.
func guess(r Request, written int, took time.Duration) Usage {
	n := len(r.System)
	for _, m := range r.Messages {
		n += len(m.Text)
	}
	tokens := func(bytes int) int { return (bytes + bytesPerToken - 1) / bytesPerToken }
	return Usage{Input: tokens(n), Output: tokens(written), Took: took, Guessed: true}
}

// Meter counts for /metrics. A nil one counts nothing.
type Meter struct {
	requests *prometheus.CounterVec
	failures *prometheus.CounterVec
	tokens   *prometheus.CounterVec
	cost     *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

// NewMeter registers the counters.
func NewMeter(reg prometheus.Registerer) *Meter {
	m := &Meter{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rozmova_model_tries_total", Help: "Requests sent to language models, each try."}, []string{"purpose"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rozmova_model_failures_total", Help: "Requests to language models that came to nothing, by the last reason."}, []string{"purpose", "code"}),
		tokens:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rozmova_model_tokens_total", Help: "Tokens by direction: input, cached, output."}, []string{"purpose", "direction"}),
		cost:     prometheus.NewCounterVec(prometheus.CounterOpts{Name: "rozmova_model_cost_total", Help: "What the tokens cost by the configured prices."}, []string{"purpose"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "rozmova_model_seconds", Help: "How long a try took.", Buckets: prometheus.ExponentialBuckets(.05, 2, 10)}, []string{"purpose"}),
	}
	reg.MustRegister(m.requests, m.failures, m.tokens, m.cost, m.seconds)
	return m
}

func (m *Meter) used(e Entry) {
	if m == nil {
		return
	}
	m.requests.WithLabelValues(e.Purpose).Inc()
	m.tokens.WithLabelValues(e.Purpose, "input").Add(float64(e.Usage.Input - e.Usage.Cached))
	m.tokens.WithLabelValues(e.Purpose, "cached").Add(float64(e.Usage.Cached))
	m.tokens.WithLabelValues(e.Purpose, "output").Add(float64(e.Usage.Output))
	m.cost.WithLabelValues(e.Purpose).Add(e.Cost.Float())
	m.seconds.WithLabelValues(e.Purpose).Observe(e.Usage.Took.Seconds())
}

func (m *Meter) failed(purpose string, c Code) {
	if m != nil {
		m.failures.WithLabelValues(purpose, string(c)).Inc()
	}
}
