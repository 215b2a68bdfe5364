package account

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Token errors. A token that is expired is otherwise good.
var (
	ErrToken        = errors.New("token not valid")
	ErrTokenExpired = errors.New("token expired")
)

// maxToken bounds what is looked at before a signature has been checked.
const maxToken = 2048

// Claims is what a customer's token says: which conversation it opens.
type Claims struct {
	Workspace    conversation.WorkspaceID    `json:"w"`
	Contact      conversation.ContactID      `json:"c"`
	Conversation conversation.ConversationID `json:"v"`
	Expires      time.Time                   `json:"-"`
}

// Key is a secret that signs tokens. ID travels in the token, so that keys can
// be changed while old tokens live on.
type Key struct {
	ID     string
	Secret []byte
}

// Keys signs with the first key and believes all of them.
type Keys []Key

// tokenPrefix names the format; a later one gets another number.
const tokenPrefix = "rzc1"

type tokenBody struct {
	Claims
	Exp int64 `json:"e"` // seconds
}

// Sign makes the token: prefix.key.payload.signature, the last two base64url.
func (k Keys) Sign(c Claims) (string, error) {
	if len(k) == 0 {
		return "", errors.New("sign a token: no key")
	}
	payload, err := json.Marshal(tokenBody{c, c.Expires.Unix()})
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	head := tokenPrefix + "." + k[0].ID + "." + base64.RawURLEncoding.EncodeToString(payload)
	return head + "." + base64.RawURLEncoding.EncodeToString(mac(k[0].Secret, head)), nil
}

// Open checks a token. With ErrTokenExpired the claims are good but old.
func (k Keys) Open(token string, now time.Time) (Claims, error) {
	if len(token) > maxToken {
		return Claims{}, ErrToken
	}
	dot := strings.LastIndexByte(token, '.')
	if dot < 0 {
		return Claims{}, ErrToken
	}
	head := token[:dot]
	parts := strings.Split(head, ".")
	if len(parts) != 3 || parts[0] != tokenPrefix {
		return Claims{}, ErrToken
	}
	sig, err := base64.RawURLEncoding.Strict().DecodeString(token[dot+1:])
	if err != nil || !k.signed(parts[1], head, sig) {
		return Claims{}, ErrToken
	}
	payload, err := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil {
		return Claims{}, ErrToken
	}
	var b tokenBody
	if err := json.Unmarshal(payload, &b); err != nil {
		return Claims{}, ErrToken
	}
	b.Expires = time.Unix(b.Exp, 0).UTC()
	if !now.Before(b.Expires) {
		return b.Claims, ErrTokenExpired
	}
	return b.Claims, nil
}

func (k Keys) signed(id, head string, sig []byte) bool {
	for _, key := range k {
		if key.ID == id {
			return hmac.Equal(sig, mac(key.Secret, head))
		}
	}
	return false
}

func mac(secret []byte, text string) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(text))
	return h.Sum(nil)
}
