package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/account/code"
	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/channel/email"
	"github.com/rozmova/rozmova/internal/channel/sms"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/effect"
)

// Identity is how an installation learns who its customers are.
type Identity struct {
	Keys   account.Federation // whose tokens are believed; none without JWKS
	Claims []string           // claims of tokens that go to the profile
	Mail   email.Config       // how codes go by e-mail; not at all without URL
	SMS    sms.Config         // how codes go by text message; not at all without URL
}

// accountOptions tell the accounts' service whom to believe.
func (cfg Config) accountOptions() ([]account.Option, error) {
	opts := []account.Option{account.WithClaims(cfg.Identity.Claims...)}
	if cfg.Identity.Keys.JWKS != "" {
		keys, err := account.NewIdentityKeys(cfg.Identity.Keys, nil)
		if err != nil {
			return nil, fmt.Errorf("identity keys: %w", err)
		}
		opts = append(opts, account.WithIdentityKeys(keys))
	}
	return opts, nil
}

// Channels makes the adapters that codes go through.
func (i Identity) Channels() (map[string]channel.Adapter, error) {
	out := map[string]channel.Adapter{}
	if i.Mail.URL != "" {
		a, err := email.New(i.Mail)
		if err != nil {
			return nil, fmt.Errorf("e-mail: %w", err)
		}
		out[code.ViaEmail] = a
	}
	if i.SMS.URL != "" {
		a, err := sms.New(i.SMS)
		if err != nil {
			return nil, fmt.Errorf("SMS: %w", err)
		}
		out[code.ViaSMS] = a
	}
	return out, nil
}

// codes lets turns and effects use the codes' service by the interfaces that
// they have declared.
type codes struct{ *code.Service }

// SendCode implements effect.CodeSender.
func (c codes) SendCode(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, contact conversation.ContactID,
	e conversation.EffectID, d conversation.SendCode) (string, error) {

	hint, err := c.Send(ctx, code.Request{Workspace: ws, Conversation: conv, Contact: contact, Effect: e, Via: d.Via, To: d.To, Lang: d.Lang})
	var own *code.Error
	if errors.As(err, &own) {
		reason := own.Code
		switch reason { // a flow is told no more than it can act on
		case code.CodeBadTo:
			reason = dialogue.CodeNoChannel
		case code.CodeNotSent:
			reason = dialogue.CodeUnavailable
		}
		return "", &effect.CodeError{Code: reason, Retry: own.Retry, Cause: own.Cause}
	}
	return hint, err
}

// Check implements turn.Checker.
func (c codes) Check(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, contact conversation.ContactID,
	clientID, digits string) (conversation.CodeVerdict, int, error) {

	return c.Service.Check(ctx, code.Attempt{Workspace: ws, Conversation: conv, Contact: contact, ClientID: clientID, Digits: digits})
}

// Allow implements effect.ProofLimiter.
func (c codes) Allow(ctx context.Context, ws conversation.WorkspaceID, contact conversation.ContactID) error {
	ok, err := c.Allowed(ctx, ws, contact)
	if err == nil && !ok {
		return effect.ErrTooManyTries
	}
	return err
}
