package phone

import "math"

// search looks for a network anew. The phone does it after what makes it look,
// and not when the operator changes something: that is why a line given back
// needs a restart.
func (p *Phone) search() {
	d := &p.device
	d.Connection, d.Technology, d.Signal = NoService, NoNetwork, NoSignal
	if p.sim() != SIMActive || d.AirplaneMode || d.APN.Name == brokenAPN || !p.service.Active {
		return
	}
	d.Connection = Connected
	switch d.Mode {
	case TwoGOnly:
		d.Technology = TwoG
	case ThreeGOnly:
		d.Technology = ThreeG
	case PreferFast:
		d.Technology = FiveG
		if p.heard(FiveG) == NoSignal {
			d.Technology = FourG
		}
	default:
		d.Technology = FourG
	}
	d.Signal = p.heard(d.Technology)
}

func (p *Phone) heard(t Technology) Signal {
	if s, ok := p.reach[t]; ok {
		return s
	}
	return NoSignal
}

// sim is the card as the phone sees it.
func (p *Phone) sim() SIM {
	if p.device.SIMMissing {
		return SIMMissing
	}
	return p.device.SIM
}

// online says whether mobile data goes through.
func (p *Phone) online() bool {
	d := &p.device
	switch {
	case d.AirplaneMode, d.Signal == NoSignal, d.Connection == NoService:
		return false
	case p.abroad && (!d.Roaming || !p.service.Roaming):
		return false
	}
	return d.Data && !p.service.DataUsedUp
}

// speed is what a speed test measures, in Mbit/s, and a word for it; ok is
// false where there is no connection.
func (p *Phone) speed() (mbps float64, word string, ok bool) {
	if !p.online() {
		return 0, "No Connection", false
	}
	d := &p.device
	factor := 1.0
	if d.VPNConnected && d.VPN != nil && d.VPN.Performance == Poor {
		factor = 0.1
	}
	if d.DataSaver {
		factor *= 0.2
	}
	middle := map[Technology]float64{TwoG: 0.25, ThreeG: 3, FourG: 55, FiveG: 275}[d.Technology]
	part := map[Signal]float64{Poor: 0.2, Fair: 0.5, Good: 0.8, Excellent: 1}[d.Signal]
	mbps = math.Round(middle*part*factor*100) / 100
	switch {
	case mbps < 1:
		word = "Very Poor"
	case mbps < 5:
		word = "Poor"
	case mbps < 25:
		word = "Fair"
	case mbps < 100:
		word = "Good"
	default:
		word = "Excellent"
	}
	return mbps, word, true
}

// sendsPictures says whether picture messages go out.
func (p *Phone) sendsPictures() bool {
	d := &p.device
	if !p.online() || d.Technology == TwoG || d.APN.MMSC == nil {
		return false
	}
	if d.WifiCalling && d.WifiCallingMMS { // the operator does not carry them that way
		return false
	}
	app, ok := d.Apps["messaging"]
	return ok && app.Permissions.Storage && app.Permissions.SMS
}
