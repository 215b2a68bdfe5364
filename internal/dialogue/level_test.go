package dialogue_test

import (
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// two companies in one conversation: each knows customers by a fact of its own.
func twoPacks(t testing.TB) *dialogue.Playbook {
	one := func(name, more string) map[string]string {
		return map[string]string{
			"pack.yaml": "pack: " + name + "\nidentity: " + name + "_id\n" + more,
			"actions.yaml": "find: {title: {uk: Пошук, en: Finding}, params: {who: text}}\n" +
				"change: {title: {uk: Зміна, en: Changing}, params: {what: text}, writes: true, requires: verified}\n" +
				"extra: {title: {uk: Ще, en: More}, params: {}, optional: true}\n" +
				"tell_person: {title: {uk: Передача, en: Handing over}, params: {summary: text}, on_handoff: true}\n",
			"texts/uk.yaml": name + "_change.ask_what: Що?\n" + name + "_check.ask_who: Хто?\n" + name + "_change.done: Готово {customer.level}\n",
			"texts/en.yaml": name + "_change.ask_what: What?\n" + name + "_check.ask_who: Who?\n" + name + "_change.done: Done {customer.level}\n",
			"flows/change.yaml": "flow: " + name + "_change\ntitle: {uk: Зміна, en: Change}\nexamples: {uk: [зміна], en: [change]}\nrequires: identified\n" +
				"slots: {what: {type: text}}\nsteps:\n  - ask: what\n  - do: change\n    with: {what: what}\n  - say: " + name + "_change.done\n",
			"flows/extra.yaml": "flow: " + name + "_extra\ntitle: {uk: Ще, en: Extra}\nexamples: {uk: [ще], en: [extra]}\n" +
				"steps:\n  - do: extra\n  - say: " + name + "_change.done\n",
			"flows/check.yaml": "flow: " + name + "_check\non: verification_required\nslots: {who: {type: text}, id: {type: text, from: action}}\n" +
				"steps:\n  - ask: who\n  - do: find\n    with: {who: who}\n    into: id\n  - branch:\n      - {if: \"event.level == 'identified'\", goto: less}\n" +
				"  - grant: verified\n    profile: {" + name + "_id: id}\n  - end: resolved\n  - id: less\n    grant: identified\n    profile: {" + name + "_id: id}\n",
		}
	}
	return layers(t, []string{"bank", "post"}, map[string]map[string]string{"bank": one("bank", "verified_for: 30m\n"), "post": one("post", "")})
}

func TestLevelsArePerPack(t *testing.T) {
	pb := twoPacks(t)
	x := begin(t, pb, c.Started{Level: c.Identified, Profile: map[string]c.Value{"post_id": "p1"}})
	x.start("bank_change") // the token says nothing of the bank
	x.wantSaid("bank_check.ask_who")
	x.set("who", "anna")
	if call := x.ok("find", "b1"); call.Pack != "bank" {
		t.Errorf("the bank's check asks %s", call.Pack)
	}
	x.wantSaid("bank_change.ask_what")
	x.set("what", "plan")
	x.wantSaid("bank_check.ask_who") // a step up in the middle
	x.set("who", "anna")
	x.ok("find", "b1")
	if call := x.ok("change", "ok"); call.Pack != "bank" || call.Args["what"] != "plan" {
		t.Errorf("then %+v is called", call)
	}
	if got := pb.LevelIn(x.s, "bank", x.at); got != c.Verified {
		t.Errorf("the bank's level is %s", got)
	}
	if got := pb.LevelIn(x.s, "post", x.at); got != c.Identified {
		t.Errorf("the post's level is %s", got)
	}
	x.start("post_change") // known to the post by the token, yet not verified there
	x.wantSaid("post_change.ask_what")
	x.set("what", "address")
	x.wantSaid("post_check.ask_who")
}

func TestVerificationRunsOut(t *testing.T) {
	x := begin(t, twoPacks(t), c.Started{})
	x.start("bank_change")
	x.set("who", "anna")
	x.ok("find", "b1")
	x.set("what", "plan")
	x.set("who", "anna")
	x.ok("find", "b1")
	x.ok("change", "ok")
	x.at = x.at.Add(29 * time.Minute)
	x.start("bank_change")
	x.at = x.at.Add(time.Hour)
	x.set("what", "plan")
	x.wantSaid("bank_check.ask_who")
	x.set("who", "anna")
	x.ok("find", "b1")
	x.at = x.at.Add(time.Hour)
	x.ok("change", "ok") // what was begun in time is done
	x.wantSaid("bank_change.done completed.more")
}

// A proof of one customer is worth nothing for another.
func TestAnotherCustomersProof(t *testing.T) {
	pb := twoPacks(t)
	x := begin(t, pb, c.Started{})
	x.start("bank_change")
	x.set("who", "anna")
	x.ok("find", "b1")
	x.set("what", "plan")
	x.set("who", "boris")
	x.ok("find", "b2")
	if got := pb.LevelIn(x.s, "bank", x.at); got != c.Verified {
		t.Fatalf("the second check gives %s", got)
	}
	x.take(c.IdentityProved{Level: c.Identified, Method: "site", Profile: map[string]c.Value{"bank_id": "b1"}})
	if got := pb.LevelIn(x.s, "bank", x.at); got != c.Identified {
		t.Errorf("signed in as b1 after verifying b2: %s", got)
	}
	if got := pb.LevelIn(x.s, "post", x.at); got != c.Anonymous {
		t.Errorf("the post's level is %s", got)
	}
}

// A check that proves nothing to the pack brings a person, not another check.
func TestVainVerification(t *testing.T) {
	x := begin(t, twoPacks(t), c.Started{})
	x.start("bank_change")
	x.set("who", "anna")
	x.ok("find", nil) // the profile stays without the fact
	x.wantHandoff("verification_failed")
}

func TestTransferOnHandoff(t *testing.T) {
	x := begin(t, twoPacks(t), c.Started{Level: c.Verified, Profile: map[string]c.Value{"post_id": "p1", "bank_id": "b1"}})
	x.start("post_change")
	x.say("a person", c.Command{Kind: c.CmdHandoff, Reason: "asked"})
	x.wantHandoff("asked")
	e := x.next()
	call := e.Data.(c.CallAction)
	if call.Pack != "post" || call.Action != "tell_person" || !call.Quiet || !strings.Contains(call.Args["summary"].(string), "Change") {
		t.Fatalf("at the handoff %+v", call)
	}
	seq := x.s.Seq
	x.take(c.ActionFailed{Effect: e.ID, Action: call.Action, Code: "boom", Quiet: true})
	if x.s.Seq != seq+1 || x.s.Owner.Kind != c.OwnedByQueue {
		t.Errorf("its failure leads to more:\n%s", x.tail())
	}
	y := begin(t, twoPacks(t), c.Started{}) // before any flow: the lowest pack's
	y.say("a person", c.Command{Kind: c.CmdHandoff, Reason: "asked"})
	if call := y.next().Data.(c.CallAction); call.Pack != "bank" {
		t.Errorf("told %s", call.Pack)
	}
}

func TestOptionalAction(t *testing.T) {
	for _, code := range []string{"unknown_tool", "unknown_action", "not_implemented"} {
		x := begin(t, twoPacks(t), c.Started{})
		x.start("post_extra")
		x.fail("extra", code)
		x.wantHandoff("unsupported")
		if got := x.s.Actions[0].Code; got != "unsupported" {
			t.Errorf("%s is heard as %s", code, got)
		}
	}
	x := begin(t, twoPacks(t), c.Started{})
	x.start("post_extra")
	x.fail("extra", "busy")
	x.wantSaid("action_failed.sorry")
}
