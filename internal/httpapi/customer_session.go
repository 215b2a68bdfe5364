package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
)

// resumeLife is how long after its end a token still brings back its conversation.
const resumeLife = 30 * 24 * time.Hour

type addressKey struct{}

type sessionInput struct {
	Body SessionRequest
}

// SessionRequest asks for a session.
type SessionRequest struct {
	Workspace conversation.WorkspaceID `json:"workspace" minLength:"1" maxLength:"64" example:"demo"`
	Identity  string                   `json:"identity_token,omitempty" maxLength:"4096" doc:"A JSON Web Token from the company's site."`
	Locale    string                   `json:"locale,omitempty" maxLength:"16" doc:"The customer's language; the workspace's first one when it is not among its locales." example:"uk"`
	Resume    *ResumeRequest           `json:"resume,omitempty" doc:"Continue the conversation of an older token."`
}

// ResumeRequest names an older session.
type ResumeRequest struct {
	Token string `json:"token" maxLength:"4096"`
}

// Session is the key to one conversation.
type Session struct {
	Token        string                      `json:"token" doc:"Bearer token of the customer API."`
	ExpiresAt    Stamp                       `json:"expires_at"`
	Contact      conversation.ContactID      `json:"contact_id"`
	Conversation conversation.ConversationID `json:"conversation_id"`
	Workspace    WorkspaceRef                `json:"workspace"`
	LastSeq      int64                       `json:"last_seq" doc:"The number of the conversation's last event."`
}

// WorkspaceRef is what a customer may know of the company's workspace.
type WorkspaceRef struct {
	Name    string   `json:"name" example:"Дім-Зв'язок"`
	Locales []string `json:"locales" example:"[\"uk\",\"en\"]"`
}

type sessionOutput struct{ Body Session }

func (s *Server) startSession(ctx context.Context, in *sessionInput) (*sessionOutput, error) {
	if p := s.allow(s.limits.session, "session", addressOf(ctx)); p != nil {
		return nil, p
	}
	ws, err := s.cfg.Accounts.Workspace(ctx, in.Body.Workspace)
	if err != nil {
		return nil, err
	}
	var identity *account.Identity
	if in.Body.Identity != "" {
		id, err := s.cfg.Accounts.ReadIdentity(ctx, ws.ID, in.Body.Identity)
		switch {
		case errors.Is(err, account.ErrIdentityExpired):
			return nil, problem(codeIdentityExpired)
		case errors.Is(err, account.ErrIdentityKeys):
			p := problem(codeUnavailable)
			p.cause = err
			return nil, p
		case errors.Is(err, account.ErrIdentity):
			p := problem(codeIdentity)
			p.cause = err
			return nil, p
		case err != nil:
			return nil, err
		}
		identity = &account.Identity{Subject: id.Subject, Name: personName(id.Name), Email: personName(id.Email), Phone: personName(id.Phone),
			Facts: personFacts(id.Facts), Extra: id.Extra}
		for claim, v := range id.Extra {
			if text, ok := v.(string); ok {
				identity.Extra[claim] = plainClaim(text)
			}
		}
	}
	claims, last, err := s.resume(ctx, ws, in.Body.Resume, identity)
	if err != nil {
		return nil, err
	}
	if claims.Conversation == "" {
		if claims, last, err = s.open(ctx, ws, ws.Locale(in.Body.Locale), identity); err != nil {
			return nil, err
		}
	}
	claims.Workspace, claims.Expires = ws.ID, s.now().UTC().Add(s.cfg.SessionLife).Truncate(time.Second)
	s.cfg.Networks.Note(ws.ID, claims.Contact, addressOf(ctx))
	token, err := s.cfg.Accounts.IssueCustomerToken(ctx, claims)
	if err != nil {
		return nil, err
	}
	return &sessionOutput{Session{
		Token: token, ExpiresAt: Stamp(claims.Expires), Contact: claims.Contact, Conversation: claims.Conversation,
		Workspace: WorkspaceRef{ws.Name, ws.Settings.Locales}, LastSeq: last,
	}}, nil
}

// plainClaim is a claim without what nobody can see. It is no message: an account
// number stays as it is.
func plainClaim(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text))
}

