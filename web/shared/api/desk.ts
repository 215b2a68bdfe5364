/** The agents' side of the API, written by hand like types.ts. */
import type { Actor, CustomerEvent, Locale, OwnerKind } from './types.ts';

export interface DeskUser {
  id: string;
  name: string;
  email: string;
  role: string;
  locale: Locale;
  /** Takes conversations now. */
  available?: boolean;
  workspaces: { id: string; name: string }[];
}

export interface Me {
  user: DeskUser;
  csrf: string;
}

export type InboxView = 'mine' | 'unassigned' | 'all' | 'bot' | 'resolved';
export type Counts = Record<InboxView, number>;
export type Priority = 'normal' | 'high' | 'urgent';

export interface Row {
  id: string;
  number: number;
  contact: { id: string; name: string };
  channel: string;
  status: 'open' | 'resolved';
  owner: { kind: OwnerKind; id?: string; name?: string };
  lang: string;
  issue: string;
  reason?: string;
  rule?: string;
  priority: Priority;
  last_message: { actor: Actor; text: string; at: string; seq: number };
  /** Since when the customer has been waiting for an answer. */
  waiting_since?: string;
  unread: boolean;
  last_seq: number;
  updated_at: string;
}

export interface Inbox {
  rows: Row[];
  counts: Counts;
  next?: string;
}

export interface Slot {
  name: string;
  title: string;
  value: unknown;
  display: string;
  source: string;
  verified: boolean;
}

export interface DeskAction {
  effect?: string;
  action: string;
  title: string;
  status: string;
  args: Record<string, unknown>;
  result?: unknown;
  error?: string;
  at: string;
}

export interface FlowPosition {
  name: string;
  title: string;
  step: string;
}

export interface Packet {
  reason: string;
  reason_title: string;
  rule: string;
  issue: string;
  summary: string;
  flow?: FlowPosition;
  slots: Slot[];
  actions: DeskAction[];
  articles: unknown[];
  misses: number;
  lang: string;
  mood: 'calm' | 'upset' | 'angry';
  suggested_reply?: string;
  at: string;
}

export interface DeskEffect {
  id: string;
  kind: string;
  /** Which action it calls, where it calls one. */
  action?: string;
  state: 'pending' | 'running' | 'done' | 'parked';
  attempts: number;
  last_error: string;
  next_at?: string;
}

export interface DeskConversation {
  row: Row;
  contact: {
    id: string;
    name: string;
    email?: string;
    phone?: string;
    external_id?: string;
    level: 'anonymous' | 'identified' | 'verified';
    attributes: Record<string, unknown>;
  };
  packet?: Packet;
  slots: Slot[];
  actions: DeskAction[];
  flow?: FlowPosition;
  effects: DeskEffect[];
}

interface DeskEventBase {
  seq: number;
  at: string;
  actor: Actor;
  name?: string;
}

/** What only agents see, beside everything in CustomerEvent. */
export type AgentOnlyEvent = DeskEventBase &
  (
    | { type: 'note'; text: string; client_id?: string }
    | {
        type: 'understood';
        message: number;
        commands: {
          kind: string;
          flow?: string;
          slot?: string;
          value?: unknown;
          options?: string[];
          query?: string;
          reason?: string;
          confidence: number;
          source: string;
          text?: string;
        }[];
        dropped: { command: unknown; why: string }[];
      }
    | { type: 'flow_started'; flow: string; title: string; event?: string }
    | { type: 'flow_ended'; flow: string; title: string; outcome: string }
    | { type: 'flow_replayed'; frame: number }
    | { type: 'step'; frame: number; step: string }
    | {
        type: 'slot_set';
        flow: string;
        slot: string;
        title?: string;
        value: unknown;
        display?: string;
        source: string;
        verified?: boolean;
      }
    | { type: 'slot_cleared'; slot: string }
    | { type: 'question'; kind?: string; flow: string; slot: string; attempt: number }
    | { type: 'miss'; reason: string }
    | { type: 'language'; lang: string }
    | { type: 'fault'; flow?: string; step?: string; cause: string }
    | { type: 'took' }
    | { type: 'returned'; note?: string; tell?: string }
    | { type: 'handoff'; packet: Packet }
    | { type: 'level'; level: string; method: string }
    | { type: 'parked'; effect: string; kind: string; error: string }
    | { type: 'started'; channel: string; locale: string }
    | { type: 'pinned'; version: string }
    | { type: 'timer'; timer?: string; status?: string }
  );

/** On the desk an action also says with what it was called and what came back. */
export interface ActionDetail {
  args?: Record<string, unknown>;
  result?: unknown;
  error?: string;
  /** All tries are used up; it waits for an operator. */
  parked?: boolean;
  /** Of resolved: what it was about and what was done. */
  summary?: string;
}

export type DeskEvent = (CustomerEvent & ActionDetail) | AgentOnlyEvent;

/** Frames of the desk's one socket. */
export type DeskFrame =
  | { type: 'row'; row: Row }
  | { type: 'counts'; counts: Counts }
  | { type: 'typing'; conversation: string; actor: Actor; name?: string }
  | { type: 'event'; conversation: string; event: DeskEvent }
  /** A conversation could not be opened. */
  | { type: 'error'; conversation: string; code: string; last_seq?: number }
  | { type: 'ping' };

export type DeskCommand =
  { type: 'open'; conversation: string; after: number } | { type: 'close'; conversation: string };
