package account

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// ErrIdentityKeys: the identity provider's keys cannot be had, so nothing can be
// said of a token. It is not the customer's fault and may pass.
var ErrIdentityKeys = errors.New("keys of the identity provider not available")

// Federation says whose tokens are believed beside those of the workspace's own
// secret.
type Federation struct {
	JWKS     string // https address of the provider's keys; http on this machine only
	Issuer   string // what iss must be; empty: anything
	Audience string // what aud must hold; empty: anything
}

// How keys are kept. An unknown key ID has them fetched anew, but no more often
// than every refetchPause: anybody can send tokens with made-up key IDs.
const (
	keysFresh    = time.Hour
	keysStale    = 24 * time.Hour // used on, when the provider cannot be reached
	refetchPause = 15 * time.Second
	fetchTime    = 5 * time.Second
	maxKeySet    = 256 << 10
	maxKeyCount  = 50
	minRSABits   = 2048
)

// IdentityKeys checks tokens against the key set of an identity provider. It is
// safe for concurrent use. It asks one configured address and no other: a
// token's own hints (jku, x5u, jwk) are not looked at, redirects not followed.
type IdentityKeys struct {
	cfg    Federation
	client *http.Client

	fetching sync.Mutex // one request at a time; those whose key is known do not wait for it

	mu      sync.Mutex
	keys    []jose.JSONWebKey
	fetched time.Time // the last time that it worked
	tried   time.Time
	failure error
}

