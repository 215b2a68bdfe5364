package tau2test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The world itself, without a bot: when the published steps of a task are
// carried out on the phone and on the books, its conditions hold; before, at
// least one does not. So a task that passes later passes for a reason.
func TestTelecomWorld(t *testing.T) {
	t.Parallel()
	tasks := telecomTasks(t)
	solved := 0
	for _, k := range tasks {
		s := k.stage(t)
		wantsHandoff := strings.Contains(k.ID, "lock_sim") || strings.Contains(k.ID, "contract_end")
		if s.Number == "" || s.Name == "" {
			t.Errorf("%s: nobody calls", k.ID)
		}
		if before := s.unmet(t); len(before) == 0 && !wantsHandoff {
			t.Errorf("%s: nothing is wrong before anything is done", k.ID)
		}
		for _, a := range k.Criteria.Actions {
			if a.Requestor == "user" {
				s.Do(t, a.Name, a.Arguments)
				continue
			}
			r := httptest.NewRequest(http.MethodPost, "/tools/"+a.Name, bytes.NewReader([]byte(short(a.Arguments))))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Idempotency-Key", k.ID[:1]+a.Name)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != http.StatusOK || strings.Contains(w.Body.String(), `"error"`) {
				t.Fatalf("%s: %s: %d %s", k.ID, a.Name, w.Code, w.Body)
			}
		}
		if missed := s.missed(t); len(missed) > 0 {
			t.Errorf("%s: %s", k.ID, strings.Join(missed, "; "))
			continue
		}
		solved++
	}
	t.Logf("telecom world: %d of %d tasks are solved by their own steps", solved, len(tasks))
}
