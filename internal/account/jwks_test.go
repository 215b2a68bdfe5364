package account

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	issuer = "https://id.example.com/"
	client = "rozmova"
)

// provider is an identity provider: keys that it signs with, and a key set over
// real HTTP.
type provider struct {
	t     *testing.T
	asked atomic.Int32
	mu    sync.Mutex
	set   any
	serve func(http.ResponseWriter)
	http  *httptest.Server
}

func identityProvider(t *testing.T) *provider {
	p := &provider{t: t}
	p.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p.asked.Add(1)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.serve != nil {
			p.serve(w)
			return
		}
		_ = json.NewEncoder(w).Encode(p.set)
	}))
	t.Cleanup(p.http.Close)
	return p
}

func (p *provider) publish(keys ...jose.JSONWebKey) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.set = jose.JSONWebKeySet{Keys: keys}
}

func (p *provider) answer(f func(http.ResponseWriter)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.serve = f
}

func (p *provider) keys() *IdentityKeys {
	p.t.Helper()
	k, err := NewIdentityKeys(Federation{JWKS: p.http.URL + "/jwks", Issuer: issuer, Audience: client}, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return k
}

var rsaKey = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048)) })

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func public(kid string, key crypto.Signer) jose.JSONWebKey {
	return jose.JSONWebKey{Key: key.Public(), KeyID: kid, Use: "sig"}
}

// ticket are the claims of a good token, changed by change.
func ticket(change map[string]any) map[string]any {
	c := map[string]any{"iss": issuer, "aud": client, "sub": "cust-7", "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"name": "Олена Коваль", "email": "olena@example.com", "email_verified": true, "phone_number": "+380501112233", "telecom_id": "C1001", "plan": "M", "level": 3}
	for k, v := range change {
		if v == nil {
			delete(c, k)
		} else {
			c[k] = v
		}
	}
	return c
}

func sign(alg jose.SignatureAlgorithm, key any, kid string, claims map[string]any) string {
	opts := (&jose.SignerOptions{}).WithType("JWT")
	if kid != "" {
		opts = opts.WithHeader("kid", kid)
	}
	s := must(jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, opts))
	return must(must(s.Sign(must(json.Marshal(claims)))).CompactSerialize())
}

