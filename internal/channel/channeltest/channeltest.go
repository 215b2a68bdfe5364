// Package channeltest is the suite that every channel.Adapter passes, against a
// peer that speaks the real protocol.
//
// Tests of adapters call Run with a Peer of their own. It tests what the
// contract promises to callers, and never how an adapter does it.
package channeltest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/channel"
)

// Fault is what a peer does instead of taking a message.
type Fault string

const (
	None    Fault = ""
	Nobody  Fault = "nobody"  // the address is nobody's
	Never   Fault = "never"   // refuses, and would again
	Busy    Fault = "busy"    // refuses for the moment
	Keys    Fault = "keys"    // does not take our credentials
	Silent  Fault = "silent"  // takes the connection and says nothing
	Drop    Fault = "drop"    // breaks off
	Garbage Fault = "garbage" // answers something else
)

// Arrived is a message as the peer got it. Mark is what it knows a repeat by.
type Arrived struct{ To, Subject, Text, Mark string }

// Peer is the other side.
type Peer interface {
	Adapter() channel.Adapter
	Fault(Fault)
	Arrived() []Arrived
}

// Suite says how to make a peer, and what is special about the channel.
type Suite struct {
	New      func(t *testing.T) Peer
	To       string   // a good address
	Bad      []string // not addresses
	Subjects bool     // the channel has them
	Secrets  []string // credentials in use: in no error
	// Garbled is the code when the peer answers something that is not the
	// protocol; empty when any answer is a good one.
	Garbled string
}

// Run runs the suite.
func (s Suite) Run(t *testing.T) {
	t.Run("carries texts as they are", s.texts)
	t.Run("refuses what is no message", s.refuses)
	t.Run("tells faults apart", s.faults)
	t.Run("ends with its context", s.ends)
	t.Run("marks repeats", s.repeats)
	t.Run("sends side by side", s.sideBySide)
}

func (s Suite) message(text string) channel.Message {
	return channel.Message{To: s.To, Kind: channel.KindCode, Subject: "Ваш код", Text: text, Lang: "uk", Key: "conversation:7"}
}

func (s Suite) texts(t *testing.T) {
	p := s.New(t)
	for i, text := range []string{
		"Ваш код Дім-Зв'язок: 123456. Нікому його не кажіть.", "Your code: 000000", "…і ще «лапки», ґанок, 🙂",
		"two\nlines", ".starts with a dot\n.\nand goes on", "a=b & c <d> \"e\" 100%", strings.Repeat("довгий рядок ", 200), "From here",
	} {
		m := s.message(text)
		m.Key = fmt.Sprint("k", i)
		r, err := p.Adapter().Send(t.Context(), m)
		if err != nil {
			t.Fatalf("text %d: %v", i, err)
		}
		if r.State != channel.Accepted && r.State != channel.Delivered {
			t.Errorf("text %d: state %q", i, r.State)
		}
		all := p.Arrived()
		if len(all) != i+1 {
			t.Fatalf("text %d: %d messages arrived", i, len(all))
		}
		got := all[i]
		if got.To != s.To || strings.TrimRight(got.Text, "\r\n ") != strings.TrimRight(text, " ") {
			t.Errorf("text %d: arrived at %q as %q", i, got.To, got.Text)
		}
		if s.Subjects && got.Subject != m.Subject {
			t.Errorf("text %d: subject %q", i, got.Subject)
		}
	}
}

