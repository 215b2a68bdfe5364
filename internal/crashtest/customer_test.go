package crashtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/internal/account"
)

// story is which of the stories a customer lives through: in which language,
// known to the shop by its site or proving who they are by e-mail, pressing
// buttons or typing, and asking for a person in the end or not.
type story struct {
	lang   string
	known  bool
	person bool
}

func storyOf(n int) story { return story{[]string{"uk", "en"}[n&1], n&2 != 0, n&4 != 0} }

const stories = 8

// words are what customers say.
var words = map[string]map[string]string{
	"uk": {"where": "Де моє замовлення?", "cancel": "скасуй його", "reason": "Уже не потрібне", "yes": "так",
		"person": "покличте людину", "thanks": "Дякую, чекатиму", "bye": "дякую, це все"},
	"en": {"where": "where is my order?", "cancel": "cancel it", "reason": "No longer needed", "yes": "yes",
		"person": "let me talk to a person", "thanks": "Thanks, I'll wait", "bye": "thanks, that is all"},
}

// ack is a promise: the input with this client_id stands at this seq.
type ack struct {
	client string
	seq    int64
	deed   string
}

// talk is one conversation as those who took part remember it.
type talk struct {
	story
	name  string
	id    string
	token string
	order demo.PendingOrder
	read  *reader

	mu       sync.Mutex
	acks     []ack
	agent    *reader // an agent's view of it, nil when none took part
	detours  int     // failed actions on the way
	finished bool
}

func (t *talk) acked(client string, seq int64, deed string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.acks = append(t.acks, ack{client, seq, deed})
}

// customer lives through a story with an order.
type customer struct {
	run  *run
	c    *client
	dice *rand.Rand
	t    *talk
	sent int
	seen int64 // up to where the bot's words were read
}

const customerAPI = "/api/customer/v1"

func (r *run) customer(ctx context.Context, n int, s story, order demo.PendingOrder, dice *rand.Rand) error {
	c := &customer{run: r, dice: dice, c: newClient(r, fmt.Sprintf("198.51.%d.%d", 100+n/250, n%250+1))}
	c.t = &talk{story: s, order: order, name: fmt.Sprintf("customer %d, %v, %s", n, s, order.ID)}
	if err := c.open(ctx); err != nil {
		return err
	}
	r.keep(c.t)
	reading, stop := context.WithCancel(ctx)
	defer stop()
	c.t.read = newReader(c.t.name, c.c, c.path(), c.t.token, n%ways, rand.New(rand.NewPCG(dice.Uint64(), 1)), r.faults)
	go c.t.read.run(reading)
	if err := c.live(ctx); err != nil {
		return err
	}
	c.t.mu.Lock()
	c.t.finished = true
	c.t.mu.Unlock()
	return c.catchUp(ctx)
}

func (c *customer) path() string { return customerAPI + "/conversations/" + c.t.id }

func (c *customer) open(ctx context.Context) error {
	body := map[string]any{"workspace": workspace, "locale": c.t.lang}
	if o := c.t.order.Customer; c.t.known {
		token, err := account.SignIdentity(account.Identity{Subject: o.ID, Name: o.Name, Email: o.Email, Phone: o.Phone},
			c.run.secret, time.Now(), time.Hour)
		if err != nil {
			return err
		}
		body["identity_token"] = token
	}
	a, err := c.c.call(ctx, http.MethodPost, customerAPI+"/sessions", body)
	if err != nil {
		return err
	}
	var s struct {
		Token        string
		Conversation string `json:"conversation_id"`
	}
	if err := a.decode(&s); err != nil || a.Status != http.StatusCreated {
		return fmt.Errorf("%s: session: %d %s %w", c.t.name, a.Status, a.Body, err)
	}
	c.t.id, c.t.token = s.Conversation, s.Token
	c.c.header.Set("Authorization", "Bearer "+s.Token)
	return nil
}

// live is the story: where is it, cancel it, yes, a person perhaps, bye.
func (c *customer) live(ctx context.Context) error {
	w := words[c.t.lang]
	hello := "session_start.hello"
	if c.t.known {
		hello = "session_start.hello_name"
	}
	if err := c.hear(ctx, hello); err != nil {
		return err
	}
	if c.t.known { // names the order at once: a list of all would be long
		if err := c.ask(ctx, w["where"]+" "+c.t.order.ID, "completed.more"); err != nil {
			return err
		}
	} else {
		if err := c.ask(ctx, w["where"], "ask.order_id"); err != nil {
			return err
		}
		if err := c.ask(ctx, c.t.order.ID, "completed.more"); err != nil {
			return err
		}
	}
	if !c.t.known {
		if err := c.ask(ctx, w["cancel"], "verification.ask_email"); err != nil {
			return err
		}
		if err := c.ask(ctx, c.t.order.Customer.Email, "cancel_order.ask_reason"); err != nil {
			return err
		}
	} else if err := c.ask(ctx, w["cancel"], "cancel_order.ask_reason"); err != nil {
		return err
	}
	if err := c.choose(ctx, w["reason"], "cancel_order.confirm"); err != nil {
		return err
	}
	if err := c.choose(ctx, w["yes"], "completed.more"); err != nil {
		return err
	}
	if c.t.person {
		if err := c.person(ctx, w); err != nil {
			return err
		}
	}
	if err := c.say(ctx, map[string]any{"text": w["bye"]}); err != nil {
		return err
	}
	_, err := c.next(ctx, func(e event) bool { return e.Type == "resolved" })
	return err
}

