// Package sms carries text messages through a provider's HTTP API.
//
// app makes an Adapter from the configuration; codes go through it. A message is
// one POST: JSON of our own form, for a provider or a small bridge to one, or a
// form with To, From and Body as several providers take it. It leaves retries to
// its caller, follows no redirect, and never writes a number, a text or a token
// into an error.
package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/channel"
)

// Config says which provider to use.
type Config struct {
	URL   string // http(s)://host/path; user:password in it are sent as basic authentication
	Token string // bearer token, if it wants one
	From  string // the sender's number or name, if it wants one
	Form  bool   // To, From, Body as a form instead of JSON
}

// Adapter sends text messages. It is safe for concurrent use.
type Adapter struct {
	url    *url.URL
	user   *url.Userinfo
	token  string
	from   string
	form   bool
	client *http.Client
}

const (
	timeout   = 30 * time.Second
	maxAnswer = 64 << 10
	maxID     = 200
)

// New reads a configuration. The error holds no part of it.
func New(cfg Config) (*Adapter, error) {
	u, err := url.Parse(cfg.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, errors.New("the SMS provider's address is not http(s)://host/path")
	}
	for i := range len(cfg.Token) {
		if cfg.Token[i] <= ' ' || cfg.Token[i] > '~' {
			return nil, errors.New("the SMS provider's token holds a space, a line end or a letter outside ASCII")
		}
	}
	a := &Adapter{user: u.User, token: cfg.Token, from: cfg.From, form: cfg.Form}
	clean := *u
	clean.User = nil
	a.url = &clean
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxResponseHeaderBytes = maxAnswer
	a.client = &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return a, nil
}

// Server is where messages go, without path and credentials.
func (a *Adapter) Server() string { return a.url.Scheme + "://" + a.url.Host }

// request is the JSON form.
type request struct {
	To   string       `json:"to"`
	From string       `json:"from,omitempty"`
	Text string       `json:"text"`
	Kind channel.Kind `json:"kind"`
	Lang string       `json:"lang,omitempty"`
}

// answer is what a provider may say.
type answer struct {
	ID     string `json:"id"`
	SID    string `json:"sid"`
	Status string `json:"status"`
	Error  struct {
		Code string `json:"code"`
	} `json:"error"`
}

// Send implements channel.Adapter.
func (a *Adapter) Send(ctx context.Context, m channel.Message) (channel.Receipt, error) {
	if err := m.Check(); err != nil {
		return channel.Receipt{}, err
	}
	if !number(m.To) {
		return channel.Receipt{}, &channel.Error{Code: channel.CodeAddress, Cause: errors.New("not a telephone number such as +380671234567")}
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := a.request(ctx, m)
	if err != nil {
		return channel.Receipt{}, &channel.Error{Code: channel.CodeRejected, Cause: errors.New("the message cannot be encoded")}
	}
	res, err := a.client.Do(req)
	if err != nil {
		return channel.Receipt{}, silence(ctx)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return channel.Receipt{}, silence(ctx)
	}
	var said answer
	_ = json.Unmarshal(body, &said) // a provider may answer without a word, or in a form of its own
	if res.StatusCode/100 == 2 {
		return receipt(said), nil
	}
	return channel.Receipt{}, refusal(res.StatusCode, said.Error.Code)
}

func (a *Adapter) request(ctx context.Context, m channel.Message) (*http.Request, error) {
	var body []byte
	var err error
	kind := "application/json"
	if a.form {
		kind = "application/x-www-form-urlencoded"
		f := url.Values{"To": {m.To}, "Body": {m.Text}}
		if a.from != "" {
			f.Set("From", a.from)
		}
		body = []byte(f.Encode())
	} else if body, err = json.Marshal(request{m.To, a.from, m.Text, m.Kind, m.Lang}); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Idempotency-Key", m.Key)
	if a.token != "" {
		req.Header.Set("Authorization", "Bearer "+a.token)
	} else if a.user != nil {
		password, _ := a.user.Password()
		req.SetBasicAuth(a.user.Username(), password)
	}
	return req, nil
}

func receipt(said answer) channel.Receipt {
	r := channel.Receipt{State: channel.Accepted, ID: said.ID}
	if r.ID == "" {
		r.ID = said.SID
	}
	if len(r.ID) > maxID {
		r.ID = ""
	}
	if said.Status == "delivered" {
		r.State = channel.Delivered
	}
	return r
}

func silence(ctx context.Context) error {
	if ctx.Err() != nil {
		return &channel.Error{Code: channel.CodeTimeout, Retry: true, Cause: errors.New("the SMS provider did not answer in time")}
	}
	return &channel.Error{Code: channel.CodeUnavailable, Retry: true, Cause: errors.New("the SMS provider cannot be reached, or broke off")}
}

// refusal reads a status. A provider that knows the number to be nobody's says
// so with error.code invalid_number.
func refusal(status int, code string) error {
	e := &channel.Error{Code: channel.CodeRejected, Cause: fmt.Errorf("the SMS provider answered %d", status)}
	switch {
	case code == "invalid_number" || code == "unknown_number":
		e.Code = channel.CodeAddress
	case status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusProxyAuthRequired:
		e.Code = channel.CodeRefused
	case status == http.StatusRequestTimeout || status == http.StatusConflict || status == http.StatusTooEarly || status == http.StatusTooManyRequests || status >= 500:
		e.Code, e.Retry = channel.CodeUnavailable, true
	case status < 400:
		e.Code = channel.CodeBadAnswer // a redirect: to somewhere nobody configured
	}
	return e
}

// number: + and seven to fifteen digits.
func number(s string) bool {
	digits, ok := strings.CutPrefix(s, "+")
	return ok && len(digits) >= 7 && len(digits) <= 15 && strings.Trim(digits, "0123456789") == ""
}
