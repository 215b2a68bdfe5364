package tau2test

import (
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo"
)

// Two customers side by side, each over books of their own: the harness itself
// must not mix them up, nor come back before the bot has finished.
func TestCompany(t *testing.T) {
	t.Parallel()
	c := open(t, "shop", time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC))
	for _, pending := range []int{0, 3} {
		system, err := demo.NewBackend(t.TempDir(), time.Now, demo.WithPendingOrders(pending))
		if err != nil {
			t.Fatal(err)
		}
		k, greeting := c.begin(t, "en", system)
		if len(greeting) == 0 || greeting[0].Text == "" {
			t.Errorf("the bot does not greet: %v", greeting)
		}
		answers := k.say("Where is my order?")
		if len(answers) == 0 || len(k.doing) > 0 || k.owner != "bot" {
			t.Fatalf("no answer, or one too early: %v\n%s", answers, k.transcript())
		}
		if all := k.transcript(); !strings.Contains(all, "CUSTOMER Where is my order?") || !strings.Contains(all, answers[0].Key) {
			t.Errorf("the transcript lacks what was said:\n%s", all)
		}
		before, err := system.State()
		if err != nil {
			t.Fatal(err)
		}
		if _, there := before.Orders["#W9000001"]; there != (pending > 0) {
			t.Errorf("the books of %d orders more are another's", pending)
		}
		if err := system.Close(); err != nil {
			t.Error(err)
		}
	}
}
