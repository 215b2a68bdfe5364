package httpapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

//go:generate go test -run TestOpenAPIDocument -update .

// apiConfig describes the API as a whole.
func apiConfig(version string) huma.Config {
	if version == "" {
		version = "1"
	}
	config := huma.DefaultConfig("Rozmova", version)
	// Our own route serves the document; no pages that load scripts from elsewhere.
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil
	config.RejectUnknownQueryParameters = false
	config.Transformers = []huma.Transformer{speak}
	config.Info.Description = "Bots and people resolve customers' issues together.\n\n" +
		"**Cursors.** Every conversation is a log of events numbered by `seq` from 1 without gaps. A client keeps the last seq that it " +
		"saw and asks for what comes after it: by page, by long poll, by server-sent events or by WebSocket. Nothing is lost or doubled " +
		"across a reconnect.\n\n" +
		"**Errors** are `application/problem+json` with a machine-readable `code` and a `detail` in Ukrainian or English, as " +
		"Accept-Language asks. What belongs to somebody else is answered like what does not exist.\n\n" +
		"**Sending again** is always safe: inputs carry a `client_id`, and one that was seen before is answered as before."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	config.Tags = []*huma.Tag{
		{Name: "Customer", Description: "For the web widget and for apps. Bearer token of one conversation; any origin."},
		{Name: "Desk", Description: "For agents. Cookie of a sign-in, `X-Rozmova-CSRF` with every request that changes something, and " +
			"`X-Rozmova-Workspace` (or `?workspace=`) where an agent is in several; same origin only."},
		{Name: "Operations", Description: "For operators and their machines."},
	}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"customerToken": {Type: "http", Scheme: "bearer", Description: "The token that a session gave. WebSocket and EventSource may send it as `?token=`."},
		"deskCookie":    {Type: "apiKey", In: "cookie", Name: cookieName},
	}
	return config
}

// OpenAPI is the document of the API, indented, as it is committed and served.
func (s *Server) OpenAPI() []byte {
	b, err := json.Marshal(s.api.OpenAPI())
	if err != nil {
		panic(fmt.Sprintf("httpapi: OpenAPI document: %v", err)) // made of our own types only
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		panic(fmt.Sprintf("httpapi: OpenAPI document: %v", err))
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// eventsOperation documents a path that answers with a page or with a stream.
func (s *Server) eventsOperation(id, path, tag string, security []map[string][]string, summary string, page, frame any) huma.Operation {
	registry := s.api.OpenAPI().Components.Schemas
	return huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: path, Tags: []string{tag}, Security: security, Summary: summary,
		Description: "A page at once; with wait, a page as soon as there is something, or an empty one when the time is up. With " +
			"`Accept: text/event-stream` a stream of server-sent events: `id` is the seq, `data` one event; events named `typing` and " +
			"`ping` carry no id. A browser resumes by Last-Event-ID. A cursor beyond the end is 400 cursor_ahead with last_seq.",
		Parameters: []*huma.Param{
			conversationParam(),
			queryParam("after", "Events with a greater seq are given; 0 means from the beginning.", huma.TypeInteger),
			queryParam("wait", "Seconds to wait for something to happen, at most 55.", huma.TypeInteger),
			queryParam("limit", "Events of a page, at most 500; 200 unless said.", huma.TypeInteger),
			{Name: "Last-Event-ID", In: "header", Description: "The last seq that was seen, when it is beyond after.", Schema: &huma.Schema{Type: huma.TypeInteger}},
		},
		Responses: map[string]*huma.Response{
			"200": {Description: "A page of events, or a stream of them.", Content: map[string]*huma.MediaType{
				"application/json":  {Schema: registry.Schema(reflect.TypeOf(page), true, "")},
				"text/event-stream": {Schema: registry.Schema(reflect.TypeOf(frame), true, "")},
			}},
			"default": s.problemResponse(),
		},
	}
}

func socketOperation(id, path, tag string, security []map[string][]string, summary, doc string) huma.Operation {
	op := huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: path, Tags: []string{tag}, Security: security, Summary: summary, Description: doc,
		Responses: map[string]*huma.Response{"101": {Description: "The connection is a WebSocket now."}},
	}
	if id == "customerStream" {
		op.Parameters = []*huma.Param{
			conversationParam(),
			queryParam("after", "Events with a greater seq are given.", huma.TypeInteger),
			queryParam("token", "The bearer token, where no header can be set.", huma.TypeString),
		}
	} else {
		op.Parameters = []*huma.Param{queryParam("workspace", "Which workspace; the agent's first one unless said.", huma.TypeString)}
	}
	return op
}

func opsOperation(id, path, summary, kind string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: path, Tags: []string{"Operations"}, Summary: summary,
		Responses: map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{kind: {Schema: &huma.Schema{Type: huma.TypeString}}}}},
	}
}

func (s *Server) problemResponse() *huma.Response {
	schema := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(Problem{}), true, "")
	return &huma.Response{Description: "Error", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: schema}}}
}

func conversationParam() *huma.Param {
	return &huma.Param{Name: "id", In: "path", Required: true, Description: "The conversation.", Schema: &huma.Schema{Type: huma.TypeString}}
}

func queryParam(name, doc, kind string) *huma.Param {
	return &huma.Param{Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: kind}}
}

// documentFrames puts what travels on streams into the document, where OpenAPI
// has no place of its own for it.
func (s *Server) documentFrames() {
	registry := s.api.OpenAPI().Components.Schemas
	for _, frame := range []any{CustomerFrame{}, DeskLogFrame{}, DeskFrame{}, DeskCommand{}} {
		registry.Schema(reflect.TypeOf(frame), true, "")
	}
}

// The streams, for the document alone: what is sent is one of the variants.
type (
	// CustomerFrame travels on a customer's stream.
	CustomerFrame struct{}
	// DeskLogFrame travels on an agent's stream of one conversation.
	DeskLogFrame struct{}
	// DeskFrame travels on an agent's WebSocket.
	DeskFrame struct{}
)

// Schema describes the frames.
func (CustomerFrame) Schema(r huma.Registry) *huma.Schema {
	return union(r, "CustomerFrame", "One frame of a customer's stream: an event, or something that is not in the log and has no seq.",
		CustomerEvent{}, TypingFrame{}, PingFrame{})
}

// Schema describes the frames.
func (DeskLogFrame) Schema(r huma.Registry) *huma.Schema {
	return union(r, "DeskLogFrame", "One frame of an agent's stream of one conversation: an event, or something that is not in the log and has no seq.",
		DeskEvent{}, TypingFrame{}, PingFrame{})
}

// Schema describes the frames.
func (DeskFrame) Schema(r huma.Registry) *huma.Schema {
	return union(r, "DeskFrame", "One frame of an agent's WebSocket; type says which.",
		RowFrame{}, CountsFrame{}, DeskTypingFrame{}, EventFrame{}, ErrorFrame{}, PingFrame{})
}
