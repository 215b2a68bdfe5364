// Package account knows who is asking: agents with their passwords, roles and
// sign-in sessions, customers with the tokens of their chat, and the identity
// that a company's own site vouches for.
//
// httpapi calls it at every request, the command line when it makes users. It
// never decides what a conversation may do with an identity (dialogue does) and
// never logs a password, a token, an address or an e-mail.
package account
