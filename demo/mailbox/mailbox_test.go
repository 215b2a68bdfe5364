package mailbox_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/mailbox"
	"github.com/rozmova/rozmova/internal/channel"
	"github.com/rozmova/rozmova/internal/channel/email"
)

// The platform's own mail channel delivers, and the page shows it.
func TestMailArrives(t *testing.T) {
	at := time.Date(2025, 2, 25, 12, 8, 0, 0, time.UTC)
	box := mailbox.New(func() time.Time { return at })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- box.Serve(ctx, l) }()
	a, err := email.New(email.Config{URL: "smtp://" + l.Addr().String() + "?tls=off", From: "Дім-Зв'язок <no-reply@dim.example>"})
	if err != nil {
		t.Fatal(err)
	}
	send := func(key, text string) {
		t.Helper()
		_, err := a.Send(t.Context(), channel.Message{To: "olena@example.com", Kind: channel.KindCode, Subject: "Ваш код від Дім-Зв'язок", Text: text, Lang: "uk", Key: key})
		if err != nil {
			t.Fatal(err)
		}
	}
	send("k1", "Ваш код Дім-Зв'язок: 123456. <b>Нікому</b> його не кажіть.")
	send("k1", "Ваш код Дім-Зв'язок: 123456. <b>Нікому</b> його не кажіть.")
	send("k2", "Другий")
	letters := box.Letters()
	if len(letters) != 2 || letters[0].Text != "Другий" || letters[1].To != "olena@example.com" || letters[1].Subject != "Ваш код від Дім-Зв'язок" {
		t.Fatalf("%+v", letters)
	}
	show := func(lang string) (string, http.Header) {
		rec := httptest.NewRecorder()
		box.ServeHTTP(rec, httptest.NewRequest("GET", "/outbox?lang="+lang, nil))
		return rec.Body.String(), rec.Header()
	}
	page, h := show("uk")
	if !strings.Contains(page, "123456. &lt;b&gt;") || !strings.Contains(page, "olena@example.com") || h.Get("Cache-Control") != "no-store" {
		t.Error("the page does not show the letter as it is")
	}
	if page, _ := show("en"); !strings.Contains(page, "Mail to try") {
		t.Error("English is not spoken")
	}
	at = at.Add(time.Hour)
	if page, _ := show("uk"); strings.Contains(page, "123456") || !strings.Contains(page, "Листів поки немає") {
		t.Error("an old letter is still shown")
	}
	for i := range 60 {
		send(fmt.Sprint("n", i), "текст")
	}
	if n := len(box.Letters()); n != 50 {
		t.Errorf("%d letters are kept", n)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