func TestIdentityProvider(t *testing.T) {
	ec := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	p := identityProvider(t)
	p.publish(public("r1", rsaKey()), public("e1", ec))
	k := p.keys()
	for name, token := range map[string]string{
		"RS256":        sign(jose.RS256, rsaKey(), "r1", ticket(nil)),
		"ES256":        sign(jose.ES256, ec, "e1", ticket(nil)),
		"no key ID":    sign(jose.RS256, rsaKey(), "", ticket(nil)),
		"two audience": sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"aud": []string{"other", client}})),
	} {
		id, err := k.Read(t.Context(), token, now)
		if err != nil || id.Subject != "cust-7" || id.Name != "Олена Коваль" || id.Email != "olena@example.com" || id.Phone != "+380501112233" {
			t.Errorf("%s: %+v, %v", name, id, err)
		}
	}
	if n := p.asked.Load(); n != 1 {
		t.Errorf("the provider was asked %d times for four tokens", n)
	}
	other := must(rsa.GenerateKey(rand.Reader, 2048))
	for name, row := range map[string]struct {
		token string
		want  error
	}{
		"another key":      {sign(jose.RS256, other, "r1", ticket(nil)), ErrIdentity},
		"unknown key":      {sign(jose.RS256, other, "r9", ticket(nil)), ErrIdentity},
		"another issuer":   {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"iss": "https://id.example.com"})), ErrIdentity},
		"another audience": {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"aud": "shop"})), ErrIdentity},
		"no audience":      {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"aud": nil})), ErrIdentity},
		"no subject":       {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"sub": nil})), ErrIdentity},
		"no end":           {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"exp": nil})), ErrIdentity},
		"over":             {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"exp": now.Add(-2 * time.Minute).Unix()})), ErrIdentityExpired},
		"too old":          {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"iat": now.Add(-25 * time.Hour).Unix()})), ErrIdentityExpired},
		"not yet":          {sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"nbf": now.Add(time.Hour).Unix()})), ErrIdentity},
		"RS512":            {sign(jose.RS512, rsaKey(), "r1", ticket(nil)), ErrIdentity},
		"rubbish":          {"a.b.c", ErrIdentity},
		"too long":         {strings.Repeat("a", 5000), ErrIdentity},
	} {
		if _, err := k.Read(t.Context(), row.token, now); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

// A token signed with the public key as if it were a shared secret, one that
// asks not to be checked, one that brings its own key: none is believed.
func TestNoAlgorithmConfusion(t *testing.T) {
	s, _, _ := service(t)
	p := identityProvider(t)
	p.publish(public("r1", rsaKey()))
	s.trusted = p.keys()
	der := must(x509.MarshalPKIXPublicKey(rsaKey().Public()))
	jwk := must(public("r1", rsaKey()).MarshalJSON())
	secret := must(s.IdentitySecret(t.Context(), "w1"))
	b64 := base64.RawURLEncoding.EncodeToString
	body := b64(must(json.Marshal(ticket(nil))))
	good := sign(jose.RS256, rsaKey(), "r1", ticket(nil))
	sigOf := func(token string) string { return token[strings.LastIndexByte(token, '.')+1:] }
	for name, token := range map[string]string{
		"HS256 with the PEM":     sign(jose.HS256, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "r1", ticket(nil)),
		"HS256 with the DER":     sign(jose.HS256, der, "r1", ticket(nil)),
		"HS256 with the modulus": sign(jose.HS256, rsaKey().N.Bytes(), "r1", ticket(nil)),
		"HS256 with the JWK":     sign(jose.HS256, jwk, "r1", ticket(nil)),
		"RS256, secret's MAC":    b64([]byte(`{"alg":"RS256","kid":"r1"}`)) + "." + body + "." + b64(mac(secret, b64([]byte(`{"alg":"RS256","kid":"r1"}`))+"."+body)),
		"none":                   b64([]byte(`{"alg":"none"}`)) + "." + body + ".",
		"its own key":            b64([]byte(`{"alg":"RS256","jwk":`+string(jwk)+`}`)) + "." + body + "." + sigOf(good),
		"its own address":        b64([]byte(`{"alg":"RS256","kid":"r1","jku":"`+p.http.URL+`"}`)) + "." + body + "." + sigOf(good),
		"critical extension":     b64([]byte(`{"alg":"RS256","kid":"r1","crit":["x"],"x":1}`)) + "." + body + "." + sigOf(good),
		"two algorithms":         b64([]byte(`{"alg":"RS256","alg":"HS256","kid":"r1"}`)) + "." + body + "." + sigOf(good),
		"another body":           good[:strings.IndexByte(good, '.')] + "." + b64(must(json.Marshal(ticket(map[string]any{"sub": "cust-8"})))) + "." + sigOf(good),
	} {
		if id, err := s.ReadIdentity(t.Context(), "w1", token); !errors.Is(err, ErrIdentity) {
			t.Errorf("%s: %+v, %v", name, id, err)
		}
	}
	// Each kind with its own key is believed, by the same service.
	if _, err := s.ReadIdentity(t.Context(), "w1", good); err != nil {
		t.Errorf("RS256: %v", err)
	}
	own := must(SignIdentity(Identity{Subject: "cust-7"}, secret, now, time.Hour))
	if _, err := s.ReadIdentity(t.Context(), "w1", own); err != nil {
		t.Errorf("HS256: %v", err)
	}
	if _, err := s.ReadIdentity(t.Context(), "w2", own); !errors.Is(err, ErrIdentity) {
		t.Errorf("another workspace's: %v", err)
	}
}

func TestRotation(t *testing.T) {
	p := identityProvider(t)
	p.publish(public("r1", rsaKey()))
	k := p.keys()
	at := now
	read := func(token string) error {
		_, err := k.Read(t.Context(), token, at)
		return err
	}
	next := must(rsa.GenerateKey(rand.Reader, 2048))
	old, fresh := sign(jose.RS256, rsaKey(), "r1", ticket(nil)), sign(jose.RS256, next, "r2", ticket(nil))
	if err := read(old); err != nil {
		t.Fatal(err)
	}
	p.publish(public("r2", next))
	at = at.Add(refetchPause)
	if err := read(fresh); err != nil {
		t.Errorf("a token of the new key: %v", err)
	}
	if err := read(old); !errors.Is(err, ErrIdentity) {
		t.Errorf("a token of the key that was taken away: %v", err)
	}
	// Made-up key IDs do not make us ask the provider again and again.
	before := p.asked.Load()
	for i := range 100 {
		if err := read(sign(jose.ES256, must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)), fmt.Sprint("x", i), ticket(nil))); !errors.Is(err, ErrIdentity) {
			t.Fatalf("unknown key: %v", err)
		}
	}
	if n := p.asked.Load() - before; n != 0 {
		t.Errorf("asked %d times within the pause", n)
	}
	// The provider is down for a while: known keys go on, for a day.
	p.answer(func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) })
	at = at.Add(keysFresh + time.Minute)
	late := sign(jose.RS256, next, "r2", ticket(map[string]any{"iat": at.Unix(), "exp": at.Add(48 * time.Hour).Unix()}))
	if err := read(late); err != nil {
		t.Errorf("while the provider is down: %v", err)
	}
	at = at.Add(keysStale)
	if err := read(late); !errors.Is(err, ErrIdentityKeys) || errors.Is(err, ErrIdentity) {
		t.Errorf("down for a day: %v", err)
	}
}

