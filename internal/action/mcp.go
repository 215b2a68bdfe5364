package action

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
)

// MetaKey is where an MCP server finds the idempotency key: in the call's _meta.
const MetaKey = "rozmova/idempotency-key"

// CodeUnknownTool: the business system has no tool of that name.
const CodeUnknownTool = "unknown_tool"

// MCP performs actions as tools of a Model Context Protocol server, reached at
// a streamable HTTP endpoint or run as a command that speaks on its standard
// input and output. The session is opened at the first call, and again after
// it broke.
type MCP struct {
	connect func() mcp.Transport

	mu      sync.Mutex
	session *mcp.ClientSession
}

// NewMCP makes a client for a streamable HTTP endpoint. A token, if given, is
// sent as a bearer token.
func NewMCP(endpoint, token string) (*MCP, error) {
	h, err := NewHTTP(endpoint, token) // the same demands on an address, the same bounds on its answers
	if err != nil {
		return nil, err
	}
	client := &http.Client{
		Transport:     bounded{next: h.client.Transport, token: token},
		CheckRedirect: h.client.CheckRedirect,
	}
	return &MCP{connect: func() mcp.Transport {
		return &mcp.StreamableClientTransport{
			Endpoint: h.base.String(), HTTPClient: client,
			DisableStandaloneSSE: true, // we only ask
			MaxRetries:           -1,   // tries are counted by the effect worker
			MaxEventSize:         maxMCP,
		}
	}}, nil
}

// NewMCPCommand makes a client for a server that is run as a command.
func NewMCPCommand(command ...string) (*MCP, error) {
	if len(command) == 0 {
		return nil, errors.New("the command is empty")
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return nil, fmt.Errorf("the command %s is not there", command[0])
	}
	return &MCP{connect: func() mcp.Transport {
		return &mcp.CommandTransport{Command: exec.Command(path, command[1:]...)}
	}}, nil
}

// maxMCP bounds one message of a server: an answer and its wrapping, in which
// the result may stand twice, as text and as data.
const maxMCP = 4 * maxAnswer

// Perform implements Performer.
func (m *MCP) Perform(ctx context.Context, c Call) (conversation.Value, error) {
	s, err := m.open(ctx)
	if err != nil {
		return nil, transport(ctx, err)
	}
	if c.Args == nil {
		c.Args = map[string]conversation.Value{}
	}
	res, err := s.CallTool(ctx, &mcp.CallToolParams{
		Meta: mcp.Meta{MetaKey: string(c.Key)}, Name: c.Action, Arguments: c.Args,
	})
	if err != nil {
		return nil, m.failed(ctx, s, err)
	}
	return toolAnswer(res)
}

// open gives the session, a new one where there is none. The session outlives
// the call that opened it.
func (m *MCP) open(ctx context.Context) (*mcp.ClientSession, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.session != nil {
		return m.session, nil
	}
	client := mcp.NewClient(&mcp.Implementation{Name: "rozmova", Version: "1"}, &mcp.ClientOptions{
		Logger:       slog.New(slog.DiscardHandler), // it would quote what customers said
		Capabilities: &mcp.ClientCapabilities{},     // a business system may ask nothing of us
	})
	s, err := client.Connect(ctx, m.connect(), nil)
	if err != nil {
		return nil, err
	}
	m.session = s
	return s, nil
}

// Tools are the names of the tools that the server offers.
func (m *MCP) Tools(ctx context.Context) ([]string, error) {
	s, err := m.open(ctx)
	if err != nil {
		return nil, quiet(err)
	}
	var names []string
	for t, err := range s.Tools(ctx, nil) {
		if err != nil {
			return nil, quiet(err)
		}
		if names = append(names, t.Name); len(names) > maxTools {
			return nil, errors.New("the server offers too many tools")
		}
	}
	return names, nil
}

// maxTools that a server may list.
const maxTools = 1000

// failed tells a server that refuses the call from one that is not to be
// reached; the session of the latter is given up.
func (m *MCP) failed(ctx context.Context, s *mcp.ClientSession, err error) error {
	var refused *jsonrpc.Error
	if errors.As(err, &refused) {
		said := strings.ToLower(refused.Message)
		switch {
		case refused.Code == jsonrpc.CodeMethodNotFound,
			strings.Contains(said, "unknown tool"), strings.Contains(said, "tool") && strings.Contains(said, "not found"):
			return &Error{Code: CodeUnknownTool, Message: cut(refused.Message, maxText)}
		case refused.Code == jsonrpc.CodeInvalidParams:
			return &Error{Code: "bad_arguments", Message: cut(refused.Message, maxText)}
		}
		return &Error{Code: dialogue.CodeUnavailable, Retry: true, Cause: fmt.Errorf("the server refused the call with code %d", refused.Code)}
	}
	if ctx.Err() == nil { // a slow call leaves the session as it is
		m.mu.Lock()
		if m.session == s {
			m.session = nil
		}
		m.mu.Unlock()
		s.Close()
	}
	return transport(ctx, quiet(err))
}

// quiet keeps what the other side sent out of the logs.
func quiet(err error) error {
	var u *url.Error
	if errors.As(err, &u) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return errors.New("the MCP session broke")
}

// Close ends the session, and with it a server that we run.
func (m *MCP) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.session
	if m.session = nil; s == nil {
		return nil
	}
	return s.Close()
}

// toolAnswer reads a tool's result: its structured content, else its text as
// JSON, else the text itself. Both may be in the plain binding's envelope, in
// which frameworks put whatever is not an object.
func toolAnswer(res *mcp.CallToolResult) (conversation.Value, error) {
	var b []byte
	if res.StructuredContent != nil {
		b, _ = json.Marshal(res.StructuredContent)
	} else {
		var text strings.Builder
		for _, c := range res.Content {
			if t, ok := c.(*mcp.TextContent); ok {
				text.WriteString(t.Text)
			}
		}
		b = []byte(text.String())
	}
	if len(b) > maxAnswer {
		return nil, &Error{Code: dialogue.CodeBadAnswer, Retry: true, Cause: errors.New("answer too large")}
	}
	var v conversation.Value
	if !shallow(b) || json.Unmarshal(b, &v) != nil {
		v = strings.ToValidUTF8(string(b), "")
	}
	envelope, _ := v.(map[string]any)
	if e, ok := envelope["error"]; ok && (res.IsError || len(envelope) == 1) {
		return nil, toolError(e)
	}
	if res.IsError {
		return nil, toolError(v)
	}
	if r, ok := envelope["result"]; ok && len(envelope) == 1 {
		return r, nil
	}
	return v, nil
}

// toolError is the business system's word on why not.
func toolError(v conversation.Value) error {
	switch e := v.(type) {
	case map[string]any:
		c, _ := e["code"].(string)
		text, _ := e["message"].(string)
		return &Error{Code: rejection(c, text), Message: cut(text, maxText)}
	case string:
		return &Error{Code: rejection("", e), Message: cut(e, maxText)}
	}
	return &Error{Code: rejection("", "")}
}

// bounded adds the token and bounds what comes back.
type bounded struct {
	next  http.RoundTripper
	token string
}

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	if b.token != "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+b.token)
	}
	res, err := b.next.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, maxMCP), res.Body}
	}
	return res, err
}

// rejection is the code of a refusal; many systems give only words.
func rejection(given, text string) string {
	switch {
	case given != "":
		return code(given)
	case strings.Contains(strings.ToLower(text), "not found"):
		return "not_found"
	}
	return "rejected"
}
