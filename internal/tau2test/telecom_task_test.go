package tau2test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/rozmova/rozmova/demo/phone"
	"github.com/rozmova/rozmova/demo/telecom"
)

// telecomNow is the moment that the telecom tasks play at.
var telecomNow = time.Date(2025, 2, 25, 12, 8, 0, 0, time.FixedZone("EST", -5*3600))

// telecomTask is one published task: what went wrong, who calls about it, and
// what must be so afterwards.
type telecomTask struct {
	ID           string
	UserScenario struct {
		Persona      string
		Instructions struct {
			Reason string `json:"reason_for_call"`
			Known  string `json:"known_info"`
			Task   string `json:"task_instructions"`
		}
	} `json:"user_scenario"`
	InitialState struct {
		Happened []happening `json:"initialization_actions"`
	} `json:"initial_state"`
	Criteria struct {
		Actions []struct {
			Requestor   string
			Name        string
			Arguments   map[string]any
			CompareArgs *[]string `json:"compare_args"`
		}
		Asserts []struct {
			happening
			Want bool `json:"assert_value"`
		} `json:"env_assertions"`
		Basis []string `json:"reward_basis"`
	} `json:"evaluation_criteria"`
}

// happening is a function of one of the two worlds: the customer's phone
// ("user") or the operator ("assistant").
type happening struct {
	World string         `json:"env_type"`
	Name  string         `json:"func_name"`
	Args  map[string]any `json:"arguments"`
}

// What a task's customer calls about: the first part of its ID.
const (
	noService  = "service_issue"
	mobileData = "mobile_data_issue"
	pictures   = "mms_issue"
)

func (k telecomTask) about() string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(k.ID, "["), "]")
	return kind
}

// abroad says whether the customer is travelling, and knows it.
func (k telecomTask) abroad() bool {
	return strings.Contains(k.UserScenario.Instructions.Known, "abroad")
}

// telecomTasks are all published tasks, in their order.
func telecomTasks(t testing.TB) []telecomTask {
	t.Helper()
	var tasks []telecomTask
	if err := json.NewDecoder(published(t, "telecom/tasks_train.json")).Decode(&tasks); err != nil {
		t.Fatal(err)
	}
	return tasks
}

// scene is the world of one task: the operator's systems as they were when the
// customer wrote, and the telephone in their hand.
type scene struct {
	task   telecomTask
	books  *telecom.Backend
	Phone  *phone.Phone
	Number string // the customer's
	Name   string

	mu     sync.Mutex
	called []call // by the bot, in order
	did    []call // by the customer, with the phone
}

// call is a use of a tool that was answered with a result.
type call struct {
	Tool string
	Args map[string]any
}

