package phone

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/rozmova/rozmova/demo/telecom"
)

// Recorded outputs of another implementation of these tools, where they lie.
const dataSet = "../../../shared/data/tau2/telecom"

// operator is one that gives every number the same.
type operator struct {
	service telecom.Service
	paid    string
}

func (o *operator) Service(string) (telecom.Service, error) { return o.service, nil }

func (o *operator) Pay(_, billID string) error {
	o.paid, o.service.Request = billID, nil
	return nil
}

// Whatever was recorded, this phone shows too in some state that it can be in.
// The records do not tell their states, so all that matter are tried.
func TestOutputsAreThoseOfTheSamples(t *testing.T) {
	type sample struct {
		Tool   string
		Args   map[string]any
		Output string
	}
	b, err := os.Open(filepath.Join(dataSet, "device_outputs.jsonl"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the telecom data set is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	missing := map[string]sample{}
	calls := map[string]sample{}
	for d := json.NewDecoder(b); d.More(); {
		var s sample
		if err := d.Decode(&s); err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(s.Args)
		calls[s.Tool+string(a)] = s
		missing[s.Tool+string(a)+s.Output] = s
	}
	all := len(missing)
	everyState(recorded(t), func(make func() *Phone) {
		for call, s := range calls {
			out, err := make().Do(s.Tool, s.Args)
			if err != nil {
				t.Fatal(err)
			}
			delete(missing, call+out)
		}
	})
	for _, s := range missing {
		t.Errorf("%s %v never shows\n%s", s.Tool, s.Args, s.Output)
	}
	t.Logf("%d of %d outputs shown", all-len(missing), all)
}

// recorded is the phone that the records began with.
func recorded(t *testing.T) Device {
	t.Helper()
	var file struct{ Device Device }
	if _, err := toml.DecodeFile(filepath.Join(dataSet, "user_db.toml"), &file); err != nil {
		t.Fatal(err)
	}
	return file.Device
}

func everyState(start Device, visit func(make func() *Phone)) {
	bit := func(n, i int) bool { return n>>i&1 == 1 }
	for n := range 1 << 9 {
		for _, sim := range []SIM{SIMActive, SIMMissing, SIMLockedPIN} {
			for _, apn := range []string{"whole", "broken", "no mmsc", "broken, to be reset", "to be reset"} {
				d := start
				d.SIM, d.SIMMissing = sim, sim == SIMMissing
				if d.SIMMissing {
					d.SIM = SIMActive
				}
				d.AirplaneMode, d.Data, d.Roaming, d.DataSaver = bit(n, 0), bit(n, 1), bit(n, 2), bit(n, 3)
				if bit(n, 4) {
					d.Mode = TwoGOnly
				}
				if bit(n, 5) {
					d.VPNConnected, d.VPN = true, &VPN{"192.168.1.1", "OpenVPN", Poor}
				}
				d.APN = defaultAPN()
				switch apn {
				case "broken", "broken, to be reset":
					d.APN.Name = brokenAPN
				case "no mmsc":
					d.APN.MMSC = nil
				}
				d.APN.ResetAtReboot = apn == "broken, to be reset" || apn == "to be reset"
				d.WifiCalling, d.WifiCallingMMS = bit(n, 6), bit(n, 6)
				o := &operator{service: telecom.Service{Active: true, Roaming: true}}
				if bit(n, 7) {
					o.service.Request = &telecom.PaymentRequest{BillID: "B1234321", Amount: 65, Currency: "USD"}
				}
				perms := Permissions{SMS: bit(n, 2), Storage: bit(n, 3), Phone: true}
				visit(func() *Phone {
					p := New("555-123-2002", d, o)
					p.device.Apps["messaging"] = App{"messaging", perms}
					if bit(n, 8) {
						p.search()
					}
					return p
				})
			}
		}
	}
}
