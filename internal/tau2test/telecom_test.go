package tau2test

import (
	"os"
	"sync"
	"testing"
)

// telecomFloor is how many of the tasks are served for every customer that
// came with them; it may grow and must not shrink.
const telecomFloor = 74

// telecomCustomers is how many of the tempers each task is tried with; with
// ROZMOVA_TAU2_ALL all of them are.
const telecomCustomers = 3

// Scripted customers call about their telephones. Each has the phone and the
// operator's books of their own task; afterwards what the task says must be so.
func TestTelecom(t *testing.T) {
	if underRace {
		t.Skip("hundreds of conversations, held in ordinary runs, without the race detector")
	}
	t.Parallel()
	tasks := telecomTasks(t)
	c := open(t, "telecom", telecomNow)
	each := telecomCustomers
	if os.Getenv("ROZMOVA_TAU2_ALL") != "" {
		each = len(tempers)
	}
	var mu sync.Mutex
	failed, talks, messages := map[string]bool{}, 0, 0
	t.Run("tasks", func(t *testing.T) {
		for i, task := range tasks {
			for j := range each {
				m := tempers[(i+j*3)%len(tempers)]
				t.Run(task.ID+"/"+m.String(), func(t *testing.T) {
					t.Parallel()
					sent := 0
					missed := task.run(t, c, m.lang, func(k *talk, s *scene, greeting []said) {
						(&caller{temper: m, scene: s, t: t, n: i + j, asked: map[string]bool{}}).talk(k, greeting)
						sent = k.sent
					})
					mu.Lock()
					defer mu.Unlock()
					talks, messages = talks+1, messages+sent
					if len(missed) > 0 {
						failed[task.ID] = true
						t.Logf("%d messages: %v", sent, missed)
					}
				})
			}
		}
	})
	passed := len(tasks) - len(failed)
	t.Logf("telecom %d/%d (%d conversations, %d messages)", passed, len(tasks), talks, messages)
	if passed < telecomFloor {
		t.Errorf("only %d of the %d tasks that used to be served are", passed, telecomFloor)
	}
}
