package crashtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

const deskAPI = "/api/desk/v1"

// agent is one who takes what waits in the queue.
type agent struct {
	run   *run
	email string
	c     *client

	mu   sync.Mutex
	mine map[string]bool
	dice *rand.Rand
}

const (
	agentPassword = "a password for the crash test"
	agentName     = "Оксана"
	agentSays     = "Вітаю, вже дивлюся"
	agentNotes    = "перевірено у складі"
	agentTells    = "Колега все перевірила."
)

// signIn is done once: a sign-in must outlive every kill.
func (a *agent) signIn(ctx context.Context) error {
	res, err := a.c.call(ctx, http.MethodPost, deskAPI+"/login", map[string]any{"email": a.email, "password": agentPassword})
	if err != nil {
		return err
	}
	var me struct{ CSRF string }
	if err := res.decode(&me); err != nil || res.Status != http.StatusOK {
		return fmt.Errorf("sign in: %d %s %w", res.Status, res.Body, err)
	}
	cookies, err := http.ParseSetCookie(res.Header.Get("Set-Cookie"))
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	a.c.header.Set("Cookie", cookies.Name+"="+cookies.Value)
	a.c.header.Set("X-Rozmova-CSRF", me.CSRF)
	return nil
}

// work takes conversations from the queue until ctx ends.
func (a *agent) work(ctx context.Context) {
	var serving sync.WaitGroup
	defer serving.Wait()
	for nap(ctx, time.Duration(60+rand.IntN(80))*time.Millisecond) {
		res, err := a.c.call(ctx, http.MethodGet, deskAPI+"/inbox?view=unassigned&limit=100", nil)
		if err != nil {
			return
		}
		var inbox struct {
			Rows []struct {
				ID    string
				Owner struct{ Kind string }
				Last  int64 `json:"last_seq"`
			}
		}
		if err := res.decode(&inbox); err != nil || res.Status != http.StatusOK {
			a.run.faults.add("%s: inbox: %d %s", a.email, res.Status, res.Body)
			continue
		}
		for _, row := range inbox.Rows {
			t := a.run.talk(row.ID)
			if row.Owner.Kind != "queue" || t == nil || !a.begin(row.ID) {
				continue
			}
			serving.Go(func() {
				if err := a.serve(ctx, t, row.Last); err != nil && ctx.Err() == nil {
					a.run.faults.add("%s: %s: %v", a.email, t.name, err)
				}
			})
		}
	}
}

func (a *agent) begin(id string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.mine[id] {
		return false
	}
	a.mine[id] = true
	return true
}

// serve takes a conversation, greets, waits for the customer's answer, leaves a
// note and hands back. Another agent may have been quicker: that is no fault.
func (a *agent) serve(ctx context.Context, t *talk, from int64) error {
	took, err := a.do(ctx, t, "take", map[string]any{"from_seq": from})
	if err != nil || !took {
		return err
	}
	path := deskAPI + "/conversations/" + t.id
	reading, stop := context.WithCancel(ctx)
	defer stop()
	view := newReader(a.email+" with "+t.name, a.c, path, "", bySSE, a.roll(), a.run.faults)
	t.mu.Lock()
	t.agent = view
	t.mu.Unlock()
	go view.run(reading)
	if _, err := a.do(ctx, t, "messages", map[string]any{"text": agentSays}); err != nil {
		return err
	}
	wrote, err := view.await(ctx, from, func(e event) bool { return e.Type == "message" && e.Actor == "agent" })
	if err != nil {
		return err
	}
	if _, err := view.await(ctx, wrote.Seq, func(e event) bool { return e.Type == "message" && e.Actor == "customer" }); err != nil {
		return err
	}
	if _, err := a.do(ctx, t, "notes", map[string]any{"text": agentNotes}); err != nil {
		return err
	}
	if _, err := a.do(ctx, t, "return", map[string]any{"note": agentNotes, "tell": agentTells}); err != nil {
		return err
	}
	_, err = view.await(ctx, wrote.Seq, func(e event) bool { return e.Type == "resolved" })
	return err
}

// do sends an input until it is accepted or somebody else turns out to have
// the conversation.
func (a *agent) do(ctx context.Context, t *talk, deed string, body map[string]any) (done bool, err error) {
	id := fmt.Sprintf("%s-%d", deed, a.roll().Uint64())
	body["client_id"] = id
	seq, res, err := a.c.accept(ctx, a.roll(), deskAPI+"/conversations/"+t.id+"/"+deed, body)
	switch {
	case err != nil:
		return false, err
	case res.Status == http.StatusAccepted:
		t.acked(id, seq, deed)
		return true, nil
	case res.Status == http.StatusConflict && deed == "take":
		return false, nil
	}
	return false, fmt.Errorf("%s: %d %s", deed, res.Status, res.Body)
}

func (a *agent) roll() *rand.Rand {
	a.mu.Lock()
	defer a.mu.Unlock()
	return rand.New(rand.NewPCG(a.dice.Uint64(), a.dice.Uint64()))
}
