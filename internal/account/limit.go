package account

import (
	"sync"
	"time"
)

// Limiter is a set of token buckets, one for each key, bounded in number. It
// lives in memory: after a restart everybody starts afresh.
type Limiter struct {
	rate  float64 // tokens a second
	burst float64
	max   int

	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

// NewLimiter allows burst at once and rate a second in the long run, and
// remembers at most max keys.
func NewLimiter(rate float64, burst, max int) *Limiter {
	return &Limiter{rate: rate, burst: float64(burst), max: max, buckets: make(map[string]*bucket)}
}

// Allow takes one token. When there is none it says how long to wait. A nil
// Limiter allows everything.
func (l *Limiter) Allow(key string, now time.Time) (ok bool, wait time.Duration) {
	if l == nil {
		return true, 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(key, now)
	if b.tokens < 1 {
		return false, time.Duration((1 - b.tokens) / l.rate * float64(time.Second))
	}
	b.tokens--
	return true, 0
}

// Forget gives a key its full bucket again, for instance after a success.
func (l *Limiter) Forget(key string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.buckets, key)
}

func (l *Limiter) bucket(key string, now time.Time) *bucket {
	b := l.buckets[key]
	if b == nil {
		l.makeRoom(now)
		b = &bucket{tokens: l.burst, at: now}
		l.buckets[key] = b
		return b
	}
	if d := now.Sub(b.at); d > 0 {
		b.tokens = min(l.burst, b.tokens+d.Seconds()*l.rate)
		b.at = now
	}
	return b
}

// makeRoom forgets keys when there are too many: first those whose bucket has
// filled up again, for which forgetting changes nothing, then any tenth of
// them, so that a flood of keys costs a bounded memory and little time.
func (l *Limiter) makeRoom(now time.Time) {
	if len(l.buckets) < l.max {
		return
	}
	for k, b := range l.buckets {
		if b.tokens+now.Sub(b.at).Seconds()*l.rate >= l.burst {
			delete(l.buckets, k)
		}
	}
	if len(l.buckets) < l.max {
		return
	}
	drop := max(1, l.max/10)
	for k := range l.buckets {
		delete(l.buckets, k)
		if drop--; drop == 0 {
			return
		}
	}
}
