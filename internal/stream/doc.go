// Package stream carries news of committed events to whoever is listening:
// long polls, server-sent events and WebSockets of customers and agents.
//
// The turn handler announces what it has just committed; httpapi follows. A
// Follower gives "the events after N" of one conversation, each once and in
// order, whatever was announced late, twice, out of order or not at all: the
// log is the truth and an announcement is only a reason to look, which spares
// the reading when it carries just the events that come next. A Watch tells
// which conversations of a workspace have changed.
//
// The package never writes events, never holds up the one who announces for a
// slow reader, and does not touch the database while nothing happens.
package stream
