package understand

import (
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/understand/normal"
)

// sureReading is how sure a flow must be that only another reading of the
// message shows.
const sureReading = 0.75

// otherReadings tries a message that means nothing as written in the other
// keyboard layout («ghbdsn») and as Ukrainian in Latin letters («de moie
// zamovlennia»). A reading counts only when it clearly asks for something that
// needs no value: values must stand in the customer's words as they wrote them.
func (r *Recogniser) otherReadings(text string, s *conversation.State, now time.Time) []conversation.Command {
	clean := normal.Clean(text)
	var readings []string
	if other, ok := normal.OtherLayout(clean, false); ok {
		readings = append(readings, other)
	}
	if latin := normal.FromLatin(clean); latin != clean {
		readings = append(readings, latin)
	}
	for _, reading := range readings {
		m := r.message(reading, normal.ScriptLanguage(reading), s, now)
		var out []conversation.Command
		for _, c := range m.read() {
			switch c.Kind {
			case conversation.CmdStart:
				if c.Confidence < sureReading {
					continue
				}
			case conversation.CmdSocial, conversation.CmdHandoff, conversation.CmdRestart, conversation.CmdRepeat, conversation.CmdCancel:
			default:
				continue
			}
			c.Text = text
			out = append(out, c)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// nothing says that a message was not understood at all.
func nothing(cs []conversation.Command) bool {
	return len(cs) == 1 && cs[0].Kind == conversation.CmdNone
}
