// Package turn is the one door: every input of every conversation (a
// customer's message, an agent's act, a timer, the result of an action) enters
// through Handler, and nothing else writes events.
//
// A turn loads and folds the conversation, lets package dialogue decide,
// appends the events with their effects and jobs in one short transaction that
// also claims the input's key, and only then announces them. It never calls
// anything outside the process: effects do, after the commit.
package turn
