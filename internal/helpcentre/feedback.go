package helpcentre

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// Limits of a form.
const (
	mostForm    = 8 << 10
	mostComment = 1000
)

// feedback takes the form under an article. A browser that follows our pages
// says where the form was; others' forms are not taken.
func (s *Site) feedback(w http.ResponseWriter, r *http.Request) {
	if !ours(r) {
		http.Error(w, "cross-site form", http.StatusForbidden)
		return
	}
	if !s.Allow(r) {
		v := s.view(r, s.language(r))
		w.Header().Set("Retry-After", "60")
		v.Title = v.T("tomany")
		s.show(w, r, http.StatusTooManyRequests, "missing", struct {
			*view
			What, How string
			Home      bool
		}{v, v.T("tomany"), "", false})
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	said := "failed"
	if f, ok := s.given(r); ok {
		switch err := s.Library.Feedback(r.Context(), conversationID(r), f); {
		case err == nil && !f.Helpful && f.Comment == "":
			said = "sorry"
		case err == nil:
			said = "thanks"
		case errors.Is(err, store.ErrNotFound):
			s.missing(w, r, s.view(r, s.language(r)), err)
			return
		default:
			s.Log.ErrorContext(r.Context(), "feedback cannot be kept", "error", err)
		}
	}
	s.readArticle(w, r, said)
}

// given reads the form.
func (s *Site) given(r *http.Request) (knowledge.Feedback, bool) {
	if err := r.ParseForm(); err != nil {
		return knowledge.Feedback{}, false
	}
	version, err := strconv.Atoi(r.PostForm.Get("version"))
	helpful := r.PostForm.Get("helpful")
	if err != nil || version < 1 || helpful != "yes" && helpful != "no" || len(r.PostForm.Get("article")) > 64 {
		return knowledge.Feedback{}, false
	}
	return knowledge.Feedback{
		Article: knowledge.ArticleID(r.PostForm.Get("article")), Lang: r.PathValue("lang"), Version: version, Helpful: helpful == "yes",
		Comment: strings.TrimSpace(limited(r.PostForm.Get("comment"), mostComment)), Visitor: s.Visitor(r),
	}, true
}

// ours says whether a form was sent from our own page.
func ours(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	o := r.Header.Get("Origin")
	if o == "" {
		return true // an old browser or a script; there is no cookie that it could misuse
	}
	u, err := url.Parse(o)
	return err == nil && u.Host == r.Host
}
