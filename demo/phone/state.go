package phone

import (
	"sync"

	"github.com/rozmova/rozmova/demo/telecom"
)

// Signal is how well the network is heard.
type Signal string

// The strengths of a signal.
const (
	NoSignal  Signal = "none"
	Poor      Signal = "poor"
	Fair      Signal = "fair"
	Good      Signal = "good"
	Excellent Signal = "excellent"
)

// Technology is the kind of network the phone is in.
type Technology string

// The kinds of networks.
const (
	NoNetwork Technology = "none"
	TwoG      Technology = "2G"
	ThreeG    Technology = "3G"
	FourG     Technology = "4G"
	FiveG     Technology = "5G"
)

// Mode is which networks the phone is told to use.
type Mode string

// The network modes.
const (
	PreferFast Mode = "4g_5g_preferred"
	FourGOnly  Mode = "4g_only"
	ThreeGOnly Mode = "3g_only"
	TwoGOnly   Mode = "2g_only"
)

var modes = []Mode{FourGOnly, ThreeGOnly, TwoGOnly, PreferFast}

// Connection is whether the phone is in a network.
type Connection string

// The states of the connection.
const (
	Connected Connection = "connected"
	Searching Connection = "searching"
	NoService Connection = "no_service"
)

// SIM is the state of the SIM card.
type SIM string

// The states of a SIM card.
const (
	SIMActive    SIM = "active"
	SIMMissing   SIM = "missing"
	SIMLockedPIN SIM = "locked_pin"
	SIMLockedPUK SIM = "locked_puk"
)

// APN are the access point settings. MMSC is where picture messages go; without
// it there are none.
type APN struct {
	Name          string  `toml:"apn_name" json:"apn_name"`
	MMSAPN        string  `toml:"mms_apn" json:"mms_apn"`
	MMSC          *string `toml:"mmsc_url" json:"mmsc_url"`
	ResetAtReboot bool    `toml:"reset_at_reboot" json:"reset_at_reboot"`
}

const brokenAPN = "broken"

func defaultAPN() APN {
	mmsc := "http://mms.carrier.com/mms/wapenc"
	return APN{Name: "internet", MMSAPN: "mms", MMSC: &mmsc}
}

// App is an application and what it may use.
type App struct {
	Name        string      `toml:"app_name" json:"app_name"`
	Permissions Permissions `toml:"permissions" json:"permissions"`
}

// Permissions are what an app may use.
type Permissions struct {
	SMS     bool `toml:"sms" json:"sms"`
	Storage bool `toml:"storage" json:"storage"`
	Phone   bool `toml:"phone" json:"phone"`
	Network bool `toml:"network" json:"network"`
}

// permissions are the names, in the order in which a phone lists them.
var permissions = []string{"sms", "storage", "phone", "network"}

func (p *Permissions) named(name string) *bool {
	switch name {
	case "sms":
		return &p.SMS
	case "storage":
		return &p.Storage
	case "phone":
		return &p.Phone
	case "network":
		return &p.Network
	}
	return nil
}

// VPN is a private network through whose server everything goes.
type VPN struct {
	Server      string `json:"server_address"`
	Protocol    string `json:"protocol"`
	Performance Signal `json:"server_performance"`
}

// Device is all that the phone itself remembers.
type Device struct {
	SIM            SIM            `toml:"sim_card_status" json:"sim_card_status"`
	SIMMissing     bool           `toml:"sim_card_missing" json:"sim_card_missing"`
	AirplaneMode   bool           `toml:"airplane_mode" json:"airplane_mode"`
	Signal         Signal         `toml:"network_signal_strength" json:"network_signal_strength"`
	Technology     Technology     `toml:"network_technology_connected" json:"network_technology_connected"`
	Connection     Connection     `toml:"network_connection_status" json:"network_connection_status"`
	Battery        int            `toml:"battery_level" json:"battery_level"`
	Data           bool           `toml:"data_enabled" json:"data_enabled"`
	Roaming        bool           `toml:"roaming_enabled" json:"roaming_enabled"`
	Mode           Mode           `toml:"network_mode_preference" json:"network_mode_preference"`
	Wifi           bool           `toml:"wifi_enabled" json:"wifi_enabled"`
	WifiConnected  bool           `toml:"wifi_connected" json:"wifi_connected"`
	WifiName       string         `toml:"wifi_ssid" json:"wifi_ssid"`
	WifiSignal     Signal         `toml:"wifi_signal_strength" json:"wifi_signal_strength"`
	WifiCalling    bool           `toml:"wifi_calling_enabled" json:"wifi_calling_enabled"`
	WifiCallingMMS bool           `toml:"wifi_calling_mms_over_wifi" json:"wifi_calling_mms_over_wifi"`
	DataSaver      bool           `toml:"data_saver_mode" json:"data_saver_mode"`
	VPNSetting     bool           `toml:"vpn_enabled_setting" json:"vpn_enabled_setting"`
	VPNConnected   bool           `toml:"vpn_connected" json:"vpn_connected"`
	VPN            *VPN           `toml:"-" json:"vpn,omitempty"`
	APN            APN            `toml:"active_apn_settings" json:"active_apn_settings"`
	Apps           map[string]App `toml:"app_statuses" json:"app_statuses"`
}

// NewDevice is a phone with nothing wrong with it.
func NewDevice() Device {
	return Device{
		SIM: SIMActive, Signal: Good, Technology: FiveG, Connection: Connected, Battery: 80,
		Data: true, Mode: PreferFast, WifiSignal: NoSignal, APN: defaultAPN(),
		Apps: map[string]App{
			"messaging": {Name: "messaging", Permissions: Permissions{SMS: true, Storage: true, Phone: true}},
			"browser":   {Name: "browser", Permissions: Permissions{Storage: true, Network: true}},
		},
	}
}

// Operator is what a phone notices of the mobile operator.
type Operator interface {
	// Service is what the network gives the number now.
	Service(number string) (telecom.Service, error)
	// Pay settles a bill that the customer was asked to pay.
	Pay(customerID, billID string) error
}

// Phone is one telephone in somebody's hand. It may be used from several
// goroutines.
type Phone struct {
	operator Operator

	mu      sync.Mutex
	owner   string
	number  string
	abroad  bool
	device  Device
	service telecom.Service // as it was last heard of
	reach   map[Technology]Signal
}

// New is a phone with this number's card in it.
func New(number string, d Device, o Operator) *Phone {
	apps := map[string]App{}
	for name, app := range d.Apps {
		apps[name] = app
	}
	d.Apps = apps
	return &Phone{
		operator: o, number: number, device: d, service: telecom.Service{Active: true},
		reach: map[Technology]Signal{TwoG: Poor, ThreeG: Fair, FourG: Good, FiveG: Excellent},
	}
}

// hear asks the operator what it gives the number. A phone without a number has
// nobody to ask.
func (p *Phone) hear() error {
	if p.number == "" {
		return nil
	}
	s, err := p.operator.Service(p.number)
	if err == nil {
		p.service = s
	}
	return err
}
