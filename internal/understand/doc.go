// Package understand turns a customer's words into commands for the dialogue
// engine: text in, commands out.
//
// The local recognisers (buttons are resolved by the engine; here: phrases,
// entities, the classifier trained on the flows' own examples) need no network
// and take well under a millisecond. What they say are proposals: the engine's
// validator is the only way in. Package turn calls it for every message; flow
// tests call it too. It keeps no state between messages and logs no text.
package understand
