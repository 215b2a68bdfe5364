// Package pay is the demonstration's payment provider: the hosted page on which
// a customer types a new card, so that its number goes neither through a
// conversation nor through the company's systems. The company learns the brand,
// the last four digits and a token, by a signed webhook.
//
// The company's back ends in demo ask it for pages and receive its webhooks; app
// serves its handler. It knows nothing of the platform, keeps everything in
// memory, and never writes a card number anywhere: it is checked in the handler
// that received it and is gone with the request.
package pay
