// Package llm talks to language models: OpenAI-compatible servers (hosted ones,
// llama.cpp, vLLM, Ollama) and Anthropic's.
//
// A Client makes one request and tells how it ended; Guarded puts around it
// what a live service needs: time limits, retries, a circuit breaker, a bound
// on requests at once, and a budget that is counted in money. Effects ask it
// after the commit; it is never called inside of a transaction. It logs no
// text, neither what is asked nor what is answered, and believes nothing of
// what comes back: JSON is checked against the schema that was asked for.
package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Client asks a model. Its errors are *Error.
type Client interface {
	Complete(context.Context, Request) (Reply, error)
}

// Role says who speaks in a Message.
type Role string

// Roles of messages; what the system says is in Request.System.
const (
	User      Role = "user"
	Assistant Role = "assistant"
)

// Message is one turn of a dialogue with a model.
type Message struct {
	Role Role
	Text string
}

// Request is what to ask.
type Request struct {
	Workspace string // whose request it is, for the accounts
	Purpose   string // what for, as accounts and metrics name it: understand, answer, …
	System    string
	Messages  []Message
	Schema    *Schema // the reply must be JSON of this shape; nil: plain text
	MaxTokens int     // of the reply; 0: defaultTokens
	// OnText gets the reply piece by piece as it is written, in order, before
	// Complete returns. Set, it makes the exchange a stream. What was given to
	// it does not count before Complete returns without an error.
	OnText func(string)
}

const defaultTokens = 512

func (r Request) tokens() int {
	if r.MaxTokens <= 0 {
		return defaultTokens
	}
	return r.MaxTokens
}

// Reply is what a model said.
type Reply struct {
	Text  string          // all of it, at most maxReply bytes
	JSON  json.RawMessage // Text, once it is known to fit the schema
	Model string          // who said it, by its own word
	Usage Usage
}

// Usage is what a request took. Cached tokens are part of Input.
type Usage struct {
	Input, Cached, Output int
	Took                  time.Duration
	Guessed               bool // the server did not say; by the length of the texts
}

// Code says how a request failed.
type Code string

// Codes of errors. The first group may pass by itself, and is tried again as
// long as there is time.
const (
	Unavailable Code = "unavailable"  // no connection, or an answer of 5xx
	Timeout     Code = "timeout"      // no answer in time
	RateLimited Code = "rate_limited" // 429, or overloaded
	Cut         Code = "cut"          // the stream broke off

	BadAnswer Code = "bad_answer" // not what the protocol or the schema says
	TooLong   Code = "too_long"   // cut at the limit of tokens
	Refused   Code = "refused"    // the model or its filter would not answer
	Rejected  Code = "rejected"   // 4xx: key, name of the model, request

	Open       Code = "circuit_open" // it failed too often lately
	Busy       Code = "busy"         // too many requests at once
	OverBudget Code = "over_budget"  // the day's money is spent
	Stopped    Code = "stopped"      // the caller gave up
)

// Error is how a request failed. Cause is for the log: it holds neither a key,
// nor what was asked or answered.
type Error struct {
	Code  Code
	Cause error
	After time.Duration // the server asked to wait so long; 0: it did not say
	Usage Usage         // what it took all the same

	badRequest bool // the server did not understand it
	final      bool // trying again would say things twice
}

func (e *Error) Error() string {
	if e.Cause == nil {
		return "model: " + string(e.Code)
	}
	return fmt.Sprintf("model: %s: %v", e.Code, e.Cause)
}

func (e *Error) Unwrap() error { return e.Cause }

// CodeOf is the code of an error of this package.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Unavailable
}

// passing says whether trying again may help.
func passing(err error) bool {
	var e *Error
	if !errors.As(err, &e) || e.final {
		return false
	}
	switch e.Code {
	case Unavailable, RateLimited, Cut:
		return true
	}
	return false
}
