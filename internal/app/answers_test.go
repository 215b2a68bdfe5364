package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/httpapi"
)

func withArticles(d *app.Demo) { d.Bare = false }

// stocked waits until the help centre has the packs' articles.
func (c *company) stocked() {
	c.t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if c.send("GET", "/help/demo/uk/a/podaruvaty-hihabaity", "", nil).status == http.StatusOK {
			return
		}
	}
	c.t.Fatal("the articles did not come")
}

// sources are what the messages after an event name as their sources.
func (k *talk) sources(after int64) (out []httpapi.CitationView) {
	k.t.Helper()
	var page struct {
		Events []struct{ Citations []httpapi.CitationView }
	}
	k.send("GET", k.path(fmt.Sprintf("/events?after=%d&limit=500", after)), k.token, nil).want(http.StatusOK).into(&page)
	for _, e := range page.Events {
		out = append(out, e.Citations...)
	}
	return out
}

// The demo answers from the packs' articles, with the page where it stands, and
// says that it does not know what they do not say.
func TestDemoAnswersFromArticles(t *testing.T) {
	c := open(t, withArticles)
	c.stocked()
	k := c.begin()
	var seq int64
	var got []event
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); { // the index follows within a second
		k = c.begin()
		seq = k.say("1", "куди здати старі батарейки?")
		if got = k.said(seq); got[0].Key == "answered.text" {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	from := k.sources(seq)
	if got[0].Key != "answered.text" || !strings.Contains(got[0].Text, "пункту збору") || len(from) != 1 || from[0].Title != "Стара техніка й батарейки" {
		t.Fatalf("said %+v from %+v", got, from)
	}
	page := c.send("GET", strings.Split(from[0].URL, "#")[0], "", nil)
	if page.status != http.StatusOK || !strings.Contains(string(page.body), "Стара техніка й батарейки") || strings.Contains(string(page.body), "asked:") {
		t.Errorf("the source %s answers %d", from[0].URL, page.status)
	}
	if said := k.said(k.say("2", "яка сьогодні погода в Києві?")); said[0].Key != "not_known.sorry" {
		t.Errorf("said %+v", said)
	}
	c.discreet("погода")
}
