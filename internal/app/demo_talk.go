package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
)

// talk is a conversation that stands in the demo's inbox from the start. It
// takes place for real, through the same door as any other.
type talk struct {
	customer string
	locale   string
	lines    []string
}

var demoTalks = []talk{
	{"taras_shevchuk_1002", "uk", []string{"Доброго дня! Де моє замовлення #W1000006?", "дякую", "це все"}},
	{"emily_carter_1013", "en", []string{"Hi, where is my order #W2000002?", "Can you gift-wrap it before it arrives?", "let me talk to a person please"}},
	{"iryna_bondarenko_1003", "uk", []string{"З мене списали двічі за одне замовлення, розберіться будь ласка"}},
	{"yuliia_polishchuk_1007", "uk", []string{"Поясніть, будь ласка, рахунок за мобільний", "зрозуміло, дякую"}},
	{"hannah_brooks_1015", "en", []string{"My mobile internet stopped working", "the speed test says no connection"}},
	{"nataliia_kravchenko_1005", "uk", []string{"хочу повернути товар із замовлення #W3586530"}},
}

// converse holds the demo's conversations at its first start.
func (d Demo) converse(ctx context.Context, a *App) error {
	counts, err := a.Store.Counts(ctx, DemoWorkspace, "")
	if err != nil || counts.All+counts.Resolved > 0 {
		return err
	}
	known := map[string]demo.Customer{}
	for _, c := range demo.Customers() {
		known[c.ID] = c
	}
	for _, t := range demoTalks {
		if err := a.converse(ctx, known[t.customer], t); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) converse(ctx context.Context, c demo.Customer, t talk) error {
	id := demoIdentity(c)
	contact, err := a.Accounts.Known(ctx, DemoWorkspace, id, t.locale)
	if err != nil {
		return err
	}
	conv, _, err := a.Turns.Open(ctx, turn.Opening{
		Workspace: DemoWorkspace, Contact: contact.ID, Channel: conversation.ChannelWeb, Locale: t.locale,
		Level: conversation.Identified, Profile: id.Profile(),
	})
	if err != nil {
		return err
	}
	for i, line := range t.lines {
		if _, err := a.Turns.Receive(ctx, DemoWorkspace, conv, turn.Message{ClientID: fmt.Sprintf("demo-%d", i), Text: line}); err != nil {
			return err
		}
		if err := a.settled(ctx, conv); err != nil {
			return err
		}
	}
	return nil
}

// settled waits until the conversation waits for nobody but the customer.
func (a *App) settled(ctx context.Context, conv conversation.ConversationID) error {
	for range 200 {
		s, err := a.Store.Load(ctx, DemoWorkspace, conv)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if f := s.Active(); f == nil || f.Waiting == "" {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil // the back end does not answer; the conversation stands as it is
}
