package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// A sign-in lasts sessionLife after the last use. To keep idle reading free of
// writing, the end is moved only when a day of it is gone.
const (
	sessionLife = 14 * 24 * time.Hour
	sessionStep = 24 * time.Hour
)

// Errors of signing in.
var (
	ErrCredentials = errors.New("wrong e-mail or password")
	ErrSignedOut   = errors.New("not signed in")
)

// Role is what a user may do in a workspace.
type Role string

const (
	Owner Role = "owner" // everything, and the only one who makes owners
	Admin Role = "admin" // everything in the workspace
	Agent Role = "agent" // conversations
)

// Valid says whether a role exists.
func (r Role) Valid() bool { return r == Owner || r == Admin || r == Agent }

// Administers says whether the role may look after the workspace.
func (r Role) Administers() bool { return r == Owner || r == Admin }

// User is somebody who signs in, with the workspaces that they are in.
type User struct {
	ID         conversation.UserID
	Email      string
	Name       string
	Locale     string
	Role       Role
	Available  bool
	Workspaces []Place
}

// Place is a user's part in a workspace.
type Place struct {
	ID   conversation.WorkspaceID
	Name string
	Role Role
}

// In is the user's part in a workspace; the empty ID means the first one.
func (u User) In(ws conversation.WorkspaceID) (Place, bool) {
	for _, p := range u.Workspaces {
		if ws == "" || p.ID == ws {
			return p, true
		}
	}
	return Place{}, false
}

// SignedIn is one browser's sign-in.
type SignedIn struct {
	User    User
	CSRF    string
	Expires time.Time
	Hash    string // names the sign-in without opening anything
}

// SignIn checks a password and gives the token of a new sign-in. ErrCredentials
// says nothing about which of the two was wrong.
func (s *Service) SignIn(ctx context.Context, email, password string) (token string, in SignedIn, err error) {
	u, err := s.db.UserByEmail(ctx, email)
	unknown := errors.Is(err, store.ErrNotFound)
	if err != nil && !unknown {
		return "", SignedIn{}, fmt.Errorf("sign in: %w", err)
	}
	hash := u.PasswordHash
	if unknown || hash == "" {
		hash = s.decoy()
	}
	ok, err := CheckPassword(hash, password)
	if err != nil {
		return "", SignedIn{}, fmt.Errorf("sign in: %w", err)
	}
	if !ok || unknown || u.PasswordHash == "" || u.Disabled {
		if !unknown {
			if err := s.tell(ctx, u.ID, "sign_in_failed"); err != nil {
				return "", SignedIn{}, err
			}
		}
		return "", SignedIn{}, ErrCredentials
	}
	token = rand.Text() + rand.Text()
	session := store.Session{
		TokenHash: hashToken(token), User: u.ID, CSRF: rand.Text(),
		CreatedAt: s.instant(), ExpiresAt: s.instant().Add(sessionLife),
	}
	if err := s.db.CreateSession(ctx, session); err != nil {
		return "", SignedIn{}, fmt.Errorf("sign in: %w", err)
	}
	if err := s.tell(ctx, u.ID, "signed_in"); err != nil {
		return "", SignedIn{}, err
	}
	in, err = s.signedIn(ctx, session, u)
	return token, in, err
}

// Check finds the sign-in of a token; ErrSignedOut when there is none.
func (s *Service) Check(ctx context.Context, token string) (SignedIn, error) {
	if token == "" || len(token) > 200 {
		return SignedIn{}, ErrSignedOut
	}
	session, u, err := s.db.SessionOf(ctx, hashToken(token), s.now())
	if errors.Is(err, store.ErrNotFound) {
		return SignedIn{}, ErrSignedOut
	}
	if err != nil {
		return SignedIn{}, fmt.Errorf("check a sign-in: %w", err)
	}
	if end := s.instant().Add(sessionLife); end.Sub(session.ExpiresAt) > sessionStep {
		session.ExpiresAt = end
		if err := s.prolong(ctx, session); err != nil {
			return SignedIn{}, err
		}
	}
	return s.signedIn(ctx, session, u)
}

// SignOut ends one browser's sign-in.
func (s *Service) SignOut(ctx context.Context, in SignedIn) error {
	if err := s.db.DeleteSession(ctx, in.Hash); err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return s.tell(ctx, in.User.ID, "signed_out")
}

// CSRFMatches compares in constant time.
func (in SignedIn) CSRFMatches(given string) bool {
	return subtle.ConstantTimeCompare([]byte(in.CSRF), []byte(given)) == 1
}

func (s *Service) signedIn(ctx context.Context, session store.Session, u store.User) (SignedIn, error) {
	user, err := s.withPlaces(ctx, u)
	if err != nil {
		return SignedIn{}, err
	}
	return SignedIn{User: user, CSRF: session.CSRF, Expires: session.ExpiresAt, Hash: session.TokenHash}, nil
}

func (s *Service) prolong(ctx context.Context, session store.Session) error {
	err := s.db.Update(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE sessions SET expires_at = ? WHERE token_hash = ?`, session.ExpiresAt.UnixMicro(), session.TokenHash)
		return err
	})
	if err != nil {
		return fmt.Errorf("prolong a sign-in: %w", err)
	}
	return nil
}

// hashToken is what is stored of a token: whoever reads the database cannot
// sign in with it. The token is random, so it needs no slow hash.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
