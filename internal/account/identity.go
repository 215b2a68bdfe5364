package account

import (
	"bytes"
	"crypto/hmac"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/rozmova/rozmova/internal/conversation"
)

// ErrIdentity is an identity token that is not believed; ErrIdentityExpired one
// that came too late.
var (
	ErrIdentity        = errors.New("identity token not valid")
	ErrIdentityExpired = errors.New("identity token expired")
)

// Identity is what the company's own site says of a signed-in visitor. Extra are
// the claims that the operator listed: texts, numbers and booleans by name.
type Identity struct {
	Subject string // the customer's ID in the company's system
	Name    string
	Email   string
	Phone   string
	Facts   map[string]string // more of the profile, such as who this is to another of the company's systems
	Extra   map[string]conversation.Value
}

// Bounds on an identity token: its age whatever it says itself, the clock's
// error, and its size.
const (
	maxIdentityAge  = 24 * time.Hour
	identityLeeway  = time.Minute
	maxIdentityText = 200
	minSecret       = 16
	maxFacts        = 16
)

// factName is what a fact may be called: as a flow's expression can say it.
var factName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// ReadIdentity checks a JSON Web Token signed with HS256 by the workspace's
// secret. exp and sub are required. Only this algorithm is accepted, whatever
// the header asks for, so a token cannot choose a weaker check. Forty lines of
// one algorithm are easier to trust than a library of all of them. Tokens signed
// with keys of an identity provider are IdentityKeys' matter.
func ReadIdentity(token string, secret []byte, now time.Time) (Identity, error) {
	if len(secret) < minSecret {
		return Identity{}, fmt.Errorf("%w: the workspace has no identity secret", ErrIdentity)
	}
	parts := strings.Split(token, ".")
	if len(token) > 2*maxToken || len(parts) != 3 {
		return Identity{}, fmt.Errorf("%w: not a compact JWT", ErrIdentity)
	}
	var head struct {
		Alg  string   `json:"alg"`
		Crit []string `json:"crit"`
	}
	if err := decodePart(parts[0], &head); err != nil || head.Alg != "HS256" || len(head.Crit) > 0 {
		return Identity{}, fmt.Errorf("%w: the algorithm must be HS256", ErrIdentity)
	}
	sig, err := base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || !hmac.Equal(sig, mac(secret, parts[0]+"."+parts[1])) {
		return Identity{}, fmt.Errorf("%w: wrong signature", ErrIdentity)
	}
	return readClaims(parts[1], now, nil)
}

// claims are what a token says.
type claims struct {
	Iss      string          `json:"iss"`
	Aud      audience        `json:"aud"`
	Sub      string          `json:"sub"`
	Name     string          `json:"name"`
	Email    string          `json:"email"`
	Verified any             `json:"email_verified"` // true, or "true" with some
	Phone    string          `json:"phone"`
	PhoneNo  string          `json:"phone_number"` // as OpenID Connect calls it
	PhoneOK  any             `json:"phone_number_verified"`
	Exp      *float64        `json:"exp"`
	Iat      *float64        `json:"iat"`
	Nbf      *float64        `json:"nbf"`
	Facts    json.RawMessage `json:"facts"`
	all      map[string]any
}

// audience is one text or several.
type audience []string

func (a *audience) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*a = audience{one}
		return nil
	}
	var many []string
	err := json.Unmarshal(b, &many)
	*a = many
	return err
}

