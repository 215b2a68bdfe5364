/**
 * Proves, when types are checked, that our names for what travels agree with the
 * server's own document: what the server sends is what we read, and what we send is what
 * it takes. schema.d.ts is made from that document by `make generate`; nothing imports
 * this file, and it is no part of what is built.
 */
import type * as desk from './desk.ts';
import type { components } from './schema.d.ts';
import type * as shared from './types.ts';

type Server = components['schemas'];

/** The first type can stand wherever the second one is expected. */
type Fits<Given extends Expected, Expected> = [Given, Expected];

/** Read: the server's type fits ours. */
export type Read = [
  Fits<Server['Problem'], shared.Problem>,
  Fits<Server['Session'], shared.Session>,
  Fits<Server['Accepted'], shared.Accepted>,
  Fits<Server['ButtonView'], shared.Button>,
  Fits<Server['CardView'], shared.Card>,
  Fits<Server['CitationView'], shared.Citation>,
  Fits<Server['MessageEvent'], shared.MessageEvent>,
  Fits<Server['OwnerEvent'], shared.OwnerEvent>,
  Fits<Server['ResolvedEvent'], shared.ResolvedEvent>,
  Fits<Server['ReopenedEvent'], shared.ReopenedEvent>,
  Fits<Server['ActionEvent'], shared.ActionEvent>,
  Fits<Server['ReadEvent'], shared.ReadEvent>,
  Fits<Server['DeliveryEvent'], shared.DeliveryEvent>,
  Fits<Server['InternalEvent'], shared.InternalEvent>,
  Fits<Server['CustomerEvent'], shared.CustomerEvent>,
  Fits<Server['CustomerEventPage'], shared.EventPage>,
  Fits<Server['TypingFrame'], shared.TypingFrame>,
  Fits<Server['PingFrame'], shared.PingFrame>,
  Fits<Server['Me'], desk.Me>,
  Fits<Server['Counts'], desk.Counts>,
  Fits<Server['Row'], desk.Row>,
  Fits<Server['Inbox'], desk.Inbox>,
  Fits<Server['Conversation'], desk.DeskConversation>,
  Fits<Server['PacketView'], desk.Packet>,
  Fits<Server['DeskEvent'], desk.DeskEvent>,
];

/** Sent: ours fits the server's. */
export type Sent = [
  Fits<shared.SessionRequest, Server['SessionRequest']>,
  Fits<shared.MessageRequest, Server['MessageRequest']>,
  Fits<desk.DeskCommand, Server['DeskCommand']>,
];
