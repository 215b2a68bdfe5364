package code

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Attempt is what a customer typed. ClientID names the message: a repeat of it
// is answered as before and counts nothing.
type Attempt struct {
	Workspace    conversation.WorkspaceID
	Conversation conversation.ConversationID
	Contact      conversation.ContactID
	ClientID     string
	Digits       string
}

// Check compares digits with the conversation's newest code. left is how many
// tries a wrong one leaves. A right one uses the code up.
func (s *Service) Check(ctx context.Context, a Attempt) (v conversation.CodeVerdict, left int, err error) {
	key, err := s.secret(ctx)
	if err != nil {
		return "", 0, err
	}
	network := s.cfg.Networks.Of(a.Workspace, a.Contact)
	now := s.now()
	err = s.cfg.Store.Update(ctx, func(tx *store.Tx) error {
		// The claim comes first: of two that are the same message, the second waits
		// here and finds what the first one came to.
		res, err := tx.Exec(ctx, `INSERT INTO code_checks (conversation, client_id, workspace, verdict, tries_left, at) VALUES (?, ?, ?, '', 0, ?)
			ON CONFLICT (conversation, client_id) DO NOTHING`, string(a.Conversation), a.ClientID, string(a.Workspace), now.UnixMicro())
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			if err != nil {
				return err
			}
			return tx.QueryRow(ctx, `SELECT verdict, tries_left FROM code_checks WHERE conversation = ? AND client_id = ? AND workspace = ?`,
				string(a.Conversation), a.ClientID, string(a.Workspace)).Scan(&v, &left)
		}
		held, err := hold(ctx, tx, key, a.Workspace, now, append(locks(a.Contact, network),
			part{wrongContact, string(a.Contact)}, part{wrongNetwork, network})...)
		if err != nil {
			return err
		}
		if v, left, err = compare(ctx, tx, key, a, now, held); err != nil {
			return err
		}
		if err := writeAll(ctx, tx, a.Workspace, now, held); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE code_checks SET verdict = ?, tries_left = ? WHERE conversation = ? AND client_id = ?`,
			string(v), left, string(a.Conversation), a.ClientID)
		return err
	})
	if err != nil {
		return "", 0, fmt.Errorf("check a code: %w", err)
	}
	return v, left, nil
}

// compare takes a try of the code before it looks: whatever happens beside it,
// no more than Tries are ever taken.
func compare(ctx context.Context, tx *store.Tx, key []byte, a Attempt, now time.Time, held map[string]*tally) (conversation.CodeVerdict, int, error) {
	if lockedOut(held, now) {
		return conversation.CodeLocked, 0, nil
	}
	var effect string
	var want []byte
	var tries int
	var expires int64
	err := tx.QueryRow(ctx, `UPDATE codes SET tries = tries + 1 WHERE effect = (
			SELECT effect FROM codes WHERE workspace = ? AND conversation = ? AND contact = ? AND state = ? ORDER BY created_at DESC LIMIT 1)
		AND state = ? AND tries < ? RETURNING effect, digest, tries, expires_at`,
		string(a.Workspace), string(a.Conversation), string(a.Contact), live, live, Tries).Scan(&effect, &want, &tries, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return conversation.CodeExpired, 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	set := func(state string) error {
		_, err := tx.Exec(ctx, `UPDATE codes SET state = ?, seed = NULL WHERE effect = ?`, state, effect)
		return err
	}
	if !time.UnixMicro(expires).After(now) {
		return conversation.CodeExpired, 0, set(spent)
	}
	if hmac.Equal(want, digest(key, conversation.EffectID(effect), plain(a.Digits))) {
		return conversation.CodeRight, 0, set(used)
	}
	locked := fail(held, now, wrongContact, wrongNetwork)
	if tries >= Tries {
		held[lockContact].lock(now)
		return conversation.CodeLocked, 0, set(spent)
	}
	if locked {
		return conversation.CodeLocked, 0, set(spent)
	}
	return conversation.CodeWrong, Tries - tries, nil
}

// Remembers says which of these digits were a code of the contact's in the last
// days. Codes that still work are not among them: whoever guesses must not learn
// of one in this way.
func (s *Service) Remembers(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID, digits []string) (map[string]bool, error) {
	key, err := s.secret(ctx)
	if err != nil {
		return nil, err
	}
	now := s.now().UnixMicro()
	out := map[string]bool{}
	err = s.cfg.Store.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT effect, digest FROM codes WHERE workspace = ? AND contact = ? AND (state <> ? OR expires_at <= ?)`,
			string(ws), string(contact), live, now)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var effect string
			var want []byte
			if err := rows.Scan(&effect, &want); err != nil {
				return err
			}
			for _, d := range digits {
				if hmac.Equal(want, digest(key, conversation.EffectID(effect), d)) {
					out[d] = true
				}
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("look for old codes: %w", err)
	}
	return out, nil
}

// plain drops what people put between digits.
func plain(digits string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\u2009' || r == '\u202f' {
			return -1
		}
		return r
	}, digits)
}
