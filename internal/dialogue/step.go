package dialogue

import (
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// maxSteps bounds the work of one turn: a playbook that loops without asking
// anything goes to a person instead of spinning. A flow may well walk through
// the items of a few orders.
const maxSteps = 2000

// maxStack bounds flows in progress at once, maxOpen those under which another
// may be begun by words: what is begun may call others.
const (
	maxStack = 16
	maxOpen  = 8
)

// Refused is an input that may not happen now. Nothing is recorded.
type Refused struct {
	Code  string // not_owner, closed, not_closed, unknown_button, too_long
	Owner conversation.Owner
}

func (r *Refused) Error() string { return "refused: " + r.Code }

// Step decides what follows from an input: the input itself as the first
// event, then its consequences. The state is left as it is. A decision without
// events means that the input changes nothing. One that wants a re-reading is
// not finished; Advance finishes it.
//
// pb is the playbook that the conversation is pinned to; when no flow is in
// progress it may be a newer one, and the conversation moves to it.
func Step(pb *Playbook, state *conversation.State, in conversation.Input) (conversation.Decision, error) {
	m := newMachine(pb, state, in)
	if err := m.take(); err != nil {
		return conversation.Decision{}, err
	}
	return m.out, nil
}

func newMachine(pb *Playbook, state *conversation.State, in conversation.Input) *machine {
	return &machine{pb: pb, s: state.Clone(), in: in, at: map[int]int{}, stood: map[int]bool{}, budget: maxSteps, reread: map[frameStep]bool{}}
}

// machine is one turn in progress. Every change goes through emit, so the
// state it works on is always the fold of what it has decided.
type machine struct {
	pb        *Playbook
	s         *conversation.State
	in        conversation.Input
	out       conversation.Decision
	at        map[int]int // frame → index of the step it stands at
	budget    int
	failed    conversation.EffectID // the action whose failure this turn brought
	bye       bool                  // the customer took leave: close when all is done
	served    bool                  // a flow ended well in this turn
	retried   bool                  // the customer wants the failed action tried again
	reminding bool                  // a guideline's words are being said
	answers   bool                  // the turn answers a customer's message
	reread    map[frameStep]bool    // questions for which the customer's earlier messages were read in this turn
	plea      string                // what the customer said of the matter while asking for a person
	cite      []conversation.Citation
	citing    conversation.AnswerFound // the answer being said, whose sources cite holds
	stood     map[int]bool             // frames whose step at hand is the one at which they waited
}

type frameStep struct {
	frame int
	step  string
}

// emit records an event and folds it.
func (m *machine) emit(actor conversation.Actor, d conversation.Data) {
	e := conversation.Event{Seq: m.s.Seq + 1, At: m.in.At, Actor: actor, Cause: m.in.Key, Data: d}
	if err := m.s.Apply(e); err != nil {
		panic(fmt.Sprintf("dialogue: %v", err)) // seq is ours: cannot happen
	}
	m.out.Events = append(m.out.Events, e)
}

var (
	byBot    = conversation.Actor{Kind: conversation.Bot}
	bySystem = conversation.Actor{Kind: conversation.System}
)

func (m *machine) bot(d conversation.Data)    { m.emit(byBot, d) }
func (m *machine) system(d conversation.Data) { m.emit(bySystem, d) }

// next is the effect ID of the event that comes next.
func (m *machine) next() conversation.EffectID {
	return conversation.EffectAt(m.s.ID, m.s.Seq+1)
}

// take records the input and lets its kind decide.
func (m *machine) take() error {
	switch d := m.in.Data.(type) {
	case conversation.Started:
		d.Pin = m.pb.Pin()
		d.Locale = m.pb.lang(d.Locale)
		m.emit(m.in.Actor, d)
		m.pattern("session_start", nil)
	case conversation.MessageReceived:
		return m.customerWrote(d)
	case conversation.MessageReread:
		m.takeReread(d)
	case conversation.IdentityProved:
		m.emit(m.in.Actor, d)
		m.identityProved()
	case conversation.ActionSucceeded:
		m.emit(m.in.Actor, d)
		if !d.Quiet {
			m.goOn()
		}
	case conversation.ActionFailed:
		d.Code = m.codeOf(d)
		m.emit(m.in.Actor, d)
		m.failed = d.Effect
		if !d.Quiet {
			m.goOn()
		}
	case conversation.CodeSent, conversation.CodeNotSent:
		m.emit(m.in.Actor, d)
		m.goOn()
	case conversation.ModelUnderstood:
		m.modelRead(d.Effect, d.Proposed)
	case conversation.ModelFailed:
		m.modelRead(d.Effect, nil)
	case conversation.AnswerFound:
		m.answerFound(d)
	case conversation.TicketOpened, conversation.TicketNotOpened:
		m.ticketOpened(d)
	case conversation.TicketChanged:
		m.ticketChanged(d)
	case conversation.TimerFired:
		current := m.s.Timers[d.Timer] == d.Effect
		m.emit(m.in.Actor, d)
		if current && d.Timer == timerQueue && m.s.Owner.Kind == conversation.OwnedByQueue {
			m.pattern("no_agents", m.opening())
		}
		if current && d.Timer == timerSilence {
			m.silent()
		}
	case conversation.MessageRead:
		m.messageRead(d)
	default:
		return m.agentActed()
	}
	return nil
}

func (m *machine) messageRead(d conversation.MessageRead) {
	if d.Upto > m.s.Seq {
		d.Upto = m.s.Seq
	}
	seen := m.s.ReadByCust
	if m.in.Actor.Kind == conversation.Agent {
		seen = m.s.ReadByAgent
	}
	if d.Upto > seen {
		m.emit(m.in.Actor, d)
	}
}

// goOn runs the flow on top unless a person has the word.
func (m *machine) goOn() {
	if f := m.s.Active(); f != nil && m.s.Owner.Kind == conversation.OwnedByQueue && forWaiting(f.Event) {
		m.runUntil(f.ID)
		return
	}
	if m.s.Closed || m.s.Owner.Kind != conversation.OwnedByBot || m.guideAll() {
		return
	}
	m.run()
}

// repin moves a conversation without a flow in progress to the playbook at hand.
func (m *machine) repin() {
	if len(m.s.Stack) == 0 && m.s.Pin != m.pb.Pin() {
		m.system(conversation.PlaybookPinned{Pin: m.pb.Pin()})
	}
}

// setTimer asks to be woken; a timer of the same name is replaced.
func (m *machine) setTimer(name string, after time.Duration) {
	id, at := m.next(), m.in.At.Add(after)
	m.system(conversation.TimerSet{Effect: id, Timer: name, At: at})
	m.out.Effects = append(m.out.Effects, conversation.Effect{ID: id, Data: conversation.WakeAt{Timer: name, At: at}})
}

func (m *machine) cancelTimer(name string) {
	if _, ok := m.s.Timers[name]; ok {
		m.system(conversation.TimerCancelled{Timer: name})
	}
}
