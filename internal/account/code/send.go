package code

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Why a code was not sent, for the flow to go on from.
const (
	CodeTooMany   = "too_many_codes" // a limit is reached, or somebody is locked out
	CodeNoChannel = "no_channel"     // nothing carries messages of this kind here
	CodeBadTo     = "bad_address"
	CodeNotSent   = "not_sent" // the channel says no
)

// Error is why a code did not leave. Retry says that a later try may help; it
// sends the same code.
type Error struct {
	Code  string
	Retry bool
	Cause error
}

func (e *Error) Error() string { return "one-time code: " + e.Code }
func (e *Error) Unwrap() error { return e.Cause }

// Request is what a flow asks to have sent. Effect names it: a second request of
// the same effect sends the same code again, or nothing when it is known to have
// been sent.
type Request struct {
	Workspace    conversation.WorkspaceID
	Conversation conversation.ConversationID
	Contact      conversation.ContactID
	Effect       conversation.EffectID
	Via          string // sms, email
	To           string
	Lang         string
}

// Send makes a code and has it sent. hint is what a customer may be shown of the
// address. The error is an *Error, or one of the database.
//
// A code that was sent cannot be found again, so a crash between sending and
// noting it down must not make a second, different one. Until then the row keeps
// the random seed that, with the sealed key, gives the same digits; the channel
// gets the effect's ID as its idempotency key. Afterwards only the hash is left.
func (s *Service) Send(ctx context.Context, r Request) (hint string, err error) {
	adapter := s.cfg.Channels[r.Via]
	if adapter == nil {
		return "", &Error{Code: CodeNoChannel}
	}
	to, hint, ok := destination(r.Via, r.To)
	if !ok {
		return "", &Error{Code: CodeBadTo}
	}
	key, err := s.secret(ctx)
	if err != nil {
		return "", err
	}
	seed, err := s.issue(ctx, key, r, to, hint)
	if err != nil || seed == nil {
		return hint, err
	}
	company, err := s.company(ctx, r.Workspace)
	if err != nil {
		return "", err
	}
	subject, text := words(r.Lang, company, digitsOf(key, seed, r.Effect))
	_, err = adapter.Send(ctx, channel.Message{
		To: to, Kind: channel.KindCode, Subject: subject, Text: text, Lang: r.Lang, Key: string(r.Effect),
	})
	if err != nil {
		e := channel.As(err)
		s.cfg.Log.Warn("code not sent", "effect", r.Effect, "via", r.Via, "code", e.Code, "cause", e.Cause)
		if e.Code == channel.CodeAddress {
			return "", &Error{Code: CodeBadTo, Cause: e.Cause}
		}
		return "", &Error{Code: CodeNotSent, Retry: e.Retry, Cause: e}
	}
	return hint, s.sent(ctx, r)
}

// issue puts a new code into the database and makes older ones of the contact
// useless. For an effect that has one already it gives that one's seed; none when
// it was sent, or another one took its place.
func (s *Service) issue(ctx context.Context, key []byte, r Request, to, hint string) (seed []byte, err error) {
	network := s.cfg.Networks.Of(r.Workspace, r.Contact)
	now := s.now()
	err = s.cfg.Store.Update(ctx, func(tx *store.Tx) error {
		held, err := hold(ctx, tx, key, r.Workspace, now, append(locks(r.Contact, network),
			part{sentContact, string(r.Contact)}, part{sentAddress, to}, part{sentNetwork, network})...)
		if err != nil {
			return err
		}
		var state string
		err = tx.QueryRow(ctx, `SELECT state, seed FROM codes WHERE effect = ? AND workspace = ?`, string(r.Effect), string(r.Workspace)).Scan(&state, &seed)
		switch {
		case err == nil && (state != live || seed == nil):
			seed = nil
			return nil
		case err == nil: // it may not have left: its time begins anew
			_, err = tx.Exec(ctx, `UPDATE codes SET expires_at = ? WHERE effect = ?`, now.Add(Life).UnixMicro(), string(r.Effect))
			return err
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		if lockedOut(held, now) || sentContact.full(held[sentContact.scope], now) ||
			sentAddress.full(held[sentAddress.scope], now) || sentNetwork.full(held[sentNetwork.scope], now) {
			return &Error{Code: CodeTooMany}
		}
		for _, l := range []limit{sentContact, sentAddress, sentNetwork} {
			held[l.scope].add(l, now)
		}
		if err := writeAll(ctx, tx, r.Workspace, now, held); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE codes SET state = ?, seed = NULL WHERE workspace = ? AND contact = ? AND state = ?`,
			replaced, string(r.Workspace), string(r.Contact), live)
		if err != nil {
			return err
		}
		seed = make([]byte, 16)
		rand.Read(seed) // never fails
		_, err = tx.Exec(ctx, `INSERT INTO codes (effect, workspace, conversation, contact, hint, digest, seed, state, tries, created_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`, string(r.Effect), string(r.Workspace), string(r.Conversation), string(r.Contact), hint,
			digest(key, r.Effect, digitsOf(key, seed, r.Effect)), seed, live, now.UnixMicro(), now.Add(Life).UnixMicro())
		return err
	})
	var own *Error
	if err != nil && !errors.As(err, &own) {
		return nil, fmt.Errorf("issue a code: %w", err)
	}
	if err != nil {
		return nil, err
	}
	return seed, s.forget(ctx, now)
}

// sent notes that the code has left: from now on nobody can make it again.
func (s *Service) sent(ctx context.Context, r Request) error {
	err := s.cfg.Store.Update(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE codes SET seed = NULL, expires_at = ? WHERE effect = ? AND seed IS NOT NULL`,
			s.now().Add(Life).UnixMicro(), string(r.Effect))
		return err
	})
	if err != nil {
		return fmt.Errorf("note that a code was sent: %w", err)
	}
	return nil
}

// forget deletes what is too old to count.
func (s *Service) forget(ctx context.Context, now time.Time) error {
	before := now.Add(-kept).UnixMicro()
	err := s.cfg.Store.Update(ctx, func(tx *store.Tx) error {
		for _, q := range []string{`DELETE FROM codes WHERE created_at < ?`, `DELETE FROM code_checks WHERE at < ?`, `DELETE FROM tallies WHERE touched_at < ?`} {
			if _, err := tx.Exec(ctx, q, before); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget old codes: %w", err)
	}
	return nil
}

func (s *Service) company(ctx context.Context, ws conversation.WorkspaceID) (string, error) {
	w, err := s.cfg.Store.Workspace(ctx, ws)
	if err != nil {
		return "", fmt.Errorf("the company's name: %w", err)
	}
	return w.Name, nil
}
