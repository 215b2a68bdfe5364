package account

import (
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func TestPassword(t *testing.T) {
	phc, err := HashPassword("вірний пароль")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %q does not name its parameters", phc)
	}
	again, _ := HashPassword("вірний пароль")
	if again == phc {
		t.Error("two hashes of one password are equal: no salt")
	}
	for password, want := range map[string]bool{"вірний пароль": true, "вірний парол": false, "": false, strings.Repeat("я", 500): false} {
		if ok, err := CheckPassword(phc, password); err != nil || ok != want {
			t.Errorf("password of %d bytes: %v, %v, want %v", len(password), ok, err, want)
		}
	}
	for _, bad := range []string{"", "$argon2id$", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA", "$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$2a$10$abc"} {
		if ok, err := CheckPassword(bad, "x"); ok || err == nil {
			t.Errorf("hash %q was accepted: %v, %v", bad, ok, err)
		}
	}
	for _, bad := range []string{"short", strings.Repeat("a", 201)} {
		if _, err := HashPassword(bad); !errors.Is(err, ErrPassword) {
			t.Errorf("%d characters: %v, want ErrPassword", len(bad), err)
		}
	}
}

func TestCustomerToken(t *testing.T) {
	old := Key{ID: "a", Secret: []byte("first secret of thirty-two bytes")}
	fresh := Key{ID: "b", Secret: []byte("other secret of thirty-two bytes")}
	claims := Claims{Workspace: "w", Contact: "c", Conversation: "v", Expires: now.Add(time.Hour)}
	token, err := Keys{old}.Sign(claims)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := (Keys{fresh, old}).Open(token, now); err != nil || got != claims {
		t.Errorf("after the key was changed: %+v, %v", got, err)
	}
	if got, err := (Keys{old}).Open(token, now.Add(time.Hour)); !errors.Is(err, ErrTokenExpired) || got != claims {
		t.Errorf("at its end: %+v, %v, want the claims and ErrTokenExpired", got, err)
	}
	if _, err := (Keys{fresh}).Open(token, now); !errors.Is(err, ErrToken) {
		t.Errorf("after the key was dropped: %v, want ErrToken", err)
	}
	if _, err := (Keys{{ID: "a", Secret: fresh.Secret}}).Open(token, now); !errors.Is(err, ErrToken) {
		t.Errorf("with another secret: %v, want ErrToken", err)
	}
	for i := range token {
		b := []byte(token)
		b[i] ^= 1
		if _, err := (Keys{old}).Open(string(b), now); err == nil {
			t.Errorf("byte %d changed and the token still opens", i)
		}
	}
	for _, bad := range []string{"", ".", "...", "rzc1.a.e30", token + ".x", strings.Repeat("a", 3000)} {
		if _, err := (Keys{old}).Open(bad, now); !errors.Is(err, ErrToken) {
			t.Errorf("%.20q: %v, want ErrToken", bad, err)
		}
	}
}

