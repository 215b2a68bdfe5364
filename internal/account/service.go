package account

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// Service answers who is who, from the store.
type Service struct {
	db  *store.DB
	now func() time.Time

	trusted *IdentityKeys // nil: only the workspace's own secret signs identities
	extra   []string      // claims that go to the profile

	mu   sync.Mutex
	keys Keys // customers' tokens; read once
	// decoy is checked when nobody has the address, so that an unknown address
	// takes as long as a wrong password.
	decoy func() string
}

// Option adds to a Service.
type Option func(*Service)

// WithIdentityKeys believes tokens that an identity provider signed.
func WithIdentityKeys(k *IdentityKeys) Option { return func(s *Service) { s.trusted = k } }

// WithClaims lets the named claims of identity tokens into the profile.
func WithClaims(names ...string) Option { return func(s *Service) { s.extra = names } }

// New makes the service. now nil means the clock.
func New(db *store.DB, now func() time.Time, opts ...Option) *Service {
	if now == nil {
		now = time.Now
	}
	s := &Service{db: db, now: now, decoy: sync.OnceValue(func() string {
		hash, err := HashPassword(rand.Text())
		if err != nil {
			panic("account: " + err.Error()) // a random text is always a good password
		}
		return hash
	})}
	for _, o := range opts {
		o(s)
	}
	return s
}

// Workspace is one company's part, with the settings that this package reads.
type Workspace struct {
	ID       conversation.WorkspaceID
	Name     string
	Settings Settings
}

// Settings stand in the workspace's JSON beside those of others. Secrets are
// never among them: they are kept sealed, see IdentitySecret.
type Settings struct {
	Locales []string `json:"locales,omitempty"` // the first one is the default; uk, en
}

// Workspace gives one workspace; store.ErrNotFound when there is none.
func (s *Service) Workspace(ctx context.Context, id conversation.WorkspaceID) (Workspace, error) {
	w, err := s.db.Workspace(ctx, id)
	if err != nil {
		return Workspace{}, err
	}
	out := Workspace{ID: w.ID, Name: w.Name}
	if err := json.Unmarshal(w.Settings, &out.Settings); err != nil {
		return Workspace{}, fmt.Errorf("settings of workspace %s: %w", id, err)
	}
	if len(out.Settings.Locales) == 0 {
		out.Settings.Locales = []string{"uk", "en"}
	}
	return out, nil
}

// Locale is the workspace's locale that fits best what was asked for.
func (w Workspace) Locale(asked string) string {
	for _, l := range w.Settings.Locales {
		if l == asked {
			return l
		}
	}
	return w.Settings.Locales[0]
}

// IdentitySecretName names the secret with which the site of a workspace's
// company signs its visitors' identities.
func IdentitySecretName(ws conversation.WorkspaceID) string { return "site-identity-1:" + string(ws) }

// IdentitySecret gives that secret, a text that can be pasted into the site's
// configuration, and makes it at its first use.
func (s *Service) IdentitySecret(ctx context.Context, ws conversation.WorkspaceID) ([]byte, error) {
	secret, err := s.db.Secret(ctx, IdentitySecretName(ws), func() ([]byte, error) {
		return []byte(rand.Text() + rand.Text()), nil
	})
	if err != nil {
		return nil, fmt.Errorf("identity secret of workspace %s: %w", ws, err)
	}
	return secret, nil
}

// ReadIdentity checks an identity token of a workspace: HS256 with the
// workspace's secret, or, where an identity provider is configured, RS256 and
// ES256 with its keys. Which of the two is decided by the algorithm alone, and
// neither kind of key is ever used for the other. ErrIdentity,
// ErrIdentityExpired, or ErrIdentityKeys when the keys cannot be had.
func (s *Service) ReadIdentity(ctx context.Context, ws conversation.WorkspaceID, token string) (Identity, error) {
	var id Identity
	var err error
	if s.trusted != nil && asymmetric(token) {
		id, err = s.trusted.Read(ctx, token, s.now())
		id.Facts = nil // a word of the site's own tokens; a provider's other claims are listed by name
	} else {
		var secret []byte
		if secret, err = s.IdentitySecret(ctx, ws); err == nil {
			id, err = ReadIdentity(token, secret, s.now())
		}
	}
	if err != nil {
		return Identity{}, err
	}
	return id.keep(s.extra), nil
}

// customerKey names the secret that signs customers' tokens. A key of another
// name can be put before it and both are believed.
const customerKey = "customer-token-1"

// customerKeys reads the signing keys, and makes the first one.
func (s *Service) customerKeys(ctx context.Context) (Keys, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys != nil {
		return s.keys, nil
	}
	secret, err := s.db.Secret(ctx, customerKey, func() ([]byte, error) {
		b := make([]byte, 32)
		rand.Read(b) // never fails
		return b, nil
	})
	if err != nil {
		return nil, fmt.Errorf("key of customers' tokens: %w", err)
	}
	s.keys = Keys{{ID: "1", Secret: secret}}
	return s.keys, nil
}

// IssueCustomerToken signs a customer's token.
func (s *Service) IssueCustomerToken(ctx context.Context, c Claims) (string, error) {
	keys, err := s.customerKeys(ctx)
	if err != nil {
		return "", err
	}
	return keys.Sign(c)
}

// OpenCustomerToken checks one. ErrToken, or ErrTokenExpired with good claims.
func (s *Service) OpenCustomerToken(ctx context.Context, token string) (Claims, error) {
	keys, err := s.customerKeys(ctx)
	if err != nil {
		return Claims{}, err
	}
	return keys.Open(token, s.now())
}
