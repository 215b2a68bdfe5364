// Package httpapi is the edge that browsers, apps and the companies' own
// programs talk to: the customer API, the agents' API, event streams over long
// poll, server-sent events and WebSocket, the built front end, and the pages
// for operators (health, metrics, the OpenAPI document).
//
// app makes it and serves it. It checks who is asking and that what they send
// is well formed and not too much, hands inputs to the turn handler, and shows
// the log as each reader may see it: view_customer.go and view_desk.go are the
// only places where an event becomes JSON. It decides nothing about a
// conversation and writes no event itself.
package httpapi
