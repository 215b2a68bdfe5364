package pay

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Event is what the company is told: the body of a webhook. ID names it: it may
// come more than once, and is to be taken once.
type Event struct {
	ID   string `json:"-"` // the header webhook-id
	Type string `json:"type"`
	At   string `json:"timestamp"`
	Data Saved  `json:"data"`
}

// CardSaved is the type of the only event there is.
const CardSaved = "card.saved"

// Saved is a card as the company may keep it.
type Saved struct {
	Customer string `json:"customer"`
	Method   string `json:"payment_method"` // the provider's token
	Brand    string `json:"brand"`
	Last4    string `json:"last4"`
	ExpMonth int    `json:"exp_month"`
	ExpYear  int    `json:"exp_year"`
}

// Errors of Verify.
var (
	ErrSignature = errors.New("webhook not signed by the payment provider")
	ErrStale     = errors.New("webhook too old or from the future")
)

// staleAfter is how old a webhook may be: what somebody overheard is of no use later.
const staleAfter = 5 * time.Minute

const maxWebhook = 16 << 10

// notify tells the company, a few times when it does not answer.
func (p *Provider) notify(ctx context.Context, id string, s Saved) error {
	now := p.cfg.Clock()
	body, err := json.Marshal(Event{Type: CardSaved, At: now.UTC().Format(time.RFC3339), Data: s})
	if err != nil {
		return fmt.Errorf("pay: encode the webhook: %w", err)
	}
	for try := 1; ; try++ {
		if err = p.post(ctx, id, body); err == nil || try == 3 {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(try) * 150 * time.Millisecond):
		}
	}
}

func (p *Provider) post(ctx context.Context, id string, body []byte) error {
	at := strconv.FormatInt(p.cfg.Clock().Unix(), 10)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.cfg.Webhook, bytes.NewReader(body))
	if err != nil {
		return errors.New("pay: the webhook's address")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("webhook-id", id)
	req.Header.Set("webhook-timestamp", at)
	req.Header.Set("webhook-signature", "v1,"+signature(p.cfg.Secret, id, at, body))
	res, err := p.client.Do(req)
	if err != nil {
		return errors.New("pay: the company does not answer")
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, maxWebhook)) // so that the connection can be used again
	if res.StatusCode/100 != 2 {
		return fmt.Errorf("pay: the company answered %d", res.StatusCode)
	}
	return nil
}

// Verify reads a webhook that the provider signed with secret, by the Standard
// Webhooks scheme. The caller bounds the body and remembers the IDs that it took.
func Verify(secret []byte, h http.Header, body []byte, now time.Time) (Event, error) {
	id, at := h.Get("webhook-id"), h.Get("webhook-timestamp")
	sec, err := strconv.ParseInt(at, 10, 64)
	if id == "" || err != nil || len(body) > maxWebhook || len(secret) < minSecret {
		return Event{}, ErrSignature
	}
	good := false
	for _, s := range strings.Fields(h.Get("webhook-signature")) {
		if given, ok := strings.CutPrefix(s, "v1,"); ok && hmac.Equal([]byte(given), []byte(signature(secret, id, at, body))) {
			good = true
		}
	}
	if !good {
		return Event{}, ErrSignature
	}
	if d := now.Sub(time.Unix(sec, 0)); d > staleAfter || d < -staleAfter {
		return Event{}, ErrStale
	}
	var e Event
	if err := json.Unmarshal(body, &e); err != nil {
		return Event{}, fmt.Errorf("pay: webhook not readable: %w", err)
	}
	e.ID = id
	return e, nil
}

func signature(secret []byte, id, at string, body []byte) string {
	h := hmac.New(sha256.New, secret)
	fmt.Fprintf(h, "%s.%s.", id, at)
	h.Write(body)
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func newMethod() string { return "pm_" + strings.ToLower(rand.Text()) }
