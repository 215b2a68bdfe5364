/** Signing out: what belongs to this agent leaves the page, and the words not yet sent leave the device. */
import { live } from '../app/live.svelte.ts';
import { socket } from '../app/socket.svelte.ts';
import { conversations, say } from '../conversation/conversations.svelte.ts';
import { outbox } from '../conversation/outbox.svelte.ts';
import { inbox } from '../inbox/inbox.svelte.ts';
import { session } from './session.svelte.ts';

export async function leave(): Promise<void> {
  try {
    // Before the user is forgotten: the outbox is stored under their id.
    await session.logout(() => outbox.clear());
  } catch (error) {
    live.notify(say(error), 'danger');
  }
}

/** Called whenever nobody is signed in any more, for whatever reason. */
export function forget(): void {
  socket.stop();
  conversations.clear();
  inbox.clear();
}
