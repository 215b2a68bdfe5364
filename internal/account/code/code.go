// Package code makes one-time codes, has them sent, and checks what customers
// type. It also counts failed proofs of identity and locks out whoever fails too
// often.
//
// effect.Worker has codes sent, turn.Handler has digits checked before anything
// of a message is stored, and operators unlock by the command line. The package
// never writes events, never gives a code to anybody but the channel, and puts
// neither a code nor an address into an error, a log line or the database: codes
// are kept as keyed hashes, everybody who is counted as one too.
package code

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

// What a code is.
const (
	Digits = conversation.CodeLength
	Life   = 10 * time.Minute // from the moment it was sent
	Tries  = 5
)

// kept is how long codes and counts stay in the database: longer than the
// longest limit looks back.
const kept = 48 * time.Hour

// Config is what the service works with. Channels are the adapters by what a
// flow calls them: sms, email. Networks may be nil.
type Config struct {
	Store    *store.DB
	Channels map[string]channel.Adapter
	Networks *account.Networks
	Clock    func() time.Time
	Log      *slog.Logger
}

// Service sends and checks codes. It is safe for concurrent use, also by several
// processes on one database.
type Service struct {
	cfg Config

	mu  sync.Mutex
	key []byte // read once
}

// New makes the service.
func New(cfg Config) *Service {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg: cfg}
}

// States of a code. Only a live one can be used.
const (
	live     = "live"
	used     = "used"     // typed right
	spent    = "spent"    // typed wrong too often
	replaced = "replaced" // a newer one was asked for
)

// keyName names the key under which codes, and those who are counted, are hashed.
const keyName = "one-time-codes-1"

// secret reads the key, and makes it at its first use. It is kept sealed: who has
// only the database cannot try all million codes against a hash.
func (s *Service) secret(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.key != nil {
		return s.key, nil
	}
	key, err := s.cfg.Store.Secret(ctx, keyName, func() ([]byte, error) {
		b := make([]byte, 32)
		rand.Read(b) // never fails
		return b, nil
	})
	if err != nil {
		return nil, fmt.Errorf("key of one-time codes: %w", err)
	}
	s.key = key
	return key, nil
}

func (s *Service) now() time.Time { return s.cfg.Clock().UTC().Truncate(time.Microsecond) }

// digitsOf makes the code of a random seed. The remainder's bias over 2⁶⁴ is nil.
func digitsOf(key, seed []byte, effect conversation.EffectID) string {
	n := binary.BigEndian.Uint64(keyed(key, "code", string(seed), string(effect)))
	return fmt.Sprintf("%0*d", Digits, n%1_000_000)
}

// digest is what is kept of a code. It says nothing about it without the key, and
// is of use for this one code alone.
func digest(key []byte, effect conversation.EffectID, digits string) []byte {
	return keyed(key, "digest", string(effect), digits)
}

// subject names somebody in the tallies without saying who they are.
func subject(key []byte, ws conversation.WorkspaceID, scope, who string) string {
	return hex.EncodeToString(keyed(key, "subject", string(ws), scope, who)[:16])
}

// keyed is a MAC over parts, each with its length, so that no two lists are alike.
func keyed(key []byte, parts ...string) []byte {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return h.Sum(nil)
}
