package dialogue_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"pgregory.net/rapid"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// judge follows a log and knows for itself what was said, shown, proved and done.
type judge struct {
	t    *rapid.T
	pb   *dialogue.Playbook
	seen map[string]int // how far the siege came, by what

	texts   []string               // all that the customer typed
	typed   map[int64]string       // by seq
	reading []c.Command            // what our own recogniser made of it
	shown   map[string][]c.Command // button → what it stands for
	pressed map[int64][]c.Command  // message → what the button pressed in it stands for

	proofs  []proof
	rights  map[int]string // frame → the address whose code was right
	sent    map[c.EffectID]string
	owns    func(j *judge, facts map[string]c.Value, to string) bool // the address belongs to whom the facts name
	asked   map[c.EffectID]c.ActionRequested
	ended   map[c.EffectID]string // "" when it went well, else the code
	results []c.Value
	effects map[c.EffectID]bool
}

type proof struct {
	pack  string
	level c.Level
	facts map[string]c.Value
}

func newJudge(t *rapid.T, pb *dialogue.Playbook) *judge {
	return &judge{
		t: t, pb: pb, seen: map[string]int{}, typed: map[int64]string{}, shown: map[string][]c.Command{}, pressed: map[int64][]c.Command{},
		rights: map[int]string{}, sent: map[c.EffectID]string{}, asked: map[c.EffectID]c.ActionRequested{}, ended: map[c.EffectID]string{}, effects: map[c.EffectID]bool{},
	}
}

// read notes what our own recogniser made of a message.
func (j *judge) read(cs []c.Command) { j.reading = append(j.reading, cs...) }

// event judges one event on the state before it.
func (j *judge) event(s *c.State, e c.Event, in c.Input) {
	switch d := e.Data.(type) {
	case c.Started:
		j.vouched(d.Level, d.Profile)
	case c.IdentityProved:
		j.vouched(d.Level, d.Profile)
	case c.MessageReceived:
		j.typed[e.Seq] = d.Text
		j.texts = append(j.texts, d.Text)
		if d.Button != "" {
			j.pressed[e.Seq] = append([]c.Command{}, j.shown[d.Button]...)
		}
		if s.CodeAwaited() && d.Code == c.CodeRight {
			j.rights[s.Code.Frame] = j.sent[s.Code.Effect]
		}
	case c.MessageSent:
		for _, b := range d.Buttons {
			j.shown[b.ID] = b.Commands
		}
	case c.Understood:
		j.seen["dropped"] += len(d.Dropped)
		for _, x := range d.Commands {
			j.accepted(s, e, d.Message, x)
		}
	case c.FlowReplayed:
		j.seen["correction"]++
	case c.ActionSucceeded:
		if _, ok := j.asked[d.Effect]; ok && j.ended[d.Effect] != "" {
			j.ended[d.Effect] = ""
			j.results = append(j.results, d.Result)
		}
	case c.ActionFailed:
		if _, ok := j.asked[d.Effect]; ok && j.ended[d.Effect] != "" {
			j.ended[d.Effect] = d.Code
		}
	case c.LevelRaised:
		j.level(s, e, d)
	case c.SlotSet:
		j.slot(s, e, d)
	case c.ActionRequested:
		j.request(s, e, d)
	}
}

// accepted: what the engine believes was said rests on words that were.
func (j *judge) accepted(s *c.State, e c.Event, message int64, x c.Command) {
	if x.Kind != c.CmdSet && x.Kind != c.CmdNarrow {
		return
	}
	_, button := j.pressed[message]
	words := x.Text != "" && strings.Contains(strings.ToLower(j.typed[message]), strings.ToLower(x.Text))
	switch x.Source {
	case c.FromButton:
		words = button
	case c.FromContext: // said before; slot judges the value
		words = true
	case c.FromPattern, c.FromEntity, c.FromClassifier, c.FromModel:
	default:
		words = false
	}
	if !words {
		j.t.Fatalf("event %d: %s %s = %v from %q is accepted on the words %q", e.Seq, x.Kind, x.Slot, x.Value, x.Source, x.Text)
	}
}

