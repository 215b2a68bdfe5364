package conversation

import (
	"strconv"
	"strings"
)

// Typed identifiers. They are opaque to everybody but their maker: a
// ConversationID is a UUIDv7 made by the room that opens the conversation, an
// EffectID is derived from the event that asked for the effect.
type (
	WorkspaceID    string
	ConversationID string
	ContactID      string
	UserID         string
	EffectID       string
)

// Channel names where the customer writes from: "web", later "telegram", "voice", …
type Channel string

// ChannelWeb is the web and in-app chat, read through the event stream.
const ChannelWeb Channel = "web"

// EffectAt names the effect that the event at seq asks for. It is unique in
// the installation, the same at every replay, and serves as the idempotency
// key downstream.
func EffectAt(c ConversationID, seq int64) EffectID {
	return EffectID(string(c) + ":" + strconv.FormatInt(seq, 10))
}

// Split gives back what EffectAt joined; ok is false for a foreign string.
func (e EffectID) Split() (c ConversationID, seq int64, ok bool) {
	id, n, found := strings.Cut(string(e), ":")
	if !found {
		return "", 0, false
	}
	seq, err := strconv.ParseInt(n, 10, 64)
	if err != nil || seq < 1 || id == "" {
		return "", 0, false
	}
	return ConversationID(id), seq, true
}

// ActorKind says who did what an event tells.
type ActorKind string

const (
	Customer ActorKind = "customer"
	Bot      ActorKind = "bot"
	Agent    ActorKind = "agent"
	System   ActorKind = "system"
)

// Actor is who did it. ID and Name are set for agents only.
type Actor struct {
	Kind ActorKind
	ID   UserID
	Name string
}

// OwnerKind says whose turn to speak it is. One voice at a time.
type OwnerKind string

const (
	OwnedByBot   OwnerKind = "bot"
	OwnedByQueue OwnerKind = "queue"
	OwnedByAgent OwnerKind = "agent"
	OwnedByNone  OwnerKind = "nobody"
)

// Owner is who answers the customer now. Agent and Name are set when Kind is OwnedByAgent.
type Owner struct {
	Kind  OwnerKind `json:"kind"`
	Agent UserID    `json:"agent,omitempty"`
	Name  string    `json:"name,omitempty"`
}

// Level is how sure we are who the customer is.
type Level string

const (
	Anonymous  Level = "anonymous"
	Identified Level = "identified" // signed token or the channel's own identity
	Verified   Level = "verified"   // one-time code or the business system's own check
)

// Rank orders levels; an unknown level ranks below Anonymous.
func (l Level) Rank() int {
	switch l {
	case Anonymous:
		return 0
	case Identified:
		return 1
	case Verified:
		return 2
	}
	return -1
}

// Pin names the playbook version that a conversation runs on. Version is the
// hash of the playbook's files.
type Pin struct {
	Playbook string `json:"playbook"`
	Version  string `json:"version"`
}
