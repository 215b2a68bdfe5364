package store

import (
	"database/sql"
	"time"
)

// micros is a time as it is stored. Only for times that are set: the zero time
// is stored as 0 and comes back as the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant reads what micros wrote.
func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// microsOrNull is micros for a time that may be missing.
func microsOrNull(t *time.Time) any {
	if t == nil {
		return nil
	}
	return t.UnixMicro()
}

func instantOrNil(us sql.NullInt64) *time.Time {
	if !us.Valid {
		return nil
	}
	t := time.UnixMicro(us.Int64).UTC()
	return &t
}

// wholeMicros says whether a time survives being stored.
func wholeMicros(t time.Time) bool { return t.Nanosecond()%1000 == 0 }
