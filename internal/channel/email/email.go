// Package email carries messages to mailboxes over SMTP.
//
// app makes an Adapter from the configuration; codes go through it. It speaks
// TLS unless it was told not to, makes a connection for each message (there are
// few, and an idle one is closed by the server anyway), and leaves retries to
// its caller. It never writes an address or a text into an error.
package email

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/rozmova/rozmova/internal/channel"
)

// Config says which server to use.
type Config struct {
	// URL is smtp://user:password@host:587 (TLS begins with STARTTLS, and must),
	// smtps://user:password@host:465 (TLS from the start), or
	// smtp://localhost:25?tls=off for a server on the way to which nobody listens.
	URL  string
	From string      // Company <no-reply@example.com>
	TLS  *tls.Config // nil for the system's roots
}

// Adapter sends e-mails. It is safe for concurrent use.
type Adapter struct {
	host     string
	port     int
	from     *mail.Address
	user     string
	password string
	mode     mode
	tls      *tls.Config
}

type mode int

const (
	startTLS mode = iota
	implicit
	plain
)

// timeout bounds one message when the caller's context does not.
const timeout = 30 * time.Second

// New reads a configuration. The error holds no part of the URL: there is a
// password in it.
func New(cfg Config) (*Adapter, error) {
	from, err := mail.ParseAddress(cfg.From)
	if err != nil {
		return nil, errors.New(`the sender is not an address such as "My shop <no-reply@example.com>"`)
	}
	u, err := url.Parse(cfg.URL)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || strings.Trim(u.Path, "/") != "" {
		return nil, errors.New("the mail server is not smtp://user:password@host:587 or smtps://user:password@host:465")
	}
	a := &Adapter{host: u.Hostname(), from: from, port: 587}
	if u.Scheme == "smtps" {
		a.mode, a.port = implicit, 465
	}
	switch u.Query().Get("tls") {
	case "":
	case "off":
		if u.Scheme == "smtps" {
			return nil, errors.New("smtps:// and tls=off contradict each other")
		}
		a.mode = plain
	default:
		return nil, errors.New("tls can only be off")
	}
	if p := u.Port(); p != "" {
		if a.port, err = strconv.Atoi(p); err != nil || a.port < 1 || a.port > 65535 {
			return nil, errors.New("the mail server's port is not one")
		}
	}
	if u.User != nil {
		a.user = u.User.Username()
		a.password, _ = u.User.Password()
	}
	if a.user != "" && a.mode == plain {
		return nil, errors.New("a password does not go with tls=off")
	}
	a.tls = &tls.Config{}
	if cfg.TLS != nil {
		a.tls = cfg.TLS.Clone()
	}
	a.tls.ServerName, a.tls.MinVersion = a.host, tls.VersionTLS12
	return a, nil
}

// Server is where messages go, without the password.
func (a *Adapter) Server() string { return net.JoinHostPort(a.host, strconv.Itoa(a.port)) }

// Check sees whether the server lets us in. It sends nothing.
func (a *Adapter) Check(ctx context.Context) error {
	return a.talk(ctx, nil)
}

// Send implements channel.Adapter.
func (a *Adapter) Send(ctx context.Context, m channel.Message) (channel.Receipt, error) {
	if err := m.Check(); err != nil {
		return channel.Receipt{}, err
	}
	msg, err := a.compose(m)
	if err != nil {
		return channel.Receipt{}, err
	}
	if err := a.talk(ctx, msg); err != nil {
		return channel.Receipt{}, err
	}
	return channel.Receipt{State: channel.Accepted, ID: msg.GetMessageID()}, nil
}

