/** Signing out, and what has to be forgotten when nobody is signed in any more. */
import { live } from '../app/live.svelte.ts';
import { socket } from '../app/socket.svelte.ts';
import { conversations, say } from '../conversation/conversations.svelte.ts';
import { drafts } from '../conversation/drafts.svelte.ts';
import { outbox } from '../conversation/outbox.svelte.ts';
import { inbox } from '../inbox/inbox.svelte.ts';
import { session } from './session.svelte.ts';

export async function leave(): Promise<void> {
  try {
    await session.logout();
  } catch (error) {
    live.notify(say(error), 'danger');
  }
}

/** Unsent words wait on the device for the same agent; everything of customers leaves the page. */
export function forget(): void {
  socket.stop();
  drafts.leave();
  outbox.leave();
  conversations.clear();
  inbox.clear();
}
