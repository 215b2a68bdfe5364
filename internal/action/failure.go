package action

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/rozmova/rozmova/internal/dialogue"
)

// failure is the error of the plain binding. Systems that were written for a
// person's or a model's eyes give no code, only a sentence; some of them put it
// where the object should be.
type failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// UnmarshalJSON also takes a bare sentence.
func (f *failure) UnmarshalJSON(b []byte) error {
	type plain failure
	if json.Unmarshal(b, &f.Message) == nil {
		return nil
	}
	if err := json.Unmarshal(b, (*plain)(f)); err != nil {
		return fmt.Errorf("read error: %w", err)
	}
	return nil
}

// Codes that stand for a sentence without one.
const (
	CodeRejected = "rejected"  // a no, and no word on what kind
	CodeNotFound = "not_found" // what was asked for is not there
)

func (f failure) asError() *Error {
	return &Error{Code: f.code(), Message: cut(f.Message, maxText)}
}

func (f failure) code() string {
	if c := code(f.Code); c != "" {
		return c
	}
	text := strings.ToLower(cut(f.Message, maxText))
	missing := strings.Contains(text, "not found") || strings.Contains(text, "unknown") || strings.Contains(text, "no such")
	switch {
	case missing && (strings.Contains(text, "tool") || strings.Contains(text, "action") && !strings.Contains(text, "transaction")),
		strings.Contains(text, "not implemented"):
		return dialogue.CodeUnknownTool
	case strings.Contains(text, "not found"):
		return CodeNotFound
	}
	return CodeRejected
}

// unknownTool: nothing answers under the action's name. It may be a proxy in
// front of a system that is just starting, so it is tried again where the
// action is one that the system must have.
func unknownTool() *Error {
	return &Error{Code: dialogue.CodeUnknownTool, Retry: true, Cause: fmt.Errorf("status 404")}
}
