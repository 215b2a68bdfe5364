package httpapi

import (
	"strings"
	"testing"
)

// What agents write is masked as what customers write is: replies, notes, what
// they hand back with, summaries.
func TestAgentsKeepNoCards(t *testing.T) {
	s := newSite(t)
	w := s.agent("oksana@dim.example")
	c := s.customer("dim")
	c.say("привіт")
	c.ask("POST", "/messages", map[string]string{"client_id": "p", "button": "person"}).want(202)
	id := "/conversations/" + string(c.Conversation)
	post := func(path string, body map[string]any) {
		t.Helper()
		w.ask("POST", id+path, body).want(202)
	}
	post("/take", map[string]any{"client_id": "1", "from_seq": 0})
	post("/messages", map[string]any{"client_id": "2", "text": "Ваша картка 5168 7420 1234 5678, так?"})
	post("/notes", map[string]any{"client_id": "3", "text": "продиктував карту 5168742012345678, cvv 123"})
	post("/return", map[string]any{"client_id": "4", "note": "картка 5168-7420-1234-5678", "tell": "Повернемо на 5168/7420/1234/5678"})
	post("/take", map[string]any{"client_id": "5", "from_seq": 0})
	post("/resolve", map[string]any{"client_id": "6", "outcome": "resolved", "summary": "повернення на 5168 7420 1234 5678"})
	all := string(w.ask("GET", id+"/events?after=0&limit=500", nil).want(200).body) + string(w.ask("GET", id, nil).want(200).body)
	if n := strings.Count(all, "•••• 5678"); n < 5 {
		t.Errorf("%d masked numbers, want at least 5", n)
	}
	for _, part := range []string{"5168", "7420", "123\""} {
		if i := strings.Index(all, part); i >= 0 {
			t.Errorf("the desk holds %q: …%s…", part, all[max(0, i-40):min(len(all), i+40)])
		}
	}
}