// resume gives the conversation of an older token, if it is good, not too old,
// of this workspace and not somebody else's than the site now vouches for.
// Without one it gives no conversation, and that is no error: the customer
// starts a new one.
func (s *Server) resume(ctx context.Context, ws account.Workspace, r *ResumeRequest, identity *account.Identity) (account.Claims, int64, error) {
	if r == nil {
		return account.Claims{}, 0, nil
	}
	c, err := s.cfg.Accounts.OpenCustomerToken(ctx, r.Token)
	late := errors.Is(err, account.ErrTokenExpired)
	switch {
	case err != nil && !late:
		if errors.Is(err, account.ErrToken) {
			return account.Claims{}, 0, nil
		}
		return account.Claims{}, 0, err
	case c.Workspace != ws.ID, late && s.now().After(c.Expires.Add(resumeLife)):
		return account.Claims{}, 0, nil
	}
	row, err := s.cfg.Store.Row(ctx, c.Workspace, c.Conversation)
	if errors.Is(err, store.ErrNotFound) {
		return account.Claims{}, 0, nil
	}
	if err != nil || identity == nil {
		return c, row.LastSeq, err
	}
	contact, err := s.cfg.Store.Contact(ctx, c.Workspace, c.Contact)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return account.Claims{}, 0, nil
	case err != nil:
		return account.Claims{}, 0, err
	case contact.ExternalID == identity.Subject:
		return c, row.LastSeq, nil
	case contact.ExternalID != "":
		return account.Claims{}, 0, nil // another customer at the same browser
	}
	// A stranger has signed in on the page around the widget.
	if err := s.cfg.Accounts.Recognise(ctx, contact, *identity); err != nil {
		return account.Claims{}, 0, err
	}
	receipt, err := s.cfg.Turns.Act(ctx, c.Workspace, c.Conversation, s.input(
		"identity:"+identity.Subject, conversation.Actor{Kind: conversation.Customer},
		conversation.IdentityProved{Level: conversation.Identified, Method: "site", Profile: identity.Profile()},
	))
	if err != nil {
		return account.Claims{}, 0, err
	}
	return c, max(row.LastSeq, receipt.Seq), nil
}

// open begins a new conversation.
func (s *Server) open(ctx context.Context, ws account.Workspace, locale string, identity *account.Identity) (account.Claims, int64, error) {
	o := turn.Opening{Workspace: ws.ID, Channel: conversation.ChannelWeb, Locale: locale, Level: conversation.Anonymous}
	var contact store.Contact
	var err error
	if identity != nil {
		contact, err = s.cfg.Accounts.Known(ctx, ws.ID, *identity, locale)
		o.Level, o.Profile = conversation.Identified, identity.Profile()
	} else {
		contact, err = s.cfg.Accounts.Stranger(ctx, ws.ID, locale)
	}
	if err != nil {
		return account.Claims{}, 0, err
	}
	o.Contact = contact.ID
	id, last, err := s.cfg.Turns.Open(ctx, o)
	if err != nil {
		return account.Claims{}, 0, err
	}
	s.metrics.input("customer", "open", false)
	return account.Claims{Contact: contact.ID, Conversation: id}, last, nil
}

// input makes an input with a time that the store can keep.
func (s *Server) input(key string, by conversation.Actor, data conversation.Data) conversation.Input {
	return conversation.Input{Key: key, At: s.now().UTC().Truncate(time.Microsecond), Actor: by, Data: data}
}

// read records how far somebody has read. The key makes a repeat change nothing.
func (s *Server) read(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, by conversation.Actor, seq int64) error {
	key := "read:" + string(by.Kind) + ":" + strconv.FormatInt(seq, 10)
	_, err := s.cfg.Turns.Act(ctx, ws, id, s.input(key, by, conversation.MessageRead{Upto: seq}))
	return err
}

// addressOf is whose request it is, as withAddress noted.
func addressOf(ctx context.Context) string {
	a, _ := ctx.Value(addressKey{}).(string)
	return a
}

// withAddress notes whose request it is, for operations whose limit depends on it.
func (s *Server) withAddress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), addressKey{}, s.address(r))))
	})
}
