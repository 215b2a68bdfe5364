package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/rozmova/rozmova/internal/account"
)

// Rate is a token bucket: Burst at once, PerSecond in the long run.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Limits say how much one caller may ask. A zero Rate means the default, a
// negative PerSecond no limit.
type Limits struct {
	Address  Rate // every request of the customer API from one address; 500/s, 2,000 at once
	Session  Rate // new customer sessions from one address; 50/s, 500 at once
	Message  Rate // messages with one token; 20/s, 200 at once
	Typing   Rate // typing signals with one token; 2/s, 6 at once
	Reader   Rate // feedback and searches in vain of one address in the help centre; one in 2 s, 20 at once
	Desk     Rate // requests of one agent; 50/s, 300 at once
	Login    Rate // sign-ins from one address; one in 5 s, 20 at once
	Password Rate // sign-ins with one e-mail; one in 30 s, 8 at once
}

type limiters struct {
	address, session, message, typing, reader, desk, login, password *account.Limiter
}

// maxKeys bounds what each limiter remembers: some 100 bytes a key.
const maxKeys = 50_000

func (l Limits) limiters() limiters {
	return limiters{
		address:  l.Address.limiter(500, 2000),
		session:  l.Session.limiter(50, 500),
		message:  l.Message.limiter(20, 200),
		typing:   l.Typing.limiter(2, 6),
		reader:   l.Reader.limiter(0.5, 20),
		desk:     l.Desk.limiter(50, 300),
		login:    l.Login.limiter(0.2, 20),
		password: l.Password.limiter(1.0/30, 8),
	}
}

func (r Rate) limiter(perSecond float64, burst int) *account.Limiter {
	if r.PerSecond < 0 {
		return nil
	}
	if r.PerSecond > 0 {
		perSecond = r.PerSecond
	}
	if r.Burst > 0 {
		burst = r.Burst
	}
	return account.NewLimiter(perSecond, burst, maxKeys)
}

// allow takes from a bucket and says so when there was nothing left.
func (s *Server) allow(l *account.Limiter, name, key string) *Problem {
	ok, wait := l.Allow(key, s.now())
	if ok {
		return nil
	}
	s.metrics.limited.WithLabelValues(name).Inc()
	return rateLimited(wait)
}

// address is whose request this is: the peer, or whom trusted proxies in front
// of us name. IPv6 counts by /64, which is one customer's own.
func (s *Server) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	peer, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if s.trusted(peer) {
		// The last address that a proxy we trust did not add itself.
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0; i-- {
			hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
			if err != nil {
				break
			}
			peer = hop
			if !s.trusted(hop) {
				break
			}
		}
	}
	peer = peer.Unmap()
	if peer.Is6() {
		if p, err := peer.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return peer.String()
}

func (s *Server) trusted(a netip.Addr) bool {
	a = a.Unmap()
	for _, p := range s.cfg.TrustedProxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
