package demo

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/rozmova/rozmova/demo/ledger"
	"github.com/rozmova/rozmova/demo/phone"
	"github.com/rozmova/rozmova/demo/telecom"
)

// The telephone on the site: a visitor chooses what is wrong with it, writes to
// the chat about it, and does on it what the bot asks for.

// problem is something that can be wrong, on the phone or at the operator.
type problem struct {
	ID      string
	UK, EN  string // what one notices, not what it comes from
	phone   []happened
	network func(o MobileOperator, l telecom.Line, limit float64) error
}

type happened struct {
	event string
	args  map[string]any
}

// In is what one notices, in a language.
func (p problem) In(lang string) string {
	if lang == "en" {
		return p.EN
	}
	return p.UK
}

var problems = []problem{
	{ID: "service", UK: "Немає мережі", EN: "No service",
		phone: []happened{{"turn_airplane_mode_on", nil}, {"unseat_sim_card", nil}}},
	{ID: "service-apn", UK: "Немає мережі, хоча SIM-карта на місці", EN: "No service, though the SIM card is in",
		phone: []happened{{"break_apn_settings", nil}}},
	{ID: "suspended", UK: "Немає мережі після несплаченого рахунку", EN: "No service after an unpaid bill", network: suspended},
	{ID: "data", UK: "Не працює інтернет", EN: "The internet does not work",
		phone: []happened{{"turn_data_off", nil}}, network: usedUp},
	{ID: "abroad", UK: "Немає інтернету за кордоном", EN: "No internet abroad",
		phone: []happened{{"set_user_location", map[string]any{"abroad": true}}, {"turn_roaming_off", nil}}, network: roamingOff},
	{ID: "slow", UK: "Інтернет дуже повільний", EN: "The internet is very slow",
		phone: []happened{{"set_network_mode_preference", map[string]any{"mode": string(phone.TwoGOnly)}}, {"turn_data_saver_mode_on", nil}, {"break_vpn", nil}}},
	{ID: "mms", UK: "Не надсилаються фото (MMS)", EN: "Pictures (MMS) do not go out",
		phone: []happened{{"break_apn_mms_setting", nil}, {"remove_app_permission", map[string]any{"app_name": "messaging", "permission": "storage"}}}},
	{ID: "pin", UK: "Телефон просить PIN-код SIM-карти", EN: "The phone asks for the SIM card's PIN",
		phone: []happened{{"lock_sim_card", map[string]any{"mode": "pin"}}}},
}

func suspended(o MobileOperator, l telecom.Line, _ float64) error {
	s, err := o.Service(l.PhoneNumber)
	if err != nil {
		return err
	}
	a, err := o.Account(s.CustomerID)
	if err != nil {
		return err
	}
	for _, b := range a.Bills {
		if b.Status == telecom.BillOverdue {
			if !s.Active {
				return nil // as it is already
			}
			_, err = o.Happen("suspend_line", map[string]any{"customer_id": s.CustomerID, "line_id": l.LineID, "reason": "overdue bill"})
			return err
		}
	}
	if !s.Active {
		return nil
	}
	// Eight digits, as the operator's own bills that are made by chance.
	id := "B9" + digitsOf(7)
	_, err = o.Happen("suspend_line_for_overdue_bill", map[string]any{
		"customer_id": s.CustomerID, "line_id": l.LineID, "new_bill_id": id, "contract_ended": false,
	})
	return err
}

func digitsOf(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	for i := range b {
		b[i] = '0' + b[i]%10
	}
	return string(b)
}

func usedUp(o MobileOperator, l telecom.Line, limit float64) error {
	return setUsage(o, l, limit+0.2)
}

func setUsage(o MobileOperator, l telecom.Line, gb float64) error {
	s, err := o.Service(l.PhoneNumber)
	if err != nil {
		return err
	}
	_, err = o.Happen("set_data_usage", map[string]any{"customer_id": s.CustomerID, "line_id": l.LineID, "data_used_gb": gb})
	return err
}

func roamingOff(o MobileOperator, l telecom.Line, _ float64) error {
	s, err := o.Service(l.PhoneNumber)
	if err != nil {
		return err
	}
	_, err = o.Happen("disable_roaming", map[string]any{"customer_id": s.CustomerID, "line_id": l.LineID})
	return err
}

// Bounds on the telephones that visitors hold at a time.
const (
	maxPhones   = 500
	phoneLife   = 12 * time.Hour
	phoneCookie = "demo_phone"
)

// phones are the telephones in visitors' hands. They are toys: a restart takes
// them back.
type phones struct {
	operator MobileOperator

	mu   sync.Mutex
	byID map[string]*held
}

type held struct {
	*phone.Phone
	person  telecom.Person
	problem string
	used    time.Time
}

