package understand

// Limits are how sure the classifier must be of a flow for what. They are chosen
// with internal/quality/limits; docs/adr/0027 tells how.
type Limits struct {
	Start      float64 // to start a flow
	Digression float64 // to start one within another
	Beside     float64 // to start one by a message that answers the open question
	Instead    float64 // to start one in place of the answer
	Clarify    float64 // to offer it
	Outside    float64 // how likely out of scope a message may be and still be worth a question back
	Elsewhere  float64 // to turn from one pack's matter to another's: «витягнула і вставила назад» is about the SIM card, not a return
	Segment    float64 // of both pieces, to be two requests
	Numbered   float64 // of a piece that names a number of ours
	Short      float64 // of a piece with one word of weight: «де моє замовлення»
	Part       float64 // of a part that asks for what is in progress
	Reading    float64 // where only another reading of the message shows the flow
	Ours       float64 // how likely a message is about the playbook's matters at all; below it all flows are less likely
}

// Options change how a recogniser learns and decides.
type Options struct {
	Limits  Limits
	Meaning bool // learn flows from what words mean, too; see docs/adr/0027 for why Default does not
}

// Default is what customers meet.
func Default() Options {
	return Options{Limits: Limits{
		Start: 0.55, Digression: 0.65, Beside: 0.85, Instead: 0.95, Clarify: 0.30, Outside: 0.65, Elsewhere: 0.9,
		Segment: 0.7, Numbered: 0.5, Short: 0.9, Part: 0.7, Reading: 0.75, Ours: 0.15,
	}}
}

// With is the recogniser with other limits.
func (r *Recogniser) With(l Limits) *Recogniser {
	other := *r
	other.limits = l
	return &other
}