func (s Suite) refuses(t *testing.T) {
	p := s.New(t)
	bad := map[string]func(*channel.Message){
		"no text":        func(m *channel.Message) { m.Text = "" },
		"not text":       func(m *channel.Message) { m.Text = "\xff" },
		"too much":       func(m *channel.Message) { m.Text = strings.Repeat("ї", channel.MaxText+1) },
		"no key":         func(m *channel.Message) { m.Key = "" },
		"a split key":    func(m *channel.Message) { m.Key = "a\r\nX: y" },
		"a split title":  func(m *channel.Message) { m.Subject = "a\r\nBcc: x@example.com" },
		"no kind":        func(m *channel.Message) { m.Kind = "" },
		"no address":     func(m *channel.Message) { m.To = "" },
		"a long address": func(m *channel.Message) { m.To = s.To + strings.Repeat("1", 300) },
	}
	for _, to := range append(s.Bad, s.To+"\r\nX: y", s.To+", "+s.To, s.To+"\x00") {
		bad["to "+to] = func(m *channel.Message) { m.To = to }
	}
	for name, change := range bad {
		m := s.message("text")
		change(&m)
		_, err := p.Adapter().Send(t.Context(), m)
		var e *channel.Error
		if !errors.As(err, &e) || e.Retry || e.Code != channel.CodeRejected && e.Code != channel.CodeAddress {
			t.Errorf("%q: %v, want a refusal for good", name, err)
		}
	}
	if n := len(p.Arrived()); n != 0 {
		t.Errorf("%d of them arrived", n)
	}
}

func (s Suite) faults(t *testing.T) {
	type want struct {
		code  string
		retry bool
	}
	rows := map[Fault]want{
		Nobody: {channel.CodeAddress, false}, Never: {channel.CodeRejected, false}, Keys: {channel.CodeRefused, false},
		Busy: {channel.CodeUnavailable, true}, Drop: {channel.CodeUnavailable, true},
	}
	if s.Garbled != "" {
		rows[Garbage] = want{s.Garbled, true}
	}
	for fault, w := range rows {
		p := s.New(t)
		p.Fault(fault)
		m := s.message("Ваш код: 918273")
		_, err := p.Adapter().Send(t.Context(), m)
		var e *channel.Error
		if !errors.As(err, &e) || e.Code != w.code || e.Retry != w.retry {
			t.Errorf("%s: %v (%+v), want %s, retry %v", fault, err, e, w.code, w.retry)
			continue
		}
		s.discreet(t, string(fault), err, m)
		p.Fault(None)
		if _, err := p.Adapter().Send(t.Context(), m); err != nil {
			t.Errorf("%s, over: %v", fault, err)
		}
	}
}

// discreet: neither the error nor its causes say whom or what it was about.
func (s Suite) discreet(t *testing.T, name string, err error, m channel.Message) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, secret := range append(s.Secrets, m.To, m.Text, "918273") {
			if strings.Contains(e.Error(), secret) {
				t.Errorf("%s: the error says %q", name, e)
			}
		}
	}
}

func (s Suite) ends(t *testing.T) {
	p := s.New(t)
	p.Fault(Silent)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		_, err := p.Adapter().Send(ctx, s.message("text"))
		ended <- err
	}()
	select {
	case err := <-ended:
		if e := channel.As(err); !e.Retry || e.Code != channel.CodeTimeout {
			t.Errorf("%v (%+v), want a timeout to be tried again", err, e)
		}
	case <-time.After(20 * time.Second): // a bound on a hang, not a measurement
		t.Fatal("still waiting for a silent peer")
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Adapter().Send(over, s.message("text")); err == nil {
		t.Error("sent although the context was over")
	}
}

func (s Suite) repeats(t *testing.T) {
	p := s.New(t)
	for _, key := range []string{"conversation:7", "conversation:7", "conversation:9"} {
		m := s.message("text")
		m.Key = key
		if _, err := p.Adapter().Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	got := p.Arrived()
	if got[0].Mark == "" || got[0].Mark != got[1].Mark || got[0].Mark == got[2].Mark {
		t.Errorf("marks %q, %q, %q: the second is a repeat, the third is not", got[0].Mark, got[1].Mark, got[2].Mark)
	}
}

func (s Suite) sideBySide(t *testing.T) {
	p := s.New(t)
	a := p.Adapter()
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			m := s.message(fmt.Sprint("text ", i))
			m.Key = fmt.Sprint("k", i)
			if _, err := a.Send(t.Context(), m); err != nil {
				t.Errorf("message %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for _, m := range p.Arrived() {
		seen[m.Text] = true
	}
	if len(seen) != 16 {
		t.Errorf("%d of 16 arrived whole", len(seen))
	}
}