func TestHostileKeySets(t *testing.T) {
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skip("this Go makes no weak keys")
	}
	good := sign(jose.RS256, rsaKey(), "r1", ticket(nil))
	for name, serve := range map[string]func(http.ResponseWriter){
		"not JSON":   func(w http.ResponseWriter) { fmt.Fprint(w, "<html>") },
		"no keys":    func(w http.ResponseWriter) { fmt.Fprint(w, `{"keys":[]}`) },
		"too large":  func(w http.ResponseWriter) { fmt.Fprint(w, `{"keys":[],"x":"`+strings.Repeat("a", maxKeySet)+`"}`) },
		"an error":   func(w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) },
		"a redirect": func(w http.ResponseWriter) { w.Header().Set("Location", "/elsewhere"); w.WriteHeader(http.StatusFound) },
		"weak keys": func(w http.ResponseWriter) {
			_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{public("r1", weak)}})
		},
		"keys for encryption": func(w http.ResponseWriter) {
			_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: rsaKey().Public(), KeyID: "r1", Use: "enc"}}})
		},
		"a private key": func(w http.ResponseWriter) {
			_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: rsaKey(), KeyID: "r1"}}})
		},
		"a shared secret": func(w http.ResponseWriter) {
			_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: []byte("secret"), KeyID: "r1"}}})
		},
		"a break": func(w http.ResponseWriter) { panic(http.ErrAbortHandler) },
	} {
		p := identityProvider(t)
		p.answer(serve)
		if _, err := p.keys().Read(t.Context(), good, now); !errors.Is(err, ErrIdentityKeys) {
			t.Errorf("%s: %v, want ErrIdentityKeys", name, err)
		}
	}
	// A key of a kind that nobody knows yet does not spoil the others.
	p := identityProvider(t)
	p.answer(func(w http.ResponseWriter) {
		fmt.Fprintf(w, `{"keys":[{"kty":"PQC","kid":"z"},%s]}`, must(public("r1", rsaKey()).MarshalJSON()))
	})
	if _, err := p.keys().Read(t.Context(), good, now); err != nil {
		t.Errorf("beside an unknown key: %v", err)
	}
}

// Known keys are used on while an unknown one is looked for at a slow provider.
func TestSlowProvider(t *testing.T) {
	p := identityProvider(t)
	p.publish(public("r1", rsaKey()))
	k := p.keys()
	good := sign(jose.RS256, rsaKey(), "r1", ticket(nil))
	if _, err := k.Read(t.Context(), good, now); err != nil {
		t.Fatal(err)
	}
	inside, release := make(chan struct{}), make(chan struct{})
	p.answer(func(w http.ResponseWriter) { close(inside); <-release; w.WriteHeader(http.StatusBadGateway) })
	ended := make(chan error)
	go func() {
		_, err := k.Read(context.Background(), sign(jose.RS256, rsaKey(), "r2", ticket(nil)), now.Add(time.Minute))
		ended <- err
	}()
	<-inside
	if _, err := k.Read(t.Context(), good, now.Add(time.Minute)); err != nil {
		t.Errorf("a known key: %v", err)
	}
	close(release)
	if err := <-ended; !errors.Is(err, ErrIdentity) {
		t.Errorf("an unknown key: %v", err)
	}
}

func TestKeySetAddresses(t *testing.T) {
	for address, good := range map[string]bool{
		"https://id.example.com/jwks": true, "http://localhost:8080/jwks": true, "http://127.0.0.1/jwks": true, "http://[::1]/jwks": true,
		"": false, "http://id.example.com/jwks": false, "ftp://id.example.com": false, "file:///etc/passwd": false, "https://": false,
		"https://user:password@id.example.com/": false, "http://127.0.0.1.example.com/": false,
	} {
		if _, err := NewIdentityKeys(Federation{JWKS: address}, nil); (err == nil) != good || err != nil && strings.Contains(err.Error(), "password") {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestExtraClaims(t *testing.T) {
	s, _, _ := service(t)
	p := identityProvider(t)
	p.publish(public("r1", rsaKey()))
	s.trusted, s.extra = p.keys(), []string{"telecom_id", "level", "missing", "name", "external_id", "sub", "groups"}
	token := sign(jose.RS256, rsaKey(), "r1", ticket(map[string]any{"external_id": "somebody else", "groups": []string{"a"}, "email_verified": false}))
	id, err := s.ReadIdentity(t.Context(), "w1", token)
	if err != nil {
		t.Fatal(err)
	}
	profile := id.Profile()
	want := map[string]any{"external_id": "cust-7", "name": "Олена Коваль", "first_name": "Олена", "phone": "+380501112233", "telecom_id": "C1001", "level": 3.0}
	if fmt.Sprint(profile) != fmt.Sprint(want) {
		t.Errorf("profile %v, want %v", profile, want)
	}
	own := must(SignIdentity(Identity{Subject: "cust-7", Extra: map[string]any{"telecom_id": "C1001", "sub": "x"}}, must(s.IdentitySecret(t.Context(), "w1")), now, time.Hour))
	if id, err := s.ReadIdentity(t.Context(), "w1", own); err != nil || id.Subject != "cust-7" || id.Profile()["telecom_id"] != "C1001" {
		t.Errorf("by HS256: %+v, %v", id, err)
	}
}
