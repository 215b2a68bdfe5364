/** The list of what can be done, with its keys. Rules live in the stores that are called here. */
import { prefs, type Theme } from '../app/prefs.svelte.ts';
import { paths, router, views } from '../app/router.svelte.ts';
import { screen } from '../app/screen.svelte.ts';
import { ui } from '../app/ui.svelte.ts';
import { composer } from '../conversation/composer.svelte.ts';
import { conversations } from '../conversation/conversations.svelte.ts';
import type { Key } from '../i18n/index.svelte.ts';
import { inbox } from '../inbox/inbox.svelte.ts';
import { leave } from '../session/leave.ts';
import { session } from '../session/session.svelte.ts';
import type { IconName } from '../ui/icons.ts';
import { registry, type Command } from './registry.svelte.ts';

const viewIcons: { [view: string]: IconName } = {
  mine: 'user',
  unassigned: 'queue',
  all: 'inbox',
  bot: 'bot',
  resolved: 'done',
};
const viewKeys: { [view: string]: string[] } = {
  mine: ['g m'],
  unassigned: ['g u'],
  all: ['g a'],
  bot: ['g b'],
  resolved: ['g r'],
};

const row = () => conversations.current?.row;
const ready = () => conversations.current?.status === 'ready';
const open = () => ready() && row()?.status === 'open';
const idle = () => !conversations.current?.busy;

export function move(step: number): void {
  const ids = inbox.ids;
  if (!ids.length) return;
  const at = inbox.cursor ? ids.indexOf(inbox.cursor) : -1;
  const id = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))]!;
  inbox.cursor = id;
  document.getElementById(`row-${id}`)?.focus();
  conversations.prefetch(id);
  // The neighbour too, so that a quick second press finds it ready.
  const next = ids[ids.indexOf(id) + step];
  if (next) conversations.prefetch(next);
  if (ids.indexOf(id) > ids.length - 10) void inbox.more();
}

export function toggleContext(): void {
  if (screen.narrow) ui.sheet = !ui.sheet;
  else prefs.set({ contextFolded: !prefs.contextFolded });
}

export function focusSearch(): void {
  prefs.set({ inboxFolded: false });
  if (screen.phone && router.route.page === 'conversation') router.go(paths.inbox(inbox.view));
  const focus = () => document.getElementById('inbox-search')?.focus();
  // At once where it can be: the next letter may already be on its way.
  if (document.getElementById('inbox-search')) focus();
  else requestAnimationFrame(focus);
}

const listCommands: Command[] = [
  {
    id: 'next',
    title: 'command.next',
    group: 'list',
    icon: 'down',
    keys: ['j'],
    run: () => move(1),
    hidden: true,
  },
  {
    id: 'previous',
    title: 'command.previous',
    group: 'list',
    icon: 'down',
    keys: ['k'],
    run: () => move(-1),
    hidden: true,
  },
  {
    id: 'open',
    title: 'command.open',
    group: 'list',
    icon: 'chat',
    keys: ['Enter', 'o'],
    hidden: true,
    when: () => inbox.cursor !== null,
    run: () => {
      router.go(paths.conversation(inbox.cursor!));
      requestAnimationFrame(() => document.getElementById('conversation')?.focus());
    },
  },
  { id: 'search', title: 'command.search', group: 'list', icon: 'search', keys: ['/'], run: focusSearch },
];

const goCommands: Command[] = [
  {
    id: 'inbox',
    title: 'command.inbox',
    group: 'go',
    icon: 'inbox',
    keys: ['g i'],
    run: () => router.go(paths.inbox(inbox.view)),
  },
  ...views.map((view): Command => ({
    id: `view-${view}`,
    title: `command.view_${view}` as Key,
    group: 'go',
    icon: viewIcons[view]!,
    keys: viewKeys[view]!,
    run: () => router.go(paths.inbox(view)),
  })),
];

goCommands.push({
  id: 'tickets',
  title: 'command.tickets',
  group: 'go',
  icon: 'ticket',
  keys: ['g t'],
  run: () => router.go(paths.ticket('')),
});
goCommands.push({
  id: 'flows',
  title: 'command.flows',
  group: 'go',
  icon: 'flow',
  keys: ['g f'],
  run: () => router.go(paths.flow('')),
});
goCommands.push({
  id: 'knowledge',
  title: 'command.knowledge',
  group: 'go',
  icon: 'book',
  keys: ['g k'],
  run: () => router.go(paths.article('')),
});
goCommands.push({
  id: 'learning',
  title: 'command.learning',
  group: 'go',
  icon: 'spark',
  keys: ['g l'],
  run: () => router.go(paths.learning()),
});
goCommands.push({
  id: 'model',
  title: 'command.model',
  group: 'go',
  icon: 'chart',
  keys: ['g c'],
  when: () => session.administers,
  run: () => router.go(paths.model()),
});

