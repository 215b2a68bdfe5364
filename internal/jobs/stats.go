package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/rozmova/rozmova/internal/store"
)

const (
	parkedFor = 7 * 24 * time.Hour // parked jobs are kept this long
	maxParked = 200
	maxError  = 300 // bytes of an error that are shown
)

// Stats counts the jobs by how far they are.
type Stats struct {
	Ready    int // due
	Running  int
	Waiting  int // for their time
	Retrying int // for their next try
	Parked   int // given up after the last try
}

// Stats counts the jobs.
func (q *Queue) Stats(ctx context.Context) (Stats, error) {
	var s Stats
	err := q.db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT CAST(state AS TEXT), COUNT(*) FROM river_job GROUP BY state`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var state string
			var n int
			if err := rows.Scan(&state, &n); err != nil {
				return err
			}
			switch rivertype.JobState(state) {
			case rivertype.JobStateAvailable:
				s.Ready = n
			case rivertype.JobStateRunning:
				s.Running = n
			case rivertype.JobStateScheduled:
				s.Waiting = n
			case rivertype.JobStateRetryable:
				s.Retrying = n
			case rivertype.JobStateDiscarded:
				s.Parked = n
			}
		}
		return rows.Err()
	})
	if err != nil {
		return Stats{}, fmt.Errorf("job stats: %w", err)
	}
	return s, nil
}

// Parked is a job that was given up. It waits for an operator.
type Parked struct {
	ID       int64
	Kind     string
	Key      string
	Args     json.RawMessage
	Attempts int
	Error    string
	At       time.Time
}

// Parked lists the jobs that were given up, the latest first.
func (q *Queue) Parked(ctx context.Context) ([]Parked, error) {
	p := river.NewJobListParams().States(rivertype.JobStateDiscarded).
		OrderBy(river.JobListOrderByFinalizedAt, river.SortOrderDesc).First(maxParked)
	var res *river.JobListResult
	var err error
	if q.insertSQLite != nil {
		res, err = q.insertSQLite.JobList(ctx, p)
	} else {
		res, err = q.insertPG.JobList(ctx, p)
	}
	if err != nil {
		return nil, fmt.Errorf("parked jobs: %w", err)
	}
	all := make([]Parked, 0, len(res.Jobs))
	for _, j := range res.Jobs {
		var e envelope
		if err := json.Unmarshal(j.EncodedArgs, &e); err != nil {
			return nil, fmt.Errorf("parked job %d: %w", j.ID, err)
		}
		one := Parked{ID: j.ID, Kind: j.Kind, Key: e.Key, Args: e.Args, Attempts: j.Attempt}
		if n := len(j.Errors); n > 0 {
			one.Error = j.Errors[n-1].Error[:min(maxError, len(j.Errors[n-1].Error))]
		}
		if j.FinalizedAt != nil {
			one.At = *j.FinalizedAt
		}
		all = append(all, one)
	}
	return all, nil
}

// Retry lets a parked job be tried again now. store.ErrNotFound when it is gone.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	var err error
	if q.insertSQLite != nil {
		_, err = q.insertSQLite.JobRetry(ctx, id)
	} else {
		_, err = q.insertPG.JobRetry(ctx, id)
	}
	if errors.Is(err, rivertype.ErrNotFound) {
		err = store.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("retry job %d: %w", id, err)
	}
	q.wake(time.Time{})
	return nil
}
