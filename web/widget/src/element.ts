/**
 * <rozmova-widget>: the whole chat in a shadow root. The loader creates it, sets it
 * up and shows it; the page never touches it directly. It tells the loader what
 * happens by `rozmova` events with {type, detail}.
 */
import { mount } from 'svelte';
import css from './styles/widget.css?inline';
import App from './App.svelte';
import { Chat } from './state/chat.svelte.ts';
import { Look } from './state/look.svelte.ts';
import { Panel } from './state/panel.svelte.ts';

export interface Setup {
  workspace: string;
  server: string;
  locale?: string;
  theme?: string;
  accent?: string;
  identity?: string;
}

export class RozmovaWidget extends HTMLElement {
  #chat: Chat | undefined;
  #look: Look | undefined;
  #panel: Panel | undefined;

  setup(setup: Setup): void {
    if (this.#chat) return;
    const root = this.attachShadow({ mode: 'open' });
    // A constructed sheet also works where the page's policy forbids inline styles.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];

    const emit = (type: string, detail?: unknown) =>
      this.dispatchEvent(new CustomEvent('rozmova', { detail: { type, detail } }));
    const chat = new Chat({
      workspace: setup.workspace,
      server: setup.server,
      locale: () => this.#look!.locale,
      emit,
    });
    this.#chat = chat;
    this.#look = new Look(chat.memory);
    this.#look.wish({ locale: setup.locale, theme: setup.theme });
    this.#panel = new Panel();
    if (setup.identity) void chat.identify(setup.identity);
    const props = { chat, look: this.#look, panel: this.#panel, host: this as HTMLElement, emit };
    mount(App, { target: root, props });
    if (chat.remembered) void chat.start();
  }

  show(focus = true): void {
    this.#panel?.show(focus);
  }

  hide(): void {
    this.#panel?.hide();
  }

  wish(site: { locale?: string; theme?: string }): void {
    this.#look?.wish(site);
  }

  identify(token: string): void {
    void this.#chat?.identify(token);
  }

  logout(): void {
    this.#chat?.logout();
  }

  disconnectedCallback(): void {
    // Moving the element within the page also disconnects it, for a moment.
    queueMicrotask(() => this.isConnected || this.#chat?.stop());
  }
}

if (!customElements.get('rozmova-widget')) customElements.define('rozmova-widget', RozmovaWidget);
