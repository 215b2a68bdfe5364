package crashtest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rozmova/rozmova/demo/ledger"
	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/personname"
	"github.com/rozmova/rozmova/internal/store"
)

// check compares what everybody was told with what there is.
func (r *run) check(t *testing.T, ctx context.Context) {
	t.Helper()
	db := r.open(t)
	r.awaitQuiet(ctx, db)
	for _, talk := range r.talks {
		r.checkStreams(ctx, talk)
		r.checkWords(talk)
	}
	if err := r.platform.terminate(); err != nil {
		r.faults.add("stop the platform: %v", err)
	}
	sources, err := app.Packs("shop")
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile(workspace, sources...)
	if err != nil {
		t.Fatal(err)
	}
	entries := readLedger(t, r.backend.dir)
	inLedger := map[string][]ledger.Entry{} // by key
	for _, e := range entries {
		inLedger[e.Key] = append(inLedger[e.Key], e)
	}
	var events, actions int
	logs := map[string][]conversation.Event{}
	for _, id := range conversations(t, db) {
		log := r.checkLog(t, db, pb, id)
		logs[string(id)] = log
		events += len(log)
		actions += r.checkActions(log, inLedger)
	}
	for _, talk := range r.talks {
		r.checkAcks(talk, logs[talk.id])
	}
	r.checkLedger(entries)
	r.summary(t, len(logs), events, actions, len(entries))
}

// awaitQuiet waits until nothing is left to be done outside.
func (r *run) awaitQuiet(ctx context.Context, db *store.DB) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		left, err := openEffects(ctx, db)
		if err == nil && len(left) == 0 {
			return
		}
		if !nap(ctx, 100*time.Millisecond) {
			r.faults.add("effects are left undone: %v %v", left, err)
			return
		}
	}
}

func openEffects(ctx context.Context, db *store.DB) (left []string, err error) {
	err = db.View(ctx, func(tx *store.Tx) error {
		rows, err := tx.Query(ctx, `SELECT id, state, attempts FROM effects WHERE kind <> 'wake_at' AND state IN ('pending', 'running')`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id, state string
			var attempts int
			if err := rows.Scan(&id, &state, &attempts); err != nil {
				return err
			}
			left = append(left, fmt.Sprintf("%s %s after %d attempts", id, state, attempts))
		}
		return rows.Err()
	})
	return left, err
}

// checkStreams: what came over the stream, through all its ends and beginnings,
// is the log, event by event. That it has no gap and no double, the reader saw.
func (r *run) checkStreams(ctx context.Context, t *talk) {
	c := newClient(r, "198.51.100.1")
	c.header.Set("Authorization", "Bearer "+t.token)
	var whole []json.RawMessage
	for {
		a, err := c.call(ctx, http.MethodGet, fmt.Sprintf("%s/conversations/%s/events?after=%d&limit=500", customerAPI, t.id, len(whole)), nil)
		var page struct {
			Events []json.RawMessage
			Last   int64 `json:"last_seq"`
		}
		if err == nil {
			err = a.decode(&page)
		}
		if err != nil || a.Status != http.StatusOK {
			r.faults.add("%s: read the log: %d %v", t.name, a.Status, err)
			return
		}
		whole = append(whole, page.Events...)
		if int64(len(whole)) >= page.Last {
			break
		}
	}
	got := t.read.all() // up to the log's end as it was when the customer left
	for i, e := range got {
		var streamed, logged any
		if json.Unmarshal(e.Raw, &streamed) != nil || json.Unmarshal(whole[i], &logged) != nil || !reflect.DeepEqual(streamed, logged) {
			r.faults.add("%s: event %d came as %s and is %s", t.name, i+1, e.Raw, whole[i])
		}
	}
}

// checkWords: each story was told as in peace: every answer once, nothing
// twice, nothing else.
func (r *run) checkWords(t *talk) {
	if !t.finished || r.usual[t.story] == nil {
		return
	}
	if diff := cmp.Diff(r.usual[t.story], transcript(t)); diff != "" {
		r.faults.add("%s (%s) went otherwise than in peace (-peace +here):\n%s", t.name, t.id, diff)
	}
}

