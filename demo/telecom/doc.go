// Package telecom is the business back end of the demo's mobile operator: its
// customers, lines, plans and bills, and the tools that read and change them.
//
// It speaks the plain action binding and keeps a ledger (package ledger), and it
// starts either from its own seed or from a data set of the same shape, which
// test harnesses load. The demo runs it beside the shop; the simulated phone
// (package phone) asks it what the network gives a line. Like the shop it knows
// nothing of the platform.
package telecom
