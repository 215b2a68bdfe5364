package telecom

// Data is everything that the operator keeps. Amounts are in units of the
// currency, dates are YYYY-MM-DD, moments YYYY-MM-DDTHH:MM:SS.
type Data struct {
	Currency   string     `json:"currency" toml:"currency"`       // ISO 4217; "" is USD
	HoldingFee float64    `json:"holding_fee" toml:"holding_fee"` // a month for a line suspended on request; 0 is 5
	Plans      []Plan     `json:"plans" toml:"plans"`
	Devices    []Device   `json:"devices" toml:"devices"`
	Lines      []Line     `json:"lines" toml:"lines"`
	Customers  []Customer `json:"customers" toml:"customers"`
	Bills      []Bill     `json:"bills" toml:"bills"`
}

// Plan is what a line pays for. NameUK is empty in data that has one language.
type Plan struct {
	PlanID            string  `json:"plan_id" toml:"plan_id"`
	Name              string  `json:"name" toml:"name"`
	NameUK            string  `json:"name_uk,omitempty" toml:"name_uk"`
	DataLimitGB       float64 `json:"data_limit_gb" toml:"data_limit_gb"`
	PricePerMonth     float64 `json:"price_per_month" toml:"price_per_month"`
	RefuelPricePerGB  float64 `json:"data_refueling_price_per_gb" toml:"data_refueling_price_per_gb"`
	Currency          string  `json:"currency,omitempty" toml:"currency"`
	AboutUK           string  `json:"about_uk,omitempty" toml:"about_uk"`
	About             string  `json:"about,omitempty" toml:"about"`
	ClosedToNewcomers bool    `json:"closed_to_newcomers,omitempty" toml:"closed_to_newcomers"`
}

// Device is a thing with a SIM card in it.
type Device struct {
	DeviceID             string  `json:"device_id" toml:"device_id"`
	DeviceType           string  `json:"device_type" toml:"device_type"` // phone, router, tablet, watch, other
	Model                string  `json:"model" toml:"model"`
	IMEI                 *string `json:"imei" toml:"imei"`
	IsESIMCapable        bool    `json:"is_esim_capable" toml:"is_esim_capable"`
	Activated            bool    `json:"activated" toml:"activated"`
	ActivationDate       *string `json:"activation_date" toml:"activation_date"`
	LastESIMTransferDate *string `json:"last_esim_transfer_date" toml:"last_esim_transfer_date"`
}

// LineStatus is where a line stands.
type LineStatus string

// The statuses of a line.
const (
	LineActive    LineStatus = "Active"
	LineSuspended LineStatus = "Suspended"
	LinePending   LineStatus = "Pending Activation"
	LineClosed    LineStatus = "Closed"
)

// Line is a telephone number with its plan and its use in this billing cycle.
type Line struct {
	LineID              string     `json:"line_id" toml:"line_id"`
	PhoneNumber         string     `json:"phone_number" toml:"phone_number"`
	Status              LineStatus `json:"status" toml:"status"`
	PlanID              string     `json:"plan_id" toml:"plan_id"`
	DeviceID            *string    `json:"device_id" toml:"device_id"`
	DataUsedGB          float64    `json:"data_used_gb" toml:"data_used_gb"`
	DataRefuelingGB     float64    `json:"data_refueling_gb" toml:"data_refueling_gb"`
	RoamingEnabled      bool       `json:"roaming_enabled" toml:"roaming_enabled"`
	ContractEndDate     *string    `json:"contract_end_date" toml:"contract_end_date"`
	LastPlanChangeDate  *string    `json:"last_plan_change_date" toml:"last_plan_change_date"`
	LastSIMReplacement  *string    `json:"last_sim_replacement_date" toml:"last_sim_replacement_date"`
	SuspensionStartDate *string    `json:"suspension_start_date" toml:"suspension_start_date"`
}

// Address is where a customer lives.
type Address struct {
	Street  string `json:"street" toml:"street"`
	City    string `json:"city" toml:"city"`
	State   string `json:"state" toml:"state"`
	ZipCode string `json:"zip_code" toml:"zip_code"`
}

// PaymentMethod is how a customer pays; of a card only this is ever here.
type PaymentMethod struct {
	MethodType         string `json:"method_type" toml:"method_type"` // Credit Card, Debit Card, PayPal
	AccountNumberLast4 string `json:"account_number_last_4" toml:"account_number_last_4"`
	ExpirationDate     string `json:"expiration_date" toml:"expiration_date"` // MM/YYYY
	Brand              string `json:"brand,omitempty" toml:"brand"`
	Token              string `json:"-" toml:"-"` // the payment provider's, never given away
}

// Customer is a customer of the operator.
type Customer struct {
	CustomerID         string          `json:"customer_id" toml:"customer_id"`
	FullName           string          `json:"full_name" toml:"full_name"`
	DateOfBirth        string          `json:"date_of_birth" toml:"date_of_birth"`
	Email              string          `json:"email" toml:"email"`
	PhoneNumber        string          `json:"phone_number" toml:"phone_number"`
	Address            Address         `json:"address" toml:"address"`
	AccountStatus      string          `json:"account_status" toml:"account_status"` // Active, Suspended, Pending Verification, Closed
	PaymentMethods     []PaymentMethod `json:"payment_methods" toml:"payment_methods"`
	LineIDs            []string        `json:"line_ids" toml:"line_ids"`
	BillIDs            []string        `json:"bill_ids" toml:"bill_ids"`
	CreatedAt          string          `json:"created_at" toml:"created_at"`
	LastExtensionDate  *string         `json:"last_extension_date" toml:"last_extension_date"`
	GoodwillCreditUsed float64         `json:"goodwill_credit_used_this_year" toml:"goodwill_credit_used_this_year"`
}

// BillStatus is where a bill stands.
type BillStatus string

// The statuses of a bill.
const (
	BillDraft    BillStatus = "Draft"
	BillIssued   BillStatus = "Issued"
	BillAwaiting BillStatus = "Awaiting Payment"
	BillPaid     BillStatus = "Paid"
	BillOverdue  BillStatus = "Overdue"
	BillDisputed BillStatus = "Disputed"
)

// LineItem is one charge (positive) or credit (negative) on a bill.
type LineItem struct {
	Description   string  `json:"description" toml:"description"`
	DescriptionUK string  `json:"description_uk,omitempty" toml:"description_uk"`
	Amount        float64 `json:"amount" toml:"amount"`
	Date          string  `json:"date" toml:"date"`
	ItemType      string  `json:"item_type" toml:"item_type"` // Plan Charge, Overage, Roaming, Fee, Credit, Charge …
}

// Bill is what a customer owes for a period.
type Bill struct {
	BillID      string     `json:"bill_id" toml:"bill_id"`
	CustomerID  string     `json:"customer_id" toml:"customer_id"`
	PeriodStart string     `json:"period_start" toml:"period_start"`
	PeriodEnd   string     `json:"period_end" toml:"period_end"`
	IssueDate   string     `json:"issue_date" toml:"issue_date"`
	TotalDue    float64    `json:"total_due" toml:"total_due"`
	DueDate     string     `json:"due_date" toml:"due_date"`
	LineItems   []LineItem `json:"line_items" toml:"line_items"`
	Status      BillStatus `json:"status" toml:"status"`
	Currency    string     `json:"currency,omitempty" toml:"currency"`
}
