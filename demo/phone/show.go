package phone

import (
	"fmt"
	"strconv"
	"strings"
)

var bars = map[Signal]string{
	NoSignal: "📵 No Signal", Poor: "📶¹ Poor", Fair: "📶² Fair", Good: "📶³ Good", Excellent: "📶⁴ Excellent",
}

// statusBar is the line at the top of the screen.
func (p *Phone) statusBar() string {
	d := &p.device
	var out []string
	if d.AirplaneMode {
		out = append(out, "✈️ Airplane Mode")
	} else {
		out = append(out, bars[d.Signal])
		if d.Technology != NoNetwork {
			out = append(out, string(d.Technology))
		}
		if d.Data && d.Technology != NoNetwork {
			out = append(out, "📱 Data Enabled")
			if d.DataSaver {
				out = append(out, "🔽 Data Saver")
			}
		} else {
			out = append(out, "📵 Data Disabled")
		}
	}
	if d.Wifi && d.WifiConnected {
		if d.WifiName != "" {
			out = append(out, "📡 Connected to "+d.WifiName)
		} else {
			out = append(out, "📡 Enabled")
		}
	}
	if d.VPNConnected {
		out = append(out, "🔒 VPN Connected")
	}
	return strings.Join(append(out, fmt.Sprintf("🔋 %d%%", d.Battery)), " | ")
}

func (p *Phone) networkStatus() string {
	d := &p.device
	out := fmt.Sprintf("Airplane Mode: %s\nSIM Card Status: %s\nCellular Connection: %s\nCellular Signal: %s\nCellular Network Type: %s\n"+
		"Mobile Data Enabled: %s\nData Roaming Enabled: %s\nWi-Fi Radio: %s\nWi-Fi Connected: %s",
		onOff(d.AirplaneMode), p.sim(), d.Connection, d.Signal, d.Technology, yesNo(d.Data), yesNo(d.Roaming), onOff(d.Wifi), yesNo(d.WifiConnected))
	if d.WifiConnected {
		out += "\nConnected Wi-Fi Network: " + d.WifiName
	}
	return out
}

func (p *Phone) speedTest() string {
	mbps, word, ok := p.speed()
	if !ok {
		return "Speed test failed: " + word + "."
	}
	return fmt.Sprintf("Speed Test Result: %.2f Mbps (%s). %s", mbps, word, map[string]string{
		"Very Poor": "Connection is very slow. Basic web browsing might be difficult.",
		"Poor":      "Connection is slow. Web browsing may be sluggish, streaming difficult.",
		"Fair":      "Connection is okay for web browsing and some standard definition streaming.",
		"Good":      "Connection is good for most activities, including HD streaming.",
		"Excellent": "Connection is very fast.",
	}[word])
}

func (p *Phone) simStatus() string {
	return map[SIM]string{
		SIMActive:    "Your SIM card is active and working.",
		SIMMissing:   "No SIM card detected in the phone.",
		SIMLockedPIN: "The SIM card is locked with a PIN code.",
		SIMLockedPUK: "The SIM card is locked with a PUK code.",
	}[p.sim()]
}

func (p *Phone) apnSettings() string {
	mmsc := "Not Set"
	if p.device.APN.MMSC != nil {
		mmsc = *p.device.APN.MMSC
	}
	return fmt.Sprintf("Current APN Name: %s\nMMSC URL (for picture messages): %s\n(These are technical settings, usually best left unchanged.)", p.device.APN.Name, mmsc)
}

func (p *Phone) wifiStatus() string {
	d := &p.device
	switch {
	case !d.Wifi:
		return "Wi-Fi is turned OFF."
	case d.WifiConnected:
		return fmt.Sprintf("Wi-Fi is ON and connected to '%s'. Signal strength: %s.", d.WifiName, d.WifiSignal)
	}
	return "Wi-Fi is ON but not connected to any network."
}

func (p *Phone) vpnStatus() string {
	d := &p.device
	switch {
	case d.VPNConnected && d.VPN != nil:
		return fmt.Sprintf("VPN is ON and connected. Details: {'server_address': '%s', 'protocol': '%s', 'server_performance': <PerformanceLevel.%s: '%s'>}",
			d.VPN.Server, d.VPN.Protocol, strings.ToUpper(string(d.VPN.Performance)), d.VPN.Performance)
	case d.VPNConnected:
		return "VPN is ON and connected (no specific details available)."
	case d.VPNSetting:
		return "VPN is turned ON in settings, but currently not connected."
	}
	return "VPN is turned OFF."
}

func (p *Phone) appStatus(name string) string {
	app, ok := p.device.Apps[name]
	if !ok {
		return fmt.Sprintf("App '%s' not found on this phone.", name)
	}
	out := "Status for App: " + name
	granted := app.Permissions.granted()
	if len(granted) == 0 {
		return out + "\n - Permissions: None granted."
	}
	return out + "\n - Permissions Granted:\n   - " + strings.Join(granted, "\n   - ")
}

func (p *Phone) appPermissions(name string) string {
	app, ok := p.device.Apps[name]
	if !ok {
		return fmt.Sprintf("App '%s' not found on this phone.", name)
	}
	granted := app.Permissions.granted()
	if len(granted) == 0 {
		return fmt.Sprintf("App '%s' currently has no permissions granted.", name)
	}
	return fmt.Sprintf("App '%s' has permission for: %s.", name, strings.Join(granted, ", "))
}

func (p Permissions) granted() []string {
	var out []string
	for _, name := range permissions {
		if *p.named(name) {
			out = append(out, name)
		}
	}
	return out
}

func (p *Phone) paymentRequest() string {
	r := p.service.Request
	if r == nil {
		return "No payment request has been made."
	}
	return fmt.Sprintf("You have a payment request for bill %s of %s %s.", r.BillID, decimal(r.Amount), r.Currency)
}

// decimal writes a number with at least one digit after the point.
func decimal(f float64) string {
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

func onOff(b bool) string {
	if b {
		return "ON"
	}
	return "OFF"
}

func yesNo(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}
