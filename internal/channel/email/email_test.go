package email_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/channel/channeltest"
	"github.com/rozmova/rozmova/internal/channel/email"
)

const (
	user     = "mailer"
	password = "open-sesame"
)

// server is a real SMTP server.
type server struct {
	t     *testing.T
	l     net.Listener
	url   string
	roots *x509.CertPool
	user  bool // it wants a password

	mu     sync.Mutex
	fault  channeltest.Fault
	got    []channeltest.Arrived
	heads  []mail.Header
	secure []bool
	gone   chan struct{}
}

// start runs one: with STARTTLS, with TLS from the start, or without.
func start(t *testing.T, kind string) *server {
	t.Helper()
	certs := httptest.NewUnstartedServer(nil)
	certs.StartTLS()
	t.Cleanup(certs.Close)
	s := &server{t: t, roots: x509.NewCertPool(), user: kind != "plain", gone: make(chan struct{})}
	s.roots.AddCert(certs.Certificate())
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{Certificates: certs.TLS.Certificates}
	address := l.Addr().String()
	srv := smtp.NewServer(s)
	srv.Domain, srv.EnableSMTPUTF8, srv.ErrorLog = "mail.example.com", true, quiet{}
	switch kind {
	case "starttls":
		srv.TLSConfig = config
		s.url = "smtp://" + user + ":" + password + "@" + address
	case "implicit":
		l = tls.NewListener(l, config)
		s.url = "smtps://" + user + ":" + password + "@" + address
	case "plain":
		s.url = "smtp://" + address + "?tls=off"
	}
	s.l = &spoiler{l, s}
	go srv.Serve(s.l)
	t.Cleanup(func() { close(s.gone); srv.Close() })
	return s
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// spoiler is a listener whose connections may be silent, or end at once.
type spoiler struct {
	net.Listener
	s *server
}

func (l *spoiler) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		switch l.s.is() {
		case channeltest.Drop:
			c.Close()
		case channeltest.Silent:
			go func() { <-l.s.gone; c.Close() }()
		case channeltest.Garbage:
			go func() { io.WriteString(c, "HTTP/1.1 400 Bad Request\r\n\r\n"); c.Close() }()
		default:
			return c, nil
		}
	}
}

func (s *server) is() channeltest.Fault { s.mu.Lock(); defer s.mu.Unlock(); return s.fault }

func (s *server) Fault(f channeltest.Fault) { s.mu.Lock(); s.fault = f; s.mu.Unlock() }

func (s *server) Arrived() []channeltest.Arrived {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got
}

func (s *server) Adapter() channel.Adapter { return s.adapter(s.url) }

func (s *server) adapter(url string) *email.Adapter {
	s.t.Helper()
	a, err := email.New(email.Config{URL: url, From: "Дім-Зв'язок <no-reply@dim.example>", TLS: &tls.Config{RootCAs: s.roots}})
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// NewSession implements smtp.Backend.
func (s *server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{s: s, c: c, in: !s.user}, nil
}

type session struct {
	s    *server
	c    *smtp.Conn
	in   bool
	to   []string
	from string
}

func (x *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, u, p string) error {
		if u != user || p != password || x.s.is() == channeltest.Keys {
			return smtp.ErrAuthFailed
		}
		x.in = true
		return nil
	}), nil
}

func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	if !x.in || x.s.is() == channeltest.Keys {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	if x.s.is() == channeltest.Busy {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Try again later"}
	}
	x.from = from
	return nil
}

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if x.s.is() == channeltest.Nobody {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: to + ": no such mailbox"}
	}
	x.to = append(x.to, to)
	return nil
}

func (x *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	if x.s.is() == channeltest.Never {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Refused: Ваш код: 918273"}
	}
	body := m.Body
	if m.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		x.s.t.Errorf("body: %v", err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		x.s.t.Errorf("subject: %v", err)
	}
	_, secure := x.c.TLSConnectionState()
	if _, implicit := x.c.Conn().(*tls.Conn); implicit {
		secure = true
	}
	x.s.mu.Lock()
	defer x.s.mu.Unlock()
	x.s.got = append(x.s.got, channeltest.Arrived{To: strings.Join(x.to, ","), Subject: subject, Mark: m.Header.Get("Message-Id"),
		Text: strings.ReplaceAll(string(text), "\r\n", "\n")})
	x.s.heads = append(x.s.heads, m.Header)
	x.s.secure = append(x.s.secure, secure)
	return nil
}

