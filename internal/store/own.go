package store

import (
	"errors"
	"fmt"
	"os"
)

// ErrOwned: another process serves this SQLite file.
var ErrOwned = errors.New("another process serves this database")

// Own makes this process the only one that serves a SQLite file: two would take
// each other's unfinished effects and jobs for those of a dead process. Other
// programs may still read and write it. The system lifts the claim when the
// process ends, however it ends. On PostgreSQL, which many nodes share, it does
// nothing.
func (db *DB) Own() error {
	if db.dialect != SQLite || db.owned != nil {
		return nil
	}
	f, err := os.OpenFile(db.path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("claim the database: %w", err)
	}
	if err := lockFile(f); err != nil {
		return errors.Join(fmt.Errorf("%w (%s)", ErrOwned, db.path), f.Close())
	}
	db.owned = f
	return nil
}
