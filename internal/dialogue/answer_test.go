package dialogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// knowing is a conversation with the shop.
func knowing(t *testing.T) *talk {
	t.Helper()
	pb, _ := shop()
	return begin(t, pb, c.Started{})
}

func wonders(text string, proposed ...c.Command) c.MessageReceived {
	ask := c.Command{Kind: c.CmdAnswer, Query: text, Confidence: .6, Source: c.FromPattern, Text: text}
	return c.MessageReceived{Text: text, Proposed: append(proposed, ask), AnswerWithin: 2 * time.Second}
}

// sought is the open question to the knowledge base.
func (x *talk) sought() c.SoughtAnswer {
	x.t.Helper()
	if len(x.s.Seeking) == 0 {
		x.t.Fatal("the knowledge base was not asked")
	}
	return x.s.Seeking[len(x.s.Seeking)-1]
}

func cited(title string) c.Cited {
	return c.Cited{Citation: c.Citation{Title: title, Article: "a-" + title, URL: "/help/" + title}, Public: true}
}

func quote(e c.EffectID, text string) c.AnswerFound {
	return c.AnswerFound{Effect: e, Kind: c.AnswerReady, Text: text, Source: c.AnswerQuoted, Sure: .9, Citations: []c.Cited{cited("Delivery")}}
}

func (x *talk) spoken() (keys []string, citations []c.Citation) {
	for _, e := range x.came {
		if d, ok := e.Data.(c.MessageSent); ok {
			keys = append(keys, d.Key)
			citations = append(citations, d.Citations...)
		}
	}
	return keys, citations
}

func TestKnowledgeIsAsked(t *testing.T) {
	for name, x := range map[string]struct {
		d    c.MessageReceived
		asks bool
	}{
		"a question":             {wonders("do you deliver on Sundays?", nothing...), true},
		"nothing understood":     {c.MessageReceived{Text: "sunday delivery", Proposed: nothing, AnswerWithin: time.Second}, true},
		"a weak guess":           {c.MessageReceived{Text: "sunday", Proposed: []c.Command{{Kind: c.CmdClarify, Options: []string{"order_status"}, Confidence: .4, Source: c.FromClassifier, Text: "sunday"}}, AnswerWithin: time.Second}, true},
		"a greeting and more":    {wonders("hi, do you deliver on Sundays?", c.Command{Kind: c.CmdSocial, Reason: "hello", Confidence: .9, Source: c.FromPattern, Text: "hi"}), true},
		"no articles":            {c.MessageReceived{Text: "do you deliver on Sundays?", Proposed: nothing}, false},
		"a flow that is sure":    {c.MessageReceived{Text: "where is my order", Proposed: []c.Command{{Kind: c.CmdStart, Flow: "order_status", Confidence: .9, Source: c.FromClassifier, Text: "where is my order"}}, AnswerWithin: time.Second}, false},
		"a person is wanted":     {wonders("a person please, do you deliver?", c.Command{Kind: c.CmdHandoff, Reason: "asked", Confidence: 1, Source: c.FromPattern, Text: "a person"}), false},
		"a number before a flow": {c.MessageReceived{Text: "W1", Proposed: []c.Command{{Kind: c.CmdNone, Reason: dialogue.ReasonBareValue}}, AnswerWithin: time.Second}, false},
		"card data":              {func() c.MessageReceived { d := wonders("is it fine? ****", nothing...); d.Masked = true; return d }(), false},
	} {
		k := knowing(t)
		k.take(x.d)
		if got := len(k.s.Seeking) == 1; got != x.asks {
			t.Errorf("%s: asked %v", name, got)
		}
		if k.silent() != x.asks {
			t.Errorf("%s: silent %v", name, k.silent())
		}
	}
}

