package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// readyTimeout bounds how long a readiness check may wait for what stands behind.
const readyTimeout = 2 * time.Second

// opsRoutes is for operators and their machines.
func (s *Server) opsRoutes() {
	open := around()
	s.plain(opsOperation("health", "/healthz", "The process answers", "text/plain"), open, func(w http.ResponseWriter, r *http.Request) {
		plainAnswer(w, "ok\n")
	})
	s.plain(opsOperation("ready", "/readyz", "The process can do its work", "text/plain"), open, s.ready)
	s.plain(opsOperation("metrics", "/metrics", "Metrics in Prometheus' text format", "text/plain"), open, s.metrics.handler().ServeHTTP)

	var document []byte // made once all operations are known
	s.plain(huma.Operation{Method: http.MethodGet, Path: "/openapi.json"}, open, func(w http.ResponseWriter, r *http.Request) {
		allowAnyOrigin(w.Header())
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(document)
	})
	s.finish = append(s.finish, func() { document = s.OpenAPI() })
}

func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	err := s.cfg.Store.Ready(ctx)
	if err == nil && s.cfg.Ready != nil {
		err = s.cfg.Ready(ctx)
	}
	if err != nil {
		s.log.WarnContext(ctx, "not ready", "error", err)
		writeProblem(w, r, problem(codeUnavailable))
		return
	}
	plainAnswer(w, "ready\n")
}

func plainAnswer(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(text))
}
