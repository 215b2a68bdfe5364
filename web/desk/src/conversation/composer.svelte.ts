/** The composer as other parts reach it: focus it in a mode, put words into it, send what it holds. */
import { tick } from 'svelte';
import { live } from '../app/live.svelte.ts';
import { ui } from '../app/ui.svelte.ts';
import { t } from '../i18n/index.svelte.ts';
import { conversations } from './conversations.svelte.ts';
import { drafts, type Draft } from './drafts.svelte.ts';
import { outbox } from './outbox.svelte.ts';

/** The server's limit for one message. */
export const longest = 4000;

class Composer {
  field: HTMLTextAreaElement | null = null;

  focus(mode: Draft['mode']): void {
    const id = conversations.current?.id;
    if (!id) return;
    drafts.set(id, { mode });
    ui.sheet = false;
    void tick().then(() => {
      this.field?.focus();
      this.field?.setSelectionRange(this.field.value.length, this.field.value.length);
    });
  }

  /** Adds text to the reply; what was already written stays. */
  insert(text: string): void {
    const id = conversations.current?.id;
    if (!id || !text) return;
    const before = drafts.of(id).reply.trimEnd();
    drafts.set(id, { mode: 'reply', reply: before ? `${before}\n\n${text}` : text });
    this.focus('reply');
    live.say(t('composer.inserted'));
  }

  /** Whether the words of this mode may leave now. */
  get ready(): boolean {
    const record = conversations.current;
    if (!record || record.status !== 'ready') return false;
    const draft = drafts.of(record.id);
    const text = draft[draft.mode].trim();
    if (!text || [...text].length > longest) return false;
    return draft.mode === 'note' || (conversations.mine && record.row?.status === 'open');
  }

  send(): void {
    const record = conversations.current;
    if (!record || !this.ready) return;
    const { mode, ...draft } = drafts.of(record.id);
    outbox.send(record.id, mode, draft[mode].trim(), record.last);
    drafts.set(record.id, { [mode]: '' });
    drafts.save();
  }
}

export const composer = new Composer();
