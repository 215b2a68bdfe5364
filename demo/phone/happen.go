package phone

import (
	"fmt"
	"maps"
	"slices"
)

// events are what may have happened to a phone before a story begins.
var events = map[string]func(p *Phone, args map[string]any) error{
	"set_user_info": func(p *Phone, args map[string]any) (err error) {
		if p.owner, err = text(args, "name"); err != nil {
			return err
		}
		if p.number, err = text(args, "phone_number"); err != nil {
			return err
		}
		return p.hear()
	},
	"set_user_location": func(p *Phone, args map[string]any) (err error) {
		p.abroad, err = flag(args, "abroad")
		return err
	},
	"simulate_network_search":  func(p *Phone, _ map[string]any) error { p.search(); return nil },
	"turn_airplane_mode_on":    becomes(func(p *Phone) bool { return p.device.AirplaneMode }, true, (*Phone).toggleAirplane),
	"turn_airplane_mode_off":   becomes(func(p *Phone) bool { return p.device.AirplaneMode }, false, (*Phone).toggleAirplane),
	"turn_data_on":             becomes(func(p *Phone) bool { return p.device.Data }, true, (*Phone).toggleData),
	"turn_data_off":            becomes(func(p *Phone) bool { return p.device.Data }, false, (*Phone).toggleData),
	"turn_roaming_on":          becomes(func(p *Phone) bool { return p.device.Roaming }, true, (*Phone).toggleRoaming),
	"turn_roaming_off":         becomes(func(p *Phone) bool { return p.device.Roaming }, false, (*Phone).toggleRoaming),
	"turn_data_saver_mode_on":  becomes(func(p *Phone) bool { return p.device.DataSaver }, true, (*Phone).toggleDataSaver),
	"turn_data_saver_mode_off": becomes(func(p *Phone) bool { return p.device.DataSaver }, false, (*Phone).toggleDataSaver),
	"unseat_sim_card": func(p *Phone, _ map[string]any) error {
		p.device.SIMMissing = true
		p.search()
		return nil
	},
	"lock_sim_card": func(p *Phone, args map[string]any) error {
		mode, err := text(args, "mode")
		if err != nil {
			return err
		}
		if p.device.SIM = SIMLockedPIN; mode == "puk" {
			p.device.SIM = SIMLockedPUK
		}
		p.search()
		return nil
	},
	"break_apn_settings": func(p *Phone, _ map[string]any) error {
		p.device.APN.Name = brokenAPN
		p.search()
		return nil
	},
	"break_apn_mms_setting": func(p *Phone, _ map[string]any) error {
		p.device.APN.MMSC = nil
		return nil
	},
	"break_vpn": func(p *Phone, args map[string]any) error {
		p.device.VPNConnected, p.device.VPN = true, &VPN{"192.168.1.1", "OpenVPN", Poor}
		return nil
	},
	"set_wifi_calling": func(p *Phone, args map[string]any) (err error) {
		if p.device.WifiCalling, err = flag(args, "enabled"); err != nil {
			return err
		}
		if args["mms_over_wifi"] != nil {
			p.device.WifiCallingMMS, err = flag(args, "mms_over_wifi")
		}
		return err
	},
	"remove_app_permission": func(p *Phone, args map[string]any) error {
		done, out, err := p.allow(args, false)
		if err == nil && !done {
			err = fmt.Errorf("%s", out)
		}
		return err
	},
	"set_network_mode_preference": func(p *Phone, args map[string]any) error {
		_, err := setMode(p, args)
		return err
	},
}

// becomes flips a switch until it stands as wanted; flipping it is noticed even
// where it stood so already.
func becomes(now func(*Phone) bool, want bool, toggle func(*Phone) string) func(*Phone, map[string]any) error {
	return func(p *Phone, _ map[string]any) error {
		if toggle(p); now(p) != want {
			toggle(p)
		}
		return nil
	}
}

// Events are all that may have happened, by name.
func Events() []string { return slices.Sorted(maps.Keys(events)) }

// Happen makes something have happened to the phone before a story begins.
func (p *Phone) Happen(event string, args map[string]any) error {
	happen, ok := events[event]
	if !ok {
		return fmt.Errorf("nothing like %q happens to a phone", event)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.hear(); err != nil {
		return fmt.Errorf("%s: %w", event, err)
	}
	if err := happen(p, args); err != nil {
		return fmt.Errorf("%s: %w", event, err)
	}
	return nil
}

func flag(args map[string]any, name string) (bool, error) {
	b, ok := args[name].(bool)
	if !ok {
		return false, fmt.Errorf("argument %s must be true or false", name)
	}
	return b, nil
}