func (j *judge) vouched(l c.Level, profile map[string]c.Value) {
	facts := map[string]c.Value{}
	for _, p := range j.proofs {
		if p.pack == "" {
			for k, v := range p.facts {
				facts[k] = v
			}
		}
	}
	for k, v := range profile {
		facts[k] = v
	}
	if l != c.Anonymous {
		j.proofs = append(j.proofs, proof{"", l, facts})
	}
}

// level: only a grant of a pack's verification flow raises it, and one behind a
// code only after the right code.
func (j *judge) level(s *c.State, e c.Event, d c.LevelRaised) {
	j.seen["grant"]++
	f := s.Active()
	flow := j.pb.Flows[f.Flow]
	if flow == nil || flow.On != "verification_required" || flow.Pack != d.Pack {
		j.t.Fatalf("event %d: the level in %s rises to %s in flow %s", e.Seq, d.Pack, d.Level, f.Flow)
	}
	behind, fine := flow.Behind("code"), false
	to := j.rights[f.ID]
	facts := map[string]c.Value{}
	for k, v := range s.Profile {
		facts[k] = v
	}
	for k, v := range d.Profile {
		facts[k] = v
	}
	for id, level := range flow.Grants() {
		fine = fine || level == string(d.Level) && (!behind[id] || to != "" && j.owns(j, facts, to))
	}
	if !fine {
		j.t.Fatalf("event %d: the level in %s rises to %s without a right code", e.Seq, d.Pack, d.Level)
	}
	if to != "" {
		j.seen["code"]++
	}
	j.proofs = append(j.proofs, proof{d.Pack, d.Level, facts})
}

// levelIn is the judge's own idea of the customer's level in a pack. It leaves
// out that a verification runs out, which level_test.go tests.
func (j *judge) levelIn(s *c.State, pack string) c.Level {
	best := c.Anonymous
	for _, p := range j.proofs {
		if p.pack != "" && p.pack != pack {
			continue
		}
		if own := j.pb.Packs[pack]; own != nil && own.Identity != "" {
			if p.facts[own.Identity] == nil || !reflect.DeepEqual(p.facts[own.Identity], s.Profile[own.Identity]) {
				continue
			}
		}
		if p.level.Rank() > best.Rank() {
			best = p.level
		}
	}
	return best
}

// slot: every value comes from where its source says.
func (j *judge) slot(s *c.State, e c.Event, d c.SlotSet) {
	bad := func(why string) {
		j.t.Fatalf("event %d: slot %s.%s = %v from %s: %s", e.Seq, d.Flow, d.Slot, d.Value, d.Source, why)
	}
	flow := j.pb.Flows[d.Flow]
	if strings.HasPrefix(d.Slot, "$narrow.") {
		return // fewer of our own answers are offered
	}
	hidden := strings.HasPrefix(d.Slot, "$")
	switch d.Source {
	case c.FromAction:
		if !slices.ContainsFunc(j.results, func(r c.Value) bool { return reflect.DeepEqual(r, d.Value) }) && !j.listOfResults(d.Value) && d.Type != "object" {
			bad("no action gave it")
		}
	case c.FromSystem:
		if !hidden && !flow.SystemWrites(d.Slot) {
			bad("no step writes it")
		}
		if strings.HasPrefix(d.Slot, "$confirm.") {
			bad("a yes from the system")
		}
	case c.FromCaller:
		if hidden {
			bad("a hidden value from a caller")
		}
	case c.FromButton:
		fits := slices.ContainsFunc(j.pressed[d.Message], func(x c.Command) bool {
			return x.Kind == c.CmdSet && x.Slot == d.Slot && reflect.DeepEqual(canonical(x.Value), d.Value)
		})
		if d.Slot == "$retry" {
			fits = true // pressed, and of no consequence to values
		}
		if !fits && !j.passedOn(s, d) {
			bad("no such button was pressed")
		}
	case c.FromPattern, c.FromEntity, c.FromClassifier, c.FromModel, c.FromContext:
		if hidden && d.Source != c.FromPattern {
			bad("a model's consent")
		}
		if slot := flow.Slots[d.Slot]; slot != nil && !slices.Contains(slot.From, "customer") {
			bad("customers may not write it")
		}
		if !j.said(s, d) && !j.passedOn(s, d) {
			bad("nobody said it")
		}
	default:
		bad("an unknown source")
	}
	if strings.HasPrefix(d.Slot, "$confirm.") && d.Value == true {
		j.seen["yes"]++
	}
}

