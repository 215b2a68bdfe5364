// Package demo is the fictional company behind `rozmova demo`: the online shop
// «Дім-Зв'язок» (Dim-Zviazok), with its business back end, its seeded
// customers and orders, and its website.
//
// The back end speaks the plain action binding: POST /tools/{name} with a JSON
// object of arguments and an Idempotency-Key, answering {"result": …} or
// {"error": {"code", "message"}}. Every write stands once in an append-only
// ledger, however often it is asked for and whenever the process dies.
//
// The command line starts it for the demonstration, and test harnesses start
// it with faults switched on. The package knows nothing of the platform: it
// imports none of its rooms, just as a real customer's systems would not.
package demo

// The company's name, as its site and the chat widget show it.
const (
	NameUK = "Дім-Зв'язок"
	NameEN = "Dim-Zviazok"
)
