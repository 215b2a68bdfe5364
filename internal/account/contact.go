package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Stranger makes a contact of whom nothing is known.
func (s *Service) Stranger(ctx context.Context, ws conversation.WorkspaceID, locale string) (store.Contact, error) {
	c := store.Contact{ID: newContactID(), Workspace: ws, Level: conversation.Anonymous, Locale: locale, CreatedAt: s.instant()}
	if err := s.db.PutContact(ctx, c); err != nil {
		return store.Contact{}, fmt.Errorf("make a contact: %w", err)
	}
	return c, nil
}

// Known finds the contact of an identity, or makes it, and keeps what the site
// says of it up to date.
func (s *Service) Known(ctx context.Context, ws conversation.WorkspaceID, id Identity, locale string) (store.Contact, error) {
	for range 2 { // a second time when another request made it first
		c, err := s.db.ContactByExternal(ctx, ws, id.Subject)
		switch {
		case errors.Is(err, store.ErrNotFound):
			c = store.Contact{ID: newContactID(), Workspace: ws, ExternalID: id.Subject, CreatedAt: s.instant()}
		case err != nil:
			return store.Contact{}, fmt.Errorf("find a contact: %w", err)
		case c.Name == or(id.Name, c.Name) && c.Email == or(id.Email, c.Email) && c.Phone == or(id.Phone, c.Phone) && c.Locale == locale:
			return c, nil // as it was: nothing to write
		}
		err = s.db.PutContact(ctx, vouched(c, id, locale))
		if err == nil {
			return vouched(c, id, locale), nil
		}
		if !errors.Is(err, store.ErrExists) {
			return store.Contact{}, fmt.Errorf("keep a contact: %w", err)
		}
	}
	return store.Contact{}, fmt.Errorf("keep a contact: %w", store.ErrExists)
}

// Recognise gives a contact who was a stranger the identity that the site
// vouches for. When the identity has a contact already, that one keeps it: only
// the conversation learns who is writing.
func (s *Service) Recognise(ctx context.Context, c store.Contact, id Identity) error {
	err := s.db.PutContact(ctx, vouched(c, id, c.Locale))
	if err != nil && !errors.Is(err, store.ErrExists) {
		return fmt.Errorf("recognise a contact: %w", err)
	}
	return nil
}

// Profile is what an identity lets a conversation know.
func (id Identity) Profile() map[string]conversation.Value {
	p := map[string]conversation.Value{}
	for k, v := range id.Extra {
		p[k] = v
	}
	for k, v := range id.Facts { // before the token's own words: they must not pass for them
		p[k] = v
	}
	p["external_id"] = id.Subject
	for k, v := range map[string]string{"name": id.Name, "email": id.Email, "phone": id.Phone} {
		if v != "" {
			p[k] = v
		}
	}
	// «Олена Коваль» is greeted by her first name; a single word may be anything.
	if first, _, more := strings.Cut(strings.TrimSpace(id.Name), " "); more {
		p["first_name"] = first
	}
	return p
}

func vouched(c store.Contact, id Identity, locale string) store.Contact {
	c.ExternalID, c.Locale = id.Subject, locale
	c.Name, c.Email, c.Phone = or(id.Name, c.Name), or(id.Email, c.Email), or(id.Phone, c.Phone)
	if conversation.Identified.Rank() > c.Level.Rank() {
		c.Level = conversation.Identified
	}
	return c
}

func newContactID() conversation.ContactID {
	return conversation.ContactID(uuid.Must(uuid.NewV7()).String())
}

// instant is now as the store can keep it.
func (s *Service) instant() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
