package app

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo"
)

// A customer of the operator gets a page of the payment provider, types a card
// there, and the operator keeps its last digits: the number goes nowhere else.
func TestDemoCardGoesRoundTheCompany(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + l.Addr().String()
	c, err := Demo{Dir: t.TempDir(), Clock: time.Now}.company(base)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- c.serve(ctx) }()
	home := httptest.NewUnstartedServer(c.home(func(demo.Customer) (string, error) { return "token", nil }))
	home.Listener.Close()
	home.Listener = l
	home.Start()
	t.Cleanup(func() {
		home.Close()
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
		if err := c.close(); err != nil {
			t.Error(err)
		}
	})

	endpoint := c.actions()["telecom"].URL
	req, err := http.NewRequest(http.MethodPost, endpoint+"/tools/create_payment_page", strings.NewReader(`{"customer_id":"C2001"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	var page struct{ Result struct{ URL string } }
	if err := json.NewDecoder(res.Body).Decode(&page); err != nil || !strings.HasPrefix(page.Result.URL, base+"/pay/") {
		t.Fatalf("%v: no page: %+v", err, page)
	}
	res.Body.Close()
	form := url.Values{"number": {"4242 4242 4242 4242"}, "expiry": {"12/" + time.Now().AddDate(2, 0, 0).Format("06")}, "cvc": {"123"}}
	res, err = http.PostForm(page.Result.URL, form)
	if err != nil || res.StatusCode >= 400 {
		t.Fatal(err, res)
	}
	res.Body.Close()
	a, err := c.mobile.Account("C2001")
	if err != nil {
		t.Fatal(err)
	}
	if m := a.Customer.PaymentMethods[0]; m.AccountNumberLast4 != "4242" || m.Brand != "Visa" || !regexp.MustCompile(`^12/20\d\d$`).MatchString(m.ExpirationDate) {
		t.Errorf("kept: %+v", m)
	}
	// Somebody who is not the provider cannot put a card there.
	res, err = http.Post(endpoint+"/payment-events", "application/json", strings.NewReader(`{"type":"card.saved","data":{"customer":"C2001","last4":"6666"}}`))
	if err != nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("%v: a webhook without a signature: %d", err, res.StatusCode)
	}
	res.Body.Close()
}
