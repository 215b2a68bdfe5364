// Package jobs remembers what has to be done later, through crashes and
// restarts: River on the store's own database, behind few functions. A job is
// enqueued by the transaction that makes it necessary, and so exists exactly
// when that transaction was committed.
//
// turn.Handler and effect.Worker enqueue; app runs the queue with the handlers.
//
// It is the safety net and the alarm clock, not the fast way: what is to be done
// at once is done at once by whoever committed it, and its job is called off. It
// knows nothing of conversations, never calls the network, and never logs what a
// job is about. A job may run more than once; handlers must bear that.
package jobs
