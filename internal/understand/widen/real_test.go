package widen_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/llm"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/internal/understand/widen"
	"github.com/rozmova/rozmova/packs"
)

// messages are told in ways that no example of the pack has, with the flows
// that serve them; "" where none does.
var messages = []struct{ lang, text, flows string }{
	{"uk", "передумала, нічого мені не везіть, знімайте замовлення", "cancel_order"},
	{"uk", "можна якось відкликати те, що я вчора оформив?", "cancel_order"},
	{"uk", "вже не треба, анулюйте", "cancel_order"},
	{"uk", "кавоварка приїхала з тріщиною, заберіть її назад", "return_order"},
	{"uk", "хочу здати навушники, вони мені не підійшли", "return_order"},
	{"uk", "не той розмір, як мені його віддати вам назад", "return_order change_items"},
	{"uk", "черевики тиснуть, дайте на розмір більші", "change_items"},
	{"uk", "замість синьої хочу таку саму, але чорну", "change_items"},
	{"uk", "де носить мою посилку?", "order_status"},
	{"uk", "обіцяли на вівторок, а вже четвер, що там?", "order_status delivery_promise"},
	{"uk", "я переїхав, везіть тепер на Сихів", "change_address"},
	{"uk", "вказала стару вулицю, треба іншу", "change_address"},
	{"uk", "хочу розрахуватися іншою карткою, а не тією, що вказав", "change_payment"},
	{"uk", "переведіть оплату на подарункову картку", "change_payment"},
	{"uk", "що я у вас брав за останній час?", "my_orders"},
	{"uk", "скільки грошей мені разом вернеться?", "money_back"},
	{"uk", "чи є у вас світильники з теплим світлом", "product_info recommend"},
	{"uk", "яку лампу порадите для читання", "recommend product_info"},
	{"uk", "яка зараз погода на Марсі", ""},
	{"uk", "бурмило бурмилить бурмилом", ""},
	{"en", "changed my mind, please don't send anything", "cancel_order"},
	{"en", "is there a way to call off what I bought yesterday?", "cancel_order"},
	{"en", "I no longer want it, scrap it", "cancel_order"},
	{"en", "the kettle came cracked, take it back", "return_order"},
	{"en", "these headphones are not for me, I'd like to send them back", "return_order"},
	{"en", "wrong size, how do I get it back to you", "return_order change_items"},
	{"en", "the boots pinch, one size up please", "change_items"},
	{"en", "I'd rather have the same one in black", "change_items"},
	{"en", "where on earth is my parcel?", "order_status"},
	{"en", "you promised Tuesday and it is Thursday, what is going on?", "order_status delivery_promise"},
	{"en", "we moved, send it to the new flat", "change_address"},
	{"en", "I typed my old street, it has to be another one", "change_address"},
	{"en", "charge another card, not the one I gave", "change_payment"},
	{"en", "put it on my gift card instead", "change_payment"},
	{"en", "what have I bought from you lately?", "my_orders"},
	{"en", "how much will I get back altogether?", "money_back"},
	{"en", "do you sell lamps with a warm light", "product_info recommend"},
	{"en", "which lamp is best for reading", "recommend product_info"},
	{"en", "what is the weather like on Mars", ""},
	{"en", "colourless green ideas sleep furiously", ""},
}

// A real model reads what customers write. A small one reads badly, so there is
// no floor: the figure is told. What must hold is that whatever it says comes in
// the shape of commands, or as an error that says why not.
func TestRealReading(t *testing.T) {
	url := os.Getenv("ROZMOVA_TEST_MODEL")
	if url == "" {
		t.Skip("needs a language model's server: run `make test-models`, or set ROZMOVA_TEST_MODEL to the URL of one, up to and with /v1")
	}
	client, err := llm.NewOpenAI(llm.Server{URL: url, Model: os.Getenv("ROZMOVA_TEST_MODEL_NAME")})
	if err != nil {
		t.Fatal(err)
	}
	s := shopOnly(t)
	reader := &widen.Reader{Model: client}
	known := []c.CommandKind{c.CmdStart, c.CmdSet, c.CmdCancel, c.CmdClarify, c.CmdHandoff, c.CmdAnswer}

	// Each language has its half of the time, so that a slow machine tells of both.
	const half = 5 * time.Minute
	var read, right, answered, guessed int
	var took time.Duration
	until := time.Now().Add(half)
	for i, m := range messages {
		if i > 0 && m.lang != messages[i-1].lang {
			until = time.Now().Add(half)
		}
		if time.Now().After(until) {
			continue
		}
		s.State.Lang, s.Text = m.lang, m.text
		ctx, cancel := context.WithTimeout(t.Context(), half)
		began := time.Now()
		cs, err := reader.Read(ctx, s)
		cancel()
		took += time.Since(began)
		read++
		switch code := llm.CodeOf(err); {
		case err == nil:
			answered++
		case code != llm.TooLong && code != llm.BadAnswer && code != llm.Timeout:
			t.Errorf("%q: %v", m.text, err)
		}
		for _, x := range cs {
			if !slices.Contains(known, x.Kind) || x.Source != c.FromModel {
				t.Errorf("%q: %+v", m.text, x)
			}
		}
		if serves(m.flows, starts(cs, m.text)) {
			right++
		}
		if own := s.Recogniser.Likely(m.text, m.lang, 1); m.flows != "" && serves(m.flows, own) {
			guessed++
		}
	}
	if read == 0 {
		t.Fatal("nothing was read")
	}
	t.Logf("%d of %d messages were put before the model: %d answers in time and shape, %d read right (%.0f %%), %.1f s each; our own first guess, made for all that a flow serves, is right %d times",
		read, len(messages), answered, right, 100*float64(right)/float64(read), took.Seconds()/float64(read), guessed)
}

// starts are the flows that a reading starts by words of the message.
func starts(cs []c.Command, text string) []string {
	var out []string
	for _, x := range cs {
		if x.Kind == c.CmdStart && x.Text != "" && strings.Contains(text, x.Text) {
			out = append(out, x.Flow)
		}
	}
	return out
}

// serves says whether exactly one flow was meant, and one that serves; none where none does.
func serves(flows string, started []string) bool {
	if flows == "" {
		return len(started) == 0
	}
	return len(started) == 1 && slices.Contains(strings.Fields(flows), started[0])
}

func shopOnly(t *testing.T) widen.Situation {
	t.Helper()
	var sources []dialogue.Source
	for _, name := range []string{packs.Base, "shop"} {
		src, err := packs.Source(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, src)
	}
	pb, err := dialogue.Compile("shop", sources...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	return widen.Situation{Playbook: pb, Recogniser: r, Now: now,
		State: &c.State{Workspace: "w", ID: "c", Owner: c.Owner{Kind: c.OwnedByBot}}}
}
