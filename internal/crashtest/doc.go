// Package crashtest shows that nothing is lost and nothing happens twice when
// the process dies at any moment: it runs the real binary under the load of
// many customers and agents, kills it with SIGKILL again and again, and
// compares in the end what everybody was told with what the log and the
// business back end hold.
//
// It holds tests only. Nobody imports it, and it never looks into a running
// process: it sees what clients see, and reads the database when all is quiet.
//
//	go test ./internal/crashtest                              10 kills
//	ROZMOVA_CRASH_KILLS=100 go test ./internal/crashtest      more of them
//	ROZMOVA_CRASH_SEED=7 go test ./internal/crashtest         the same dice again
package crashtest