func TestAnswerIsSaidWithItsSource(t *testing.T) {
	x := knowing(t)
	x.take(wonders("do you deliver on Sundays?", nothing...))
	x.take(quote(x.sought().Effect, "We deliver every day, Sundays too."))
	keys, from := x.spoken()
	if !slices.Equal(keys, []string{"answered.text"}) || len(from) != 1 || from[0].Title != "Delivery" || from[0].URL != "/help/Delivery" {
		t.Fatalf("%v from %+v", keys, from)
	}
	if x.s.Misses != 0 || len(x.s.Seeking) != 0 || x.s.Answered.Article != "a-Delivery" || len(x.s.Articles) != 1 {
		t.Errorf("%d misses, %d open, %+v", x.s.Misses, len(x.s.Seeking), x.s.Answered)
	}
	x.take(wonders("and abroad?", nothing...))
	if a := x.sought(); a.Context != "do you deliver on Sundays?" || a.About != "a-Delivery" {
		t.Errorf("context %q about %q", a.Context, a.About)
	}
}

// In a flow an answer comes between, and its question stands afterwards, as often
// as the customer likes to ask.
func TestAnswerWithinAFlow(t *testing.T) {
	x := knowing(t)
	x.take(c.MessageReceived{Text: "cancel my order", Proposed: []c.Command{{Kind: c.CmdStart, Flow: "cancel_order", Confidence: .9, Source: c.FromClassifier, Text: "cancel my order"}}})
	want := x.s.Expect
	if want.Kind != c.ExpectSlot {
		t.Fatalf("expects %+v", want)
	}
	for range 6 {
		x.take(wonders("do you deliver on Sundays?", nothing...))
		x.take(quote(x.sought().Effect, "We deliver every day."))
		keys, _ := x.spoken()
		if len(keys) != 2 || keys[0] != "answered.text" || x.s.Expect.Slot != want.Slot || x.s.Owner.Kind != c.OwnedByBot {
			t.Fatalf("said %v, expects %+v", keys, x.s.Expect)
		}
	}
	x.take(wonders("do you deliver to Mars?", nothing...))
	x.take(c.AnswerFound{Effect: x.sought().Effect, Kind: c.AnswerNone})
	if keys, _ := x.spoken(); slices.Contains(keys, "not_known.sorry") || x.s.Expect.Slot != want.Slot || x.s.Misses != 1 {
		t.Errorf("said %v, expects %+v, %d misses", keys, x.s.Expect, x.s.Misses)
	}
	x.take(c.MessageReceived{Text: "erm", Proposed: nothing, AnswerWithin: time.Second})
	if len(x.s.Seeking) > 0 {
		t.Error("an answer that was not understood was looked up as a question")
	}
}

// A flow that the question may have meant as well is offered, not begun.
func TestAnswerOffersTheFlow(t *testing.T) {
	x := knowing(t)
	weak := c.Command{Kind: c.CmdStart, Flow: "cancel_order", Confidence: .6, Source: c.FromClassifier, Text: "can I still cancel?"}
	x.take(wonders("can I still cancel?", weak))
	x.take(quote(x.sought().Effect, "As long as it has not been sent."))
	if !slices.ContainsFunc(x.s.Buttons, func(b c.Button) bool { return b.ID == "start:cancel_order" }) || len(x.s.Stack) > 0 {
		t.Fatalf("buttons %+v, in progress %+v", x.s.Buttons, x.s.Stack)
	}
	x.take(wonders("can I still cancel?", weak))
	x.take(c.AnswerFound{Effect: x.sought().Effect, Kind: c.AnswerNone})
	if f := x.s.Active(); f == nil || f.Flow != "cancel_order" && f.Flow != "shop_verification" {
		t.Errorf("nothing was found and the flow did not begin: %+v", f)
	}
}

// What is asked for beside the question is done after the answer.
func TestAnswerAndARequest(t *testing.T) {
	x := knowing(t)
	d := wonders("do you deliver on Sundays? And cancel my order", c.Command{Kind: c.CmdStart, Flow: "cancel_order", Confidence: .9, Source: c.FromClassifier, Text: "And cancel my order"})
	d.Proposed[1].Query = "do you deliver on Sundays?"
	x.take(d)
	x.take(quote(x.sought().Effect, "Every day."))
	keys, _ := x.spoken()
	if len(keys) < 2 || keys[0] != "answered.text" || x.s.Active() == nil {
		t.Errorf("said %v, in progress %+v", keys, x.s.Active())
	}
}

