package phone

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// tool is something an owner can do with the phone. What it says is followed by
// the status bar where it touches a setting.
type tool struct {
	bar bool
	run func(p *Phone, args map[string]any) (string, error)
}

func looks(show func(*Phone) string) tool {
	return tool{run: func(p *Phone, _ map[string]any) (string, error) { return show(p), nil }}
}

func acts(do func(*Phone) string) tool {
	return tool{bar: true, run: func(p *Phone, _ map[string]any) (string, error) { return do(p), nil }}
}

func ofApp(show func(p *Phone, app string) string) tool {
	return tool{run: func(p *Phone, args map[string]any) (string, error) {
		app, err := text(args, "app_name")
		if err != nil {
			return "", err
		}
		return show(p, app), nil
	}}
}

var tools = map[string]tool{
	"check_status_bar":              looks(func(p *Phone) string { return "Status Bar: " + p.statusBar() }),
	"check_network_status":          looks((*Phone).networkStatus),
	"check_network_mode_preference": looks(func(p *Phone) string { return "Network Mode Preference: " + string(p.device.Mode) }),
	"run_speed_test":                looks((*Phone).speedTest),
	"check_sim_status":              looks((*Phone).simStatus),
	"check_data_restriction_status": looks(func(p *Phone) string {
		if p.device.DataSaver {
			return "Data Saver mode is ON (limits data usage)."
		}
		return "Data Saver mode is OFF."
	}),
	"check_apn_settings":        looks((*Phone).apnSettings),
	"check_wifi_status":         looks((*Phone).wifiStatus),
	"check_wifi_calling_status": looks(func(p *Phone) string { return "Wi-Fi Calling is currently turned " + onOff(p.device.WifiCalling) + "." }),
	"check_vpn_status":          looks((*Phone).vpnStatus),
	"check_installed_apps": looks(func(p *Phone) string {
		// The messages first, as everybody has them; the rest by name.
		names := slices.Sorted(maps.Keys(p.device.Apps))
		slices.SortStableFunc(names, func(a, b string) int { return strings.Compare(rank(a), rank(b)) })
		return "The following apps are installed on the phone: " + strings.Join(names, ", ")
	}),
	"check_app_status":      ofApp((*Phone).appStatus),
	"check_app_permissions": ofApp((*Phone).appPermissions),
	"can_send_mms": looks(func(p *Phone) string {
		if p.sendsPictures() {
			return "Your messaging app can send MMS messages."
		}
		return "Your messaging app cannot send MMS messages."
	}),
	"check_payment_request": looks((*Phone).paymentRequest),

	"toggle_airplane_mode":        acts((*Phone).toggleAirplane),
	"reseat_sim_card":             acts((*Phone).reseat),
	"toggle_data":                 acts((*Phone).toggleData),
	"toggle_roaming":              acts((*Phone).toggleRoaming),
	"toggle_data_saver_mode":      acts((*Phone).toggleDataSaver),
	"reset_apn_settings":          acts((*Phone).resetAPN),
	"toggle_wifi":                 acts((*Phone).toggleWifi),
	"toggle_wifi_calling":         acts((*Phone).toggleWifiCalling),
	"disconnect_vpn":              acts((*Phone).disconnectVPN),
	"reboot_device":               acts((*Phone).reboot),
	"connect_vpn":                 {run: connectVPN},
	"set_network_mode_preference": {bar: true, run: setMode},
	"set_apn_settings":            {bar: true, run: setAPN},
	"grant_app_permission":        {bar: true, run: grant},
	"make_payment":                {run: pay},
}

func rank(app string) string {
	if app == "messaging" {
		return "0"
	}
	return "1"
}

// Tools are all that can be done, by name.
func Tools() []string { return slices.Sorted(maps.Keys(tools)) }