// person waits for somebody, thanks them, and hears the bot again when they
// have gone.
func (c *customer) person(ctx context.Context, w map[string]string) error {
	if err := c.ask(ctx, w["person"], "handoff.asked"); err != nil {
		return err
	}
	if _, err := c.next(ctx, func(e event) bool { return e.Type == "message" && e.Actor == "agent" }); err != nil {
		return err
	}
	if err := c.say(ctx, map[string]any{"text": w["thanks"]}); err != nil {
		return err
	}
	if _, err := c.next(ctx, func(e event) bool { return e.Type == "owner" && e.Owner == "bot" }); err != nil {
		return err
	}
	_, err := c.next(ctx, func(e event) bool { return e.Actor == "bot" && e.Type == "message" })
	return err
}

// ask says something and waits for the bot's words that must come then.
func (c *customer) ask(ctx context.Context, text, want string) error {
	if err := c.say(ctx, map[string]any{"text": text}); err != nil {
		return err
	}
	return c.hear(ctx, want)
}

// choose answers with a button where the customer is one who presses them.
func (c *customer) choose(ctx context.Context, title, want string) error {
	if !c.t.known {
		return c.ask(ctx, title, want)
	}
	events := c.t.read.all()[:c.seen]
	buttons := events[len(events)-1].Buttons
	if len(buttons) == 0 {
		return fmt.Errorf("%s: no buttons to choose %q from", c.t.name, title)
	}
	if err := c.say(ctx, map[string]any{"button": buttons[0].ID}); err != nil {
		return err
	}
	return c.hear(ctx, want)
}

var errElsewhere = errors.New("the story went another way")

// maxDetours: the second failure of an action brings a person, by design.
const maxDetours = 4

// hear waits for the bot's words. When an action failed (the back end was away
// for longer than it is tried), the customer tries again.
func (c *customer) hear(ctx context.Context, want string) error {
	for {
		e, err := c.next(ctx, func(e event) bool {
			return e.TextKey == want || e.TextKey == "action_failed.sorry" || strings.HasPrefix(e.TextKey, "handoff.")
		})
		if err != nil {
			return fmt.Errorf("%w, for %s", err, want)
		}
		if e.TextKey == want {
			return nil
		}
		c.t.mu.Lock()
		c.t.detours++
		n := c.t.detours
		c.t.mu.Unlock()
		if e.TextKey != "action_failed.sorry" || n > maxDetours {
			return fmt.Errorf("%s: %s instead of %s: %w", c.t.name, e.TextKey, want, errElsewhere)
		}
		if err := c.say(ctx, map[string]any{"button": "retry"}); err != nil {
			return err
		}
	}
}

// stuck is how long a story may stand still before it counts as broken: longer
// than any claim, retry or safety net of the platform's.
const stuck = 90 * time.Second

// next waits for an event that comes after those the customer has seen.
func (c *customer) next(ctx context.Context, fits func(event) bool) (event, error) {
	ctx, cancel := context.WithTimeout(ctx, stuck)
	defer cancel()
	e, err := c.t.read.await(ctx, c.seen, fits)
	c.seen = max(c.seen, e.Seq)
	return e, err
}

// say sends a message until it is accepted.
func (c *customer) say(ctx context.Context, body map[string]any) error {
	c.sent++
	body["client_id"] = fmt.Sprintf("m%d", c.sent)
	seq, a, err := c.c.accept(ctx, c.dice, c.path()+"/messages", body)
	if err != nil {
		return err
	}
	if a.Status != http.StatusAccepted {
		return fmt.Errorf("%s: message %v refused: %d %s", c.t.name, body, a.Status, a.Body)
	}
	c.t.acked(body["client_id"].(string), seq, "message")
	return nil
}

// catchUp lets the stream come to the log's end, so that it can be compared.
func (c *customer) catchUp(ctx context.Context) error {
	var page struct {
		LastSeq int64 `json:"last_seq"`
	}
	a, err := c.c.call(ctx, http.MethodGet, c.path()+"/events?after=0&limit=1", nil)
	if err == nil {
		err = a.decode(&page)
	}
	if err == nil {
		_, err = c.t.read.await(ctx, page.LastSeq-1, func(event) bool { return true })
	}
	return err
}
