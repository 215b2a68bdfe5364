package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
)

const (
	cookieName      = "rozmova_session"
	csrfHeader      = "X-Rozmova-CSRF"
	workspaceHeader = "X-Rozmova-Workspace"
)

// deskOp describes an operation of the agents' API.
type deskOp func(id, method, path, summary string, status int, errs ...int) huma.Operation

// deskRoutes is the agents' API.
func (s *Server) deskRoutes() {
	outside := around(s.withAddress, s.sameSite, checkBody)
	signedIn := around(s.withAddress, s.sameSite, s.signedIn)
	inside := around(signedIn, checkBody)
	cookie := []map[string][]string{{"deskCookie": {}}}
	op := func(id, method, path, summary string, status int, errs ...int) huma.Operation {
		return huma.Operation{
			OperationID: id, Method: method, Path: "/api/desk/v1" + path, Tags: []string{"Desk"}, Summary: summary,
			Security: cookie, DefaultStatus: status, Errors: append([]int{401, 403, 422, 429}, errs...),
		}
	}
	login := op("login", "POST", "/login", "Sign in", 200)
	login.Security = nil
	login.Description = "Sets the cookie `" + cookieName + "`. Every later request that changes something carries the returned csrf in `" + csrfHeader + "`."
	operate(s, login, outside, s.login)
	operate(s, op("logout", "POST", "/logout", "Sign out", 204), inside, s.logout)
	operate(s, op("me", "GET", "/me", "Who is signed in", 200), inside, s.me)
	operate(s, op("changeMe", "PATCH", "/me", "Change one's name, language or availability", 200), inside, s.changeMe)

	operate(s, op("inbox", "GET", "/inbox", "Conversations, the latest message first", 200), inside, s.inbox)
	operate(s, op("conversation", "GET", "/conversations/{id}", "A conversation's context", 200, 404), inside, s.conversation)
	s.plain(s.eventsOperation("deskEvents", "/api/desk/v1/conversations/{id}/events", "Desk", cookie,
		"Events after a cursor, all that agents see", DeskEventPage{}, DeskLogFrame{}), inside, s.deskEvents)

	operate(s, op("reply", "POST", "/conversations/{id}/messages", "Write to the customer", 202, 404, 409), inside, s.reply)
	operate(s, op("note", "POST", "/conversations/{id}/notes", "Leave a private note", 202, 404), inside, s.note)
	operate(s, op("take", "POST", "/conversations/{id}/take", "Take the conversation over", 202, 404, 409), inside, s.take)
	operate(s, op("return", "POST", "/conversations/{id}/return", "Hand the conversation back to the bot", 202, 404, 409), inside, s.giveBack)
	operate(s, op("resolve", "POST", "/conversations/{id}/resolve", "Resolve the conversation", 202, 404, 409), inside, s.resolve)
	operate(s, op("reopen", "POST", "/conversations/{id}/reopen", "Reopen a resolved conversation", 202, 404, 409), inside, s.reopen)
	operate(s, op("deskTyping", "POST", "/conversations/{id}/typing", "Say that the agent is typing", 204, 404), inside, s.deskTyping)
	operate(s, op("deskRead", "POST", "/conversations/{id}/read", "Say up to where the agent has read", 204, 400, 404), inside, s.deskRead)

	operate(s, op("effects", "GET", "/effects", "Effects that were given up and wait for an operator", 200), inside, s.parkedEffects)
	operate(s, op("retryEffect", "POST", "/conversations/{id}/effects/{effect}/retry", "Try a parked effect again", 202, 404), inside, s.retryEffect)

	s.ticketRoutes(op, inside)
	s.studioRoutes(op, inside)
	s.articleRoutes(op, around(signedIn, bodyUpTo(maxArticle)))
	s.collectionRoutes(op, inside)
	s.gapRoutes(op, inside)
	s.fileRoutes(op, signedIn, inside)
	s.importRoutes(op, signedIn, inside)
	s.modelRoutes(op, inside)

	s.plain(socketOperation("deskStream", "/api/desk/v1/stream", "Desk", cookie,
		"Everything that changes, over WebSocket", deskStreamDoc), inside, s.deskStream)
}

// agent is who asks, and in which workspace.
type agent struct {
	account.SignedIn
	place account.Place
}

func (a agent) actor() conversation.Actor {
	return conversation.Actor{Kind: conversation.Agent, ID: a.User.ID, Name: a.User.Name}
}

func (a agent) workspace() conversation.WorkspaceID { return a.place.ID }

type agentKey struct{}

func agentOf(ctx context.Context) agent {
	a, _ := ctx.Value(agentKey{}).(agent)
	return a
}

// sameSite keeps other sites' pages from acting in an agent's name: browsers
// say where a request comes from, and the cookie goes to this site only.
func (s *Server) sameSite(next http.Handler) http.Handler {
	check := http.NewCrossOriginProtection()
	for _, o := range s.cfg.Origins {
		// Origins without a scheme are for WebSockets; these want one.
		_ = check.AddTrustedOrigin("https://" + o)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if check.Check(r) != nil {
			writeProblem(w, r, problem(codeCSRF))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// signedIn lets only agents through, and only into workspaces that are theirs.
func (s *Server) signedIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := ""
		if c, err := r.Cookie(cookieName); err == nil {
			token = c.Value
		}
		in, err := s.cfg.Accounts.Check(r.Context(), token)
		if errors.Is(err, account.ErrSignedOut) {
			writeProblem(w, r, problem(codeUnauthorized))
			return
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead && !in.CSRFMatches(r.Header.Get(csrfHeader)) {
			writeProblem(w, r, problem(codeCSRF))
			return
		}
		if p := s.allow(s.limits.desk, "desk", string(in.User.ID)); p != nil {
			writeProblem(w, r, p)
			return
		}
		place, ok := in.User.In(wantedWorkspace(r))
		if !ok {
			writeProblem(w, r, problem(codeForbidden))
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), agentKey{}, agent{in, place})))
	})
}

// wantedWorkspace: a header, or the query where headers cannot be set; an
// agent's first one when neither says.
func wantedWorkspace(r *http.Request) conversation.WorkspaceID {
	if ws := r.Header.Get(workspaceHeader); ws != "" {
		return conversation.WorkspaceID(ws)
	}
	return conversation.WorkspaceID(r.URL.Query().Get("workspace"))
}
