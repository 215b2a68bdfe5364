package conversation

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// kinds maps an event type's name to its Go type. A new kind of event is added
// here and in data.go; old names stay readable for ever.
var kinds = func() map[string]reflect.Type {
	all := []Data{
		Started{}, MessageReceived{}, MessageReread{}, IdentityProved{}, ActionSucceeded{}, ActionFailed{}, TimerFired{},
		AgentWrote{}, NoteAdded{}, AgentTook{}, AgentReturned{}, Resolved{}, Reopened{}, MessageRead{},
		Understood{}, MessageSent{}, PlaybookPinned{}, LanguageChosen{}, LevelRaised{},
		FlowStarted{}, RequestQueued{}, RequestsDropped{}, FlowReplayed{}, FlowEnded{}, StepReached{}, SlotSet{}, SlotCleared{}, QuestionAsked{},
		ActionRequested{}, MissCounted{}, HandoffRequested{}, OwnerChanged{}, TimerSet{}, TimerCancelled{}, Rated{}, EngineFaulted{},
		CodeSent{}, CodeNotSent{}, CodeRequested{}, CodeChecked{}, GuidelineApplied{},
		TicketRequested{}, TicketOpened{}, TicketNotOpened{}, TicketChanged{},
		ModelAsked{}, ModelUnderstood{}, ModelFailed{},
		AnswerSought{}, AnswerFound{}, AnswerGiven{},
	}
	m := make(map[string]reflect.Type, len(all))
	for _, d := range all {
		m[d.EventType()] = reflect.TypeOf(d)
	}
	return m
}()

// EventTypes lists the names of all event types, unordered.
func EventTypes() []string {
	names := make([]string, 0, len(kinds))
	for n := range kinds {
		names = append(names, n)
	}
	return names
}

// EncodeData gives the stored form of an event's data: a JSON object.
func EncodeData(d Data) ([]byte, error) {
	b, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("encode event %s: %w", d.EventType(), err)
	}
	return b, nil
}

// DecodeData reads what EncodeData wrote.
func DecodeData(eventType string, b []byte) (Data, error) {
	t, ok := kinds[eventType]
	if !ok {
		return nil, fmt.Errorf("decode event: unknown type %q", eventType)
	}
	p := reflect.New(t)
	if err := json.Unmarshal(b, p.Interface()); err != nil {
		return nil, fmt.Errorf("decode event %s: %w", eventType, err)
	}
	return p.Elem().Interface().(Data), nil
}

// EncodeEffect gives the stored form of an effect's data.
func EncodeEffect(d EffectData) ([]byte, error) {
	b, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("encode effect %s: %w", d.EffectType(), err)
	}
	return b, nil
}

// DecodeEffect reads what EncodeEffect wrote.
func DecodeEffect(effectType string, b []byte) (EffectData, error) {
	switch effectType {
	case CallAction{}.EffectType():
		var d CallAction
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("decode effect %s: %w", effectType, err)
		}
		return d, nil
	case SendCode{}.EffectType():
		var d SendCode
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("decode effect %s: %w", effectType, err)
		}
		return d, nil
	case OpenTicket{}.EffectType():
		var d OpenTicket
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("decode effect %s: %w", effectType, err)
		}
		return d, nil
	case AskModel{}.EffectType():
		var d AskModel
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("decode effect %s: %w", effectType, err)
		}
		return d, nil
	case FindAnswer{}.EffectType():
		var d FindAnswer
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("decode effect %s: %w", effectType, err)
		}
		return d, nil
	case WakeAt{}.EffectType():
		var d WakeAt
		if err := json.Unmarshal(b, &d); err != nil {
			return nil, fmt.Errorf("decode effect %s: %w", effectType, err)
		}
		return d, nil
	}
	return nil, fmt.Errorf("decode effect: unknown type %q", effectType)
}

// wireEvent is an Event as JSON, for export, replay and golden files.
type wireEvent struct {
	Seq     int64           `json:"seq"`
	At      time.Time       `json:"at"`
	Type    string          `json:"type"`
	Actor   ActorKind       `json:"actor"`
	ActorID UserID          `json:"actor_id,omitempty"`
	Name    string          `json:"name,omitempty"`
	Cause   string          `json:"cause"`
	Data    json.RawMessage `json:"data"`
}

// MarshalJSON writes the event with its type beside its data.
func (e Event) MarshalJSON() ([]byte, error) {
	d, err := EncodeData(e.Data)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireEvent{e.Seq, e.At, e.Data.EventType(), e.Actor.Kind, e.Actor.ID, e.Actor.Name, e.Cause, d})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (e *Event) UnmarshalJSON(b []byte) error {
	var w wireEvent
	if err := json.Unmarshal(b, &w); err != nil {
		return fmt.Errorf("decode event: %w", err)
	}
	d, err := DecodeData(w.Type, w.Data)
	if err != nil {
		return err
	}
	*e = Event{Seq: w.Seq, At: w.At, Actor: Actor{w.Actor, w.ActorID, w.Name}, Cause: w.Cause, Data: d}
	return nil
}

// Canonical turns any value that JSON can say into a Value: numbers become
// float64, structs become maps. Values must be canonical before they enter an
// event, or the event would differ from what the log gives back.
func Canonical(v any) (Value, error) {
	switch v.(type) {
	case nil, bool, float64, string:
		return v, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("canonical value: %w", err)
	}
	var out Value
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, fmt.Errorf("canonical value: %w", err)
	}
	return out, nil
}
