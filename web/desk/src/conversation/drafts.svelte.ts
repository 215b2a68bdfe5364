/** Unsent words, kept for each conversation and each agent on this device until sent or cleared. */
import { session } from '../session/session.svelte.ts';

export interface Draft {
  reply: string;
  note: string;
  mode: 'reply' | 'note';
}

const empty: Draft = { reply: '', note: '', mode: 'reply' };
const most = 200;

class Drafts {
  #drafts = $state<{ [conversation: string]: Draft }>({});
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whose they are; kept, because the last save comes when nobody is signed in any more. */
  #user = '';

  restore(): void {
    this.#user = session.user?.id ?? '';
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '{}');
      this.#drafts = stored && typeof stored === 'object' ? (stored as { [id: string]: Draft }) : {};
    } catch {
      this.#drafts = {};
    }
  }

  of(conversation: string): Draft {
    return this.#drafts[conversation] ?? empty;
  }

  has(conversation: string): boolean {
    const draft = this.#drafts[conversation];
    return !!draft && (draft.reply.trim() !== '' || draft.note.trim() !== '');
  }

  set(conversation: string, change: Partial<Draft>): void {
    this.#drafts[conversation] = { ...this.of(conversation), ...change };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), 250);
  }

  /** Also called when the page is hidden, so that the last letters are not lost. */
  save(): void {
    clearTimeout(this.#timer);
    if (!this.#user) return;
    const full = Object.entries(this.#drafts).filter(([, draft]) => draft.reply.trim() || draft.note.trim());
    try {
      if (full.length) localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(full.slice(-most))));
      else localStorage.removeItem(this.#key);
    } catch {
      // Full or forbidden storage: the draft still lives in the page.
    }
  }

  /** Leaves the page; what was saved waits on the device for the same agent. */
  leave(): void {
    this.save();
    this.#user = '';
    this.#drafts = {};
  }

  get #key(): string {
    return `rozmova.desk.drafts.${this.#user}`;
  }
}

export const drafts = new Drafts();