// compose makes the e-mail. Its Message-ID comes from the key, so that a mail
// system that gets it twice can see that it is one.
func (a *Adapter) compose(m channel.Message) (*gomail.Msg, error) {
	bad := &channel.Error{Code: channel.CodeAddress, Cause: errors.New("not an e-mail address")}
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Address != m.To {
		return nil, bad
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(a.from)
	if err := msg.To(to.Address); err != nil {
		return nil, bad
	}
	msg.Subject(m.Subject)
	sum := sha256.Sum256([]byte(m.Key))
	_, domain, _ := strings.Cut(a.from.Address, "@")
	msg.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@" + domain)
	msg.SetDate()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Lang != "" {
		msg.SetGenHeader("Content-Language", m.Lang)
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	return msg, nil
}

// talk opens a connection, and sends what there is to send. It ends with ctx,
// whatever the server does.
func (a *Adapter) talk(ctx context.Context, msg *gomail.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var conn net.Conn
	client, err := a.client(func(dial context.Context, network, address string) (net.Conn, error) {
		c, err := a.dial(dial, network, address)
		if err == nil {
			conn = c
			context.AfterFunc(ctx, func() { c.Close() })
		}
		return c, err
	})
	if err != nil {
		return &channel.Error{Code: channel.CodeUnavailable, Cause: errors.New("mail client")}
	}
	defer func() {
		if conn != nil {
			conn.Close()
		}
	}()
	session, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return a.failure(ctx, err, conn != nil)
	}
	if msg != nil {
		if err := client.SendWithSMTPClient(session, msg); err != nil {
			return a.failure(ctx, err, true)
		}
	}
	_ = client.CloseWithSMTPClient(session) // the message is theirs already
	return nil
}

func (a *Adapter) client(dial gomail.DialContextFunc) (*gomail.Client, error) {
	opts := []gomail.Option{
		gomail.WithPort(a.port), gomail.WithTimeout(timeout), gomail.WithTLSConfig(a.tls),
		gomail.WithDialContextFunc(dial), gomail.WithoutNoop(), gomail.WithHELO("localhost"),
	}
	switch a.mode {
	case startTLS:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case implicit: // dial has begun TLS; the policy only lets the client see it
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case plain:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if a.user != "" {
		opts = append(opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(a.user), gomail.WithPassword(a.password))
	}
	return gomail.NewClient(a.host, opts...)
}

func (a *Adapter) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if a.mode == implicit {
		return (&tls.Dialer{Config: a.tls}).DialContext(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// failure says what went wrong by the server's three digits. Its words stay
// away: servers like to quote the address.
func (a *Adapter) failure(ctx context.Context, err error, connected bool) error {
	var cert *tls.CertificateVerificationError
	var sent *gomail.SendError
	var answered *textproto.Error
	var status int
	switch {
	case errors.As(err, &sent):
		status = sent.ErrorCode()
	case errors.As(err, &answered):
		status = answered.Code
	}
	fault := &channel.Error{Code: channel.CodeUnavailable, Retry: true, Cause: fmt.Errorf("the mail server answered %d", status)}
	switch {
	case ctx.Err() != nil:
		fault.Code, fault.Cause = channel.CodeTimeout, errors.New("the mail server did not answer in time")
	case errors.As(err, &cert):
		fault.Code, fault.Retry, fault.Cause = channel.CodeRefused, false, errors.New("the mail server's certificate is not trusted")
	case status == 0 && !connected:
		fault.Cause = errors.New("the mail server cannot be reached")
	case status == 0 && strings.Contains(err.Error(), "STARTTLS"):
		fault.Code, fault.Retry, fault.Cause = channel.CodeRefused, false, errors.New("the mail server offers no TLS")
	case status == 0 && (strings.Contains(err.Error(), "AUTH") || errors.Is(err, gomail.ErrNoSupportedAuthDiscovered)):
		fault.Code, fault.Retry, fault.Cause = channel.CodeRefused, false, errors.New("the mail server takes no password in a way that we know")
	case status == 0:
		fault.Cause = errors.New("the connection to the mail server broke")
	case status == 530 || status == 534 || status == 535 || status == 538:
		fault.Code, fault.Retry = channel.CodeRefused, false
	case status >= 500 && sent != nil && sent.Reason == gomail.ErrSMTPRcptTo:
		fault.Code, fault.Retry = channel.CodeAddress, false
	case status >= 500:
		fault.Code, fault.Retry = channel.CodeRejected, false
	}
	return fault
}
