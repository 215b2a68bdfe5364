package tau2test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// talk is one customer's conversation over the customer API.
type talk struct {
	t      testing.TB
	c      *company
	id     conversation.ConversationID
	token  string
	cursor int64           // the last event seen
	doing  map[string]bool // effects of actions under way
	sent   int             // messages and presses
	owner  string          // bot, queue, agent or nobody
	closed bool
}

// said is one message of the bot, as the customer sees it.
type said struct {
	Text    string   `json:"text"`
	Key     string   `json:"text_key"`
	Buttons []button `json:"buttons"`
	Cards   []card   `json:"cards"`
}

type button struct{ ID, Title string }

type card struct {
	Title, Subtitle string
	Status          *struct{ Label string }
	Fields          []struct{ Label, Value string }
	Items           []struct{ Title, Detail, Value string }
	Buttons         []button
}

// event is what matters here of an event in the customer's view.
type event struct {
	said
	Seq                                        int64
	Type, Actor, Owner, Action, Status, Effect string
}

// patience is how long a bot may take for one answer. It is only for a test
// that hangs: nothing here measures speed.
const patience = 30 * time.Second

// begin opens a conversation as an anonymous visitor, over a business system
// of its own, and gives what the bot greets with.
func (c *company) begin(t testing.TB, locale string, system http.Handler) (*talk, []said) {
	t.Helper()
	k := &talk{t: t, c: c, doing: map[string]bool{}, owner: string(conversation.OwnedByBot)}
	var session struct {
		Token        string
		Conversation conversation.ConversationID `json:"conversation_id"`
	}
	k.post("/sessions", map[string]any{"workspace": workspace, "locale": locale}, http.StatusCreated, &session)
	k.id, k.token = session.Conversation, session.Token
	c.desk.connect(k.id, system)
	return k, k.listen()
}

// say sends words and gives what the bot answers, once it waits for the
// customer again.
func (k *talk) say(text string) []said {
	k.t.Helper()
	return k.send("text", text)
}

// press presses a button by its id.
func (k *talk) press(id string) []said {
	k.t.Helper()
	return k.send("button", id)
}

func (k *talk) send(kind, what string) []said {
	k.t.Helper()
	k.sent++
	k.post("/conversations/"+string(k.id)+"/messages", map[string]any{"client_id": fmt.Sprintf("m%d", k.sent), kind: what}, http.StatusAccepted, nil)
	return k.listen()
}

// listen follows the conversation until the bot is quiet: nothing is under way
// in the business systems, and no flow waits for anything but the customer.
func (k *talk) listen() []said {
	k.t.Helper()
	var heard []said
	deadline := time.Now().Add(patience)
	for wait := 0; ; wait = 2 {
		var page struct {
			Events  []event
			LastSeq int64 `json:"last_seq"`
		}
		k.get(fmt.Sprintf("/conversations/%s/events?after=%d&wait=%d", k.id, k.cursor, wait), &page)
		for _, e := range page.Events {
			k.cursor = e.Seq
			if k.take(e) {
				heard = append(heard, e.said)
			}
		}
		if k.cursor >= page.LastSeq && len(k.doing) == 0 && k.quiet() {
			return heard
		}
		if time.Now().After(deadline) {
			k.t.Fatalf("the bot does not come to rest\n%s", k.transcript())
		}
	}
}

// take notes what an event changes, and says whether the bot or an agent said
// something with it.
func (k *talk) take(e event) bool {
	switch e.Type {
	case "message":
		return e.Actor != string(conversation.Customer)
	case "action":
		if e.Status == string(conversation.ActionRunning) {
			k.doing[e.Effect] = true
		} else {
			delete(k.doing, e.Effect)
		}
	case "owner":
		k.owner = e.Owner
	case "resolved":
		k.closed = true
	case "reopened":
		k.closed = false
	}
	return false
}

// quiet looks behind the scenes: not all that a flow waits for is shown to
// customers. The state must be the one that was read, or the answer would be
// about another moment.
func (k *talk) quiet() bool {
	k.t.Helper()
	s, err := k.c.app.Store.Load(k.t.Context(), workspace, k.id)
	if err != nil {
		k.t.Fatal(err)
	}
	f := s.Active()
	return s.Seq == k.cursor && (f == nil || f.Waiting == "")
}

func (k *talk) post(path string, body any, status int, into any) {
	k.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		k.t.Fatal(err)
	}
	k.call(http.MethodPost, path, bytes.NewReader(b), status, into)
}

func (k *talk) get(path string, into any) {
	k.t.Helper()
	k.call(http.MethodGet, path, nil, http.StatusOK, into)
}

func (k *talk) call(method, path string, body io.Reader, status int, into any) {
	k.t.Helper()
	req, err := http.NewRequestWithContext(k.t.Context(), method, k.c.base+"/api/customer/v1"+path, body)
	if err != nil {
		k.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if k.token != "" {
		req.Header.Set("Authorization", "Bearer "+k.token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		k.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		k.t.Fatal(err)
	}
	if res.StatusCode != status {
		k.t.Fatalf("%s %s: answered %d, want %d: %s", method, path, res.StatusCode, status, b)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(b, into); err != nil {
		k.t.Fatalf("%s %s: %v: %s", method, path, err, b)
	}
}