// of is the phone that a visitor holds, or nil.
func (ps *phones) of(r *http.Request) *held {
	c, err := r.Cookie(phoneCookie)
	if err != nil {
		return nil
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	h := ps.byID[c.Value]
	if h != nil {
		h.used = time.Now()
	}
	return h
}

// hand gives a phone out and says under which ID; the one not used for longest
// goes back where there are too many.
func (ps *phones) hand(h *held) string {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	h.used = time.Now()
	oldest := ""
	for id, other := range ps.byID {
		if time.Since(other.used) > phoneLife {
			delete(ps.byID, id)
		} else if oldest == "" || other.used.Before(ps.byID[oldest].used) {
			oldest = id
		}
	}
	if len(ps.byID) >= maxPhones {
		delete(ps.byID, oldest)
	}
	id := rand.Text()
	ps.byID[id] = h
	return id
}

// broken is a phone of this person with something wrong. What was wrong at the
// operator before is put right first, so that one thing is wrong at a time.
func (ps *phones) broken(person telecom.Person, p problem) (*held, error) {
	a, err := ps.operator.Account(person.ID)
	if err != nil {
		return nil, err
	}
	line := a.Lines[0]
	limit := a.Plans[line.PlanID].DataLimitGB + line.DataRefuelingGB
	if err := ps.mend(person, line, limit, p); err != nil {
		return nil, err
	}
	if p.network != nil {
		if err := p.network(ps.operator, line, limit); err != nil {
			return nil, err
		}
	}
	h := &held{Phone: phone.New(line.PhoneNumber, phone.NewDevice(), ps.operator), person: person, problem: p.ID}
	for _, e := range append([]happened{{"turn_roaming_on", nil}}, p.phone...) {
		if err := h.Happen(e.event, e.args); err != nil {
			return nil, err
		}
	}
	return h, h.Happen("simulate_network_search", nil)
}

func (ps *phones) mend(person telecom.Person, line telecom.Line, limit float64, p problem) error {
	if line.DataUsedGB >= limit {
		if err := setUsage(ps.operator, line, limit*0.6); err != nil {
			return err
		}
	}
	args := map[string]any{"customer_id": person.ID, "line_id": line.LineID}
	if line.Status == telecom.LineSuspended && p.ID != "suspended" {
		if _, err := ps.operator.Happen("resume_line", args); err != nil {
			return err
		}
	}
	_, err := ps.operator.Happen("enable_roaming", args)
	return err
}

// chooseProblem hands the visitor a phone with something wrong.
func (s *site) chooseProblem(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	lang, back := "uk", r.PostFormValue("back")
	if back == href("en", "/phone") {
		lang = "en"
	} else {
		back = "/phone"
	}
	at := slices.IndexFunc(problems, func(p problem) bool { return p.ID == r.PostFormValue("problem") })
	if at < 0 {
		http.Redirect(w, r, back, http.StatusSeeOther)
		return
	}
	h, err := s.phones.broken(s.phoneOwner(s.visitor(r), lang), problems[at])
	if err != nil {
		http.Error(w, "The phone could not be made", http.StatusInternalServerError)
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: phoneCookie, Value: s.phones.hand(h), Path: "/", MaxAge: int(phoneLife.Seconds()),
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
	http.Redirect(w, r, back, http.StatusSeeOther)
}

func (s *site) phoneState(w http.ResponseWriter, r *http.Request) { s.showPhone(w, r, http.StatusOK) }

func (s *site) showPhone(w http.ResponseWriter, r *http.Request, status int) {
	h := s.phones.of(r)
	if h == nil {
		http.Error(w, `{"code":"no_phone"}`, http.StatusNotFound)
		return
	}
	v, err := h.Look()
	var body []byte
	if err == nil {
		body, err = json.Marshal(v)
	}
	if err != nil {
		http.Error(w, `{"code":"unavailable"}`, http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	ledger.WriteJSON(w, status, body)
}

// usePhone does something with the phone: {"tool", "args"}.
func (s *site) usePhone(w http.ResponseWriter, r *http.Request) {
	h := s.phones.of(r)
	if h == nil {
		http.Error(w, `{"code":"no_phone"}`, http.StatusNotFound)
		return
	}
	var in struct {
		Tool string
		Args map[string]any
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4<<10)).Decode(&in); err != nil {
		http.Error(w, `{"code":"invalid_json"}`, http.StatusBadRequest)
		return
	}
	if _, err := h.Do(in.Tool, in.Args); err != nil {
		http.Error(w, `{"code":"not_done"}`, http.StatusUnprocessableEntity)
		return
	}
	s.showPhone(w, r, http.StatusOK)
}