func (j *judge) listOfResults(v c.Value) bool {
	list, ok := v.([]any)
	return ok && !slices.ContainsFunc(list, func(x any) bool {
		return !slices.ContainsFunc(j.results, func(r c.Value) bool { return reflect.DeepEqual(r, x) })
	})
}

// passedOn: the value went along with a call, or came back from it.
func (j *judge) passedOn(s *c.State, d c.SlotSet) bool {
	has := func(slots map[string]c.SlotValue) bool {
		for _, v := range slots {
			if reflect.DeepEqual(v.Value, d.Value) && v.Source == d.Source && v.Message == d.Message {
				return true
			}
		}
		return false
	}
	for _, f := range s.Stack {
		if f.ID != d.Frame && has(f.Slots) {
			return true
		}
	}
	return len(s.Ended) > 0 && has(s.Ended[len(s.Ended)-1].Slots)
}

// said: the customer typed the value, or our own recogniser read it in what they
// typed, or it is one of the answers that they were offered.
func (j *judge) said(s *c.State, d c.SlotSet) bool {
	if slices.ContainsFunc(j.reading, func(x c.Command) bool {
		return (x.Kind == c.CmdSet || x.Kind == c.CmdNarrow) && x.Slot == d.Slot && (reflect.DeepEqual(canonical(x.Value), d.Value) || contains(canonical(x.Value), d.Value))
	}) {
		return true
	}
	switch d.Type {
	case "choice", "bool", "switch", "": // of few answers, all of them ours; hidden ones are never a model's
		return d.Type != "" || d.Source == c.FromPattern && !strings.HasPrefix(d.Slot, "$")
	}
	values := []any{d.Value}
	if list, ok := d.Value.([]any); ok {
		values = list
	}
	for _, v := range values {
		if !j.typedValue(v, d.Type) {
			return false
		}
	}
	return true
}

func contains(list, v c.Value) bool {
	l, ok := list.([]any)
	if !ok {
		return false
	}
	if many, ok := v.([]any); ok {
		return !slices.ContainsFunc(many, func(x any) bool { return !contains(list, x) })
	}
	return slices.ContainsFunc(l, func(x any) bool { return reflect.DeepEqual(x, v) })
}

// typedValue looks for a value in everything that was typed, in the form that
// the type gives it.
func (j *judge) typedValue(v any, kind string) bool {
	text, ok := v.(string)
	if !ok {
		b, _ := json.Marshal(v)
		text = string(b)
		if parts, ok := v.(map[string]any); ok {
			for _, p := range parts {
				if s, _ := p.(string); s != "" && !j.typedValue(s, "text") {
					return false
				}
			}
			return true
		}
	}
	if kind == "date" && len(text) == 10 {
		text = strings.TrimLeft(text[8:], "0")
	}
	if typ := j.pb.Types[kind]; typ != nil {
		re := regexp.MustCompile("(?i)" + typ.Pattern)
		for _, t := range j.texts {
			for _, at := range re.FindAllStringSubmatchIndex(t, -1) {
				got := t[at[0]:at[1]]
				if typ.Canonical != "" {
					got = string(re.ExpandString(nil, typ.Canonical, t, at))
				}
				if strings.EqualFold(got, text) {
					return true
				}
			}
		}
		return false
	}
	return slices.ContainsFunc(j.texts, func(t string) bool { return strings.Contains(bareText(t), bareText(text)) })
}

