// Package mailbox is the demonstration's mail server: what the platform sends to
// the company's made-up customers arrives here by real SMTP, and a page shows
// it, because nobody has these mailboxes.
//
// app runs it for the demo and mounts its page. It keeps the last messages in
// memory for a quarter of an hour and passes nothing on to anybody.
package mailbox

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Bounds of what is taken and kept.
const (
	maxMail    = 64 << 10
	maxKept    = 50
	kept       = 15 * time.Minute
	smtpPause  = 30 * time.Second
	maxReaders = 5
)

// Letter is one e-mail.
type Letter struct {
	ID      string // its Message-ID: a second one with the same is not kept
	To      string
	From    string
	Subject string
	Text    string
	At      time.Time
}

// Mailbox takes e-mails and shows them. It is safe for concurrent use.
type Mailbox struct {
	now func() time.Time

	mu      sync.Mutex
	letters []Letter // newest last
}

// New makes an empty one.
func New(now func() time.Time) *Mailbox { return &Mailbox{now: now} }

// Serve speaks SMTP on a listener until ctx ends. It is for loopback: it asks
// nobody who they are.
func (m *Mailbox) Serve(ctx context.Context, l net.Listener) error {
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: m}, nil }))
	s.Domain, s.MaxMessageBytes, s.MaxRecipients, s.EnableSMTPUTF8 = "localhost", maxMail, maxReaders, true
	s.ReadTimeout, s.WriteTimeout, s.ErrorLog = smtpPause, smtpPause, silent{}
	stop := context.AfterFunc(ctx, func() { s.Close() })
	defer stop()
	if err := s.Serve(l); err != nil && ctx.Err() == nil && !errors.Is(err, smtp.ErrServerClosed) {
		return fmt.Errorf("the demo's mail server: %w", err)
	}
	return nil
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

type session struct {
	box *Mailbox
	to  []string
}

func (s *session) Mail(string, *smtp.MailOptions) error { return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}
func (s *session) Reset()        { s.to = nil }
func (s *session) Logout() error { return nil }

func (s *session) Data(r io.Reader) error {
	letter, err := read(r)
	if err != nil {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "not a message"}
	}
	letter.To, letter.At = strings.Join(s.to, ", "), s.box.now()
	s.box.keep(letter)
	return nil
}

func read(r io.Reader) (Letter, error) {
	msg, err := mail.ReadMessage(r)
	if err != nil {
		return Letter{}, err
	}
	words := new(mime.WordDecoder)
	l := Letter{ID: msg.Header.Get("Message-Id")}
	if l.Subject, err = words.DecodeHeader(msg.Header.Get("Subject")); err != nil {
		return Letter{}, err
	}
	if from, err := mail.ParseAddress(msg.Header.Get("From")); err == nil {
		l.From = from.Name
	}
	body := msg.Body
	if strings.EqualFold(msg.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	l.Text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(string(text), "�"), "\r\n", "\n"))
	return l, err
}

func (m *Mailbox) keep(l Letter) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if l.ID != "" && slices.ContainsFunc(m.letters, func(k Letter) bool { return k.ID == l.ID }) {
		return
	}
	m.letters = append(m.letters, l)
	if len(m.letters) > maxKept {
		m.letters = slices.Delete(m.letters, 0, len(m.letters)-maxKept)
	}
}

// Letters are the fresh ones, the newest first.
func (m *Mailbox) Letters() []Letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Letter
	for i := len(m.letters) - 1; i >= 0; i-- {
		if m.now().Sub(m.letters[i].At) < kept {
			out = append(out, m.letters[i])
		}
	}
	return out
}

//go:embed page.html page.css
var files embed.FS

var page = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"clock": func(t time.Time) string { return t.Format("15:04") },
}).ParseFS(files, "page.html"))

// view is what the page shows.
type view struct {
	Lang    string
	Letters []Letter
}

// T picks the text of the page's language.
func (v view) T(uk, en string) string {
	if v.Lang == "en" {
		return en
	}
	return uk
}

// ServeHTTP shows the mailbox at …/outbox; it renews itself.
func (m *Mailbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/page.css") {
		http.ServeFileFS(w, r, files, "page.css")
		return
	}
	v := view{Lang: "uk", Letters: m.Letters()}
	if r.URL.Query().Get("lang") == "en" || r.URL.Query().Get("lang") != "uk" && englishFirst(r.Header.Get("Accept-Language")) {
		v.Lang = "en"
	}
	var out bytes.Buffer
	if err := page.Execute(&out, v); err != nil {
		http.Error(w, "The page could not be made", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Lang)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Refresh", "5")
	_, _ = w.Write(out.Bytes()) // the reader has gone
}

func englishFirst(accept string) bool {
	for _, part := range strings.Split(strings.ToLower(accept), ",") {
		switch tag := strings.TrimSpace(part); {
		case strings.HasPrefix(tag, "uk"):
			return false
		case strings.HasPrefix(tag, "en"):
			return true
		}
	}
	return false
}
