package demo

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
)

// Texts is the demo's SMS provider: what the platform sends it is shown on the
// site's pages to whom it is for, because nobody has these telephones. It keeps
// the last messages in memory only.
type Texts struct {
	now func() time.Time

	mu   sync.Mutex
	last []textMessage
	n    int
	keys map[string]bool
}

type textMessage struct {
	N    int       `json:"n"`
	To   string    `json:"to"`
	Text string    `json:"text"`
	At   time.Time `json:"-"`
}

// Bounds of what is kept.
const (
	maxTexts  = 200
	textsLife = 10 * time.Minute
)

// NewTexts is a provider with nothing sent yet.
func NewTexts(now func() time.Time) *Texts { return &Texts{now: now, keys: map[string]bool{}} }

// ServeHTTP takes a message over: POST {"to", "text"} with an Idempotency-Key.
func (t *Texts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct{ To, Text string }
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 16<<10)).Decode(&in)
	if err != nil || in.To == "" || in.Text == "" || len(in.To) > 40 {
		http.Error(w, `{"error":{"code":"invalid_message"}}`, http.StatusBadRequest)
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if key := r.Header.Get("Idempotency-Key"); key == "" || !t.keys[key] {
		t.n++
		t.last = append(t.last, textMessage{t.n, in.To, in.Text, t.now()})
		if len(t.last) > maxTexts {
			t.last = append(t.last[:0:0], t.last[1:]...)
		}
		if len(t.keys) > 10*maxTexts {
			clear(t.keys)
		}
		t.keys[key] = true
	}
	body, _ := json.Marshal(map[string]string{"id": "sms_" + strconv.Itoa(t.n)}) // of plain texts: cannot fail
	ledger.WriteJSON(w, http.StatusOK, body)
}

// since are the fresh messages after a number, to one of these telephones; to
// any where none is given.
func (t *Texts) since(after int, numbers ...string) []textMessage {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := []textMessage{}
	for _, m := range t.last {
		if m.N > after && t.now().Sub(m.At) < textsLife && (len(numbers) == 0 || sameNumber(m.To, numbers)) {
			out = append(out, m)
		}
	}
	return out
}

func sameNumber(to string, numbers []string) bool {
	for _, n := range numbers {
		if onlyDigits(n) == onlyDigits(to) {
			return true
		}
	}
	return false
}

// onlyDigits leaves the last nine, which a Ukrainian number has in any form.
func onlyDigits(number string) string {
	d := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	return d[max(0, len(d)-9):]
}

// WithTexts shows on the pages what the provider was given to deliver.
func WithTexts(t *Texts) SiteOption { return func(s *site) { s.texts = t } }

// showTexts answers GET /texts?after=N: the visitor's own messages, or all of
// them for somebody who is nobody yet. There are no secrets here: the people
// are made up.
func (s *site) showTexts(w http.ResponseWriter, r *http.Request) {
	after, err := strconv.Atoi(r.URL.Query().Get("after"))
	if err != nil || after < 0 {
		after = 0
	}
	var numbers []string
	if v := s.visitor(r); v != nil {
		numbers = append(numbers, v.Phone)
		if s.mobile != nil {
			if a, err := s.mobile.Account(s.phoneOwner(v, "uk").ID); err == nil {
				numbers = append(numbers, a.Customer.PhoneNumber)
				for _, l := range a.Lines {
					numbers = append(numbers, l.PhoneNumber)
				}
			}
		}
	}
	body, err := json.Marshal(map[string]any{"messages": s.texts.since(after, numbers...)})
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	ledger.WriteJSON(w, http.StatusOK, body)
}
