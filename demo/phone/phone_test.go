package phone

import (
	"strings"
	"testing"

	"github.com/rozmova/rozmova/demo/telecom"
)

type act struct {
	do   string // a tool, or an event
	args map[string]any
}

type kv = map[string]any

// Every trouble takes something away, and what mends it gives it back.
func TestTroublesAndTheirCures(t *testing.T) {
	const service, data, fast, pictures = "service", "data", "fast", "pictures"
	for name, c := range map[string]struct {
		happens []act
		lost    string
		cure    []act
	}{
		"airplane mode": {[]act{{"turn_airplane_mode_on", nil}}, service, []act{{"toggle_airplane_mode", nil}}},
		"SIM out":       {[]act{{"unseat_sim_card", nil}}, service, []act{{"reseat_sim_card", nil}}},
		"APN broken":    {[]act{{"break_apn_settings", nil}}, service, []act{{"reset_apn_settings", nil}, {"reboot_device", nil}}},
		"data off":      {[]act{{"turn_data_off", nil}}, data, []act{{"toggle_data", nil}}},
		"abroad":        {[]act{{"set_user_location", kv{"abroad": true}}, {"turn_roaming_off", nil}}, data, []act{{"toggle_roaming", nil}}},
		"2G only":       {[]act{{"set_network_mode_preference", kv{"mode": "2g_only"}}}, fast, []act{{"set_network_mode_preference", kv{"mode": "4g_5g_preferred"}}}},
		"data saver":    {[]act{{"turn_data_saver_mode_on", nil}}, fast, []act{{"toggle_data_saver_mode", nil}}},
		"slow VPN":      {[]act{{"break_vpn", nil}}, fast, []act{{"disconnect_vpn", nil}}},
		"no MMSC":       {[]act{{"break_apn_mms_setting", nil}}, pictures, []act{{"reset_apn_settings", nil}, {"reboot_device", nil}}},
		"Wi-Fi calling": {[]act{{"set_wifi_calling", kv{"enabled": true, "mms_over_wifi": true}}}, pictures, []act{{"toggle_wifi_calling", nil}}},
		"no storage":    {[]act{{"remove_app_permission", kv{"app_name": "messaging", "permission": "storage"}}}, pictures, []act{{"grant_app_permission", kv{"app_name": "messaging", "permission": "storage"}}}},
		"no SMS":        {[]act{{"remove_app_permission", kv{"app_name": "messaging", "permission": "sms"}}}, pictures, []act{{"grant_app_permission", kv{"app_name": "messaging", "permission": "SMS"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			p := New("+380670000106", NewDevice(), &operator{service: telecom.Service{Active: true, Roaming: true}})
			works := func(what string) bool {
				question, args := map[string]string{service: "assert_service_status", data: "assert_mobile_data_status", fast: "assert_internet_speed", pictures: "assert_can_send_mms"}[what], kv{"expected_status": true}
				switch what {
				case service:
					args = kv{"expected_status": "connected"}
				case fast:
					args = kv{"expected_speed": 200.0, "expected_desc": "excellent"}
				}
				ok, err := p.Check(question, args)
				if err != nil {
					t.Fatal(err)
				}
				return ok
			}
			if err := p.Happen("simulate_network_search", nil); err != nil {
				t.Fatal(err)
			}
			if !works(c.lost) {
				t.Fatal("it does not work to begin with")
			}
			for _, a := range c.happens {
				if err := p.Happen(a.do, a.args); err != nil {
					t.Fatal(err)
				}
			}
			if works(c.lost) {
				t.Fatalf("%s still works", c.lost)
			}
			for _, a := range c.cure {
				if _, err := p.Do(a.do, a.args); err != nil {
					t.Fatal(err)
				}
			}
			if !works(c.lost) {
				t.Errorf("%s does not work again", c.lost)
			}
		})
	}
}

// What the operator does is noticed: at once by data, after a restart by the
// search for a network.
func TestOperator(t *testing.T) {
	o := &operator{service: telecom.Service{Active: false, CustomerID: "C1"}}
	p := New("1", NewDevice(), o)
	must := func(tool string) string {
		t.Helper()
		out, err := p.Do(tool, nil)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if out := must("reboot_device"); !strings.Contains(out, "No Signal") {
		t.Errorf("a suspended line has a network: %s", out)
	}
	if out := must("make_payment"); out != "You do not have a payment request." {
		t.Error(out)
	}
	o.service.Request = &telecom.PaymentRequest{BillID: "B1", Amount: 225, Currency: "UAH"}
	if out := must("check_payment_request"); out != "You have a payment request for bill B1 of 225.0 UAH." {
		t.Error(out)
	}
	if out := must("make_payment"); !strings.HasPrefix(out, "Payment of 225.0 UAH") || o.paid != "B1" {
		t.Errorf("%s, paid %q", out, o.paid)
	}
	o.service.Active = true
	if out := must("check_status_bar"); !strings.Contains(out, "No Signal") {
		t.Errorf("the network is found without looking for it: %s", out)
	}
	if out := must("reboot_device"); !strings.Contains(out, "Excellent") {
		t.Error(out)
	}
	o.service.DataUsedUp = true
	if out := must("run_speed_test"); out != "Speed test failed: No Connection." {
		t.Error(out)
	}
}

func TestWrongCalls(t *testing.T) {
	p := New("1", NewDevice(), &operator{service: telecom.Service{Active: true}})
	for tool, args := range map[string]kv{
		"throw_away": nil, "grant_app_permission": {"app_name": 1, "permission": "sms"},
		"set_network_mode_preference": {}, "check_app_status": nil, "set_apn_settings": {"apn_settings": "x"},
	} {
		if out, err := p.Do(tool, args); err == nil {
			t.Errorf("%s: %s", tool, out)
		}
	}
	for tool, args := range map[string]kv{
		"set_network_mode_preference": {"mode": "6g"},
		"grant_app_permission":        {"app_name": "messaging", "permission": "camera"},
	} {
		if out, err := p.Do(tool, args); err != nil || !strings.Contains(out, "available") && !strings.Contains(out, "not a valid") {
			t.Errorf("%s: %s %v", tool, out, err)
		}
	}
	if out, _ := p.Do("check_app_permissions", kv{"app_name": "maps"}); out != "App 'maps' not found on this phone." {
		t.Error(out)
	}
}
