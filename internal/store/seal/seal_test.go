package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func testKey(b byte) []byte { return bytes.Repeat([]byte{b}, KeySize) }

func box(t *testing.T, keys ...[]byte) *Box {
	t.Helper()
	b, err := New(keys...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSealAndOpen(t *testing.T) {
	b := box(t, testKey(1))
	for _, secret := range []string{"", "x", "таємниця", strings.Repeat("long", 5000)} {
		sealed := b.Seal("name", []byte(secret))
		if len(secret) > 3 && bytes.Contains(sealed, []byte(secret[:4])) {
			t.Error("the secret can be read in the sealed value")
		}
		if got, err := b.Open("name", sealed); err != nil || string(got) != secret {
			t.Errorf("opened %.20q, %v, want %.20q", got, err, secret)
		}
		if bytes.Equal(sealed, b.Seal("name", []byte(secret))) {
			t.Error("two seals of one secret are equal: the nonce is not random")
		}
	}
}

func TestEveryBitCounts(t *testing.T) {
	b := box(t, testKey(1))
	sealed := b.Seal("name", []byte("secret"))
	for i := range sealed {
		for bit := range 8 {
			bad := bytes.Clone(sealed)
			bad[i] ^= 1 << bit
			if _, err := b.Open("name", bad); err == nil {
				t.Fatalf("byte %d bit %d changed, and it still opens", i, bit)
			}
		}
	}
	for n := range sealed {
		if _, err := b.Open("name", sealed[:n]); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut to %d bytes: %v, want ErrDamaged", n, err)
		}
	}
	for _, name := range []string{"", "nam", "name2", "other"} {
		if _, err := b.Open(name, sealed); !errors.Is(err, ErrDamaged) {
			t.Errorf("under the name %q: %v, want ErrDamaged", name, err)
		}
	}
}

func TestKeysChange(t *testing.T) {
	old, fresh := testKey(1), testKey(2)
	sealed := box(t, old).Seal("n", []byte("secret"))
	if _, err := box(t, fresh).Open("n", sealed); !errors.Is(err, ErrOtherKey) {
		t.Errorf("with another key: %v, want ErrOtherKey", err)
	}
	both := box(t, fresh, old)
	if got, err := both.Open("n", sealed); err != nil || string(got) != "secret" {
		t.Errorf("with both keys: %q, %v", got, err)
	}
	if _, err := box(t, old).Open("n", both.Seal("n", nil)); !errors.Is(err, ErrOtherKey) {
		t.Errorf("sealed by the first of two keys, opened with the second: %v, want ErrOtherKey", err)
	}
}

func TestParse(t *testing.T) {
	one, two := base64.StdEncoding.EncodeToString(testKey(1)), base64.StdEncoding.EncodeToString(testKey(2))
	for text, keys := range map[string]int{
		one: 1, " " + one + "\n": 1, strings.TrimRight(one, "="): 1, two + ", " + one: 2,
		"": 0, ",": 0, one + ",": 0, "password": 0, one[:20]: 0, one + one: 0, "!" + one[1:]: 0,
	} {
		b, err := Parse(text)
		switch {
		case keys == 0:
			if !errors.Is(err, ErrKey) || len(text) > 5 && strings.Contains(err.Error(), text[:5]) {
				t.Errorf("a bad key gives %v, want ErrKey without the key", err)
			}
		case err != nil || len(b.keys) != keys:
			t.Errorf("%d keys: %v, %v", keys, b, err)
		}
	}
}

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", FileName)
	first, made, err := File(path)
	if err != nil || !made {
		t.Fatalf("the first time: made %v, %v", made, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's rights are %v, %v, want 0600", info.Mode(), err)
	}
	again, made, err := File(path)
	if err != nil || made {
		t.Fatalf("the second time: made %v, %v", made, err)
	}
	if got, err := again.Open("n", first.Seal("n", []byte("secret"))); err != nil || string(got) != "secret" {
		t.Errorf("after a restart: %q, %v", got, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".key*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := File(path); !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), path) {
		t.Errorf("an empty file: %v, want ErrKey and the file's name", err)
	}
}

func TestTwoProcessesGetOneKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	boxes := make([]*Box, 16)
	makers := make([]bool, len(boxes))
	var wg sync.WaitGroup
	for i := range boxes {
		wg.Go(func() {
			var err error
			if boxes[i], makers[i], err = File(path); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	n := 0
	for i, b := range boxes {
		if makers[i] {
			n++
		}
		if b.keys[0].id != boxes[0].keys[0].id {
			t.Error("two keys")
		}
	}
	if n != 1 {
		t.Errorf("%d say that they made the file, want 1", n)
	}
}
