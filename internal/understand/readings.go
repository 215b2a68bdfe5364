package understand

import (
	"cmp"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// inOtherWords is what a message that is not understood, or not for sure, asks
// for in Ukrainian words instead of Russian ones.
func (r *Recogniser) inOtherWords(text string, u Understanding, s *conversation.State, now time.Time) []conversation.Command {
	if !nothing(u.Commands) && !unsure(u.Commands) {
		return nil
	}
	kinds := []conversation.CommandKind{conversation.CmdSet} // numbers and names stand in it as they were written
	if nothing(u.Commands) {
		kinds = append(kinds, conversation.CmdClarify)
	}
	if ukrainian, ok := bridged(text); ok {
		if cs := r.clearly(ukrainian, text, 0, s, now, kinds...); cs != nil { // these are the words of the examples
			return cs
		}
	}
	if nothing(u.Commands) && u.Commands[0].Reason != outOfScope {
		return nil // who only names themselves has made no slip
	}
	return r.withoutSlips(text, s, now, kinds)
}

// withoutSlips reads a message that opens a matter with its slips put right. While a
// question is open the words that nobody knows may be a name.
func (r *Recogniser) withoutSlips(text string, s *conversation.State, now time.Time, kinds []conversation.CommandKind) []conversation.Command {
	if len(s.Stack) > 0 || s.Expect.Kind != conversation.ExpectNothing {
		return nil
	}
	right, ok := r.spelling.mend(text, cmp.Or(r.langOf(text, s), normal.ScriptLanguage(text)))
	if !ok {
		return nil
	}
	if cs := r.clearly(right, text, 0, s, now, kinds...); cs != nil {
		return cs
	}
	if ukrainian, ok := bridged(right); ok {
		return r.clearly(ukrainian, text, 0, s, now, kinds...)
	}
	return nil
}

// otherReadings tries a message that means nothing as written in the other
// keyboard layout («ghbdsn») and as Ukrainian in Latin letters («de moie
// zamovlennia»). A reading counts only when it clearly asks for something that
// needs no value, or answers yes or no: values must stand in the customer's words
// as they wrote them.
func (r *Recogniser) otherReadings(text string, s *conversation.State, now time.Time) []conversation.Command {
	clean := normal.Clean(text)
	if other, ok := normal.OtherLayout(clean, false); ok {
		if cs := r.clearly(other, text, r.limits.Reading, s, now); cs != nil {
			return cs
		}
	}
	if latin := normal.FromLatin(clean); latin != clean {
		return r.clearly(latin, text, r.limits.Reading, s, now)
	}
	return nil
}

// clearly is what a reading of a text asks for, flows at least so sure, and what
// it says of further kinds.
func (r *Recogniser) clearly(reading, text string, least float64, s *conversation.State, now time.Time, kinds ...conversation.CommandKind) []conversation.Command {
	m := r.message(reading, normal.ScriptLanguage(reading), s, now)
	var out []conversation.Command
	clear := false
	for _, c := range m.read() {
		switch c.Kind {
		case conversation.CmdStart:
			if c.Confidence < least {
				continue
			}
			clear = true
		case conversation.CmdSocial, conversation.CmdHandoff, conversation.CmdRestart, conversation.CmdRepeat, conversation.CmdCancel:
			clear = true
		default:
			_, answer := c.Value.(bool) // "tak", "lf": yes or no to what was asked
			if !answer && (!slices.Contains(kinds, c.Kind) || c.Kind == conversation.CmdSet && c.Source != conversation.FromEntity) {
				continue
			}
			clear = clear || answer || c.Kind != conversation.CmdSet
		}
		c.Text = text
		out = append(out, c)
	}
	if !clear {
		return nil
	}
	return out
}

// unsure says that a message was understood as one of several things.
func unsure(cs []conversation.Command) bool {
	return len(cs) == 1 && cs[0].Kind == conversation.CmdClarify
}

// nothing says that a message was not understood at all.
func nothing(cs []conversation.Command) bool {
	return len(cs) == 1 && cs[0].Kind == conversation.CmdNone
}
