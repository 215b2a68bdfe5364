/** What an agent set up for themselves on this device. Kept in localStorage; never secrets. */
import { pickLocale } from '@rozmova/shared/i18n';
import type { InboxView, Locale } from '@rozmova/shared/api';

export type Theme = 'system' | 'light' | 'dark';

const key = 'rozmova.desk.prefs';

interface Stored {
  locale?: Locale;
  theme?: Theme;
  view?: InboxView;
  inboxWidth?: number;
  contextWidth?: number;
  inboxFolded?: boolean;
  contextFolded?: boolean;
  sidebarFolded?: boolean;
  shortcuts?: boolean;
}

function load(): Stored {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return stored && typeof stored === 'object' ? stored : {};
  } catch {
    return {};
  }
}

class Prefs {
  #stored = $state<Stored>(load());

  /** Ukrainian unless this person's browser or they themselves say otherwise. */
  get locale(): Locale {
    return this.#stored.locale ?? pickLocale(...(navigator.languages ?? []));
  }
  get localeChosen(): boolean {
    return this.#stored.locale !== undefined;
  }
  get theme(): Theme {
    return this.#stored.theme ?? 'system';
  }
  get view(): InboxView {
    return this.#stored.view ?? 'mine';
  }
  get inboxWidth(): number {
    return clamp(this.#stored.inboxWidth ?? 324, 270, 480);
  }
  get contextWidth(): number {
    return clamp(this.#stored.contextWidth ?? 330, 280, 520);
  }
  get inboxFolded(): boolean {
    return this.#stored.inboxFolded ?? false;
  }
  get contextFolded(): boolean {
    return this.#stored.contextFolded ?? false;
  }
  get sidebarFolded(): boolean {
    return this.#stored.sidebarFolded ?? false;
  }
  get shortcuts(): boolean {
    return this.#stored.shortcuts ?? true;
  }

  set(change: Stored): void {
    Object.assign(this.#stored, change);
    this.apply();
    try {
      localStorage.setItem(key, JSON.stringify(this.#stored));
    } catch {
      // Private mode: the choice lasts as long as the page.
    }
  }

  /** Puts language and theme on the page; public/boot.js does the same before the first paint. */
  apply(): void {
    const root = document.documentElement;
    root.lang = this.locale;
    if (this.theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = this.theme;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Number(value) || low));
}

export const prefs = new Prefs();
