package demo

import (
	"encoding/json"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/demo/phone"
	"github.com/rozmova/rozmova/demo/telecom"
)

func operator(t *testing.T) *telecom.Backend {
	t.Helper()
	o, err := telecom.New(t.TempDir(), fixedNow)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.Close() })
	return o
}

func signer(c Customer) (string, error) { return "token-of-" + c.ID, nil }

func TestMobilePages(t *testing.T) {
	t.Parallel()
	o := operator(t)
	get, post := visitor(t, WithMobile(o), WithIdentity(signer))
	for path, want := range map[string]string{
		"/mobile": "Увійдіть", "/en/mobile": "Sign in", "/phone": "Оберіть, що сталося", "/en/phone": "Choose what has happened", "/": "Мій зв'язок",
	} {
		if v := get(path); v.status != 200 || !strings.Contains(strings.ReplaceAll(v.body, "&#39;", "'"), want) || strings.Contains(v.body, "style=") {
			t.Errorf("%s: %d, no %q", path, v.status, want)
		}
	}
	if v := post("/account", "", url.Values{"customer": {"taras_shevchuk_1002"}, "back": {"/mobile"}}); v.header.Get("Location") != "/mobile" {
		t.Errorf("sent to %q", v.header.Get("Location"))
	}
	page := func() string { return strings.NewReplacer("\u00a0", " ", "&#43;", "+").Replace(get("/mobile").body) }
	if b := page(); !strings.Contains(b, "+380 67 000 01 02") || !strings.Contains(b, "прострочено") || strings.Contains(b, "/mobile/pay") {
		t.Errorf("the account is not told: %s", b)
	}
	if _, err := o.Happen("send_payment_request", map[string]any{"customer_id": "C2002", "bill_id": "B20022"}); err != nil {
		t.Fatal(err)
	}
	if b := page(); !strings.Contains(b, "Сплатити 225 ₴") {
		t.Errorf("nothing to pay with: %s", b)
	}
	if v := post("/mobile/pay", "https://elsewhere.example", url.Values{"bill": {"B20022"}}); v.status != http.StatusForbidden {
		t.Errorf("another site pays: %d", v.status)
	}
	for range 2 { // the second time there is nothing left to pay
		if v := post("/mobile/pay", "", url.Values{"bill": {"B20022"}, "back": {"//elsewhere.example"}}); v.header.Get("Location") != "/mobile" {
			t.Errorf("sent to %q", v.header.Get("Location"))
		}
	}
	if b := page(); strings.Contains(b, "прострочено") || strings.Contains(b, "чекаємо оплати") {
		t.Errorf("not paid: %s", b)
	}
}

// hand is a visitor with a telephone.
type hand struct {
	t    *testing.T
	http *http.Client
	base string
}

func (h hand) take(problem string) {
	h.t.Helper()
	res, err := h.http.PostForm(h.base+"/phone/problem", url.Values{"problem": {problem}, "back": {"/phone"}})
	if err != nil || res.StatusCode != http.StatusOK {
		h.t.Fatal(err, res)
	}
	res.Body.Close()
}

func (h hand) do(tool string, args map[string]any) (v phone.View, status int) {
	h.t.Helper()
	body, _ := json.Marshal(map[string]any{"tool": tool, "args": args})
	res, err := h.http.Post(h.base+"/phone/do", "application/json", strings.NewReader(string(body)))
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	_ = json.NewDecoder(res.Body).Decode(&v)
	return v, res.StatusCode
}

// Every trouble of the page is one, can be lived through again and again, and
// leaves nothing of itself in the next.
func TestPhonePage(t *testing.T) {
	t.Parallel()
	o := operator(t)
	srv := httptest.NewServer(Site(WithMobile(o), WithIdentity(signer), WithDefaultCustomer("dmytro_tkachenko_1006")))
	t.Cleanup(srv.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	h := hand{t, &http.Client{Jar: jar}, srv.URL}
	if _, status := h.do("check_status_bar", nil); status != http.StatusNotFound {
		t.Errorf("a phone without choosing one: %d", status)
	}
	for range 2 {
		for _, p := range problems {
			h.take(p.ID)
			v, status := h.do("check_status_bar", nil)
			if status != http.StatusOK || v.Online && v.Word == "Excellent" && v.Pictures {
				t.Errorf("%s: nothing is wrong: %d %+v", p.ID, status, v)
			}
			if p.ID == "suspended" {
				a, err := o.Account("C2006")
				if err != nil || a.Lines[0].Status != telecom.LineSuspended {
					t.Errorf("%v: %+v", err, a.Lines)
				}
			}
		}
	}
	h.take("slow")
	h.do("set_network_mode_preference", map[string]any{"mode": "4g_5g_preferred"})
	h.do("toggle_data_saver_mode", nil)
	if v, _ := h.do("disconnect_vpn", nil); v.Word != "Excellent" || !v.Pictures {
		t.Errorf("mended, and still %+v", v)
	}
	for tool, args := range map[string]map[string]any{"explode": nil, "set_network_mode_preference": nil} {
		if _, status := h.do(tool, args); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", tool, status)
		}
	}
}

// There are only so many telephones to hand out; the one not used for longest
// comes back.
func TestPhonesAreFew(t *testing.T) {
	t.Parallel()
	o := operator(t)
	ps := &phones{operator: o, byID: map[string]*held{}}
	p, _ := telecom.ByShop("dmytro_tkachenko_1006")
	first := ""
	for i := range maxPhones + 5 {
		h := &held{person: p}
		if id := ps.hand(h); i == 0 {
			first = id
		}
	}
	if len(ps.byID) != maxPhones || ps.byID[first] != nil {
		t.Errorf("%d phones, the first is %v", len(ps.byID), ps.byID[first])
	}
}

// A text message is shown once to whom it is for, and to nobody else who is
// somebody.
func TestTexts(t *testing.T) {
	t.Parallel()
	now := fixedNow()
	texts := NewTexts(func() time.Time { return now })
	send := func(key, to, text string) int {
		body, _ := json.Marshal(map[string]string{"to": to, "text": text, "kind": "code"})
		r := httptest.NewRequest(http.MethodPost, "/sms", strings.NewReader(string(body)))
		r.Header.Set("Idempotency-Key", key)
		w := httptest.NewRecorder()
		texts.ServeHTTP(w, r)
		return w.Code
	}
	get, post := visitor(t, WithMobile(operator(t)), WithIdentity(signer), WithTexts(texts))
	first, again := send("k1", "+380670000101", "Код 111111"), send("k1", "+380670000101", "Код 111111")
	if first != 200 || again != 200 || send("k2", "+380670000201", "Код 222222") != 200 || send("k3", "+380670000102", "Код 333333") != 200 {
		t.Fatal("not taken")
	}
	if send("k4", "", "x") != http.StatusBadRequest {
		t.Error("a message to nobody is taken")
	}
	if b := get("/texts?after=x").body; strings.Count(b, "Код") != 3 {
		t.Errorf("a visitor whom nobody knows sees %s", b)
	}
	post("/account", "", url.Values{"customer": {"olena_koval_1001"}, "back": {"/mobile"}})
	if b := get("/texts?after=0").body; strings.Count(b, "Код") != 2 || strings.Contains(b, "333333") {
		t.Errorf("Olena sees %s", b)
	}
	if b := get("/texts?after=1").body; !strings.Contains(b, "222222") || strings.Contains(b, "111111") {
		t.Errorf("after the first one: %s", b)
	}
	now = now.Add(textsLife)
	if b := get("/texts?after=0").body; strings.Contains(b, "Код") {
		t.Errorf("long after: %s", b)
	}
}
