package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/turn"
)

const customerPrefix = "/api/customer/"

// customerRoutes is the customer API.
func (s *Server) customerRoutes() {
	open := around(anyOrigin, s.withAddress, s.addressLimit, checkBody)
	own := around(anyOrigin, s.withAddress, s.addressLimit, s.ownToken, checkBody)
	tag := []string{"Customer"}
	token := []map[string][]string{{"customerToken": {}}}

	operate(s, huma.Operation{
		OperationID: "startSession", Method: http.MethodPost, Path: "/api/customer/v1/sessions", Tags: tag,
		Summary: "Start or continue a conversation",
		Description: "Opens a conversation and gives the token for it. With resume, an older token (at most 30 days past its end) " +
			"is exchanged for a new one and the conversation goes on. With identity_token, a JSON Web Token signed by the company's own " +
			"site (HS256) or its identity provider (RS256, ES256), the customer counts as identified; sub and exp are required, name, email, phone known.",
		DefaultStatus: http.StatusCreated, Errors: []int{401, 404, 413, 422, 429, 503},
	}, open, s.startSession)

	operate(s, huma.Operation{
		OperationID: "sendMessage", Method: http.MethodPost, Path: "/api/customer/v1/conversations/{id}/messages", Tags: tag, Security: token,
		Summary: "Send a message or press a button",
		Description: "Accepted means stored. A client_id seen before is answered as before, with no second message, so it is always safe to " +
			"send again. The button `person` asks for a person at any time.",
		DefaultStatus: http.StatusAccepted, Errors: []int{400, 401, 404, 409, 413, 422, 429},
	}, own, s.sendMessage)

	operate(s, huma.Operation{
		OperationID: "customerTyping", Method: http.MethodPost, Path: "/api/customer/v1/conversations/{id}/typing", Tags: tag, Security: token,
		Summary: "Say that the customer is typing", Description: "Shown for a moment and not kept. Signals above the limit are dropped without an error.",
		DefaultStatus: http.StatusNoContent, Errors: []int{401, 404, 422},
	}, own, s.customerTyping)

	operate(s, huma.Operation{
		OperationID: "customerRead", Method: http.MethodPost, Path: "/api/customer/v1/conversations/{id}/read", Tags: tag, Security: token,
		Summary:       "Say up to where the customer has read",
		DefaultStatus: http.StatusNoContent, Errors: []int{400, 401, 404, 422},
	}, own, s.customerRead)

	s.plain(s.eventsOperation("customerEvents", "/api/customer/v1/conversations/{id}/events", "Customer", token,
		"Events after a cursor", CustomerEventPage{}, CustomerFrame{}), own, s.customerEvents)
	s.plain(socketOperation("customerStream", "/api/customer/v1/conversations/{id}/stream", "Customer", token,
		"Events after a cursor over WebSocket",
		"Text frames, each a `CustomerFrame`: the events as in the page of events, and `typing` and `ping`, which have no seq. "+
			"The token goes into Sec-WebSocket-Protocol as `rozmova.v1, bearer.TOKEN`, or into the query."),
		own, s.customerStream)
}

// ConversationPath is the conversation that an operation is about.
type ConversationPath struct {
	ID conversation.ConversationID `path:"id" maxLength:"64" doc:"The conversation." example:"0197a1b2-3c4d-7e5f-8a9b-0c1d2e3f4a5b"`
}

type messageInput struct {
	ConversationPath
	Body MessageRequest
}

// MessageRequest is a message or the press of a button.
type MessageRequest struct {
	ClientID   string `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces" doc:"The sender's own id of this message, unique in the conversation; a UUID is best." example:"5e1b7a0c-2f7e-4b8e-9a51-6f2f1f0f7c11"`
	Text       string `json:"text,omitempty" doc:"1 to 4,000 characters." example:"Де моє замовлення?"`
	Button     string `json:"button,omitempty" maxLength:"200" doc:"The id of a button that was shown, instead of text." example:"person"`
	Attachment any    `json:"attachment,omitempty" doc:"Kept for files; until they are accepted it is answered with 422 unsupported."`
}

// Accepted says where the input stands in the log.
type Accepted struct {
	Seq int64 `json:"seq" doc:"The event's number." example:"12"`
}

type acceptedOutput struct{ Body Accepted }

