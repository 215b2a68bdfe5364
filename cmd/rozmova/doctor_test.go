package main

import (
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/app"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// examine gives the findings about a database, by their check.
func examine(t *testing.T, dsn string, clock func() time.Time) map[string]finding {
	t.Helper()
	d := &doctor{installation: &installation{database: database{dsn}, Workspace: "main"}, ctx: t.Context(), clock: clock, file: &configFile{}}
	d.database()
	out := map[string]finding{}
	for _, f := range d.found {
		if before, seen := out[f.Check]; !seen || before.Status == "ok" {
			out[f.Check] = f
		}
	}
	return out
}

func expect(t *testing.T, when string, found map[string]finding, want map[string]string) {
	t.Helper()
	for check, status := range want {
		if found[check].Status != status {
			t.Errorf("%s: %s is %q, want %s; all: %v", when, check, found[check].Status, status, found)
		}
	}
}

// What the scripts show on SQLite holds on PostgreSQL, where the server's clock
// is looked at too.
func TestDoctorOnPostgres(t *testing.T) {
	dsn := storetest.DSN(t, store.Postgres)
	t.Setenv(app.SecretKeyEnv, "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=")
	expect(t, "without tables", examine(t, dsn, time.Now), map[string]string{"secret key": "ok", "database": "warn"})

	db, err := app.OpenStore(t.Context(), dsn, "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Secret(t.Context(), "word", func() ([]byte, error) { return []byte("kept"), nil }); err != nil {
		t.Fatal(err)
	}
	expect(t, "with tables", examine(t, dsn, time.Now), map[string]string{
		"database": "ok", "clock": "ok", "secrets": "ok", "workspace": "warn", "actions": "ok", "jobs": "ok",
	})
	late := func() time.Time { return time.Now().Add(time.Minute) }
	expect(t, "with a wrong clock", examine(t, dsn, late), map[string]string{"clock": "fail"})
	t.Setenv(app.SecretKeyEnv, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
	expect(t, "with another key", examine(t, dsn, time.Now), map[string]string{"secrets": "fail"})
	t.Setenv(app.SecretKeyEnv, "")
	expect(t, "without a key", examine(t, dsn, time.Now), map[string]string{"secret key": "fail"})
}
