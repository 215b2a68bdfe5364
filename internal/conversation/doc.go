// Package conversation holds the facts of Rozmova: what happened in a
// conversation (Event), what is true because of it (State), and what may be
// asked of the outside world (Effect).
//
// Every room imports it; it imports none. It never reads a clock, draws a
// random number, opens a file or a connection: the same events always fold to
// the same state.
package conversation
