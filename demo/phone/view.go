package phone

import "github.com/rozmova/rozmova/demo/telecom"

// View is what somebody sees who holds the phone, for a page that draws it. What
// has to be tried first (speed, pictures) is there, too: the page shows it when
// it was tried.
type View struct {
	Number   string                  `json:"number"`
	Abroad   bool                    `json:"abroad"`
	Device   Device                  `json:"device"`
	SIM      SIM                     `json:"sim"`
	Online   bool                    `json:"online"`
	Speed    float64                 `json:"speed"`      // Mbit/s
	Word     string                  `json:"speed_word"` // Very Poor … Excellent, No Connection
	Pictures bool                    `json:"pictures"`   // picture messages go out
	Request  *telecom.PaymentRequest `json:"request"`
}

// Look gives the phone as it is now.
func (p *Phone) Look() (View, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.hear(); err != nil {
		return View{}, err
	}
	d := p.device
	d.Apps = map[string]App{}
	for name, app := range p.device.Apps {
		d.Apps[name] = app
	}
	mbps, word, _ := p.speed()
	return View{p.number, p.abroad, d, p.sim(), p.online(), mbps, word, p.sendsPictures(), p.service.Request}, nil
}
