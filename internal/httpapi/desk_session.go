package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/conversation"
)

// Me is who is signed in.
type Me struct {
	User UserView `json:"user"`
	CSRF string   `json:"csrf" doc:"Goes into X-Rozmova-CSRF of every request that changes something."`
}

// UserView is an agent.
type UserView struct {
	ID         conversation.UserID `json:"id"`
	Name       string              `json:"name" example:"Оксана Мельник"`
	Email      string              `json:"email" format:"email"`
	Role       account.Role        `json:"role" enum:"owner,admin,agent" doc:"In the workspace of this request."`
	Locale     string              `json:"locale" enum:"uk,en"`
	Available  bool                `json:"available" doc:"Takes conversations now."`
	Workspaces []PlaceView         `json:"workspaces"`
}

// PlaceView is a workspace that the agent is in.
type PlaceView struct {
	ID   conversation.WorkspaceID `json:"id"`
	Name string                   `json:"name"`
	Role account.Role             `json:"role" enum:"owner,admin,agent"`
}

func userView(u account.User, role account.Role) UserView {
	v := UserView{ID: u.ID, Name: u.Name, Email: u.Email, Role: role, Locale: u.Locale, Available: u.Available, Workspaces: []PlaceView{}}
	for _, p := range u.Workspaces {
		v.Workspaces = append(v.Workspaces, PlaceView(p))
	}
	return v
}

type loginInput struct {
	Body LoginRequest
}

// LoginRequest signs in.
type LoginRequest struct {
	Email    string `json:"email" maxLength:"254" example:"oksana@example.com"`
	Password string `json:"password" maxLength:"1000"`
}

type loginOutput struct {
	Cookie http.Cookie `header:"Set-Cookie"`
	Body   Me
}

type meOutput struct{ Body Me }

func (s *Server) login(ctx context.Context, in *loginInput) (*loginOutput, error) {
	address, email := addressOf(ctx), strings.ToLower(strings.TrimSpace(in.Body.Email))
	if p := s.allow(s.limits.login, "login", address); p != nil {
		return nil, p
	}
	if p := s.allow(s.limits.password, "password", email); p != nil {
		return nil, p
	}
	token, signed, err := s.cfg.Accounts.SignIn(ctx, email, in.Body.Password)
	if errors.Is(err, account.ErrCredentials) {
		return nil, problem(codeCredentials)
	}
	if err != nil {
		return nil, err
	}
	place, ok := signed.User.In("")
	if !ok {
		return nil, problem(codeForbidden)
	}
	s.limits.password.Forget(email)
	return &loginOutput{s.cookie(token, 0), Me{userView(signed.User, place.Role), signed.CSRF}}, nil
}

type logoutOutput struct {
	Cookie http.Cookie `header:"Set-Cookie"`
}

func (s *Server) logout(ctx context.Context, _ *struct{}) (*logoutOutput, error) {
	a := agentOf(ctx)
	if err := s.cfg.Accounts.SignOut(ctx, a.SignedIn); err != nil {
		return nil, err
	}
	s.feeds.signedOut(a.Hash)
	return &logoutOutput{s.cookie("", -1)}, nil
}

func (s *Server) me(ctx context.Context, _ *struct{}) (*meOutput, error) {
	a := agentOf(ctx)
	return &meOutput{Me{userView(a.User, a.place.Role), a.CSRF}}, nil
}

type changeMeInput struct {
	Body ChangeMeRequest
}

// ChangeMeRequest changes what is given.
type ChangeMeRequest struct {
	Name      *string `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Locale    *string `json:"locale,omitempty" enum:"uk,en"`
	Available *bool   `json:"available,omitempty"`
}

func (s *Server) changeMe(ctx context.Context, in *changeMeInput) (*meOutput, error) {
	a := agentOf(ctx)
	change := account.Change{Locale: in.Body.Locale, Available: in.Body.Available}
	if in.Body.Name != nil {
		name := personName(*in.Body.Name) // customers read it
		change.Name = &name
	}
	u, err := s.cfg.Accounts.ChangeUser(ctx, a.User.ID, change)
	if errors.Is(err, account.ErrName) {
		return nil, problem(codeInvalid, "body.name")
	}
	if err != nil {
		return nil, err
	}
	return &meOutput{Me{userView(u, a.place.Role), a.CSRF}}, nil
}

// cookie carries the sign-in: for this API only, out of scripts' reach. When it
// really ends is decided on our side.
func (s *Server) cookie(token string, maxAge int) http.Cookie {
	if maxAge == 0 {
		maxAge = 14 * 24 * 3600
	}
	return http.Cookie{
		Name: cookieName, Value: token, Path: "/api/desk/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.cfg.Secure, SameSite: http.SameSiteLaxMode,
	}
}
