/** Who has read how far, told from the log alone. Pure. */
import type { DeskEvent } from '@rozmova/shared/api';

/** The last seq that agents have read, or undefined where no agent has been here yet. */
export function readUpto(events: readonly DeskEvent[]): number | undefined {
  let upto: number | undefined;
  for (const event of events) {
    if (event.type === 'read' && event.reader === 'agent') upto = Math.max(upto ?? 0, event.upto);
    // Who writes has read what stood above.
    else if (event.actor === 'agent' && event.type === 'message') upto = Math.max(upto ?? 0, event.seq);
  }
  return upto;
}

/** The last seq that the customer has read. */
export function customerReadUpto(events: readonly DeskEvent[]): number {
  let upto = 0;
  for (const event of events) {
    if (event.type === 'read' && (event.reader as string) === 'customer') upto = Math.max(upto, event.upto);
    else if (event.type === 'delivery' && event.status === 'read') upto = Math.max(upto, event.message);
  }
  return upto;
}

/** The state that the channel reported last for each message. */
export function deliveries(events: readonly DeskEvent[]): Map<number, string> {
  const states = new Map<number, string>();
  for (const event of events) if (event.type === 'delivery') states.set(event.message, event.status);
  return states;
}