// NewIdentityKeys reads a configuration; nothing is fetched yet. Transport nil
// means the usual one.
func NewIdentityKeys(cfg Federation, transport http.RoundTripper) (*IdentityKeys, error) {
	u, err := url.Parse(cfg.JWKS)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "":
		return nil, errors.New("the key set's address is not https://host/path")
	case u.Scheme == "http" && !loopback(u.Hostname()), u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("the key set's address must be https: whoever can change it on the way could vouch for anybody")
	}
	if transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxResponseHeaderBytes = 64 << 10
		transport = t
	}
	return &IdentityKeys{cfg: cfg, client: &http.Client{
		Transport: transport, Timeout: fetchTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// algorithms are the only ones believed here. None of them can be checked with a
// shared secret, so a public key can never be taken for one.
var algorithms = []jose.SignatureAlgorithm{jose.RS256, jose.ES256}

// asymmetric says whether a token asks to be checked with a public key. It may
// lie: the check itself does not rely on it.
func asymmetric(token string) bool {
	head, _, _ := strings.Cut(token, ".")
	var h struct {
		Alg string `json:"alg"`
	}
	return len(head) <= maxToken && decodePart(head, &h) == nil && (h.Alg == string(jose.RS256) || h.Alg == string(jose.ES256))
}

// Read checks a token. Its subject is the customer's ID.
func (k *IdentityKeys) Read(ctx context.Context, token string, now time.Time) (Identity, error) {
	if len(token) > 2*maxToken {
		return Identity{}, fmt.Errorf("%w: too long", ErrIdentity)
	}
	signed, err := jose.ParseSignedCompact(token, algorithms)
	if err != nil || len(signed.Signatures) != 1 {
		return Identity{}, fmt.Errorf("%w: not a compact JWT with RS256 or ES256", ErrIdentity)
	}
	head := signed.Signatures[0].Protected
	payload, err := k.verify(ctx, signed, head, now)
	if err != nil {
		return Identity{}, err
	}
	return readClaims(base64.RawURLEncoding.EncodeToString(payload), now, func(c claims) error {
		switch {
		case k.cfg.Issuer != "" && c.Iss != k.cfg.Issuer:
			return fmt.Errorf("%w: another issuer", ErrIdentity)
		case k.cfg.Audience != "" && !c.Aud.has(k.cfg.Audience):
			return fmt.Errorf("%w: for another audience", ErrIdentity)
		}
		return nil
	})
}

func (a audience) has(want string) bool {
	for _, one := range a {
		if one == want {
			return true
		}
	}
	return false
}

// verify tries the keys that may have signed a token. When none is known by its
// ID, the provider may have a new one.
func (k *IdentityKeys) verify(ctx context.Context, signed *jose.JSONWebSignature, head jose.Header, now time.Time) ([]byte, error) {
	keys, err := k.current(ctx, now, func(keys []jose.JSONWebKey) bool { return len(candidates(keys, head)) > 0 })
	if err != nil {
		return nil, err
	}
	fit := candidates(keys, head)
	if len(fit) == 0 {
		return nil, fmt.Errorf("%w: signed with a key that the identity provider does not have", ErrIdentity)
	}
	for _, key := range fit {
		if payload, err := signed.Verify(key.Key); err == nil {
			return payload, nil
		}
	}
	return nil, fmt.Errorf("%w: wrong signature", ErrIdentity)
}

// candidates are the keys of a token's key ID, or, when it names none, all that
// its algorithm can use.
func candidates(keys []jose.JSONWebKey, head jose.Header) []jose.JSONWebKey {
	var out []jose.JSONWebKey
	for _, key := range keys {
		if (head.KeyID == "" || key.KeyID == head.KeyID) && suits(key, head.Algorithm) {
			out = append(out, key)
		}
	}
	return out
}

func suits(key jose.JSONWebKey, alg string) bool {
	if key.Algorithm != "" && key.Algorithm != alg {
		return false
	}
	switch key.Key.(type) {
	case *rsa.PublicKey:
		return alg == string(jose.RS256)
	case *ecdsa.PublicKey:
		return alg == string(jose.ES256)
	}
	return false
}

// current gives the keys, fetched anew when they are old or enough says that
// they are not what is needed.
func (k *IdentityKeys) current(ctx context.Context, now time.Time, enough func([]jose.JSONWebKey) bool) ([]jose.JSONWebKey, error) {
	if keys, ok := k.known(now, enough); ok {
		return keys, nil
	}
	k.fetching.Lock()
	defer k.fetching.Unlock()
	if keys, ok := k.known(now, enough); ok {
		return keys, nil // somebody else has just fetched them
	}
	k.mu.Lock()
	pause := now.Sub(k.tried)
	again := k.tried.IsZero() || pause >= refetchPause || pause < 0
	k.mu.Unlock()
	var keys []jose.JSONWebKey
	var err error
	if again {
		// Many wait for this one; it does not end because the first of them leaves.
		keys, err = k.fetch(context.WithoutCancel(ctx))
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if again {
		k.tried, k.failure = now, err
		if err == nil {
			k.keys, k.fetched = keys, now
		}
	}
	switch {
	case !k.fetched.IsZero() && now.Sub(k.fetched) < keysStale:
		return k.keys, nil
	case k.failure != nil:
		return nil, fmt.Errorf("%w: %w", ErrIdentityKeys, k.failure)
	}
	return nil, ErrIdentityKeys
}

// known gives the keys that are there, if they are fresh and will do.
func (k *IdentityKeys) known(now time.Time, enough func([]jose.JSONWebKey) bool) ([]jose.JSONWebKey, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	age := now.Sub(k.fetched)
	return k.keys, !k.fetched.IsZero() && age >= 0 && age < keysFresh && enough(k.keys)
}

// Check fetches the keys and says how many there are, for operators.
func (k *IdentityKeys) Check(ctx context.Context) (int, error) {
	keys, err := k.fetch(ctx)
	return len(keys), err
}

// fetch gets the key set. What cannot be used is left out: symmetric and private
// keys, which have no business there, weak ones, and those for encryption.
func (k *IdentityKeys) fetch(ctx context.Context) ([]jose.JSONWebKey, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, k.cfg.JWKS, nil)
	if err != nil {
		return nil, errors.New("the key set's address")
	}
	req.Header.Set("Accept", "application/jwk-set+json, application/json")
	res, err := k.client.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // without the address
		}
		return nil, fmt.Errorf("the key set cannot be fetched: %w", err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxKeySet+1))
	switch {
	case err != nil:
		return nil, errors.New("the key set broke off")
	case res.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("the key set's address answered %d", res.StatusCode)
	case len(body) > maxKeySet:
		return nil, fmt.Errorf("the key set is larger than %d bytes", maxKeySet)
	}
	return usable(body)
}

func usable(body []byte) ([]jose.JSONWebKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(body, &set); err != nil {
		return nil, errors.New("the key set is not JSON with keys")
	}
	var keys []jose.JSONWebKey
	for _, raw := range set.Keys {
		var key jose.JSONWebKey
		if json.Unmarshal(raw, &key) != nil || !key.Valid() || key.Use != "" && key.Use != "sig" {
			continue // of a kind that came later, perhaps; the others are good all the same
		}
		switch public := key.Key.(type) {
		case *rsa.PublicKey:
			if public.N.BitLen() < minRSABits {
				continue
			}
		case *ecdsa.PublicKey:
			if public.Curve != elliptic.P256() {
				continue
			}
		default:
			continue
		}
		if keys = append(keys, key); len(keys) == maxKeyCount {
			break
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("the key set holds no public key for RS256 or ES256")
	}
	return keys, nil
}
