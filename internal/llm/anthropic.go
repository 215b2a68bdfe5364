package llm

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

// Anthropic speaks the protocol of Anthropic's messages.
type Anthropic struct {
	messages anthropic.MessageService
	model    string
}

const anthropicURL = "https://api.anthropic.com"

// NewAnthropic makes a client. Server.URL may be empty. The error holds neither
// the address nor the key.
func NewAnthropic(s Server) (*Anthropic, error) {
	if s.URL == "" {
		s.URL = anthropicURL
	}
	u, err := address(s)
	if err != nil {
		return nil, err
	}
	hc := httpClient()
	hc.Transport = bounded{hc.Transport}
	return &Anthropic{model: s.Model, messages: anthropic.NewMessageService(
		option.WithoutEnvironmentDefaults(), // what is configured here counts, and nothing else
		option.WithoutOpenTelemetry(),
		option.WithBaseURL(u.String()), option.WithAPIKey(s.Key), option.WithHTTPClient(hc),
		option.WithMaxRetries(0), // Guarded does
	)}, nil
}

// bounded cuts an answer that is far too large, and goes nowhere else.
type bounded struct{ http.RoundTripper }

// maxAnswer bounds an answer with its envelope; the events of a stream have
// one for each few letters.
const maxAnswer = 4 << 20

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.RoundTripper.RoundTrip(r)
	if err == nil && res.StatusCode >= 300 && res.StatusCode < 400 { // the library takes it for an answer
		_ = res.Body.Close()
		return nil, status(res.StatusCode, nil)
	}
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, maxAnswer), res.Body}
	}
	return res, err
}

// Complete implements Client.
func (a *Anthropic) Complete(ctx context.Context, r Request) (Reply, error) {
	began := time.Now()
	var w writing
	var m *anthropic.Message
	var err error
	if r.OnText != nil {
		m, err = a.stream(ctx, r, &w)
	} else if m, err = a.messages.New(ctx, a.params(r)); err == nil {
		err = addAll(&w, m.Content)
	}
	if m != nil {
		u := m.Usage
		cached := int(u.CacheReadInputTokens)
		w.model = string(m.Model)
		w.usage = Usage{Input: int(u.InputTokens+u.CacheCreationInputTokens) + cached, Cached: cached, Output: int(u.OutputTokens)}
	}
	w.usage.Took = time.Since(began)
	if err != nil {
		return Reply{}, w.failed(anthropicError(ctx, err))
	}
	switch m.StopReason {
	case anthropic.StopReasonRefusal:
		w.end = Refused
	case anthropic.StopReasonMaxTokens, "model_context_window_exceeded":
		w.end = TooLong
	}
	return w.reply(r.Schema)
}

func (a *Anthropic) params(r Request) anthropic.MessageNewParams {
	p := anthropic.MessageNewParams{Model: anthropic.Model(a.model), MaxTokens: int64(r.tokens())}
	if r.System != "" { // the same from one message to the next, so worth keeping over there
		p.System = []anthropic.TextBlockParam{{Text: r.System, CacheControl: anthropic.NewCacheControlEphemeralParam()}}
	}
	for _, m := range r.Messages {
		text := anthropic.NewTextBlock(m.Text)
		if m.Role == Assistant {
			p.Messages = append(p.Messages, anthropic.NewAssistantMessage(text))
		} else {
			p.Messages = append(p.Messages, anthropic.NewUserMessage(text))
		}
	}
	if r.Schema != nil {
		p.OutputConfig.Format = anthropic.JSONOutputFormatParam{Schema: r.Schema.object}
	}
	return p
}

func addAll(w *writing, blocks []anthropic.ContentBlockUnion) error {
	for _, b := range blocks {
		if b.Type != "text" {
			continue
		}
		if err := w.add(b.Text, nil); err != nil {
			return err
		}
	}
	return nil
}

func (a *Anthropic) stream(ctx context.Context, r Request, w *writing) (*anthropic.Message, error) {
	s := a.messages.NewStreaming(ctx, a.params(r))
	defer s.Close()
	m := &anthropic.Message{}
	whole := false
	for s.Next() {
		e := s.Current()
		if err := m.Accumulate(e); err != nil {
			return m, &Error{Code: BadAnswer, Cause: errors.New("not an event of the protocol")}
		}
		switch e := e.AsAny().(type) {
		case anthropic.ContentBlockDeltaEvent:
			if d, ok := e.Delta.AsAny().(anthropic.TextDelta); ok {
				if err := w.add(d.Text, r.OnText); err != nil {
					return m, err
				}
			}
		case anthropic.MessageStopEvent:
			whole = true
		}
	}
	if err := s.Err(); err != nil {
		var wire net.Error
		if ctx.Err() == nil && (errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &wire)) {
			return m, &Error{Code: Cut, Cause: errEnds}
		}
		return m, err
	}
	if !whole {
		return m, &Error{Code: Cut, Cause: errEnds}
	}
	return m, nil
}

// anthropicError keeps the status and drops the words: the library's errors
// hold the address and what the server wrote.
func anthropicError(ctx context.Context, err error) error {
	var own *Error
	var api *anthropic.Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &api):
		if api.StatusCode == http.StatusOK { // told in the stream
			if api.Type() == "overloaded_error" || api.Type() == "rate_limit_error" {
				return &Error{Code: RateLimited, Cause: errors.New("told in the stream")}
			}
			return &Error{Code: Unavailable, Cause: errors.New("the server told of an error in the stream")}
		}
		var h http.Header
		if api.Response != nil {
			h = api.Response.Header
		}
		return status(api.StatusCode, h)
	}
	var wire *url.Error
	if ctx.Err() == nil && !errors.As(err, &wire) {
		return &Error{Code: BadAnswer, Cause: errors.New("not an answer of the protocol")}
	}
	return transport(ctx, err)
}
