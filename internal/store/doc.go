// Package store keeps everything that must outlive the process: the event log
// of every conversation, what has been claimed and what is still to be done,
// and the read views that inbox and streams need. It runs on SQLite (one
// machine) and on PostgreSQL (several), with the same SQL and the same tests.
//
// turn.Handler is the only caller of Append, and so the only writer of events;
// everybody else reads, or keeps rows of their own kind (users, playbooks, …).
//
// It never decides anything: it does not know flows, owners' rights or texts.
// It never talks to the network but to its own database, and it never logs
// what a customer wrote.
//
// Times are stored as whole microseconds since 1970 in UTC on both databases.
package store
