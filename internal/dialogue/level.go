package dialogue

import (
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Pack is what a source says of itself beside its flows. Levels are kept for
// each pack, since each has a business system of its own that knows customers
// by a fact of its own.
type Pack struct {
	Name        string
	Title       map[string]string // by language; nil: it has none
	Identity    string            // the profile's entry that says who the customer is to its business system
	VerifiedFor time.Duration     // a verification lasts this long; 0: for the whole conversation

	Tickets map[string]*TicketType

	actions map[string]*Action
}

// eventVerify calls for the flow that finds out who the customer is. Each pack
// may have one; it makes sure of the customer for that pack only.
const eventVerify = "verification_required"

// layCheck binds a pack's verification flow. A second one of the same pack that
// comes in a later source is not possible: its pack is that source.
func (p *Playbook) layCheck(r *reader, f *Flow) {
	if other := p.checks[f.Pack]; other != nil {
		r.fail(f.pos, "event %q already calls for flow %q at %s", f.On, other.Name, other.pos)
		return
	}
	p.checks[f.Pack] = f
}

// EventFor is the flow that serves an event of a flow of some pack: its pack's
// own where packs may differ, else the one bound last.
func (p *Playbook) EventFor(event, pack string) *Flow {
	if event == eventVerify {
		return p.checks[pack]
	}
	return p.Events[event]
}

// ActionFor is the action of a name as a pack's flows know it: its own, since
// two business systems may have one of the same name, else the newest.
func (p *Playbook) ActionFor(pack, name string) *Action {
	if own := p.Packs[pack]; own != nil && own.actions[name] != nil {
		return own.actions[name]
	}
	return p.Actions[name]
}

// LevelIn is how sure a pack may be of the customer at a time.
func (p *Playbook) LevelIn(s *conversation.State, pack string, at time.Time) conversation.Level {
	var fact string
	var fresh time.Duration
	if own := p.Packs[pack]; own != nil {
		fact, fresh = own.Identity, own.VerifiedFor
	}
	return s.LevelIn(pack, fact, fresh, at)
}

func (m *machine) levelIn(pack string) conversation.Level { return m.pb.LevelIn(m.s, pack, m.in.At) }

// levelFor makes sure of the customer's level in a pack; it puts the pack's
// verification on top when the level is too low. False ends the turn.
func (m *machine) levelFor(f *conversation.Frame, want conversation.Level, pack string) bool {
	if m.levelIn(pack).Rank() >= want.Rank() {
		return true
	}
	flow := m.pb.Flows[f.Flow]
	verify := m.pb.EventFor(eventVerify, pack)
	if verify == nil || m.verifying(pack) || m.tried(f, want, pack) || len(m.s.Stack) >= maxStack {
		m.stand(f, flow, m.stepOf(f, flow))
		m.handoff("verification_failed", "verification")
		return false
	}
	m.setSlot(f, flow, verifySlot(want, pack), float64(m.s.Seq), conversation.FromSystem, 0)
	f = m.s.Frame(f.ID)
	if i, ok := m.at[f.ID]; ok {
		m.stand(f, flow, i)
	}
	m.push(verify, eventVerify, map[string]conversation.Value{"level": string(want), "pack": pack, "title": m.titleOf(f)})
	return true
}

// verifySlot remembers that the customer was asked already to prove a level.
func verifySlot(want conversation.Level, pack string) string {
	return "$verify." + pack + "." + string(want)
}

// verifying says whether a pack's check is in progress: what it needs itself
// cannot be had by beginning another.
func (m *machine) verifying(pack string) bool {
	for _, f := range m.s.Stack {
		if flow := m.pb.Flows[f.Flow]; f.Event == eventVerify && (flow == nil || flow.Pack == pack) {
			return true
		}
	}
	return false
}

// tried says whether a frame had the customer verified in vain. One that was
// good and ran out since may be repeated.
func (m *machine) tried(f *conversation.Frame, want conversation.Level, pack string) bool {
	v, ok := f.Slots[verifySlot(want, pack)]
	if !ok {
		return false
	}
	at, _ := v.Value.(float64)
	own := m.pb.Packs[pack]
	for _, p := range m.s.Proofs {
		if own != nil && own.VerifiedFor > 0 && p.Pack == pack && p.Seq > int64(at) && p.Level.Rank() >= want.Rank() &&
			m.in.At.Sub(p.At) >= own.VerifiedFor {
			return false
		}
	}
	return true
}

// identityProved ends a verification that waits for it.
func (m *machine) identityProved() {
	f := m.s.Active()
	if f == nil || f.Event != eventVerify {
		return
	}
	want, _ := f.Data["level"].(string)
	pack, _ := f.Data["pack"].(string)
	if m.levelIn(pack).Rank() >= conversation.Level(want).Rank() {
		m.endFrame(f.ID, conversation.OutcomeResolved)
		m.goOn()
	}
}

// grant raises the level in the flow's pack: only its verification flow can.
func (m *machine) grant(f *conversation.Frame, flow *Flow, i int, s *step, vs vars) bool {
	profile := map[string]conversation.Value{}
	for _, a := range s.sets {
		v, err := a.expr.eval(vs)
		if err != nil {
			m.fault(f, err)
			return false
		}
		profile[a.name] = v
	}
	m.system(conversation.LevelRaised{Level: s.level, Method: f.Flow, Pack: flow.Pack, Profile: profile})
	m.at[f.ID] = i + 1
	return true
}
