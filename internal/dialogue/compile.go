package dialogue

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"time"
)

// Source is one pack's files by path ("flows/cancel.yaml"). Name stands before
// the path in problems.
type Source struct {
	Name  string
	Files map[string][]byte
}

// Compile checks and links sources laid over each other: a later source
// replaces texts, cards, actions and flows of the same name. The playbook
// takes the name, languages and currency of the last source that says them.
// The error is Problems: every mistake with its file and line.
func Compile(name string, sources ...Source) (*Playbook, error) {
	r := &reader{}
	p := &Playbook{
		Name: name, Version: version(sources), Packs: map[string]*Pack{}, checks: map[string]*Flow{}, Flows: map[string]*Flow{}, Events: map[string]*Flow{},
		Types: map[string]*Type{}, Actions: map[string]*Action{}, Phrases: map[string]map[string][]string{}, Outside: map[string][]string{}, QueueWait: 2 * time.Minute,
		texts: map[string]map[string]*text{}, cards: map[string]*card{},
	}
	currency := ""
	var langPos, menuPos Pos
	outsidePos := map[string]Pos{}
	for _, src := range sources {
		s := r.source(src.Name, src.Files)
		p.Packs[src.Name] = &Pack{Name: src.Name, Title: s.title, Identity: s.identity, VerifiedFor: s.verifiedFor, Tickets: s.tickets, actions: s.actions}
		p.Layers = append(p.Layers, src.Name)
		p.lay(r, s, src.Name)
		p.layGuidelines(r, s, src.Name)
		for lang, texts := range s.outside {
			p.Outside[lang], outsidePos[lang] = append(p.Outside[lang], texts...), s.outsidePos
		}
		if len(s.languages) > 0 {
			p.Languages, langPos = s.languages, s.langPos
		}
		if s.title != nil {
			p.Title = s.title
		}
		if s.queueWait > 0 {
			p.QueueWait = s.queueWait
		}
		if s.model != "" {
			p.Model = s.model
		}
		if s.silence > 0 {
			p.Silence = s.silence
		}
		if s.hours != nil {
			p.Hours = s.hours
		}
		if len(s.menu) > 0 {
			p.Menu, menuPos = append(p.Menu, s.menu...), s.menuPos
		}
		if s.currency != "" {
			currency = s.currency
		}
	}
	if len(p.Languages) == 0 {
		r.fail(Pos{"pack.yaml", 1}, "no languages: languages: [uk, en]")
		p.Languages = []string{"uk"}
	}
	p.Currency = currency
	for _, lang := range sortedKeys(p.Outside) {
		if !p.Speaks(lang) {
			r.fail(outsidePos[lang], "examples out of scope in language %q, which is not among the pack's languages", lang)
		}
	}
	l := &linker{reader: r, p: p, format: &format{p.texts, currency}, langPos: langPos, menuPos: menuPos}
	l.link()
	if len(r.problems) > 0 {
		return nil, r.sorted()
	}
	return p, nil
}

// lay puts a source over what is there.
func (p *Playbook) lay(r *reader, s *source, pack string) {
	for k, v := range s.types {
		p.Types[k] = v
	}
	for k, v := range s.actions {
		p.Actions[k] = v
	}
	for k, v := range s.cards {
		p.cards[k] = v
	}
	for k, byLang := range s.texts {
		if p.texts[k] == nil {
			p.texts[k] = map[string]*text{}
		}
		for lang, t := range byLang {
			p.texts[k][lang] = t
		}
	}
	p.Topics = append(p.Topics, s.topics...)
	for kind, byLang := range s.phrases {
		if p.Phrases[kind] == nil {
			p.Phrases[kind] = map[string][]string{}
		}
		for lang, words := range byLang {
			p.Phrases[kind][lang] = append(p.Phrases[kind][lang], words...)
		}
	}
	own := map[string]*Flow{}
	for _, f := range s.flows {
		if other := own[f.Name]; other != nil {
			r.fail(f.pos, "flow %q is given twice, also at %s", f.Name, other.pos)
			continue
		}
		own[f.Name] = f
		f.Pack = pack
		if old := p.Flows[f.Name]; old == nil {
			p.Order = append(p.Order, f.Name)
		} else {
			f.Pack = old.Pack // an overlay changes a pack's flow, it does not move it
			if old.On != "" && p.Events[old.On] == old {
				delete(p.Events, old.On)
			}
			if p.checks[old.Pack] == old {
				delete(p.checks, old.Pack)
			}
		}
		p.Flows[f.Name] = f
		if f.On == eventVerify {
			p.layCheck(r, f)
		} else if f.On != "" {
			if other := p.Events[f.On]; other != nil && own[other.Name] == other {
				r.fail(f.pos, "event %q already calls for flow %q at %s", f.On, other.Name, other.pos)
			} else if other != nil {
				p.Order = slices.DeleteFunc(p.Order, func(n string) bool { return n == other.Name })
				delete(p.Flows, other.Name)
			}
			p.Events[f.On] = f
		}
	}
}

// version is the hash of all files, so that the same playbook has the same
// version on every node.
func version(sources []Source) string {
	h := sha256.New()
	for _, s := range sources {
		for _, k := range sortedKeys(s.Files) {
			if strings.HasPrefix(k, "tests/") {
				continue // a test says nothing to a customer
			}
			io.WriteString(h, s.Name+"/"+k+"\x00")
			h.Write(s.Files[k])
			h.Write([]byte{0})
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// events that the engine calls for. A pattern flow may be bound to no other.
var events = []string{
	"session_start", "cannot_handle", "clarify", "cancelled", "resumed", "completed", "restarted",
	"action_failed", "too_late", "handoff", "no_agents", "returned", "back", "verification_required",
	"hello", "thanks", "goodbye", "how_are_you", "help", "insult", "nothing_to_cancel",
	"repeat", "correction", "next_request",
	"silence", "closing",
	"callback", "leave_ticket", eventAnswered, eventCompete, eventNotKnown,
	"locked", "code_sent", "code_wrong", "code_expired",
	eventCardMasked,
	"ticket_opened", "ticket_changed",
}

// engineTexts are the words that the engine itself needs; the base pack has them.
var engineTexts = []string{
	"button.yes", "button.no", "button.all", "button.person", "button.retry", "invalid.any", "invalid.confirm",
	"summary.customer", "summary.unknown", "summary.request", "summary.flow", "summary.action", "summary.ticket", "summary.open",
	"level.anonymous", "level.identified", "level.verified",
	"outcome.resolved", "outcome.not_resolved", "outcome.cancelled", "outcome.failed", "outcome.handed_off",
	"action_status.running", "action_status.succeeded", "action_status.failed", "action_status.unknown",
	"format.money", "format.date", "suggest.default", "suggest.greeting", "suggest.greeting_name",
}