func TestIdentity(t *testing.T) {
	secret := []byte("the site's secret, long enough")
	who := Identity{Subject: "cust-7", Name: "Олена Коваль", Email: "olena@example.com", Phone: "+380501112233", Facts: map[string]string{"telecom_id": "C1"}}
	good, err := SignIdentity(who, secret, now, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	who.Extra = map[string]any{}
	if got, err := ReadIdentity(good, secret, now); err != nil || !reflect.DeepEqual(got.keep(nil), who) {
		t.Fatalf("got %+v, %v", got, err)
	}
	jwt := func(head, body string) string {
		b64 := base64.RawURLEncoding.EncodeToString
		h := b64([]byte(head)) + "." + b64([]byte(body))
		return h + "." + b64(mac(secret, h))
	}
	const hs = `{"alg":"HS256"}`
	exp := now.Add(time.Hour).Unix()
	parts := strings.Split(good, ".")
	for name, c := range map[string]struct {
		token string
		want  error
	}{
		"expired":             {jwt(hs, fmt.Sprintf(`{"sub":"a","exp":%d}`, now.Add(-2*time.Minute).Unix())), ErrIdentityExpired},
		"no algorithm":        {jwt(`{"alg":"none"}`, fmt.Sprintf(`{"sub":"a","exp":%d}`, exp)), ErrIdentity},
		"another algorithm":   {jwt(`{"alg":"HS512"}`, fmt.Sprintf(`{"sub":"a","exp":%d}`, exp)), ErrIdentity},
		"unknown critical":    {jwt(`{"alg":"HS256","crit":["b64"]}`, fmt.Sprintf(`{"sub":"a","exp":%d}`, exp)), ErrIdentity},
		"signature cut off":   {parts[0] + "." + parts[1] + ".", ErrIdentity},
		"signature of others": {parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"admin"}`)) + "." + parts[2], ErrIdentity},
		"no subject":          {jwt(hs, fmt.Sprintf(`{"exp":%d}`, exp)), ErrIdentity},
		"no end":              {jwt(hs, `{"sub":"a"}`), ErrIdentity},
		"endless":             {jwt(hs, `{"sub":"a","exp":1e300}`), ErrIdentityExpired},
		"issued tomorrow":     {jwt(hs, fmt.Sprintf(`{"sub":"a","exp":%d,"iat":%d}`, exp+200000, exp+100000)), ErrIdentity},
		"issued long ago":     {jwt(hs, fmt.Sprintf(`{"sub":"a","exp":%d,"iat":%d}`, exp, exp-200000)), ErrIdentityExpired},
		"two values":          {jwt(hs, fmt.Sprintf(`{"sub":"a","exp":%d}{}`, exp)), ErrIdentity},
		"not JSON":            {jwt(hs, `hello`), ErrIdentity},
		"invalid UTF-8":       {jwt(hs, fmt.Sprintf("{\"sub\":\"a\xff\",\"exp\":%d}", exp)), ErrIdentity},
		"empty":               {"", ErrIdentity},
	} {
		if _, err := ReadIdentity(c.token, secret, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := ReadIdentity(good, []byte("other secret, long enough"), now); !errors.Is(err, ErrIdentity) {
		t.Errorf("another workspace's secret: %v", err)
	}
	odd := jwt(hs, fmt.Sprintf(`{"sub":"a","exp":%d,"facts":{"telecom_id":"C1","Bad Name":"x","n":7,"external_id":"b","level":"verified"}}`, exp))
	if got, err := ReadIdentity(odd, secret, now); err != nil || got.Profile()["telecom_id"] != "C1" || got.Profile()["external_id"] != "a" || len(got.Facts) != 3 {
		t.Errorf("facts: %+v, %v", got, err)
	}
	if got, err := ReadIdentity(jwt(hs, fmt.Sprintf(`{"sub":"a","exp":%d,"facts":"none"}`, exp)), secret, now); err != nil || got.Facts != nil {
		t.Errorf("facts that are none: %+v, %v", got, err)
	}
	if _, err := ReadIdentity(good, nil, now); !errors.Is(err, ErrIdentity) {
		t.Errorf("no secret: %v", err)
	}
}

func TestLimiter(t *testing.T) {
	l := NewLimiter(1, 3, 10)
	for i := range 3 {
		if ok, _ := l.Allow("a", now); !ok {
			t.Fatalf("try %d was refused", i)
		}
	}
	if ok, wait := l.Allow("a", now); ok || wait != time.Second {
		t.Errorf("over the limit: %v, wait %v", ok, wait)
	}
	if ok, _ := l.Allow("b", now); !ok {
		t.Error("another key was refused")
	}
	if ok, _ := l.Allow("a", now.Add(1100*time.Millisecond)); !ok {
		t.Error("refused although a token had come back")
	}
	l.Forget("a")
	if ok, _ := l.Allow("a", now.Add(1100*time.Millisecond)); !ok {
		t.Error("refused after Forget")
	}
	for i := range 1000 {
		l.Allow(fmt.Sprint(i), now)
		if len(l.buckets) > 10 {
			t.Fatalf("%d keys remembered, want at most 10", len(l.buckets))
		}
	}
}