// Do does something with the phone and gives what it shows. An error is a
// mistake of the caller, or an operator that does not answer.
func (p *Phone) Do(name string, args map[string]any) (string, error) {
	t, ok := tools[name]
	if !ok {
		return "", fmt.Errorf("a phone cannot %q", name)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.hear(); err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	out, err := t.run(p, args)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if t.bar {
		out += "\nStatus Bar: " + p.statusBar()
	}
	return out, nil
}

func (p *Phone) toggleAirplane() string {
	d := &p.device
	d.AirplaneMode = !d.AirplaneMode
	d.WifiConnected, d.WifiName, d.WifiSignal = false, "", NoSignal
	if d.AirplaneMode {
		d.VPNConnected, d.VPN = false, nil
	}
	p.search()
	return "Airplane Mode is now " + onOff(d.AirplaneMode) + "."
}

func (p *Phone) reseat() string {
	p.device.SIMMissing = false
	p.search()
	return "SIM card re-seated successfully."
}

func (p *Phone) toggleData() string {
	p.device.Data = !p.device.Data
	p.search()
	return "Mobile Data is now " + onOff(p.device.Data) + "."
}

func (p *Phone) toggleRoaming() string {
	p.device.Roaming = !p.device.Roaming
	p.search()
	return "Data Roaming is now " + onOff(p.device.Roaming) + "."
}

func (p *Phone) toggleDataSaver() string {
	p.device.DataSaver = !p.device.DataSaver
	return "Data Saver Mode is now " + onOff(p.device.DataSaver) + "."
}

func (p *Phone) resetAPN() string {
	p.device.APN.ResetAtReboot = true
	p.search()
	return "APN settings will reset at reboot."
}

func (p *Phone) toggleWifi() string {
	d := &p.device
	if d.AirplaneMode {
		return "Cannot change Wi-Fi settings while Airplane Mode is ON."
	}
	if d.Wifi = !d.Wifi; !d.Wifi {
		d.WifiConnected, d.WifiName, d.WifiSignal = false, "", NoSignal
	}
	return "Wi-Fi is now " + onOff(d.Wifi) + "."
}

func (p *Phone) toggleWifiCalling() string {
	p.device.WifiCalling = !p.device.WifiCalling
	return "Wi-Fi Calling is now " + onOff(p.device.WifiCalling) + "."
}

func connectVPN(p *Phone, _ map[string]any) (string, error) {
	if p.device.VPNConnected {
		return "VPN already connected.", nil
	}
	p.device.VPNConnected, p.device.VPN = true, &VPN{"192.168.1.1", "OpenVPN", Excellent}
	return "VPN connected successfully.\nStatus Bar: " + p.statusBar(), nil
}

func (p *Phone) disconnectVPN() string {
	if !p.device.VPNConnected {
		return "No active VPN connection to disconnect."
	}
	p.device.VPNConnected, p.device.VPN = false, nil
	return "VPN disconnected successfully."
}

func (p *Phone) reboot() string {
	out := "Restarting network services..."
	if p.device.APN.ResetAtReboot {
		p.device.APN = defaultAPN()
		out = "Resetting APN settings...\n" + out
	}
	p.search()
	return out
}

func setMode(p *Phone, args map[string]any) (string, error) {
	name, err := text(args, "mode")
	if err != nil {
		return "", err
	}
	if !slices.Contains(modes, Mode(name)) {
		all := make([]string, len(modes))
		for i, m := range modes {
			all[i] = string(m)
		}
		return fmt.Sprintf("Failed to set network mode: '%s' is not a valid option. Please use one of: %s", name, strings.Join(all, ", ")), nil
	}
	p.device.Mode = Mode(name)
	p.search()
	return "Preferred Network Mode set to: " + name, nil
}

func setAPN(p *Phone, args map[string]any) (string, error) {
	b, err := json.Marshal(args["apn_settings"])
	if err != nil {
		return "", err
	}
	apn := defaultAPN()
	if err := json.Unmarshal(b, &apn); err != nil {
		return "", fmt.Errorf("apn_settings: %w", err)
	}
	p.device.APN = apn
	p.search()
	return "APN settings set to: " + apn.Name, nil
}

func grant(p *Phone, args map[string]any) (string, error) {
	done, out, err := p.allow(args, true)
	if err != nil {
		return "", err
	}
	if done {
		return "Success. " + out, nil
	}
	return "Error. " + out, nil
}

// allow gives an app a permission, or takes it away.
func (p *Phone) allow(args map[string]any, on bool) (done bool, out string, err error) {
	name, err := text(args, "app_name")
	if err != nil {
		return false, "", err
	}
	permission, err := text(args, "permission")
	if err != nil {
		return false, "", err
	}
	permission = strings.ToLower(permission)
	app, ok := p.device.Apps[name]
	if !ok {
		return false, fmt.Sprintf("App '%s' not found. Cannot grant permission.", name), nil
	}
	has := app.Permissions.named(permission)
	if has == nil {
		return false, fmt.Sprintf("Permission '%s' not tracked for app '%s', available permissions: ['%s']", permission, name, strings.Join(permissions, "', '")), nil
	}
	*has = on
	p.device.Apps[name] = app
	word := "granted to"
	if !on {
		word = "removed from"
	}
	return true, fmt.Sprintf("Permission '%s' %s app '%s'.", permission, word, name), nil
}

func pay(p *Phone, _ map[string]any) (string, error) {
	r := p.service.Request
	if r == nil {
		return "You do not have a payment request.", nil
	}
	if err := p.operator.Pay(p.service.CustomerID, r.BillID); err != nil {
		return "", err
	}
	return fmt.Sprintf("Payment of %s %s has been made for bill %s.", decimal(r.Amount), r.Currency, r.BillID), nil
}

func text(args map[string]any, name string) (string, error) {
	s, ok := args[name].(string)
	if !ok {
		return "", fmt.Errorf("argument %s must be a text", name)
	}
	return s, nil
}