const conversationCommands: Command[] = [
  {
    id: 'take',
    title: 'command.take',
    group: 'conversation',
    icon: 'take',
    keys: ['t', 'a'],
    when: () => !!open() && !conversations.mine && idle(),
    run: () => void conversations.take(),
  },
  {
    id: 'reply',
    title: 'command.reply',
    group: 'conversation',
    icon: 'chat',
    keys: ['r'],
    when: () => !!open(),
    run: () => composer.focus('reply'),
  },
  {
    id: 'note',
    title: 'command.note',
    group: 'conversation',
    icon: 'note',
    keys: ['n'],
    when: () => !!ready(),
    run: () => composer.focus('note'),
  },
  {
    id: 'suggestion',
    title: 'command.suggestion',
    group: 'conversation',
    icon: 'spark',
    keys: ['1'],
    when: () => !!open() && !!conversations.current?.detail?.packet?.suggested_reply,
    run: () => composer.insert(conversations.current?.detail?.packet?.suggested_reply ?? ''),
  },
  {
    id: 'return',
    title: 'command.return',
    group: 'conversation',
    icon: 'give',
    keys: ['b'],
    when: () => !!open() && conversations.mine && idle(),
    run: () => ui.show({ kind: 'return', conversation: conversations.current!.id }),
  },
  {
    id: 'resolve',
    title: 'command.resolve',
    group: 'conversation',
    icon: 'done',
    keys: ['e'],
    when: () => !!open() && idle(),
    run: () => ui.show({ kind: 'resolve', conversation: conversations.current!.id }),
  },
  {
    id: 'reopen',
    title: 'command.reopen',
    group: 'conversation',
    icon: 'reopen',
    keys: ['e'],
    when: () => !!ready() && row()?.status === 'resolved' && idle(),
    run: () => void conversations.reopen(),
  },
  {
    id: 'ticket',
    title: 'tickets.new',
    group: 'conversation',
    icon: 'ticket',
    keys: ['c'],
    when: () => !!ready(),
    run: () => ui.show({ kind: 'ticket', conversation: conversations.current!.id }),
  },
  {
    id: 'context',
    title: 'command.context',
    group: 'conversation',
    icon: 'panel',
    keys: [']'],
    when: () => !!conversations.current,
    run: toggleContext,
  },
];

const pageCommands: Command[] = [
  {
    id: 'palette',
    title: 'command.palette',
    group: 'page',
    icon: 'command',
    keys: ['mod+k'],
    everywhere: true,
    hidden: true,
    when: () => session.state === 'in' && (!ui.dialog || ui.dialog.kind === 'palette'),
    run: () => (ui.dialog ? ui.hide() : ui.show({ kind: 'palette' })),
  },
  {
    id: 'help',
    title: 'command.help',
    group: 'page',
    icon: 'help',
    keys: ['?'],
    run: () => ui.show({ kind: 'help' }),
  },
  {
    id: 'back',
    title: 'command.back',
    group: 'go',
    icon: 'back',
    keys: ['Escape'],
    hidden: true,
    everywhere: false,
    when: () => router.route.page === 'conversation' && !ui.covered,
    run: () => router.go(paths.inbox(inbox.view)),
  },
  {
    id: 'fold-list',
    title: 'command.fold_list',
    group: 'page',
    icon: 'sidebar',
    keys: ['['],
    when: () => !screen.phone,
    run: () => prefs.set({ inboxFolded: !prefs.inboxFolded }),
  },
  {
    id: 'language',
    title: 'command.language',
    group: 'page',
    icon: 'globe',
    run: () => void session.setLocale(prefs.locale === 'uk' ? 'en' : 'uk'),
  },
  ...(['system', 'light', 'dark'] as Theme[]).map((theme): Command => ({
    id: `theme-${theme}`,
    title: `command.theme_${theme}` as Key,
    group: 'page',
    icon: theme === 'dark' ? 'moon' : theme === 'light' ? 'sun' : 'monitor',
    when: () => prefs.theme !== theme,
    run: () => prefs.set({ theme }),
  })),
  { id: 'sign-out', title: 'command.sign_out', group: 'page', icon: 'exit', run: () => void leave() },
];

export function addCommands(): void {
  registry.add([...conversationCommands, ...goCommands, ...listCommands, ...pageCommands]);
}