func TestLateAndForeignAnswers(t *testing.T) {
	x := knowing(t)
	x.take(wonders("do you deliver on Sundays?", nothing...))
	e := x.sought().Effect
	x.at = x.at.Add(time.Minute)
	x.take(quote(e, "Every day."))
	if keys, _ := x.spoken(); slices.Contains(keys, "answered.text") {
		t.Error("a late answer was said")
	}
	x.take(quote(e, "Every day."))
	x.take(quote("conv:999", "Every day."))
	if !x.silent() {
		t.Error("an answer that nobody asked for was said")
	}

	x = knowing(t) // a person took over meanwhile
	x.take(wonders("do you deliver on Sundays?", nothing...))
	e = x.sought().Effect
	x.take(c.MessageReceived{Text: "a person", Proposed: []c.Command{{Kind: c.CmdHandoff, Reason: "asked", Confidence: 1, Source: c.FromPattern, Text: "a person"}}})
	x.take(quote(e, "Every day."))
	if !x.silent() {
		t.Error("the bot spoke over a person")
	}

	x = knowing(t) // two questions at once: both are answered, in their order
	x.take(wonders("do you deliver on Sundays?", nothing...))
	first := x.sought().Effect
	x.take(wonders("and is there a warranty?", nothing...))
	second := x.sought().Effect
	x.take(quote(first, "Every day."))
	if keys, _ := x.spoken(); !slices.Equal(keys, []string{"answered.text"}) {
		t.Errorf("the first: %v", keys)
	}
	x.take(quote(second, "Two years."))
	if keys, _ := x.spoken(); !slices.Equal(keys, []string{"answered.text"}) {
		t.Errorf("the second: %v", keys)
	}

	x = knowing(t) // overtaken: they were served, and hear nothing of what was not found
	x.take(wonders("do you deliver on Sundays?", nothing...))
	e = x.sought().Effect
	x.take(c.MessageReceived{Text: "cancel my order", Proposed: []c.Command{{Kind: c.CmdStart, Flow: "cancel_order", Confidence: .9, Source: c.FromClassifier, Text: "cancel my order"}}})
	x.take(c.AnswerFound{Effect: e, Kind: c.AnswerNone})
	if !x.silent() || x.s.Misses != 0 {
		t.Errorf("%d misses", x.s.Misses)
	}
}

// A knowledge base that lies, or that is turned against us, shows nothing that
// is not public, breaks no bounds, and starts nothing.
func TestAnswersThatDoNotHold(t *testing.T) {
	long, steps := strings.Repeat("word ", 1000), make([]string, 50)
	for i := range steps {
		steps[i] = "step"
	}
	secret := cited("Secret")
	secret.Public = false
	for name, change := range map[string]func(*c.AnswerFound){
		"no source":           func(d *c.AnswerFound) { d.Citations = nil },
		"an internal source":  func(d *c.AnswerFound) { d.Citations = []c.Cited{secret} },
		"one internal source": func(d *c.AnswerFound) { d.Citations = append(d.Citations, secret) },
		"no text":             func(d *c.AnswerFound) { d.Text = " \u202e\x00 " },
		"too long":            func(d *c.AnswerFound) { d.Text = long },
		"too long by voice":   func(d *c.AnswerFound) { d.Short = long },
		"too many steps":      func(d *c.AnswerFound) { d.Steps = steps },
		"an endless step":     func(d *c.AnswerFound) { d.Steps = []string{long} },
		"a source of no name": func(d *c.AnswerFound) { d.Citations[0].Title = "" },
		"no article":          func(d *c.AnswerFound) { d.Citations[0].Article = "" },
		"of unknown making":   func(d *c.AnswerFound) { d.Source = "hearsay" },
		"of unknown kind":     func(d *c.AnswerFound) { d.Kind = "certainly" },
		"one to choose from":  func(d *c.AnswerFound) { d.Kind, d.Options = c.AnswerCompeting, []c.Cited{cited("A")} },
		"secrets to choose":   func(d *c.AnswerFound) { d.Kind, d.Options = c.AnswerCompeting, []c.Cited{cited("A"), secret, secret} },
	} {
		x := knowing(t)
		x.take(wonders("do you deliver on Sundays?", nothing...))
		d := quote(x.sought().Effect, "We deliver every day.")
		change(&d)
		x.take(d)
		if keys, from := x.spoken(); !slices.Equal(keys, []string{"not_known.sorry"}) || len(from) > 0 || len(x.s.Articles) > 0 {
			t.Errorf("%s: said %v from %+v", name, keys, from)
		}
	}
	x := knowing(t)
	x.take(wonders("do you deliver on Sundays?", nothing...))
	d := quote(x.sought().Effect, "See [here](https://evil.example) <b>now</b>.\u202e")
	d.Citations[0].URL = "javascript:alert(1)"
	for range 9 {
		d.Citations = append(d.Citations, cited(strings.Repeat("x", len(d.Citations))))
	}
	x.take(d)
	for _, e := range x.came {
		if said, ok := e.Data.(c.MessageSent); ok && (strings.ContainsAny(said.Text, "[]<>\u202e") || len(said.Citations) > 3 || said.Citations[0].URL != "") {
			t.Errorf("said %q from %+v", said.Text, said.Citations)
		}
	}
}