func (s *Server) sendMessage(ctx context.Context, in *messageInput) (*acceptedOutput, error) {
	c, err := ownConversation(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if in.Body.Attachment != nil {
		return nil, problem(codeUnsupported, "attachment")
	}
	if p := s.allow(s.limits.message, "message", string(c.Conversation)); p != nil {
		return nil, p
	}
	s.cfg.Networks.Note(c.Workspace, c.Contact, addressOf(ctx))
	receipt, err := s.cfg.Turns.Receive(ctx, c.Workspace, c.Conversation, turn.Message{
		ClientID: in.Body.ClientID, Text: in.Body.Text, Button: in.Body.Button,
	})
	if err != nil {
		return nil, err
	}
	s.metrics.input("customer", "message", receipt.Duplicate)
	return &acceptedOutput{Accepted{receipt.Seq}}, nil
}

// EmptyBody is what a signal says: nothing.
type EmptyBody struct{}

type signalInput struct {
	ConversationPath
	Body *EmptyBody `required:"false"`
}

func (s *Server) customerTyping(ctx context.Context, in *signalInput) (*struct{}, error) {
	c, err := ownConversation(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if ok, _ := s.limits.typing.Allow(string(c.Conversation), s.now()); ok {
		s.cfg.Bus.Send(ctx, stream.Signal{
			Workspace: c.Workspace, Conversation: c.Conversation, Kind: stream.Typing, Actor: conversation.Customer,
		})
	}
	return nil, nil
}

type readInput struct {
	ConversationPath
	Body ReadRequest
}

// ReadRequest says up to where one has read.
type ReadRequest struct {
	Seq int64 `json:"seq" minimum:"1" doc:"The last event that was seen." example:"12"`
}

func (s *Server) customerRead(ctx context.Context, in *readInput) (*struct{}, error) {
	c, err := ownConversation(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	row, err := s.cfg.Store.Row(ctx, c.Workspace, c.Conversation)
	if err != nil {
		return nil, err
	}
	if in.Body.Seq > row.LastSeq {
		return nil, &stream.AheadError{Last: row.LastSeq}
	}
	if in.Body.Seq <= row.ReadByCust {
		return nil, nil // known already; the log need not say it twice
	}
	return nil, s.read(ctx, c.Workspace, c.Conversation, conversation.Actor{Kind: conversation.Customer}, in.Body.Seq)
}

func (s *Server) customerEvents(w http.ResponseWriter, r *http.Request) {
	c, err := ownConversation(r.Context(), conversation.ConversationID(r.PathValue("id")))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.serveEvents(w, r, s.customerSource(c))
}

func (s *Server) customerStream(w http.ResponseWriter, r *http.Request) {
	c, err := ownConversation(r.Context(), conversation.ConversationID(r.PathValue("id")))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.serveSocket(w, r, s.customerSource(c))
}

// customerSource is a conversation as its customer follows it.
func (s *Server) customerSource(c account.Claims) source {
	return source{
		ws: c.Workspace, id: c.Conversation, until: c.Expires,
		show:  func(e conversation.Event) any { return customerView(e).view },
		hears: func(sig stream.Signal) bool { return sig.Actor != conversation.Customer },
	}
}

type claimsKey struct{}

// ownToken lets only customers with a good token through.
func (s *Server) ownToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := customerToken(r)
		if token == "" {
			writeProblem(w, r, problem(codeUnauthorized))
			return
		}
		claims, err := s.cfg.Accounts.OpenCustomerToken(r.Context(), token)
		switch {
		case errors.Is(err, account.ErrTokenExpired):
			writeProblem(w, r, problem(codeTokenExpired))
		case errors.Is(err, account.ErrToken):
			writeProblem(w, r, problem(codeUnauthorized))
		case err != nil:
			s.fail(w, r, err)
		default:
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), claimsKey{}, claims)))
		}
	})
}

// customerToken is found in the Authorization header, or, where browsers let
// nobody set one (WebSocket, EventSource), in the subprotocol or the query.
func customerToken(r *http.Request) string {
	if scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "bearer") {
		return strings.TrimSpace(token)
	}
	if r.Method != http.MethodGet {
		return ""
	}
	for _, h := range r.Header.Values("Sec-WebSocket-Protocol") {
		for _, p := range strings.Split(h, ",") {
			if token, ok := strings.CutPrefix(strings.TrimSpace(p), "bearer."); ok {
				return token
			}
		}
	}
	return r.URL.Query().Get("token")
}

// ownConversation is the caller's conversation, if that is the one asked for.
// Another's is answered exactly like one that never was.
func ownConversation(ctx context.Context, id conversation.ConversationID) (account.Claims, error) {
	c, ok := ctx.Value(claimsKey{}).(account.Claims)
	if !ok {
		return c, problem(codeUnauthorized)
	}
	if id != c.Conversation {
		return c, problem(codeNotFound)
	}
	return c, nil
}

func (s *Server) addressLimit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p := s.allow(s.limits.address, "address", addressOf(r.Context())); p != nil {
			writeProblem(w, r, p)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// anyOrigin: the widget stands on the companies' own sites. There are no
// cookies here that another site could abuse; the token is the only key.
func anyOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		allowAnyOrigin(w.Header())
		next.ServeHTTP(w, r)
	})
}

func allowAnyOrigin(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

func preflight(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID, Accept-Language, X-Request-Id")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}
