package code

import (
	"context"
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Allowed says whether somebody may try to prove who they are, or has failed too
// often: contact or network is locked out.
func (s *Service) Allowed(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID) (bool, error) {
	key, err := s.secret(ctx)
	if err != nil {
		return false, err
	}
	now := s.now().UnixMicro()
	var n int
	err = s.cfg.Store.View(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT count(*) FROM tallies WHERE workspace = ? AND locked_until > ? AND (scope = ? AND subject = ? OR scope = ? AND subject = ?)`,
			string(ws), now, lockContact, subject(key, ws, lockContact, string(contact)),
			lockNetwork, subject(key, ws, lockNetwork, s.cfg.Networks.Of(ws, contact))).Scan(&n)
	})
	if err != nil {
		return false, fmt.Errorf("look for a lock: %w", err)
	}
	return n == 0, nil
}

// Failed counts a proof that the business system did not accept.
func (s *Service) Failed(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID) error {
	key, err := s.secret(ctx)
	if err != nil {
		return err
	}
	network := s.cfg.Networks.Of(ws, contact)
	now := s.now()
	err = s.cfg.Store.Update(ctx, func(tx *store.Tx) error {
		held, err := hold(ctx, tx, key, ws, now, append(locks(contact, network),
			part{proofContact, string(contact)}, part{proofNetwork, network})...)
		if err != nil {
			return err
		}
		fail(held, now, proofContact, proofNetwork)
		return writeAll(ctx, tx, ws, now, held)
	})
	if err != nil {
		return fmt.Errorf("count a failed proof: %w", err)
	}
	return nil
}

// UnlockContact lets a contact try again at once, with a clean slate.
func (s *Service) UnlockContact(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID) (bool, error) {
	return s.unlock(ctx, ws, string(contact), lockContact, wrongContact.scope, proofContact.scope, sentContact.scope)
}

// UnlockNetwork does the same for a network, as account.NetworkOf writes it.
func (s *Service) UnlockNetwork(ctx context.Context, ws conversation.WorkspaceID, network string) (bool, error) {
	return s.unlock(ctx, ws, network, lockNetwork, wrongNetwork.scope, proofNetwork.scope, sentNetwork.scope)
}

// unlock says whether anything was known of them.
func (s *Service) unlock(ctx context.Context, ws conversation.WorkspaceID, who string, scopes ...string) (known bool, err error) {
	key, err := s.secret(ctx)
	if err != nil {
		return false, err
	}
	err = s.cfg.Store.Update(ctx, func(tx *store.Tx) error {
		known = false
		for _, scope := range scopes {
			res, err := tx.Exec(ctx, `DELETE FROM tallies WHERE workspace = ? AND scope = ? AND subject = ?`, string(ws), scope, subject(key, ws, scope, who))
			if err != nil {
				return err
			}
			n, err := res.RowsAffected()
			if err != nil {
				return err
			}
			known = known || n > 0
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("unlock: %w", err)
	}
	return known, nil
}

// UnlockAll lets everybody of a workspace try again, and says how many were
// locked out.
func (s *Service) UnlockAll(ctx context.Context, ws conversation.WorkspaceID) (n int64, err error) {
	now := s.now().UnixMicro()
	err = s.cfg.Store.Update(ctx, func(tx *store.Tx) error {
		err := tx.QueryRow(ctx, `SELECT count(*) FROM tallies WHERE workspace = ? AND locked_until > ?`, string(ws), now).Scan(&n)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM tallies WHERE workspace = ?`, string(ws))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("unlock everybody: %w", err)
	}
	return n, nil
}
