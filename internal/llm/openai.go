package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

// OpenAI speaks the protocol of OpenAI's chat completions, which most servers
// of open models speak as well.
type OpenAI struct {
	at     *url.URL
	key    string
	model  string
	client *http.Client
	hold   atomic.Int32 // the strictest of formats that the server has not refused
}

// How a server is held to a schema. Not all know the first; what they do not
// know they refuse, and are asked for less from then on.
const (
	strictly   int32 = iota // json_schema, as OpenAI, vLLM and llama.cpp's own server have it
	asObject                // json_object with the schema beside it, as llama-cpp-python has it
	trustfully              // not at all; the reply is checked as all are
)

// NewOpenAI makes a client. The error holds neither the address nor the key.
func NewOpenAI(s Server) (*OpenAI, error) {
	u, err := address(s)
	if err != nil {
		return nil, err
	}
	return &OpenAI{at: u.JoinPath("chat", "completions"), key: s.Key, model: s.Model, client: httpClient()}, nil
}

type openAIMessage struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type openAIRequest struct {
	Model          string          `json:"model"`
	Messages       []openAIMessage `json:"messages"`
	MaxTokens      int             `json:"max_tokens"`
	Temperature    float64         `json:"temperature"`
	ResponseFormat *responseFormat `json:"response_format,omitempty"`
	Stream         bool            `json:"stream,omitempty"`
	StreamOptions  *streamOptions  `json:"stream_options,omitempty"`
}

type streamOptions struct {
	IncludeUsage bool `json:"include_usage"`
}

type responseFormat struct {
	Type       string          `json:"type"`
	JSONSchema *jsonSchema     `json:"json_schema,omitempty"`
	Schema     json.RawMessage `json:"schema,omitempty"`
}

type jsonSchema struct {
	Name   string          `json:"name"`
	Strict bool            `json:"strict"`
	Schema json.RawMessage `json:"schema"`
}

// openAIAnswer is a whole answer, or one piece of a stream.
type openAIAnswer struct {
	Model   string `json:"model"`
	Choices []struct {
		Message      openAIPart `json:"message"`
		Delta        openAIPart `json:"delta"`
		FinishReason string     `json:"finish_reason"`
	} `json:"choices"`
	Usage *struct {
		Prompt     int `json:"prompt_tokens"`
		Completion int `json:"completion_tokens"`
		Details    struct {
			Cached int `json:"cached_tokens"`
		} `json:"prompt_tokens_details"`
	} `json:"usage"`
	Error json.RawMessage `json:"error"`
}

type openAIPart struct {
	Content string `json:"content"`
	Refusal string `json:"refusal"`
}

// Complete implements Client.
func (o *OpenAI) Complete(ctx context.Context, r Request) (Reply, error) {
	known := o.hold.Load()
	for hold := known; ; hold++ {
		reply, err := o.ask(ctx, r, hold)
		var e *Error
		refused := errors.As(err, &e) && e.badRequest
		if refused && r.Schema != nil && hold < trustfully {
			continue
		}
		if hold > known && !refused { // refused to the last: the format was not it
			o.hold.Store(hold)
		}
		return reply, err
	}
}

func (o *OpenAI) ask(ctx context.Context, r Request, hold int32) (Reply, error) {
	began := time.Now()
	body, err := json.Marshal(o.request(r, hold))
	if err != nil {
		return Reply{}, &Error{Code: Rejected, Cause: errors.New("the request cannot be encoded")}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.at.String(), bytes.NewReader(body))
	if err != nil {
		return Reply{}, &Error{Code: Rejected, Cause: errors.New("the request cannot be made")}
	}
	req.Header.Set("Content-Type", "application/json")
	if o.key != "" {
		req.Header.Set("Authorization", "Bearer "+o.key)
	}
	res, err := o.client.Do(req)
	if err != nil {
		return Reply{}, transport(ctx, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return Reply{}, refusal(res)
	}
	var w writing
	if r.OnText != nil {
		err = o.stream(ctx, res.Body, &w, r.OnText)
	} else {
		err = o.whole(ctx, res.Body, &w)
	}
	w.usage.Took = time.Since(began)
	if err != nil {
		return Reply{}, w.failed(err)
	}
	return w.reply(r.Schema)
}

func (o *OpenAI) request(r Request, hold int32) openAIRequest {
	out := openAIRequest{Model: o.model, MaxTokens: r.tokens()}
	if r.System != "" {
		out.Messages = append(out.Messages, openAIMessage{"system", r.System})
	}
	for _, m := range r.Messages {
		out.Messages = append(out.Messages, openAIMessage{string(m.Role), m.Text})
	}
	if r.Schema != nil && hold == strictly {
		out.ResponseFormat = &responseFormat{Type: "json_schema", JSONSchema: &jsonSchema{r.Schema.Name, true, r.Schema.raw}}
	} else if r.Schema != nil && hold == asObject {
		out.ResponseFormat = &responseFormat{Type: "json_object", Schema: r.Schema.bounded}
	}
	if r.OnText != nil {
		out.Stream, out.StreamOptions = true, &streamOptions{IncludeUsage: true}
	}
	return out
}

func (o *OpenAI) whole(ctx context.Context, body io.Reader, w *writing) error {
	b, err := io.ReadAll(io.LimitReader(body, maxReply*2))
	if err != nil {
		return transport(ctx, err)
	}
	var a openAIAnswer
	if err := json.Unmarshal(b, &a); err != nil || len(a.Choices) == 0 {
		return &Error{Code: BadAnswer, Cause: errors.New("not an answer of the protocol")}
	}
	o.take(a, w)
	return w.add(a.Choices[0].Message.Content, nil)
}

var errEnds = errors.New("the stream ended before the reply did")

func (o *OpenAI) stream(ctx context.Context, body io.Reader, w *writing, onText func(string)) error {
	err := eachEvent(body, func(data string) (bool, error) {
		if data == "[DONE]" {
			return true, nil
		}
		var a openAIAnswer
		if err := json.Unmarshal([]byte(data), &a); err != nil {
			return false, &Error{Code: BadAnswer, Cause: errors.New("not an event of the protocol")}
		}
		if len(a.Error) > 0 && string(a.Error) != "null" {
			return false, &Error{Code: Unavailable, Cause: errors.New("the server told of an error in the stream")}
		}
		o.take(a, w)
		if len(a.Choices) == 0 {
			return false, nil
		}
		return false, w.add(a.Choices[0].Delta.Content, onText)
	})
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			return e
		}
		if ctx.Err() != nil {
			return transport(ctx, err)
		}
		return &Error{Code: Cut, Cause: errEnds}
	}
	// "[DONE]" alone is no end: servers send it, too, when they break a reply off
	// to serve somebody else.
	if w.end == "" {
		return &Error{Code: Cut, Cause: errEnds}
	}
	return nil
}

// take notes what an answer says beside its text.
func (o *OpenAI) take(a openAIAnswer, w *writing) {
	if a.Model != "" {
		w.model = a.Model
	}
	if u := a.Usage; u != nil {
		w.usage = Usage{Input: u.Prompt, Cached: u.Details.Cached, Output: u.Completion}
	}
	if len(a.Choices) == 0 {
		return
	}
	c := a.Choices[0]
	switch c.FinishReason {
	case "length":
		w.end = TooLong
	case "content_filter":
		w.end = Refused
	case "":
	default:
		w.end = finished
	}
	if c.Message.Refusal != "" || c.Delta.Refusal != "" {
		w.refused = true
	}
}
