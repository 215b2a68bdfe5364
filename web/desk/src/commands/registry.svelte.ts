/**
 * Every act of the page, once: the keyboard, the palette and the help sheet are three views of
 * this one list, so none can fall behind the others.
 */
import type { IconName } from '../ui/icons.ts';
import { prefs } from '../app/prefs.svelte.ts';
import { ui } from '../app/ui.svelte.ts';
import type { Key } from '../i18n/index.svelte.ts';
import { keyName } from './keyboard.ts';

export type Group = 'go' | 'list' | 'conversation' | 'page';

export interface Command {
  id: string;
  title: Key;
  group: Group;
  icon: IconName;
  /** "j", "g i", "mod+k"; several are alternatives. The first is shown. */
  keys?: string[];
  /** Whether it makes sense now; unavailable commands are neither run nor offered. */
  when?: () => boolean;
  run: () => void;
  /** Works while a field has the focus, or a dialog lies above the page. */
  everywhere?: boolean;
  /** Too small for the palette (the next row …). */
  hidden?: boolean;
}

class Registry {
  all = $state.raw<readonly Command[]>([]);
  #prefix = '';
  #prefixTimer: ReturnType<typeof setTimeout> | undefined;

  add(commands: Command[]): void {
    const fresh = new Set(commands.map((command) => command.id));
    this.all = [...this.all.filter((command) => !fresh.has(command.id)), ...commands];
  }

  find(id: string): Command | undefined {
    return this.all.find((command) => command.id === id);
  }

  run(id: string): void {
    const command = this.find(id);
    if (command && command.when?.() !== false) command.run();
  }

  /** The window's keydown. */
  handle = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || (event.repeat && !/^(j|k|о|л|Arrow)/.test(event.key)))
      return;
    const name = keyName(event);
    if (!name) return;
    const typing = isField(event.target);
    const sequence = this.#prefix ? `${this.#prefix} ${name}` : name;
    this.#prefix = '';
    for (const wanted of [sequence, name]) {
      const command = this.all.find(
        (candidate) => candidate.keys?.includes(wanted) && candidate.when?.() !== false,
      );
      if (!command) continue;
      if ((typing || ui.covered) && !command.everywhere) return;
      if (!wanted.startsWith('mod+') && wanted !== 'Escape' && !prefs.shortcuts) return;
      // A focused button or link keeps its own Enter.
      if (wanted === 'Enter' && isControl(event.target)) return;
      event.preventDefault();
      command.run();
      return;
    }
    if (
      !typing &&
      !ui.covered &&
      this.all.some((command) => command.keys?.some((keys) => keys.startsWith(`${name} `)))
    ) {
      this.#prefix = name;
      clearTimeout(this.#prefixTimer);
      this.#prefixTimer = setTimeout(() => (this.#prefix = ''), 1200);
    }
  };
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement &&
        !['button', 'checkbox', 'radio', 'submit'].includes(target.type)))
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && !!target.closest('button, a, summary, [role="menuitem"]');
}

export const registry = new Registry();
