/**
 * The shapes that travel between the front end and the server, written by hand
 * and held to the OpenAPI document by in-step.ts.
 * Times are RFC 3339 strings with milliseconds; seq counts from 1 without gaps.
 */

export type Locale = 'uk' | 'en';
export type Actor = 'customer' | 'bot' | 'agent' | 'system';
export type OwnerKind = 'bot' | 'queue' | 'agent' | 'nobody';

/** RFC 9457. `code` is for programs, `detail` for people, in the language asked for. */
export interface Problem {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  /** With code cursor_ahead: where the log really ends. */
  last_seq?: number;
}

// ---- customer -------------------------------------------------------------

export interface SessionRequest {
  workspace: string;
  identity_token?: string;
  locale?: Locale;
  resume?: { token: string };
}

export interface Session {
  token: string;
  expires_at: string;
  contact_id: string;
  conversation_id: string;
  workspace: { name: string; locales: string[] };
  last_seq: number;
}

export type MessageRequest = { client_id: string; text: string } | { client_id: string; button: string };

export interface Accepted {
  seq: number;
}

export interface EventPage<E = CustomerEvent> {
  events: E[];
  last_seq: number;
}

export type ButtonStyle = 'primary' | 'danger' | 'plain';
export interface Button {
  id: string;
  title: string;
  style?: ButtonStyle;
}

export type Tone = 'info' | 'success' | 'warning' | 'danger' | 'neutral';
export interface Card {
  kind: 'order' | 'product' | 'info';
  title: string;
  subtitle?: string;
  image?: string;
  status?: { label: string; tone: Tone; progress?: number };
  fields?: { label: string; value: string }[];
  items?: { title: string; detail?: string; value?: string }[];
  buttons?: Button[];
}

export interface Citation {
  title: string;
  url?: string;
  article_id?: string;
}

interface EventBase {
  seq: number;
  at: string;
  actor: Actor;
  /** An agent's display name. */
  name?: string;
}

export interface MessageEvent extends EventBase {
  type: 'message';
  /** Markdown-lite; never HTML. */
  text: string;
  lang?: string;
  text_key?: string;
  /** The customer's own messages carry the id they were sent with. */
  client_id?: string;
  /** The customer pressed this button. */
  button?: string;
  buttons?: Button[];
  cards?: Card[];
  citations?: Citation[];
}

export interface OwnerEvent extends EventBase {
  type: 'owner';
  owner: OwnerKind;
  wait_seconds?: number | null;
}

export interface ResolvedEvent extends EventBase {
  type: 'resolved';
  outcome: string;
}

export interface ReopenedEvent extends EventBase {
  type: 'reopened';
}

export interface ActionEvent extends EventBase {
  type: 'action';
  action: string;
  title?: string;
  status: 'running' | 'succeeded' | 'failed';
  /** A later status of the same effect replaces the earlier one. */
  effect?: string;
}

export interface ReadEvent extends EventBase {
  type: 'read';
  /** The customer sees the agent's reading; agents see both. */
  reader: 'agent' | 'customer';
  upto: number;
}

export interface DeliveryEvent extends EventBase {
  type: 'delivery';
  message: number;
  status: 'accepted' | 'delivered' | 'read' | 'failed';
}

/** Something the customer may not see; it only keeps the numbers gap-free. */
export interface InternalEvent extends EventBase {
  type: 'internal';
}

export type CustomerEvent =
  | MessageEvent
  | OwnerEvent
  | ResolvedEvent
  | ReopenedEvent
  | ActionEvent
  | ReadEvent
  | DeliveryEvent
  | InternalEvent;

/** Frames of a stream that are not in the log and carry no seq. */
export interface TypingFrame {
  type: 'typing';
  actor: 'bot' | 'agent' | 'customer';
  name?: string;
}
export interface PingFrame {
  type: 'ping';
}
export type Ephemeral = TypingFrame | PingFrame;
