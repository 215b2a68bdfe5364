package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
)

var (
	// ErrNotFound: no such row in this workspace.
	ErrNotFound = errors.New("not found")
	// ErrConflict: another writer appended first. Load again and decide again.
	ErrConflict = errors.New("conversation has moved on")
	// ErrDuplicate: this key's turn is already in the log. The error itself is a
	// *DuplicateError, which says where.
	ErrDuplicate = errors.New("turn already recorded")
	// ErrExists: a row with this name, address or number is already there.
	ErrExists = errors.New("already exists")
	// ErrClosed: the database handle has been closed.
	ErrClosed = errors.New("store is closed")
	// ErrSealed: a secret is there and cannot be read, because the database was
	// opened without the key that sealed it.
	ErrSealed = errors.New("secret not readable")
	// ErrNewer: a later version of the program has changed the tables.
	ErrNewer = errors.New("the database belongs to a newer version of Rozmova")
	// ErrInvalid: the caller broke Append's contract; nothing was written.
	ErrInvalid = errors.New("invalid append")
)

// DuplicateError says which events the earlier turn with this key recorded.
type DuplicateError struct {
	Conversation conversation.ConversationID
	First, Last  int64
}

func (e *DuplicateError) Error() string {
	return fmt.Sprintf("%v: %s events %d–%d", ErrDuplicate, e.Conversation, e.First, e.Last)
}

// Is makes errors.Is(err, ErrDuplicate) true.
func (e *DuplicateError) Is(target error) bool { return target == ErrDuplicate }

// noRows turns database/sql's name for nothing into ours.
func noRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// oneRow turns a statement that changed nothing into ErrNotFound.
func oneRow(res sql.Result, err error) error { return changed(res, err, ErrNotFound) }

// newRow turns an insert that met a row of the same name into ErrExists.
func newRow(res sql.Result, err error) error { return changed(res, err, ErrExists) }

func changed(res sql.Result, err, none error) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n == 0 {
		return none
	}
	return nil
}
