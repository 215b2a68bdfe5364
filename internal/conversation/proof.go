package conversation

import (
	"maps"
	"reflect"
	"slices"
	"time"
)

// Proof is one way in which the customer showed who they are. A pack's check
// proves something to that pack alone; Pack is empty for what the company's
// site or the channel vouches for. Facts are what was proved: a proof of one
// customer is worth nothing once the profile says another.
type Proof struct {
	Pack   string           `json:"pack,omitempty"`
	Level  Level            `json:"level"`
	Method string           `json:"method,omitempty"`
	Facts  map[string]Value `json:"facts,omitempty"`
	At     time.Time        `json:"at"`
	Seq    int64            `json:"seq"`
}

// LevelIn is how sure a pack's business system may be of the customer. fact
// names the profile's entry that says who the customer is to that system; when
// it is empty, any proof will do. A verification older than fresh counts as
// identification; zero keeps it for good.
func (s *State) LevelIn(pack, fact string, fresh time.Duration, now time.Time) Level {
	level := Anonymous
	for _, p := range s.Proofs {
		if p.Pack != "" && p.Pack != pack {
			continue
		}
		if fact != "" {
			who, known := p.Facts[fact]
			if !known || empty(who) || !reflect.DeepEqual(who, s.Profile[fact]) {
				continue
			}
		}
		got := p.Level
		if got == Verified && fresh > 0 && now.Sub(p.At) >= fresh {
			got = Identified
		}
		if got.Rank() > level.Rank() {
			level = got
		}
	}
	return level
}

func empty(v Value) bool { return v == nil || v == "" }

// prove takes a proof into the state. The site vouches for what it says itself,
// now or before; a pack's check for the profile as it leaves it.
func (s *State) prove(p Proof, profile map[string]Value) {
	for k, v := range profile {
		s.Profile = put(s.Profile, k, v)
	}
	if p.Level.Rank() > s.Level.Rank() {
		s.Level = p.Level
	}
	if p.Pack == "" {
		for _, before := range s.Proofs {
			if before.Pack == "" {
				for k, v := range before.Facts {
					p.Facts = put(p.Facts, k, v)
				}
			}
		}
		for k, v := range profile {
			p.Facts = put(p.Facts, k, v)
		}
	} else {
		p.Facts = maps.Clone(s.Profile)
	}
	// One proof of a kind is enough: the newest.
	s.Proofs = append(slices.DeleteFunc(slices.Clone(s.Proofs), func(q Proof) bool {
		return q.Pack == p.Pack && q.Level == p.Level
	}), p)
}
