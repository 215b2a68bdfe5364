package jobs

import "math"

// Asleep says whether the queue sleeps and is not just looking.
func (q *Queue) Asleep() bool {
	u := q.asleepUntil.Load()
	return u > 0 && u < math.MaxInt64
}
