import { pickLocale } from '@rozmova/shared/i18n';
import type { Locale } from '@rozmova/shared/api';
import { texts } from '../texts/index.ts';
import type { Memory } from './memory.ts';

export type Theme = 'light' | 'dark';

interface Prefs {
  locale?: Locale;
  theme?: Theme;
}

/** Language and theme: the customer's own choice, else the site's, else the system's. */
export class Look {
  readonly #memory: Memory;
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  #prefs = $state.raw<Prefs>({});
  #site = $state.raw<{ locale?: string; theme?: string }>({});
  #system = $state.raw(false);

  locale = $derived<Locale>(
    this.#prefs.locale ??
      pickLocale(this.#site.locale, document.documentElement.lang, ...(navigator.languages ?? [])),
  );
  theme = $derived<Theme>(
    this.#prefs.theme ??
      (this.#site.theme === 'dark' || this.#site.theme === 'light'
        ? this.#site.theme
        : this.#system
          ? 'dark'
          : 'light'),
  );
  t = $derived(texts(this.locale));
  /** How dates are written: our English readers are in Europe. */
  #dates = $derived(this.locale === 'en' ? 'en-GB' : 'uk');

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#read();
    // Another tab chose.
    memory.watch((key) => key === 'prefs' && this.#read());
    this.#system = this.#dark.matches;
    this.#dark.addEventListener('change', (event) => (this.#system = event.matches));
  }

  /** What the site asks for; it may change while the page is open. */
  wish(site: { locale?: string; theme?: string }): void {
    this.#site = { ...this.#site, ...site };
  }

  /** The customer chooses, and it is remembered. */
  choose(prefs: Prefs): void {
    this.#prefs = { ...this.#prefs, ...prefs };
    this.#memory.set('prefs', this.#prefs);
  }

  #read(): void {
    this.#prefs = this.#memory.get<Prefs>('prefs') ?? {};
  }

  dress(host: HTMLElement): void {
    host.dataset.theme = this.theme;
    host.lang = this.locale;
  }

  time(at: string): string {
    return new Date(at).toLocaleTimeString(this.#dates, { hour: '2-digit', minute: '2-digit' });
  }

  day(at: string): string {
    const date = new Date(at);
    const now = new Date();
    const ago = (new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000;
    // A day with a clock change is an hour longer or shorter.
    if (ago > -1.5)
      return new Intl.RelativeTimeFormat(this.#dates, { numeric: 'auto' }).format(Math.round(ago), 'day');
    const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
    return date.toLocaleDateString(this.#dates, { day: 'numeric', month: 'long', year });
  }
}
