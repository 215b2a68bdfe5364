package phone

import (
	"fmt"
	"strings"
)

// checks are questions about how a story ended.
var checks = map[string]func(p *Phone, args map[string]any) (bool, error){
	"assert_can_send_mms":                  expects(func(p *Phone) bool { return p.sendsPictures() }),
	"assert_mobile_data_status":            expects(func(p *Phone) bool { return p.online() }),
	"assert_airplane_mode_status":          expects(func(p *Phone) bool { return p.device.AirplaneMode }),
	"assert_mobile_roaming_status":         expects(func(p *Phone) bool { return p.device.Roaming }),
	"assert_mobile_data_saver_mode_status": expects(func(p *Phone) bool { return p.device.DataSaver }),
	"assert_service_status": func(p *Phone, args map[string]any) (bool, error) {
		want, err := text(args, "expected_status")
		return p.device.Connection == Connection(want), err
	},
	"assert_internet_speed": func(p *Phone, args map[string]any) (bool, error) {
		want, ok := args["expected_speed"].(float64)
		if !ok {
			return false, fmt.Errorf("argument expected_speed must be a number")
		}
		mbps, word, _ := p.speed()
		desc, _ := args["expected_desc"].(string)
		return mbps >= want && (desc == "" || strings.EqualFold(word, desc)), nil
	},
	"assert_internet_not_excellent": func(p *Phone, _ map[string]any) (bool, error) {
		_, word, _ := p.speed()
		return word != "Excellent", nil
	},
}

func expects(now func(*Phone) bool) func(*Phone, map[string]any) (bool, error) {
	return func(p *Phone, args map[string]any) (bool, error) {
		want, err := flag(args, "expected_status")
		return now(p) == want, err
	}
}

// Check answers a question about the phone as it is now.
func (p *Phone) Check(question string, args map[string]any) (bool, error) {
	check, ok := checks[question]
	if !ok {
		return false, fmt.Errorf("no question %q about a phone", question)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.hear(); err != nil {
		return false, fmt.Errorf("%s: %w", question, err)
	}
	return check(p, args)
}
