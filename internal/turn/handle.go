package turn

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
)

// Config is what a Handler works with.
type Config struct {
	Store     *store.DB
	Jobs      *jobs.Queue
	Playbooks *Playbooks
	Announcer Announcer
	Clock     func() time.Time
	Codes     Checker // checks one-time codes; without it none is right
	// ModelWithin is how long a language model may take over a message now; 0 or
	// no function when there is none to ask.
	ModelWithin func() time.Duration
	// AnswerWithin is how long the knowledge base of a workspace may take over a
	// question; 0 or no function where there are no articles.
	AnswerWithin func(conversation.WorkspaceID) time.Duration
	// Kick is told of a conversation whose effects wait to be performed. It must
	// not block.
	Kick func(conversation.WorkspaceID, conversation.ConversationID)
}

// Announcer spreads the news of a committed turn; stream.Bus does.
type Announcer interface {
	Announce(context.Context, stream.Announcement)
}

// Handler takes the inputs of all conversations. It is safe for concurrent use:
// inputs of one conversation are taken one after the other in the order in which
// they came, inputs of different ones side by side.
type Handler struct {
	Config
	lanes lanes
	cache *cache
	waits waits
}

// New makes a handler. Kick may be nil.
func New(c Config) *Handler {
	if c.Kick == nil {
		c.Kick = func(conversation.WorkspaceID, conversation.ConversationID) {}
	}
	return &Handler{Config: c, cache: newCache(cachedStates)}
}

// Receipt tells where an input was recorded. A key that was seen before gives
// the first receipt again.
type Receipt struct {
	Seq       int64
	Duplicate bool
}

// Act takes an input that is ready-made: an agent's act, a timer, the result of
// an effect, a customer's sign-in.
func (h *Handler) Act(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, in conversation.Input) (Receipt, error) {
	return h.turn(ctx, ws, id, in.Key, func(*conversation.State, *Book) (conversation.Input, error) { return in, nil })
}

// maxTries of one turn when other writers keep coming first.
const maxTries = 8

// turn is the way of every input. prepare makes the input from the state that
// it meets; it may be called again when another writer came first.
func (h *Handler) turn(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, key string,
	prepare func(*conversation.State, *Book) (conversation.Input, error)) (Receipt, error) {

	leave, err := h.lanes.enter(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	defer leave()
	for try := 1; ; try++ {
		// 1. What is true now.
		state, remembered, err := h.state(ctx, ws, id)
		if err != nil {
			return Receipt{}, err
		}
		book, err := h.Playbooks.For(ctx, state)
		if err != nil {
			return Receipt{}, err
		}
		in, err := prepare(state, book)
		if err != nil {
			return Receipt{}, err
		}
		in.Key, in.At = key, h.now(state)

		// 2. What follows from it. Nothing outside is touched.
		decision, err := h.decide(ctx, book, state, in)
		if err != nil || len(decision.Events) == 0 {
			if remembered { // another node may know more: no is only said to what is stored
				h.cache.forget(id)
				continue
			}
			return h.unmoved(ctx, ws, id, state, key, err)
		}

		// 3. All of it becomes true at once, or nothing does.
		receipt, err := h.append(ctx, state, in, decision)
		switch {
		case errors.Is(err, store.ErrConflict) && try < maxTries:
			h.cache.forget(id) // another node came first: look again
			continue
		case err != nil:
			h.cache.forget(id)
			return Receipt{}, err
		}
		return receipt, nil
	}
}

// append makes a decision durable and then tells the world.
func (h *Handler) append(ctx context.Context, before *conversation.State, in conversation.Input, d conversation.Decision) (Receipt, error) {
	after := before.Clone()
	for _, e := range d.Events {
		if err := after.Apply(e); err != nil {
			return Receipt{}, fmt.Errorf("turn: %w", err)
		}
	}
	row, err := h.Store.Append(ctx, store.Append{
		Workspace: after.Workspace, Conversation: after.ID, After: before.Seq, Key: in.Key,
		Events: d.Events, Effects: d.Effects, Ends: ends(in), State: after,
		Also: h.jobsOf(after, in, d),
	})
	var dup *store.DuplicateError
	if errors.As(err, &dup) {
		return Receipt{Seq: dup.First, Duplicate: true}, nil
	}
	if err != nil {
		return Receipt{}, err
	}
	h.cache.put(after)
	h.Announcer.Announce(ctx, stream.Announcement{
		Workspace: after.Workspace, Conversation: after.ID, Events: d.Events, Last: after.Seq, Row: &row,
	})
	if calls(d.Effects) {
		h.Kick(after.Workspace, after.ID)
	}
	return Receipt{Seq: d.Events[0].Seq}, nil
}

// unmoved ends a turn that records nothing: a repeat of an earlier input is
// answered as it was then, a refusal says why.
func (h *Handler) unmoved(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, s *conversation.State, key string, err error) (Receipt, error) {
	first, _, lookup := h.Store.TurnOf(ctx, ws, id, key)
	switch {
	case lookup == nil:
		return Receipt{Seq: first, Duplicate: true}, nil
	case !errors.Is(lookup, store.ErrNotFound):
		return Receipt{}, lookup
	case err != nil:
		return Receipt{}, refusal(err)
	}
	return Receipt{Seq: s.Seq}, nil
}

// state is the conversation as it is, remembered when it was touched lately.
func (h *Handler) state(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID) (s *conversation.State, remembered bool, err error) {
	if s := h.cache.get(id); s != nil {
		if s.Workspace != ws {
			return nil, false, fmt.Errorf("conversation %s: %w", id, ErrNotFound)
		}
		return s, true, nil
	}
	s, err = h.Store.Load(ctx, ws, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, false, fmt.Errorf("conversation %s: %w", id, ErrNotFound)
	}
	return s, false, err
}

// now is the time of a turn, as exact as the log keeps it, never before the
// conversation's last event.
func (h *Handler) now(s *conversation.State) time.Time {
	at := h.Clock().UTC().Truncate(time.Microsecond)
	if s != nil && at.Before(s.UpdatedAt) {
		return s.UpdatedAt
	}
	return at
}

// Opening begins a conversation.
type Opening struct {
	Workspace conversation.WorkspaceID
	Contact   conversation.ContactID
	Channel   conversation.Channel
	Locale    string
	Level     conversation.Level
	Profile   map[string]conversation.Value
}

// Open begins a conversation and lets the bot speak first.
func (h *Handler) Open(ctx context.Context, o Opening) (conversation.ConversationID, int64, error) {
	book, err := h.Playbooks.Current(o.Workspace)
	if err != nil {
		return "", 0, err
	}
	id := conversation.ConversationID(uuid.Must(uuid.NewV7()).String())
	none := &conversation.State{ID: id}
	in := conversation.Input{Key: "open", At: h.now(none), Actor: conversation.Actor{Kind: conversation.System}, Data: conversation.Started{
		Workspace: o.Workspace, Contact: o.Contact, Channel: o.Channel, Locale: o.Locale, Level: o.Level, Profile: o.Profile,
	}}
	d, err := dialogue.Advance(book.Playbook, book.Recogniser, none, in)
	if err != nil {
		return "", 0, refusal(err)
	}
	if _, err := h.append(ctx, none, in, d); err != nil { // nobody else knows its ID yet
		return "", 0, err
	}
	return id, d.Events[len(d.Events)-1].Seq, nil
}
