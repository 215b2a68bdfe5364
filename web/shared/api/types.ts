/**
 * Names for what travels between the front end and the server. The shapes themselves are
 * made from the server's OpenAPI document (schema.d.ts); nothing is described here twice.
 */
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

/** RFC 9457. `code` is for programs, `detail` for people, in the language asked for. */
export type Problem = Schemas['Problem'];
export type Code = Problem['code'];

export type Locale = Schemas['UserView']['locale'];
export type OwnerKind = Schemas['OwnerView']['kind'];
export type Actor = CustomerEvent['actor'];

// ---- customer -------------------------------------------------------------

export type SessionRequest = Schemas['SessionRequest'];
export type Session = Schemas['Session'];
export type MessageRequest = Schemas['MessageRequest'];
export type ReadRequest = Schemas['ReadRequest'];
export type Accepted = Schemas['Accepted'];
export type EventPage = Schemas['CustomerEventPage'];

export type Button = Schemas['ButtonView'];
export type Card = Schemas['CardView'];
export type Citation = Schemas['CitationView'];

/** One event of the log as its customer may see it; `type` says which. */
export type CustomerEvent = Schemas['CustomerEvent'];
export type MessageEvent = Schemas['MessageEvent'];

/** What a stream carries beside events: not in the log, and without a seq. */
export type Ephemeral = Schemas['TypingFrame'] | Schemas['PingFrame'];
