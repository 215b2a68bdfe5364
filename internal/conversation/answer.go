package conversation

import (
	"slices"
	"time"
)

// Answers from articles: a question that no flow serves goes to the knowledge
// base. What it finds comes back as an input, and the log holds it: a replay
// needs no index.

// FindAnswer asks the knowledge base. Nothing that comes after Until counts.
type FindAnswer struct {
	Message int64  `json:"message"`
	Query   string `json:"query"`
	Lang    string `json:"lang"`
	// Context is the question that was answered before, About the article that it
	// was answered from: «а для юридичних осіб?» is about the same.
	Context string `json:"context,omitempty"`
	About   string `json:"about,omitempty"`
	// Article is the one that the customer chose among several.
	Article string `json:"article,omitempty"`
	// Asks: it is a question in so many words, so that not knowing is worth noting.
	Asks  bool      `json:"asks,omitempty"`
	Until time.Time `json:"until"`
}

func (FindAnswer) EffectType() string { return "find_answer" }

// AnswerKind is what a search came to.
type AnswerKind string

const (
	AnswerNone      AnswerKind = "none"      // nothing supports an answer
	AnswerReady     AnswerKind = "answered"  // Text answers, and Citations say where it stands
	AnswerCompeting AnswerKind = "competing" // several articles say different things: Options
)

// Where the words of an answer come from.
const (
	AnswerQuoted  = "quote" // word for word from the article
	AnswerWritten = "model" // written by a model, every sentence checked against the article
)

// Cited is a source as the knowledge base tells of it. Only a Public one may be
// shown to a customer.
type Cited struct {
	Citation
	Public bool `json:"public"`
}

type (
	// AnswerSought: the answer to Message waits for the knowledge base. Local is
	// what the message asks for besides, or would be taken for if nothing is found.
	AnswerSought struct {
		Effect  EffectID  `json:"effect"`
		Message int64     `json:"message"`
		Query   string    `json:"query"`
		Lang    string    `json:"lang"`
		Context string    `json:"context,omitempty"`
		About   string    `json:"about,omitempty"`
		Article string    `json:"article,omitempty"`
		Asks    bool      `json:"asks,omitempty"`
		Until   time.Time `json:"until"`
		Text    string    `json:"text"`
		Local   []Command `json:"local,omitempty"`
	}
	// AnswerFound is an input: what the knowledge base has. Text is plain, Short
	// is for reading aloud, Steps are the parts of Text where it tells what to do
	// one after the other. Code says why there is nothing: late, unavailable.
	AnswerFound struct {
		Effect    EffectID   `json:"effect"`
		Kind      AnswerKind `json:"kind"`
		Text      string     `json:"text,omitempty"`
		Short     string     `json:"short,omitempty"`
		Markdown  string     `json:"markdown,omitempty"`
		Steps     []string   `json:"steps,omitempty"`
		Lang      string     `json:"lang,omitempty"` // of Text
		Citations []Cited    `json:"citations,omitempty"`
		Options   []Cited    `json:"options,omitempty"`
		Sure      float64    `json:"sure,omitempty"`
		Source    string     `json:"source,omitempty"`
		Code      string     `json:"code,omitempty"`
	}
	// AnswerGiven: the customer was answered from the articles, or asked which of
	// Options they mean.
	AnswerGiven struct {
		Message   int64      `json:"message"`
		Query     string     `json:"query"`
		Source    string     `json:"source,omitempty"`
		Citations []Citation `json:"citations,omitempty"`
		Options   []Citation `json:"options,omitempty"`
	}
)

func (AnswerSought) EventType() string { return "answer_sought" }
func (AnswerFound) EventType() string  { return "answer_found" }
func (AnswerGiven) EventType() string  { return "answer_given" }

// SoughtAnswer is a question to the knowledge base that is open. Messages is how
// many the customer had sent by then.
type SoughtAnswer struct {
	AnswerSought
	Messages int `json:"messages"`
}

// LastAnswer is what was answered from the articles last.
type LastAnswer struct {
	Query    string    `json:"query"`
	Article  string    `json:"article,omitempty"`
	Messages int       `json:"messages"`
	At       time.Time `json:"at"`
}

// maxArticles that were shown are remembered for the packet, the newest ones.
const maxArticles = 12

// applyAnswer folds the events of answers.
func (s *State) applyAnswer(e Event) {
	switch d := e.Data.(type) {
	case AnswerSought:
		s.Seeking = append(s.Seeking, SoughtAnswer{d, s.Messages})
	case AnswerFound:
		s.Seeking = slices.DeleteFunc(slices.Clone(s.Seeking), func(a SoughtAnswer) bool { return a.Effect == d.Effect })
	case AnswerGiven:
		s.Answered = &LastAnswer{Query: d.Query, Messages: s.Messages, At: e.At}
		if len(d.Citations) > 0 {
			s.Answered.Article = d.Citations[0].Article
			s.Misses = 0
			if f := s.Active(); f != nil && f.Asks[f.Asked] > 0 { // its question is put again after the answer: no fault of the customer's
				f.Asks = put(f.Asks, f.Asked, f.Asks[f.Asked]-1)
			}
		}
		for _, c := range d.Citations {
			s.Articles = slices.DeleteFunc(slices.Clone(s.Articles), func(x Citation) bool { return x.Article == c.Article })
			s.Articles = append(s.Articles, c)
		}
		if over := len(s.Articles) - maxArticles; over > 0 {
			s.Articles = s.Articles[over:]
		}
	}
}

// Sought finds an open question to the knowledge base by its effect.
func (s *State) Sought(id EffectID) *SoughtAnswer {
	for i := range s.Seeking {
		if s.Seeking[i].Effect == id {
			return &s.Seeking[i]
		}
	}
	return nil
}
