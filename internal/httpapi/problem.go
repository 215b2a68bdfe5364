package httpapi

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// Problem is every error's answer: RFC 9457 with a code for programs. Detail is
// for people, in the language of Accept-Language (Ukrainian unless English is
// preferred).
type Problem struct {
	Title   string       `json:"title" doc:"The HTTP status in words." example:"Not Found"`
	Status  int          `json:"status" doc:"The HTTP status." example:"404"`
	Detail  string       `json:"detail" doc:"What is wrong, for people, in the language of Accept-Language." example:"Такої розмови немає."`
	Code    Code         `json:"code" doc:"What is wrong, for programs." example:"not_found"`
	Errors  []FieldError `json:"errors,omitempty" doc:"Which fields are wrong and how."`
	LastSeq *int64       `json:"last_seq,omitempty" doc:"With cursor_ahead: where the log ends."`
	Owner   *OwnerView   `json:"owner,omitempty" doc:"With not_owner and conflict: who owns the conversation now."`
	Edition *EditionView `json:"edition,omitempty" doc:"With draft_changed: the draft as it is now."`

	args  []any // for Detail
	retry time.Duration
	cause error // for our log only
}

// FieldError says what is wrong with one field.
type FieldError struct {
	Field   string `json:"field" doc:"Where: body.text, query.after, …" example:"body.client_id"`
	Message string `json:"message" doc:"What is wrong with it." example:"expected length >= 1"`
}

// Code names a kind of error for programs.
type Code string

const (
	codeInvalidJSON     Code = "invalid_json"
	codeTooDeep         Code = "too_deep"
	codeInvalidText     Code = "invalid_text"
	codeEmptyMessage    Code = "empty_message"
	codeTooLong         Code = "too_long"
	codeTooLarge        Code = "too_large"
	codeUnknownField    Code = "unknown_field"
	codeInvalid         Code = "invalid_request"
	codeUnsupported     Code = "unsupported"
	codeMediaType       Code = "unsupported_media_type"
	codeUnauthorized    Code = "unauthorized"
	codeTokenExpired    Code = "token_expired"
	codeCredentials     Code = "invalid_credentials"
	codeIdentity        Code = "invalid_identity"
	codeIdentityExpired Code = "identity_expired"
	codeForbidden       Code = "forbidden"
	codeCSRF            Code = "csrf"
	codeNotFound        Code = "not_found"
	codeMethod          Code = "method_not_allowed"
	codeNotOwner        Code = "not_owner"
	codeConflict        Code = "conflict"
	codeClosed          Code = "closed"
	codeNotClosed       Code = "not_closed"
	codeUnknownButton   Code = "unknown_button"
	codeCursorAhead     Code = "cursor_ahead"
	codeRateLimited     Code = "rate_limited"
	codeTimeout         Code = "timeout"
	codeUnavailable     Code = "unavailable"
	codeFlows           Code = "flow_mistakes"
	codeNothing         Code = "nothing_to_publish"
	codePersonal        Code = "personal_data"
	codeByHand          Code = "edit_by_hand"
	codeOutdated        Code = "outdated"
	codeDraftChanged    Code = "draft_changed"
	codeUnread          Code = "unread"
	codeArchived        Code = "archived"
	codeImportRuns      Code = "import_running"
	codeInternal        Code = "internal"
)

var statuses = map[Code]int{
	codeInvalidJSON: 400, codeTooDeep: 400, codeInvalidText: 422, codeEmptyMessage: 422, codeTooLong: 422,
	codeTooLarge: 413, codeUnknownField: 422, codeInvalid: 422, codeUnsupported: 422, codeMediaType: 415,
	codeUnauthorized: 401, codeTokenExpired: 401, codeCredentials: 401, codeIdentity: 401, codeIdentityExpired: 401,
	codeForbidden: 403, codeCSRF: 403, codeNotFound: 404, codeMethod: 405,
	codeNotOwner: 409, codeConflict: 409, codeClosed: 409, codeNotClosed: 409, codeUnknownButton: 422,
	codeCursorAhead: 400, codeRateLimited: 429, codeTimeout: 408, codeUnavailable: 503, codeInternal: 500,
	codeFlows: 422, codeNothing: 422, codePersonal: 422, codeByHand: 422, codeOutdated: 409, codeImportRuns: 409,
	codeDraftChanged: 409, codeUnread: 409, codeArchived: 409,
}