// Which article it is to be, only the customer says.
func TestOnlyTheCustomerChoosesTheArticle(t *testing.T) {
	compete := func() *talk {
		x := knowing(t)
		x.take(wonders("what is the warranty?", nothing...))
		x.take(c.AnswerFound{Effect: x.sought().Effect, Kind: c.AnswerCompeting, Options: []c.Cited{cited("Phones"), cited("Chairs")}})
		if x.s.Expect.Kind != c.ExpectArticle || len(x.s.Expect.Options) != 2 {
			t.Fatalf("expects %+v", x.s.Expect)
		}
		return x
	}
	x := compete()
	x.take(c.MessageReceived{Text: "Chairs", Button: "article:a-Chairs", AnswerWithin: time.Second})
	if a := x.sought(); a.Article != "a-Chairs" || a.Query != "what is the warranty?" {
		t.Errorf("%+v", a)
	}
	for _, src := range []c.Source{c.FromModel, c.FromEntity, c.FromClassifier, ""} {
		x = compete()
		x.take(c.MessageReceived{Text: "chairs", AnswerWithin: time.Second, Proposed: []c.Command{{Kind: c.CmdAnswer, Query: "chairs", Value: "a-Chairs", Source: src, Text: "chairs"}}})
		if a := x.sought(); a.Article != "" {
			t.Errorf("%s chose %q", src, a.Article)
		}
	}
	x = compete()
	x.take(c.MessageReceived{Text: "the internal one", AnswerWithin: time.Second, Proposed: []c.Command{{Kind: c.CmdAnswer, Query: "x", Value: "a-Secret", Source: c.FromPattern, Text: "the internal one"}}})
	if a := x.sought(); a.Article != "" {
		t.Errorf("%q was not offered", a.Article)
	}
}

// A model finds the question in a message; the articles answer it, not the model.
func TestModelLeadsToKnowledge(t *testing.T) {
	x := knowing(t)
	d := says("my aunt wonders whether parcels come on the day of rest", nothing...)
	d.AnswerWithin = time.Second
	x.take(d)
	ask := byModel(c.CmdAnswer, "parcels come on the day of rest")
	ask.Query = "delivery on Sundays"
	x.take(c.ModelUnderstood{Effect: x.asksModel().ID, Proposed: []c.Command{ask}})
	a := x.sought()
	if a.Query != "delivery on Sundays" || !a.Asks || !x.silent() {
		t.Fatalf("%+v", a)
	}
	x.take(quote(a.Effect, "Every day."))
	if keys, _ := x.spoken(); !slices.Equal(keys, []string{"answered.text"}) {
		t.Errorf("%v", keys)
	}
}
