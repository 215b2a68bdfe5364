package tau2test

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// task is what is read of a published task. What the person is told to want is
// only searched for facts: numbers, names and addresses that a script leaves
// open.
type task struct {
	ID       string
	Scenario struct {
		Instructions struct {
			Reason string `json:"reason_for_call"`
			How    string `json:"task_instructions"`
			Known  string `json:"known_info"`
		}
	} `json:"user_scenario"`
	Criteria struct {
		Actions []struct {
			Name string
			Args map[string]any `json:"arguments"`
		}
		Tell []string `json:"communicate_info"`
	} `json:"evaluation_criteria"`
}

func readTasks(t *testing.T, name string) []task {
	t.Helper()
	var out []task
	if err := json.NewDecoder(published(t, name)).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// writes are the tools that change something in the shop.
var writes = regexp.MustCompile(`^(cancel|modify|return|exchange)_`)

var (
	named        = regexp.MustCompile(`(?:name is|You are|You're|called) ([A-Z][a-z]+) ([A-Z][a-z]+)`)
	userID       = regexp.MustCompile(`\b([a-z]+)_([a-z]+)_\d{4}\b`)
	zip          = regexp.MustCompile(`\b\d{5}\b`)
	email        = regexp.MustCompile(`[\w.]+@[\w.]+\w`)
	orderIDs     = regexp.MustCompile(`#?W?\b\d{7}\b|#?W\d{7}\b`)
	itemIDs      = regexp.MustCompile(`\b\d{10}\b`)
	addressParts = []string{"address1", "address2", "city", "state", "zip"}
	personally   = []string{"first_name", "last_name", "zip", "email"}
)

// facts are what a person knows: {first_name}, {last_name}, {zip}, {email},
// {order}, {item}, {to.city} … of the address to move to, and {back.city} … of
// the one to go back to. The second one of a kind is {zip2}, {order2} and so
// on.
func (x task) facts() map[string]string {
	facts, count := map[string]string{}, map[string]int{}
	add := func(name, value string) {
		for k, v := range facts {
			if strings.TrimRight(k, "0123456789") == name && v == value {
				return
			}
		}
		if count[name]++; count[name] > 1 {
			name += strconv.Itoa(count[name])
		}
		facts[name] = value
	}
	for _, a := range x.Criteria.Actions {
		for _, name := range personally {
			if v, ok := a.Args[name].(string); ok && strings.HasPrefix(a.Name, "find_") {
				add(name, v)
			}
		}
	}
	known, told := x.Scenario.Instructions.Known, x.Scenario.Instructions.Reason
	if facts["first_name"] == "" {
		if m := named.FindStringSubmatch(known); m != nil {
			add("first_name", m[1])
			add("last_name", m[2])
		} else if m := userID.FindStringSubmatch(known); m != nil {
			add("first_name", strings.ToUpper(m[1][:1])+m[1][1:])
			add("last_name", strings.ToUpper(m[2][:1])+m[2][1:])
		}
	}
	for _, v := range zip.FindAllString(known, -1) {
		add("zip", v)
	}
	for _, v := range email.FindAllString(known, -1) {
		add("email", v)
	}
	for _, v := range orderIDs.FindAllString(told, -1) {
		add("order", v)
	}
	for _, v := range itemIDs.FindAllString(told, -1) {
		add("item", v)
	}
	for _, a := range x.Criteria.Actions {
		if a.Args["address1"] == nil {
			continue
		}
		where := "to."
		if facts["to.address1"] != "" {
			where = "back."
		}
		for _, part := range addressParts {
			facts[where+part], _ = a.Args[part].(string)
		}
	}
	return facts
}
