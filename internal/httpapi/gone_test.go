package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A client that leaves its long poll is no failure: neither in the metrics nor
// in the log.
func TestClientThatLeaves(t *testing.T) {
	s := newSite(t)
	c := s.customer("dim")
	ctx, leave := context.WithCancel(t.Context())
	poll := fmt.Sprintf("/events?wait=50&after=%d", c.events(0).LastSeq)
	req := must(http.NewRequestWithContext(ctx, "GET", s.http.URL+c.path(poll), nil))
	req.Header.Set("Authorization", "Bearer "+c.Token)
	left := make(chan error, 1)
	go func() {
		_, err := http.DefaultTransport.RoundTrip(req)
		left <- err
	}()
	for s.bus.Open() == 0 {
		time.Sleep(time.Millisecond)
	}
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	gone := `rozmova_http_requests_total{route="GET /api/customer/v1/conversations/{id}/events",status="499"} 1`
	for {
		body := string(s.ask("GET", "/metrics", nil).want(200).body)
		if strings.Contains(body, gone) {
			break
		}
		if strings.Contains(body, `status="503"`) {
			t.Fatal("counted as a failure of ours")
		}
		time.Sleep(5 * time.Millisecond)
	}
}
