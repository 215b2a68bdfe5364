package llm

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/bulkhead"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

// Limits are what a Guarded client keeps to. A zero takes the default.
type Limits struct {
	Try      time.Duration // of one try; 10 s
	Tries    int           // 3
	AtOnce   int           // requests at a time; 8. One more waits as long as its context lets it
	Failures uint          // in a row that open the circuit; 5
	Rest     time.Duration // before an open circuit is tried again; 15 s
	Budget   Money         // per day of UTC, in the currency of Prices; 0: no limit
	Prices   Prices
}

func (l Limits) withDefaults() Limits {
	if l.Try <= 0 {
		l.Try = 10 * time.Second
	}
	if l.Tries <= 0 {
		l.Tries = 3
	}
	if l.AtOnce <= 0 {
		l.AtOnce = 8
	}
	if l.Failures == 0 {
		l.Failures = 5
	}
	if l.Rest <= 0 {
		l.Rest = 15 * time.Second
	}
	return l
}

// Guarded is a client for a live service: it bounds time, requests at once and
// money, tries again what may pass, and leaves a server alone that fails.
type Guarded struct {
	client  Client
	limits  Limits
	ledger  Ledger
	clock   func() time.Time
	log     *slog.Logger
	meter   *Meter
	breaker circuitbreaker.CircuitBreaker[Reply]
	calls   failsafe.Executor[Reply]
}

// Guard puts limits around a client. Ledger keeps what was spent; meter may be nil.
func Guard(c Client, l Limits, ledger Ledger, clock func() time.Time, log *slog.Logger, meter *Meter) *Guarded {
	g := &Guarded{client: c, limits: l.withDefaults(), ledger: ledger, clock: clock, log: log, meter: meter}
	g.breaker = circuitbreaker.NewBuilder[Reply]().
		HandleIf(func(_ Reply, err error) bool { return err != nil && broken(err) }).
		WithFailureThreshold(g.limits.Failures).
		WithDelay(g.limits.Rest).
		OnStateChanged(func(e circuitbreaker.StateChangedEvent) {
			g.log.Warn("model: circuit", "from", e.OldState.String(), "to", e.NewState.String())
		}).Build()
	retry := retrypolicy.NewBuilder[Reply]().
		HandleIf(func(_ Reply, err error) bool { return err != nil && passing(err) }).
		WithMaxRetries(g.limits.Tries-1).
		WithBackoff(200*time.Millisecond, 2*time.Second).
		WithJitterFactor(.2).
		WithDelayFunc(func(x failsafe.ExecutionAttempt[Reply]) time.Duration {
			var e *Error
			if errors.As(x.LastError(), &e) && e.After > 0 {
				return e.After
			}
			return -1 // the backoff's own
		}).
		ReturnLastFailure().Build()
	places := bulkhead.NewBuilder[Reply](uint(g.limits.AtOnce)).WithMaxWaitTime(time.Hour).Build() // the context is shorter
	g.calls = failsafe.With[Reply](retry, g.breaker, places)
	return g
}

// broken says whether a failure speaks against the server rather than against
// the request.
func broken(err error) bool {
	switch CodeOf(err) {
	case Unavailable, Timeout, RateLimited, Cut:
		return true
	}
	return false
}

// Available says whether it is worth asking at the moment.
func (g *Guarded) Available() bool { return !g.breaker.IsOpen() || g.breaker.RemainingDelay() <= 0 }

// Complete implements Client. A stream is not tried again once something of it
// was handed over.
func (g *Guarded) Complete(ctx context.Context, r Request) (Reply, error) {
	if err := g.affordable(ctx); err != nil {
		g.meter.failed(r.Purpose, CodeOf(err))
		return Reply{}, err
	}
	handed := 0
	if onText := r.OnText; onText != nil {
		r.OnText = func(s string) { handed += len(s); onText(s) }
	}
	reply, err := g.calls.WithContext(ctx).GetWithExecution(func(x failsafe.Execution[Reply]) (Reply, error) {
		try, cancel := context.WithTimeout(x.Context(), g.limits.Try)
		defer cancel()
		reply, err := g.client.Complete(try, r)
		var e *Error
		if errors.As(err, &e) {
			e.final = handed > 0
		}
		g.account(ctx, r, handed, reply, err)
		return reply, err
	})
	if err != nil {
		e := g.said(ctx, err)
		g.meter.failed(r.Purpose, e.Code)
		g.log.Warn("model failed", "purpose", r.Purpose, "code", e.Code, "cause", e.Cause)
		return Reply{}, e
	}
	return reply, nil
}

// said turns the errors of the policies into ours.
func (g *Guarded) said(ctx context.Context, err error) *Error {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, circuitbreaker.ErrOpen):
		return &Error{Code: Open, After: g.breaker.RemainingDelay()}
	case errors.Is(err, bulkhead.ErrFull):
		return &Error{Code: Busy}
	}
	return transport(ctx, err)
}
