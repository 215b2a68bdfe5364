// Package seal makes secrets unreadable before they are stored, so that a copy
// of the database alone gives nobody the keys of tokens and of sites.
//
// Package store seals and opens with it; package app gets the master key from
// the environment or from its file. It never stores a secret itself, and none
// of its errors quotes a key or a secret.
package seal

import (
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

var (
	// ErrKey is a master key that cannot be one.
	ErrKey = errors.New("a secret key is 32 random bytes in base64; `openssl rand -base64 32` makes one")
	// ErrOtherKey: the value was sealed with a key that is not at hand.
	ErrOtherKey = errors.New("sealed with another secret key")
	// ErrDamaged: the value was not made by Seal for this name, or was changed.
	ErrDamaged = errors.New("sealed value damaged")
)

// KeySize is the size of a master key in bytes.
const KeySize = chacha20poly1305.KeySize

// A sealed value is a version byte, the ID of its key, a random nonce and the
// encrypted secret with its tag. The version names the whole format: a later
// one can change anything after the first byte.
const (
	version  = 1
	idSize   = 4
	headSize = 1 + idSize + chacha20poly1305.NonceSizeX
)

// Box seals with its first key and opens with any of them, so that a key can
// be changed while old values live on.
type Box struct{ keys []key }

type key struct {
	id   string
	aead cipher.AEAD
}

// New makes a box of master keys, the one that seals first.
func New(keys ...[]byte) (*Box, error) {
	if len(keys) == 0 {
		return nil, ErrKey
	}
	b := &Box{}
	for _, k := range keys {
		aead, err := chacha20poly1305.NewX(k)
		if err != nil {
			return nil, ErrKey
		}
		// The ID says which key it was without helping to guess it.
		sum := sha256.Sum256(append([]byte("rozmova secret key "), k...))
		b.keys = append(b.keys, key{string(sum[:idSize]), aead})
	}
	return b, nil
}

// Parse reads master keys from text: base64, several of them separated by
// commas.
func Parse(text string) (*Box, error) {
	var keys [][]byte
	for _, t := range strings.Split(text, ",") {
		k, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.TrimSpace(t), "="))
		if err != nil {
			return nil, ErrKey
		}
		keys = append(keys, k)
	}
	return New(keys...)
}

// Seal encrypts the secret of a name. Under another name it does not open.
func (b *Box) Seal(name string, secret []byte) []byte {
	k := b.keys[0]
	out := make([]byte, headSize, headSize+len(secret)+k.aead.Overhead())
	out[0] = version
	copy(out[1:], k.id)
	nonce := out[1+idSize:]
	rand.Read(nonce) // never fails; 24 bytes never repeat
	return k.aead.Seal(out, nonce, secret, bound(name, out))
}

// Open gives the secret that Seal was given. ErrOtherKey or ErrDamaged.
func (b *Box) Open(name string, sealed []byte) ([]byte, error) {
	if len(sealed) < headSize || sealed[0] != version {
		return nil, fmt.Errorf("%w: not made by this version of Rozmova", ErrDamaged)
	}
	for _, k := range b.keys {
		if k.id != string(sealed[1:1+idSize]) {
			continue
		}
		secret, err := k.aead.Open(nil, sealed[1+idSize:headSize], sealed[headSize:], bound(name, sealed))
		if err != nil {
			return nil, ErrDamaged
		}
		return secret, nil
	}
	return nil, ErrOtherKey
}

// bound is what a sealed value is tied to: its version, its key and its name.
func bound(name string, sealed []byte) []byte {
	return append(append([]byte{}, sealed[:1+idSize]...), name...)
}