// asides name payment methods and addresses, which are everybody's own, too.
var asides = regexp.MustCompile(`\([^()]*\)`)

// transcript is what was said, without what differs from customer to customer
// and without actions that failed and were tried again.
func transcript(t *talk) []string {
	own := strings.NewReplacer(t.order.ID, "ORDER", t.order.Customer.Email, "EMAIL", personname.Vocative(t.order.Customer.FirstName), "NAME", t.order.Customer.FirstName, "NAME", t.order.Customer.LastName, "NAME")
	var out []string
	retried := false
	for _, e := range t.read.all() {
		switch {
		case e.TextKey == "action_failed.sorry":
			retried = true
		case retried && e.Type == "message" && e.Actor == "customer":
			retried = false
		case e.Type == "message":
			text, _, _ := strings.Cut(own.Replace(e.Text), "\n") // below are addresses and sums, everybody's own
			line := e.Actor + ": " + e.TextKey + " " + asides.ReplaceAllString(text, "(…)")
			for _, b := range e.Buttons {
				line += " [" + b.Title + "]"
			}
			out = append(out, line)
		case e.Type == "owner":
			out = append(out, "owner: "+e.Owner)
		case e.Type == "resolved":
			out = append(out, "resolved")
		}
	}
	return out
}

func conversations(t *testing.T, db *store.DB) (ids []conversation.ConversationID) {
	t.Helper()
	err := db.View(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Query(t.Context(), `SELECT id FROM conversations WHERE workspace = ? ORDER BY id`, workspace)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id conversation.ConversationID
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// checkLog: seqs have no gap, the log folds to the state that the platform
// works with, and each turn is what the playbook decides on the state before.
func (r *run) checkLog(t *testing.T, db *store.DB, pb *dialogue.Playbook, id conversation.ConversationID) []conversation.Event {
	t.Helper()
	var log []conversation.Event
	for {
		events, last, err := db.Events(t.Context(), workspace, id, int64(len(log)), 0)
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, events...)
		if int64(len(log)) >= last {
			break
		}
	}
	said := map[string]bool{}
	for i, e := range log {
		if e.Seq != int64(i)+1 {
			r.faults.add("%s: event %d stands at %d", id, e.Seq, i+1)
		}
		if m, ok := e.Data.(conversation.MessageSent); ok && m.Key != "" {
			if said[e.Cause+m.Key] {
				r.faults.add("%s: event %d says %s a second time for %s", id, e.Seq, m.Key, e.Cause)
			}
			said[e.Cause+m.Key] = true
		}
	}
	loaded, err := db.Load(t.Context(), workspace, id)
	if err != nil {
		t.Fatal(err)
	}
	folded, err := db.Refold(t.Context(), workspace, id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(folded, loaded, cmpopts.EquateEmpty()); diff != "" {
		r.faults.add("%s: the snapshot is not the fold (-fold +snapshot):\n%s", id, diff)
	}
	diffs, err := dialogue.Replay(pb, id, log)
	if err != nil {
		r.faults.add("%s: %v", id, err)
	}
	for _, d := range diffs {
		r.faults.add("%s: the playbook would have decided otherwise: %v", id, d)
	}
	return log
}

// checkActions: what a conversation was told to have been done stands once in
// the ledger, under the key that it was asked for with.
func (r *run) checkActions(log []conversation.Event, inLedger map[string][]ledger.Entry) (actions int) {
	keys := map[conversation.EffectID]conversation.EffectID{}
	for _, e := range log {
		switch d := e.Data.(type) {
		case conversation.ActionRequested:
			actions++
			if d.Writes {
				keys[d.Effect] = d.Key
			}
		case conversation.ActionSucceeded:
			if key, ok := keys[d.Effect]; ok && len(inLedger[string(key)]) != 1 {
				r.faults.add("%s succeeded, and stands %d times in the ledger", d.Effect, len(inLedger[string(key)]))
			}
		}
	}
	return actions
}

// checkAcks: what was promised is there, where it was promised, and once.
func (r *run) checkAcks(t *talk, log []conversation.Event) {
	type place struct{ deed, client string }
	found := map[place][]int64{}
	for _, e := range log {
		switch d := e.Data.(type) {
		case conversation.MessageReceived:
			found[place{"message", d.ClientID}] = append(found[place{"message", d.ClientID}], e.Seq)
		case conversation.AgentWrote:
			found[place{"messages", d.ClientID}] = append(found[place{"messages", d.ClientID}], e.Seq)
		case conversation.NoteAdded:
			found[place{"notes", d.ClientID}] = append(found[place{"notes", d.ClientID}], e.Seq)
		case conversation.AgentTook:
			found[place{"take", lastPart(e.Cause)}] = append(found[place{"take", lastPart(e.Cause)}], e.Seq)
		case conversation.AgentReturned:
			found[place{"return", lastPart(e.Cause)}] = append(found[place{"return", lastPart(e.Cause)}], e.Seq)
		}
	}
	for _, a := range t.acks {
		if at := found[place{a.deed, a.client}]; !slices.Equal(at, []int64{a.seq}) {
			r.faults.add("%s: %s %s was promised at %d and stands at %v", t.name, a.deed, a.client, a.seq, at)
		}
	}
	if t.finished && len(found) != len(t.acks) {
		r.faults.add("%s: %d inputs are in the log, %d were promised", t.name, len(found), len(t.acks))
	}
}

func lastPart(key string) string { return key[strings.LastIndexByte(key, ':')+1:] }

// checkLedger: one line for each order whose story came to its end, none twice.
func (r *run) checkLedger(entries []ledger.Entry) {
	keys, cancelled := map[string]bool{}, map[string]int{}
	for _, e := range entries {
		if keys[e.Key] {
			r.faults.add("the ledger has key %s twice", e.Key)
		}
		keys[e.Key] = true
		var args struct {
			Order string `json:"order_id"`
		}
		if err := json.Unmarshal(e.Args, &args); err != nil || e.Tool != "cancel_pending_order" {
			r.faults.add("the ledger has %s %s", e.Tool, e.Args)
		}
		cancelled[args.Order]++
	}
	for _, t := range r.talks {
		n := cancelled[t.order.ID]
		if n > 1 || t.finished && n != 1 {
			r.faults.add("%s: cancelled %d times", t.name, n)
		}
		delete(cancelled, t.order.ID)
	}
	for order, n := range cancelled {
		r.faults.add("%s was cancelled %d times and nobody asked for it", order, n)
	}
}

func readLedger(t *testing.T, dir string) (entries []ledger.Entry) {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "ledger.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e ledger.Entry
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("ledger: %v", err)
		}
		entries = append(entries, e)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return entries
}

// summary says how much was at stake. Without load the test would prove nothing.
func (r *run) summary(t *testing.T, conversations, events, actions, cancelled int) {
	t.Helper()
	var finished, acks, resumed, detours, helped int
	for _, talk := range r.talks {
		acks += len(talk.acks)
		resumed += talk.read.resumes()
		detours += talk.detours
		if talk.finished {
			finished++
		}
		if talk.agent != nil {
			helped++
			resumed += talk.agent.resumes()
		}
	}
	t.Logf("%d conversations, %d stories told to the end (%d with an agent), %d events, %d inputs acknowledged, %d sent again, "+
		"%d actions, %d orders cancelled, %d failed actions tried again, streams resumed %d times",
		conversations, finished, helped, events, acks, r.repeats.Load(), actions, cancelled, detours, resumed)
	if finished < customers || helped == 0 || r.repeats.Load() == 0 {
		r.faults.add("too little happened for this test to mean anything")
	}
	if cut := len(r.talks) - finished; cut*4 > len(r.talks) {
		r.faults.add("%d of %d stories went another way", cut, len(r.talks))
	}
}