func (x *session) Reset()        { x.to = nil }
func (x *session) Logout() error { return nil }

func TestConforms(t *testing.T) {
	for _, kind := range []string{"starttls", "implicit", "plain"} {
		t.Run(kind, channeltest.Suite{
			New: func(t *testing.T) channeltest.Peer { return start(t, kind) },
			To:  "olena.koval@example.com", Bad: []string{"olena", "Olena <o@example.com>", "@example.com", "a@b@c@", "+380671234502"},
			Subjects: true, Secrets: []string{password}, Garbled: channel.CodeUnavailable,
		}.Run)
	}
}

func TestHeaders(t *testing.T) {
	s := start(t, "starttls")
	_, err := s.Adapter().Send(t.Context(), channel.Message{To: "o@example.com", Kind: channel.KindCode, Subject: "Ваш код", Text: "123456", Lang: "uk", Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	h := s.heads[0]
	from, err := mail.ParseAddress(h.Get("From"))
	if err != nil || from.Name != "Дім-Зв'язок" || from.Address != "no-reply@dim.example" {
		t.Errorf("from %v, %v", from, err)
	}
	if !s.secure[0] || h.Get("Auto-Submitted") != "auto-generated" || h.Get("Date") == "" || !strings.HasPrefix(h.Get("Content-Type"), "text/plain") {
		t.Errorf("secure %v, %v", s.secure[0], h)
	}
}

// A server that offers no TLS, or whose certificate nobody vouches for, gets
// neither the password nor the message.
func TestNothingWithoutTLS(t *testing.T) {
	refused := func(name string, a *email.Adapter, s *server) {
		t.Helper()
		_, err := a.Send(t.Context(), channel.Message{To: "o@example.com", Kind: channel.KindCode, Subject: "s", Text: "t", Key: "k"})
		var e *channel.Error
		if !errors.As(err, &e) || e.Code != channel.CodeRefused || e.Retry || len(s.Arrived()) > 0 {
			t.Errorf("%s: %v (%+v)", name, err, e)
		}
	}
	bare := start(t, "plain")
	refused("no TLS", bare.adapter(strings.Replace(strings.TrimSuffix(bare.url, "?tls=off"), "smtp://", "smtp://"+user+":"+password+"@", 1)), bare)
	for _, kind := range []string{"starttls", "implicit"} {
		s := start(t, kind)
		a, err := email.New(email.Config{URL: s.url, From: "a@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		refused(kind+" with an unknown certificate", a, s)
	}
}

func TestCheck(t *testing.T) {
	s := start(t, "starttls")
	if err := s.adapter(s.url).Check(t.Context()); err != nil || len(s.Arrived()) > 0 {
		t.Errorf("check: %v, %d messages", err, len(s.Arrived()))
	}
	err := s.adapter(strings.Replace(s.url, password, "wrong-one", 1)).Check(t.Context())
	if e := channel.As(err); err == nil || e.Code != channel.CodeRefused || strings.Contains(e.Cause.Error(), "wrong-one") {
		t.Errorf("a wrong password: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.adapter(s.url).Check(ctx); err == nil {
		t.Error("checked although the context was over")
	}
}

func TestBadConfig(t *testing.T) {
	for name, cfg := range map[string]email.Config{
		"nothing":             {},
		"no sender":           {URL: "smtp://localhost"},
		"no server":           {From: "a@example.com"},
		"not SMTP":            {URL: "https://u:sesame@example.com", From: "a@example.com"},
		"a path":              {URL: "smtp://u:sesame@example.com/x", From: "a@example.com"},
		"password in the air": {URL: "smtp://u:sesame@example.com?tls=off", From: "a@example.com"},
		"TLS or not":          {URL: "smtps://u:sesame@example.com?tls=off", From: "a@example.com"},
		"another word":        {URL: "smtp://u:sesame@example.com?tls=no", From: "a@example.com"},
		"a bad port":          {URL: "smtp://u:sesame@example.com:99999", From: "a@example.com"},
	} {
		if _, err := email.New(cfg); err == nil || strings.Contains(err.Error(), "sesame") {
			t.Errorf("%s: %v", name, err)
		}
	}
	a, err := email.New(email.Config{URL: "smtps://u:sesame@mail.example.com", From: "a@example.com"})
	if err != nil || a.Server() != "mail.example.com:465" {
		t.Errorf("%v, %v", a.Server(), err)
	}
}
