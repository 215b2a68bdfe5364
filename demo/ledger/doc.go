// Package ledger is what stands under a fictional company's business back end:
// tools called over the plain action binding (POST /tools/{name} with a JSON
// object of arguments and an Idempotency-Key, answering {"result": …} or
// {"error": {"code", "message"}}), whose writes stand once in an append-only
// file, however often they are asked for and whenever the process dies.
//
// A back end gives Open its state and its tools; the state in memory is the
// seed with the ledger replayed over it. Calls can be made to go wrong (faults)
// for tests of those who call. The package knows no business rule.
package ledger