func bareText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// checkable says whether every slot of a name has a type whose values can be
// checked against the words.
func (j *judge) checkable(slot string) bool {
	for _, f := range j.pb.Flows {
		if s := f.Slots[slot]; s != nil && j.pb.Types[s.Type] == nil && s.Type != "text" {
			return false
		}
	}
	return true
}

// request: an action is asked for only with its preconditions, and once.
func (j *judge) request(s *c.State, e c.Event, d c.ActionRequested) {
	bad := func(format string, args ...any) {
		j.t.Fatalf("event %d: %s %v: "+format, append([]any{e.Seq, d.Action, d.Args}, args...)...)
	}
	a := j.pb.ActionFor(d.Pack, d.Action)
	if got := j.levelIn(s, d.Pack); got.Rank() < a.Requires.Rank() {
		bad("at level %s, it requires %s", got, a.Requires)
	}
	if s.Owner.Kind != c.OwnedByBot && !d.Quiet {
		bad("while the conversation belongs to %s", s.Owner.Kind)
	}
	for id, old := range j.asked {
		same := old.Frame == d.Frame && old.Action == d.Action && reflect.DeepEqual(old.Args, d.Args)
		code := j.ended[id]
		open := code == "timeout" || code == "unavailable" || code == "bad_answer"
		switch {
		case same && a.Writes && !d.Quiet && (code == "" || code == running):
			bad("for the second time in the flow")
		case old.Key == d.Key && !open:
			bad("under a key that was used and settled (%q)", code)
		}
	}
	if f := s.Frame(d.Frame); f != nil && !d.Quiet {
		flow := j.pb.Flows[f.Flow]
		for arg, slot := range flow.BareArgs(d.Step) {
			if v, given := d.Args[arg]; given && !reflect.DeepEqual(v, f.Slots[slot].Value) {
				bad("%s is not what slot %s holds: %v", arg, slot, f.Slots[slot].Value)
			}
		}
		if a.Writes && flow.Behind("confirm")[d.Step] {
			j.yes(f, bad)
		}
	}
	if a.Writes && !d.Quiet {
		j.seen["write"]++
		j.seen["write in "+d.Pack]++
	}
	j.asked[d.Effect], j.ended[d.Effect] = d, running
}

const running = "running"

// yes: the customer's own, and their last word in the flow.
func (j *judge) yes(f *c.Frame, bad func(string, ...any)) {
	var yes, last int64
	for name, v := range f.Slots {
		switch {
		case strings.HasPrefix(name, "$confirm.") && v.Value == true && (v.Source == c.FromButton || v.Source == c.FromPattern):
			yes = max(yes, v.Message)
		case !strings.HasPrefix(name, "$"):
			last = max(last, v.Message)
		}
	}
	if yes == 0 || yes <= last {
		bad("with a yes at %d after words at %d", yes, last)
	}
}

// effect: what goes out is what the log says, once.
func (j *judge) effect(e c.Effect, decision c.Decision) {
	if j.effects[e.ID] {
		j.t.Fatalf("effect %s twice", e.ID)
	}
	j.effects[e.ID] = true
	if code, ok := e.Data.(c.SendCode); ok {
		j.sent[e.ID] = code.To
	}
	call, ok := e.Data.(c.CallAction)
	if !ok {
		return
	}
	d, ok := j.asked[e.ID]
	if !ok || call.Key != d.Key || call.Action != d.Action || call.Pack != d.Pack || !reflect.DeepEqual(call.Args, d.Args) {
		j.t.Fatalf("effect %s calls %s %v, asked for was %s %v", e.ID, call.Action, call.Args, d.Action, d.Args)
	}
}

func canonical(v c.Value) c.Value {
	out, err := c.Canonical(v)
	if err != nil {
		return nil
	}
	return out
}