// Schema lists them all.
func (Code) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, c := range slices.Sorted(maps.Keys(statuses)) {
		s.Enum = append(s.Enum, string(c))
	}
	return s
}

// problem makes an error's answer. args fill the places in its text.
func problem(code Code, args ...any) *Problem {
	status := statuses[code]
	return &Problem{Title: http.StatusText(status), Status: status, Code: code, args: args}
}

func rateLimited(wait time.Duration) *Problem {
	p := problem(codeRateLimited)
	p.retry = max(wait, time.Second)
	return p
}

// Error is for our log.
func (p *Problem) Error() string {
	if p.cause != nil {
		return string(p.Code) + ": " + p.cause.Error()
	}
	return string(p.Code)
}

func (p *Problem) Unwrap() error { return p.cause }

// GetStatus, GetHeaders and ContentType are what huma asks of an error.
func (p *Problem) GetStatus() int { return p.Status }

func (p *Problem) GetHeaders() http.Header {
	h := http.Header{"Cache-Control": {"no-store"}}
	if p.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int((p.retry+time.Second-1)/time.Second)))
	}
	if p.Code == codeUnauthorized || p.Code == codeTokenExpired {
		h.Set("WWW-Authenticate", "Bearer")
	}
	return h
}

func (p *Problem) ContentType(string) string { return "application/problem+json" }

// in is the problem with its text in a language.
func (p *Problem) in(lang string) *Problem {
	out := *p
	out.Detail = detail(lang, p.Code, p.args)
	return &out
}

// writeProblem answers outside huma's operations.
func writeProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	h := w.Header()
	for k, v := range p.GetHeaders() {
		h[k] = v
	}
	h.Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p.in(language(r.Header.Get("Accept-Language"))))
}

// init makes huma's own errors (of parsing and validation) ours. huma offers a
// package variable and nothing else; it is set before anything runs.
func init() {
	huma.DefaultArrayNullable = false // our lists are empty, never null
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(status, msg, errs)
	}
	huma.NewErrorWithContext = func(_ huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(status, msg, errs)
	}
}

func fromHuma(status int, msg string, errs []error) *Problem {
	var fields []FieldError
	code := codeInvalid
	var args []any
	for _, err := range errs {
		var d *huma.ErrorDetail
		if p := (*Problem)(nil); errors.As(err, &p) {
			return p
		}
		if !errors.As(err, &d) {
			continue
		}
		fields = append(fields, FieldError{d.Location, d.Message})
		if d.Message == validation.MsgUnexpectedProperty && code == codeInvalid {
			code, args = codeUnknownField, []any{d.Location}
		}
	}
	switch {
	case status == http.StatusBadRequest && len(errs) > 0:
		code = codeInvalid
	case status == http.StatusBadRequest: // there is no body at all
		code = codeInvalidJSON
	case status == http.StatusRequestEntityTooLarge:
		code = codeTooLarge
	case status == http.StatusUnsupportedMediaType:
		code = codeMediaType
	case status == http.StatusRequestTimeout:
		code = codeTimeout
	case status >= 500:
		p := problem(codeInternal)
		p.cause = errors.Join(append([]error{errors.New(msg)}, errs...)...)
		return p
	case status == 0: // huma asks for an example of an error
		return &Problem{}
	}
	if code == codeInvalid {
		first := "?"
		if len(fields) > 0 {
			first = fields[0].Field
		}
		args = []any{first}
	}
	p := problem(code, args...)
	p.Errors = fields
	return p
}

// speak is huma's transformer that gives a problem its text.
func speak(ctx huma.Context, _ string, v any) (any, error) {
	if p, ok := v.(*Problem); ok {
		return p.in(language(ctx.Header("Accept-Language"))), nil
	}
	return v, nil
}
