package account

import (
	"net/netip"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Networks remembers from which network each contact wrote last, so that tries
// at codes and proofs can be counted by it: an attacker makes a new contact with
// every new tab, but not a new network. It lives in memory: what it says is of
// use for minutes, is nobody's business in a database, and after a restart the
// next request says it again. A nil Networks knows nothing.
type Networks struct {
	last *lru.Cache[contactKey, string]
}

type contactKey struct {
	ws      conversation.WorkspaceID
	contact conversation.ContactID
}

// knownNetworks bounds what is remembered: some 150 bytes each.
const knownNetworks = 50_000

// NewNetworks makes one that remembers nothing yet.
func NewNetworks() *Networks {
	c, err := lru.New[contactKey, string](knownNetworks)
	if err != nil {
		panic("account: " + err.Error()) // the size is positive
	}
	return &Networks{c}
}

// Note remembers the network of an address: an IPv4 address itself, the /64 of
// an IPv6 one. Addresses that do not tell customers apart are not remembered:
// behind a proxy that nobody declared as trusted, everybody comes from one
// private address, and locking that would lock everybody out.
func (n *Networks) Note(ws conversation.WorkspaceID, contact conversation.ContactID, address string) {
	if n == nil || contact == "" {
		return
	}
	if network, ok := NetworkOf(address); ok {
		n.last.Add(contactKey{ws, contact}, network)
	}
}

// Of is the contact's last network, empty when it is not known.
func (n *Networks) Of(ws conversation.WorkspaceID, contact conversation.ContactID) string {
	if n == nil {
		return ""
	}
	network, _ := n.last.Get(contactKey{ws, contact})
	return network
}

// NetworkOf is the network of an address or prefix as text; ok is false when it
// tells nothing about whom it belongs to.
func NetworkOf(address string) (network string, ok bool) {
	a, err := netip.ParseAddr(address)
	if err != nil {
		p, perr := netip.ParsePrefix(address)
		if perr != nil {
			return "", false
		}
		a = p.Addr()
	}
	a = a.Unmap().WithZone("")
	if a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsUnspecified() {
		return "", false
	}
	if a.Is6() {
		p, err := a.Prefix(64)
		if err != nil {
			return "", false
		}
		return p.String(), true
	}
	return a.String(), true
}