// stage puts up the world of a task.
func (k telecomTask) stage(t testing.TB) *scene {
	t.Helper()
	var data telecom.Data
	var hand struct{ Device phone.Device }
	decode(t, "telecom/db.toml", &data)
	decode(t, "telecom/user_db.toml", &hand)
	books, err := telecom.New(t.TempDir(), func() time.Time { return telecomNow }, telecom.WithData(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := books.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &scene{task: k, books: books, Phone: phone.New("", hand.Device, books)}
	for _, h := range k.InitialState.Happened {
		if h.World == "user" {
			err = s.Phone.Happen(h.Name, h.Args)
		} else {
			_, err = books.Happen(h.Name, h.Args)
		}
		if err != nil {
			t.Fatalf("%s: %s: %v", k.ID, h.Name, err)
		}
		if h.Name == "set_user_info" {
			s.Name, _ = h.Args["name"].(string)
			s.Number, _ = h.Args["phone_number"].(string)
		}
	}
	return s
}

func decode(t testing.TB, file string, into any) {
	t.Helper()
	if _, err := toml.NewDecoder(published(t, file)).Decode(into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// Do does something with the phone and gives what it shows.
func (s *scene) Do(t testing.TB, tool string, args map[string]any) string {
	t.Helper()
	out, err := s.Phone.Do(tool, args)
	if err != nil {
		t.Fatalf("%s: %v", s.task.ID, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.did = append(s.did, call{tool, args})
	return out
}

// ServeHTTP is the operator's system as the bot calls it; what it was asked for
// and did is noted.
func (s *scene) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
	if err != nil {
		http.Error(w, "", http.StatusBadRequest)
		return
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	out := &overheard{ResponseWriter: w}
	s.books.ServeHTTP(out, r)
	if !strings.HasPrefix(out.body.String(), `{"result"`) {
		return
	}
	c := call{Tool: strings.TrimPrefix(r.URL.Path, "/tools/")}
	if json.Unmarshal(body, &c.Args) != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.called = append(s.called, c)
}

// overheard is an answer of which a copy is kept.
type overheard struct {
	http.ResponseWriter
	body strings.Builder
}

func (o *overheard) Write(b []byte) (int, error) {
	o.body.Write(b)
	return o.ResponseWriter.Write(b)
}

// missed are the conditions of the task that do not hold. A handoff is told to
// the business system behind the customer's back, so it may take a moment.
func (s *scene) missed(t testing.TB) []string {
	t.Helper()
	out := s.unmet(t)
	if !slices.Contains(s.task.Criteria.Basis, "ACTION") {
		return out
	}
	for _, a := range s.task.Criteria.Actions {
		if !s.done(a.Requestor, a.Name, a.Arguments, a.CompareArgs) {
			out = append(out, fmt.Sprintf("nobody did %s %s", a.Name, short(a.Arguments)))
		}
	}
	return out
}

// unmet are the conditions on the state of phone and books that do not hold.
func (s *scene) unmet(t testing.TB) []string {
	t.Helper()
	var out []string
	for _, a := range s.task.Criteria.Asserts {
		var got bool
		var err error
		if a.World == "user" {
			got, err = s.Phone.Check(a.Name, a.Args)
		} else {
			got, err = s.holds(a.Name, a.Args)
		}
		if err != nil {
			t.Fatalf("%s: %s: %v", s.task.ID, a.Name, err)
		}
		if got != a.Want {
			out = append(out, fmt.Sprintf("%s %s is %t", a.Name, short(a.Args), got))
		}
	}
	return out
}

func (s *scene) done(who, tool string, args map[string]any, compare *[]string) bool {
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		s.mu.Lock()
		all := s.called
		if who == "user" {
			all = s.did
		}
		found := slices.ContainsFunc(all, func(c call) bool { return c.Tool == tool && same(c.Args, args, compare) })
		s.mu.Unlock()
		if found || who == "user" || time.Now().After(deadline) {
			return found
		}
	}
}

// same compares the arguments that the task wants compared: all, where it does
// not say which.
func same(got, want map[string]any, compare *[]string) bool {
	for name, v := range want {
		if compare != nil && !slices.Contains(*compare, name) {
			continue
		}
		if short(got[name]) != short(v) {
			return false
		}
	}
	return true
}

// holds answers the questions about the operator's books.
func (s *scene) holds(question string, args map[string]any) (bool, error) {
	arg := func(name string) string { v, _ := args[name].(string); return v }
	switch question {
	case "assert_data_refueling_amount":
		a, err := s.books.Account(arg("customer_id"))
		if err != nil {
			return false, err
		}
		for _, l := range a.Lines {
			if l.LineID == arg("line_id") {
				d := l.DataRefuelingGB - args["expected_amount"].(float64)
				return d < 1e-6 && d > -1e-6, nil
			}
		}
		return false, nil
	case "assert_no_overdue_bill":
		v, err := s.books.Happen("get_details_by_id", map[string]any{"id": arg("overdue_bill_id")})
		if err != nil {
			return true, nil // there is no such bill
		}
		var b telecom.Bill
		if err := json.Unmarshal(v, &b); err != nil {
			return false, err
		}
		return b.Status == telecom.BillPaid, nil
	}
	return false, fmt.Errorf("no question %q about the operator", question)
}

// run has one task played: play is the customer, from the bot's greeting on. It
// says what of the task does not hold afterwards.
func (k telecomTask) run(t testing.TB, c *company, lang string, play func(*talk, *scene, []said)) (missed []string) {
	t.Helper()
	s := k.stage(t)
	conversation, greeting := c.begin(t, lang, s)
	play(conversation, s, greeting)
	missed = s.missed(t)
	keep(t, t.Name(), conversation.transcript()+strings.Join(missed, "\n"))
	return missed
}
