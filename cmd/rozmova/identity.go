package main

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/rozmova/rozmova/internal/account"
	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/channel/email"
	"github.com/rozmova/rozmova/internal/channel/sms"
)

// identity is how an installation learns who its customers are, and how one-time
// codes reach them. Secrets among it come from the environment or a file: what
// stands on a command line, others on the machine can read.
type identity struct {
	JWKS     string   `name:"identity-jwks" env:"ROZMOVA_IDENTITY_JWKS" placeholder:"URL" help:"Keys of an identity provider whose tokens are believed (RS256, ES256), beside the workspace's own secret."`
	Issuer   string   `name:"identity-issuer" env:"ROZMOVA_IDENTITY_ISSUER" help:"What such a token must name as its issuer."`
	Audience string   `name:"identity-audience" env:"ROZMOVA_IDENTITY_AUDIENCE" help:"What such a token must be made for."`
	Claims   []string `name:"identity-claims" env:"ROZMOVA_IDENTITY_CLAIMS" help:"Claims of identity tokens that flows may use, such as telecom_id."`
	SMTP     string   `name:"smtp-url" env:"ROZMOVA_SMTP_URL" placeholder:"URL" help:"Mail server for one-time codes: smtp://user:password@host:587 or smtps://…:465."`
	MailFrom string   `name:"mail-from" env:"ROZMOVA_MAIL_FROM" help:"Their sender: My shop <no-reply@example.com>."`
	SMS      string   `name:"sms-url" env:"ROZMOVA_SMS_URL" placeholder:"URL" help:"SMS provider for one-time codes."`
	SMSToken string   `name:"sms-token" env:"ROZMOVA_SMS_TOKEN" help:"Its bearer token."`
	SMSFrom  string   `name:"sms-from" env:"ROZMOVA_SMS_FROM" help:"The sender's number or name, if the provider wants one."`
	SMSForm  bool     `name:"sms-form" env:"ROZMOVA_SMS_FORM" help:"The provider takes a form with To, From and Body instead of JSON."`
}

func (i identity) settings() app.Identity {
	return app.Identity{
		Keys:   account.Federation{JWKS: i.JWKS, Issuer: i.Issuer, Audience: i.Audience},
		Claims: i.Claims,
		Mail:   email.Config{URL: i.SMTP, From: i.MailFrom},
		SMS:    sms.Config{URL: i.SMS, Token: i.SMSToken, From: i.SMSFrom, Form: i.SMSForm},
	}
}

// identityKeys sees whether customers' tokens can be checked.
func (d *doctor) identityKeys() {
	if d.JWKS == "" {
		if d.Issuer != "" || d.Audience != "" {
			d.warn("identity", "an issuer or audience is set, but no identity provider", "set ROZMOVA_IDENTITY_JWKS, or take them away")
		}
		return
	}
	keys, err := account.NewIdentityKeys(d.settings().Keys, nil)
	if err != nil {
		d.fail("identity", err.Error(), "correct ROZMOVA_IDENTITY_JWKS")
		return
	}
	n, err := keys.Check(d.ctx)
	if err != nil {
		d.fail("identity", err.Error(), "start the identity provider, or correct ROZMOVA_IDENTITY_JWKS")
		return
	}
	if d.Audience == "" || d.Issuer == "" {
		d.warn("identity", "tokens that the identity provider made for another application, or another issuer with these keys, are believed, too",
			"set ROZMOVA_IDENTITY_ISSUER and ROZMOVA_IDENTITY_AUDIENCE")
		return
	}
	d.ok("identity", "the identity provider has %s", countKeys(n))
}

func countKeys(n int) string {
	if n == 1 {
		return "1 key that can be used"
	}
	return fmt.Sprintf("%d keys that can be used", n)
}

// channels sees whether one-time codes could be sent. It sends none.
func (d *doctor) channels() {
	s := d.settings()
	sends := false
	if s.Mail.URL != "" {
		sends = true
		d.mail(s.Mail)
	}
	if s.SMS.URL != "" {
		sends = true
		d.text(s.SMS)
	}
	if !sends && d.pb != nil && d.pb.SendsCodes() {
		d.warn("codes", "flows send one-time codes, and nothing carries them: customers are handed to a person", "set ROZMOVA_SMS_URL or ROZMOVA_SMTP_URL")
	}
}

func (d *doctor) mail(cfg email.Config) {
	a, err := email.New(cfg)
	if err != nil {
		d.fail("codes", "e-mail: "+err.Error(), "correct ROZMOVA_SMTP_URL and ROZMOVA_MAIL_FROM")
		return
	}
	ctx, cancel := context.WithTimeout(d.ctx, 10*time.Second)
	defer cancel()
	if err := a.Check(ctx); err != nil {
		d.fail("codes", "e-mail: "+cause(err), "start the mail server, or correct ROZMOVA_SMTP_URL")
		return
	}
	d.ok("codes", "the mail server %s lets us in", a.Server())
}

func (d *doctor) text(cfg sms.Config) {
	a, err := sms.New(cfg)
	if err != nil {
		d.fail("codes", err.Error(), "correct ROZMOVA_SMS_URL and ROZMOVA_SMS_TOKEN")
		return
	}
	if _, err := get(d.ctx, a.Server(), nil); err != nil {
		d.fail("codes", "the SMS provider cannot be reached", "start it, or correct ROZMOVA_SMS_URL")
		return
	}
	u, _ := url.Parse(a.Server())
	if u.Scheme == "http" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1" && u.Hostname() != "::1" {
		d.warn("codes", "codes go to the SMS provider without encryption", "use its https:// address")
		return
	}
	d.ok("codes", "the SMS provider %s answers", a.Server())
}

// cause is what a channel says of itself to operators.
func cause(err error) string {
	if e := channel.As(err); e.Cause != nil {
		return e.Cause.Error()
	}
	return err.Error()
}