// readClaims reads the payload of a token whose signature is good. more is what
// else must be true of it.
func readClaims(payload string, now time.Time, more func(claims) error) (Identity, error) {
	var c claims
	if err := decodePart(payload, &c); err != nil {
		return Identity{}, fmt.Errorf("%w: claims not readable", ErrIdentity)
	}
	if err := decodePart(payload, &c.all); err != nil {
		return Identity{}, fmt.Errorf("%w: claims not readable", ErrIdentity)
	}
	switch {
	case c.Sub == "" || len(c.Sub) > maxIdentityText || c.Exp == nil:
		return Identity{}, fmt.Errorf("%w: sub and exp are required", ErrIdentity)
	case !now.Before(seconds(c.Exp).Add(identityLeeway)):
		return Identity{}, ErrIdentityExpired
	case c.Iat != nil && now.Before(seconds(c.Iat).Add(-identityLeeway)),
		c.Nbf != nil && now.Before(seconds(c.Nbf).Add(-identityLeeway)):
		return Identity{}, fmt.Errorf("%w: issued in the future", ErrIdentity)
	case c.Iat != nil && now.After(seconds(c.Iat).Add(maxIdentityAge)),
		c.Iat == nil && seconds(c.Exp).After(now.Add(maxIdentityAge)):
		return Identity{}, ErrIdentityExpired
	}
	if more != nil {
		if err := more(c); err != nil {
			return Identity{}, err
		}
	}
	id := Identity{Subject: c.Sub, Name: short(c.Name), Email: short(c.Email), Phone: short(or(c.Phone, c.PhoneNo)), Extra: map[string]conversation.Value{}}
	// An address that nobody checked is not the customer's: a code sent there
	// would prove nothing.
	if c.Verified == false || c.Verified == "false" {
		id.Email = ""
	}
	if c.Phone == "" && (c.PhoneOK == false || c.PhoneOK == "false") {
		id.Phone = ""
	}
	for name, v := range c.all {
		switch v := v.(type) {
		case string:
			id.Extra[name] = short(v)
		case float64, bool:
			id.Extra[name] = v
		}
	}
	id.Facts = facts(c.Facts)
	return id, nil
}

// facts are those of a token's claim facts that can be taken: texts of a
// bounded length, under a bounded number of names. The others are left, because
// a site may say more than this platform cares for.
func facts(claim json.RawMessage) map[string]string {
	var claimed map[string]any
	if len(claim) == 0 || json.Unmarshal(claim, &claimed) != nil {
		return nil
	}
	out := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(claimed)) {
		v, ok := claimed[name].(string)
		if ok && v != "" && factName.MatchString(name) && len(out) < maxFacts {
			out[name] = short(v)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// keep drops the claims that nobody asked for. What Rozmova itself knows
// customers by cannot be asked for: another claim must not take its place.
func (id Identity) keep(names []string) Identity {
	kept := map[string]conversation.Value{}
	for _, n := range names {
		if v, ok := id.Extra[n]; ok && !ownClaims[n] {
			kept[n] = v
		}
	}
	id.Extra = kept
	return id
}

// ownClaims are facts of the profile that other claims cannot set, and claims
// about the token itself.
var ownClaims = map[string]bool{
	"external_id": true, "name": true, "first_name": true, "email": true, "phone": true,
	"iss": true, "aud": true, "sub": true, "exp": true, "iat": true, "nbf": true, "jti": true, "nonce": true,
}

// SignIdentity makes a token that ReadIdentity believes, for the demo site, for
// tests, and as an example of what a company's site does.
func SignIdentity(id Identity, secret []byte, now time.Time, life time.Duration) (string, error) {
	claims := map[string]any{"sub": id.Subject, "iat": now.Unix(), "exp": now.Add(life).Unix()}
	for name, v := range map[string]string{"name": id.Name, "email": id.Email, "phone": id.Phone} {
		if v != "" {
			claims[name] = v
		}
	}
	if len(id.Facts) > 0 {
		claims["facts"] = id.Facts
	}
	for name, v := range id.Extra {
		if _, own := claims[name]; !own {
			claims[name] = v
		}
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("sign an identity: %w", err)
	}
	b64 := base64.RawURLEncoding.EncodeToString
	head := b64([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + b64(body)
	return head + "." + b64(mac(secret, head)), nil
}

func decodePart(part string, into any) error {
	b, err := base64.RawURLEncoding.Strict().DecodeString(part)
	if err != nil {
		return err
	}
	if !utf8.Valid(b) {
		return errors.New("not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
}

func seconds(s *float64) time.Time {
	// Beyond what a date can say, the sums above would wrap round.
	return time.Unix(int64(min(max(*s, 0), 1e11)), 0)
}

func short(s string) string {
	n := 0
	for i := range s {
		if n == maxIdentityText {
			return s[:i]
		}
		n++
	}
	return s
}
