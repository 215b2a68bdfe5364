package account

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Errors of making and changing users.
var (
	ErrEmail  = errors.New("not an e-mail address")
	ErrRole   = errors.New("the role must be owner, admin or agent")
	ErrName   = errors.New("the name must have 1 to 100 characters")
	ErrLocale = errors.New("the locale must be uk or en")
)

// NewUser is what it takes to make a user.
type NewUser struct {
	Email     string
	Name      string
	Password  string
	Locale    string // uk unless said
	Role      Role
	Workspace conversation.WorkspaceID
}

// CreateUser makes a user in a workspace; store.ErrExists when the address is
// taken. by is who does it, empty for the command line.
func (s *Service) CreateUser(ctx context.Context, n NewUser, by conversation.UserID) (User, error) {
	if n.Locale == "" {
		n.Locale = "uk"
	}
	a, err := mail.ParseAddress(n.Email)
	switch {
	case err != nil || a.Address != strings.TrimSpace(n.Email) || len(n.Email) > 254:
		return User{}, ErrEmail
	case !n.Role.Valid():
		return User{}, ErrRole
	}
	if err := checkUser(n.Name, n.Locale); err != nil {
		return User{}, err
	}
	if _, err := s.db.Workspace(ctx, n.Workspace); err != nil {
		return User{}, fmt.Errorf("create user: %w", err)
	}
	hash, err := HashPassword(n.Password)
	if err != nil {
		return User{}, err
	}
	u := store.User{
		ID: conversation.UserID(uuid.Must(uuid.NewV7()).String()), Email: a.Address, Name: strings.TrimSpace(n.Name), Role: string(n.Role),
		PasswordHash: hash, Locale: n.Locale, Available: true, CreatedAt: s.instant(),
	}
	if err := s.db.CreateUser(ctx, u); err != nil {
		return User{}, err
	}
	if err := s.db.SetMembership(ctx, u.ID, n.Workspace, string(n.Role)); err != nil {
		return User{}, err
	}
	err = s.db.Audit(ctx, store.AuditEntry{
		Workspace: n.Workspace, At: s.instant(), User: by, Action: "user_created", Object: string(u.ID), Detail: string(n.Role),
	})
	if err != nil {
		return User{}, err
	}
	return s.withPlaces(ctx, u)
}

// Change is what a user may change of themselves; nil leaves it alone.
type Change struct {
	Name      *string
	Locale    *string
	Available *bool
}

// ChangeUser changes a user.
func (s *Service) ChangeUser(ctx context.Context, id conversation.UserID, c Change) (User, error) {
	u, err := s.db.User(ctx, id)
	if err != nil {
		return User{}, err
	}
	if c.Name != nil {
		u.Name = strings.TrimSpace(*c.Name)
	}
	if c.Locale != nil {
		u.Locale = *c.Locale
	}
	if c.Available != nil {
		u.Available = *c.Available
	}
	if err := checkUser(u.Name, u.Locale); err != nil {
		return User{}, err
	}
	if err := s.db.UpdateUser(ctx, u); err != nil {
		return User{}, err
	}
	if err := s.tell(ctx, u.ID, "user_changed"); err != nil {
		return User{}, err
	}
	return s.withPlaces(ctx, u)
}

// SetPassword changes a password and signs the user out everywhere.
func (s *Service) SetPassword(ctx context.Context, email, password string) error {
	u, err := s.db.UserByEmail(ctx, email)
	if err != nil {
		return err
	}
	if u.PasswordHash, err = HashPassword(password); err != nil {
		return err
	}
	if err := s.db.UpdateUser(ctx, u); err != nil {
		return err
	}
	if err := s.db.DeleteSessionsOf(ctx, u.ID); err != nil {
		return err
	}
	return s.tell(ctx, u.ID, "password_set")
}

// SetDisabled lets a user in no more, or again.
func (s *Service) SetDisabled(ctx context.Context, email string, disabled bool) error {
	u, err := s.db.UserByEmail(ctx, email)
	if err != nil {
		return err
	}
	u.Disabled = disabled
	if err := s.db.UpdateUser(ctx, u); err != nil {
		return err
	}
	if disabled {
		return s.tell(ctx, u.ID, "user_disabled")
	}
	return s.tell(ctx, u.ID, "user_enabled")
}

func checkUser(name, locale string) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(name)); n < 1 || n > 100 {
		return ErrName
	}
	if locale != "uk" && locale != "en" {
		return ErrLocale
	}
	return nil
}

func (s *Service) withPlaces(ctx context.Context, u store.User) (User, error) {
	out := User{ID: u.ID, Email: u.Email, Name: u.Name, Locale: u.Locale, Role: Role(u.Role), Available: u.Available}
	places, err := s.db.Memberships(ctx, u.ID)
	if err != nil {
		return User{}, err
	}
	for _, p := range places {
		out.Workspaces = append(out.Workspaces, Place{p.Workspace, p.Name, Role(p.Role)})
	}
	return out, nil
}

// tell writes to the audit log of each workspace that the user is in.
func (s *Service) tell(ctx context.Context, user conversation.UserID, action string) error {
	places, err := s.db.Memberships(ctx, user)
	if err != nil {
		return err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		for _, p := range places {
			err := tx.Audit(ctx, store.AuditEntry{Workspace: p.Workspace, At: s.instant(), User: user, Action: action, Object: string(user)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("audit %s: %w", action, err)
	}
	return nil
}
