package conversation

import "time"

// Language models: asked what a message means when our own reading is not sure.
// What they say are proposals, and the log holds them.

// AskModel asks a language model to read a message. No answer counts after
// Until; the customer then gets what our own reading came to.
type AskModel struct {
	Message int64     `json:"message"`
	Until   time.Time `json:"until"`
}

func (AskModel) EffectType() string { return "ask_model" }

type (
	// ModelAsked: the answer to Message waits for a model, until Until at most.
	// Text is what it reads: the message, and those before it that still wait.
	// Local is what our own reading proposes.
	ModelAsked struct {
		Effect  EffectID  `json:"effect"`
		Message int64     `json:"message"`
		Until   time.Time `json:"until"`
		Text    string    `json:"text"`
		Local   []Command `json:"local,omitempty"`
		// AnswerWithin is how long the knowledge base may take after it.
		AnswerWithin time.Duration `json:"answer_within,omitempty"`
	}
	// ModelUnderstood is an input: what a model made of a message.
	ModelUnderstood struct {
		Effect   EffectID  `json:"effect"`
		Proposed []Command `json:"proposed,omitempty"`
	}
	// ModelFailed is an input: no model could say. Code is one of package llm's,
	// or late.
	ModelFailed struct {
		Effect EffectID `json:"effect"`
		Code   string   `json:"code"`
	}
)

func (ModelAsked) EventType() string      { return "model_asked" }
func (ModelUnderstood) EventType() string { return "model_understood" }
func (ModelFailed) EventType() string     { return "model_failed" }

// AskedModel is the question to a model that is open. Messages is how many the
// customer had sent by then.
type AskedModel struct {
	ModelAsked
	Messages int `json:"messages"`
}

// applyModel folds the events of models.
func (s *State) applyModel(e Event) {
	answered := func(id EffectID) {
		if s.Asked != nil && s.Asked.Effect == id {
			s.Asked = nil
		}
	}
	switch d := e.Data.(type) {
	case ModelAsked:
		s.Asked = &AskedModel{d, s.Messages}
	case ModelUnderstood:
		answered(d.Effect)
	case ModelFailed:
		answered(d.Effect)
	}
}
