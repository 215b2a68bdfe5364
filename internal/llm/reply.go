package llm

import (
	"errors"
	"strings"
)

// finished is the end of a reply that is whole.
const finished Code = "finished"

// writing is a reply as it comes in.
type writing struct {
	text    strings.Builder
	model   string
	usage   Usage
	end     Code // how it ended; empty while it goes on
	refused bool
}

// add takes a piece of text. A reply beyond the limit is not worth waiting for.
func (w *writing) add(piece string, onText func(string)) error {
	if piece == "" {
		return nil
	}
	if w.text.Len()+len(piece) > maxReply {
		return &Error{Code: BadAnswer, Cause: errors.New("the reply is too large")}
	}
	w.text.WriteString(piece)
	if onText != nil {
		onText(piece)
	}
	return nil
}

func (w *writing) failed(err error) *Error {
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Code: Unavailable, Cause: err}
	}
	e.Usage = w.usage
	return e
}

func (w *writing) reply(s *Schema) (Reply, error) {
	switch {
	case w.refused || w.end == Refused:
		return Reply{}, w.failed(&Error{Code: Refused})
	case w.end == TooLong:
		return Reply{}, w.failed(&Error{Code: TooLong})
	case strings.TrimSpace(w.text.String()) == "":
		return Reply{}, w.failed(&Error{Code: BadAnswer, Cause: errors.New("the reply is empty")})
	}
	out := Reply{Text: w.text.String(), Model: w.model, Usage: w.usage}
	if s != nil {
		var err error
		if out.JSON, err = s.read(out.Text); err != nil {
			return Reply{}, w.failed(&Error{Code: BadAnswer, Cause: err})
		}
	}
	return out, nil
}
