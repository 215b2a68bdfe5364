/** Ties the stores together once, when the page starts. Returns how to untie them. */
import { untrack } from 'svelte';
import { addCommands } from '../commands/commands.ts';
import { registry } from '../commands/registry.svelte.ts';
import { conversations } from '../conversation/conversations.svelte.ts';
import { drafts } from '../conversation/drafts.svelte.ts';
import { outbox } from '../conversation/outbox.svelte.ts';
import { inbox } from '../inbox/inbox.svelte.ts';
import { forget } from '../session/leave.ts';
import { session } from '../session/session.svelte.ts';
import { clock } from './clock.svelte.ts';
import { prefs } from './prefs.svelte.ts';
import { paths, router } from './router.svelte.ts';
import { socket } from './socket.svelte.ts';
import { ui } from './ui.svelte.ts';

export function start(): () => void {
  return untrack(() => {
    addCommands();
    inbox.isBeingRead = (id) => conversations.isBeingRead(id);
    socket.onRefused = () => void session.restore();
    outbox.onRefused = (item, error) => conversations.refused(item, error);
    outbox.onAccepted = (item) => conversations.accepted(item);

    let first = true;
    const stops = [
      clock.start(),
      router.start(),
      socket.listen((frame) => conversations.receive(frame)),
      socket.onReturn(() => {
        // The first connection follows lists that were loaded a moment ago.
        if (!first) inbox.reload();
        first = false;
        conversations.catchUp();
        outbox.flush();
      }),
      $effect.root(() => {
        $effect(enterAndLeave);
        $effect(followRoute);
      }),
    ];
    const hide = () => {
      drafts.save();
      if (!document.hidden) conversations.markRead();
    };
    addEventListener('keydown', registry.handle);
    addEventListener('pagehide', hide);
    document.addEventListener('visibilitychange', hide);
    void session.restore();
    return () => {
      for (const stop of stops) stop();
      removeEventListener('keydown', registry.handle);
      removeEventListener('pagehide', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  });
}

function enterAndLeave(): void {
  const state = session.state;
  untrack(() => {
    if (state === 'in') {
      drafts.restore();
      outbox.restore();
      socket.start();
    } else if (state === 'out') {
      forget();
    }
  });
}

function followRoute(): void {
  const route = router.route;
  if (session.state !== 'in') return;
  untrack(() => {
    ui.sheet = false;
    ui.hide();
    switch (route.page) {
      case 'start':
      case 'login':
        return router.go(paths.inbox(prefs.view), true);
      case 'inbox':
        prefs.set({ view: route.view });
        inbox.show(route.view);
        return conversations.show(null);
      case 'flows':
      case 'tickets':
      case 'learning':
      case 'model':
      case 'knowledge':
        return conversations.show(null);
      case 'conversation':
        if (!inbox.list.loaded) inbox.show(prefs.view);
        return conversations.show(route.id);
    }
  });
}
