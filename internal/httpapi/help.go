package httpapi

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
)

// helpRoutes mounts the help centre. Its pages have rules of their own for what
// a browser may load; whoever asks is limited by address like everybody else.
func (s *Server) helpRoutes() {
	if s.cfg.Help != nil {
		s.mux.Handle("/help/", around(s.withAddress, s.addressLimit)(s.cfg.Help))
	}
}

// Visitor tells readers of the help centre apart, by address and browser, as a
// key that cannot be turned back and that means nothing after a restart. The
// request must have come through the server.
func (s *Server) Visitor(r *http.Request) string {
	h := hmac.New(sha256.New, s.readers)
	h.Write([]byte(addressOf(r.Context())))
	h.Write([]byte{0})
	h.Write([]byte(r.UserAgent()))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// ReaderMayWrite says whether a reader of the help centre may leave something now.
func (s *Server) ReaderMayWrite(r *http.Request) bool {
	return s.allow(s.limits.reader, "reader", addressOf(r.Context())) == nil
}

func randomKey() []byte {
	key := make([]byte, 32)
	rand.Read(key)
	return key
}
