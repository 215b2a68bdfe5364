// Package knowledge holds what a company tells its customers and its agents:
// articles in several languages, their drafts, reviews and published versions,
// and the passages that search and answers work with.
//
// Package httpapi calls it for people, package app at the start; the packages
// below it index passages (search), answer from them (answer) and bring
// articles in and out (importing). It never writes a conversation's events,
// and never calls a network.
package knowledge
