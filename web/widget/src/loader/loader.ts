/**
 * The only thing a page loads before the customer shows intent: a launcher. It reads
 * its settings from its own <script> tag (data-workspace, data-locale, data-theme,
 * data-identity, data-accent) or from window.Rozmova = {workspace: …}, and fetches
 * the widget on hover, focus or click, or when a conversation is remembered.
 */
import type { RozmovaWidget } from '../element.ts';
import { css } from './style.ts';

declare const __WIDGET_FILE__: string;

interface Settings {
  workspace?: string;
  server?: string;
  locale?: string;
  theme?: string;
  accent?: string;
  identity?: string;
}

type Listener = (detail?: unknown) => void;

const page = window as unknown as { Rozmova?: Settings & { open?: unknown } };
const script = (document.currentScript ??
  document.querySelector('script[src*="/widget/loader.js"]')) as HTMLScriptElement;

function start(): void {
  const settings: Settings = { ...(script.dataset as Settings), ...page.Rozmova };
  const here = new URL('.', script.src);
  const workspace = settings.workspace || 'demo';
  const store = `rozmova:${workspace}:`;
  const listeners: Record<string, Listener[]> = {};
  let widget: Promise<RozmovaWidget> | undefined;
  let isOpen = false;
  let unread = 0;
  let identity = settings.identity;

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML =
    '<button data-testid="launcher" aria-haspopup="dialog"><svg viewBox="0 0 24 24" aria-hidden="true">' +
    '<path class="a" d="M5 6.5A2.5 2.5 0 0 1 7.5 4h9A2.5 2.5 0 0 1 19 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4 4v-4.1A2.5 2.5 0 0 1 5 13.5Z"/>' +
    '<path class="b" d="m6 9.5 6 6 6-6"/></svg><i data-testid="unread" hidden></i><span></span></button>';
  const [button, badge, label] = ['button', 'i', 'span'].map((name) => root.querySelector(name)!) as [
    HTMLButtonElement,
    HTMLElement,
    HTMLElement,
  ];

  /** The same choice as the widget's: the first wish that we speak. */
  const uk = (): boolean => {
    const chosen = (read(localStorageItem(store + 'prefs')) as Settings | undefined)?.locale;
    const wishes = [chosen, settings.locale, document.documentElement.lang, ...navigator.languages];
    return /^(uk|ua|ru|be)/i.test(wishes.find((wish) => /^(uk|ua|ru|be|en)/i.test(wish!)) ?? '');
  };

  const paint = (): void => {
    const [call, shut, fresh] = uk()
      ? ['Написати нам', 'Закрити чат', 'нових повідомлень']
      : ['Message us', 'Close chat', 'new messages'];
    host.lang = uk() ? 'uk' : 'en';
    label.textContent = isOpen ? shut! : call!;
    badge.hidden = !unread || isOpen;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    button.setAttribute('aria-label', label.textContent + (badge.hidden ? '' : ` (${fresh}: ${unread})`));
    button.setAttribute('aria-expanded', String(isOpen));
    host.toggleAttribute('open', isOpen);
  };

  const heard = (event: Event): void => {
    const { type, detail } = (event as CustomEvent<{ type: string; detail?: unknown }>).detail;
    if (type === 'unread') unread = detail as number;
    if (type === 'open' || type === 'close') {
      const was = isOpen;
      isOpen = type === 'open';
      if (was === isOpen) return;
      try {
        // Each tab remembers for itself, so that one does not open the other's.
        sessionStorage.setItem(store + 'open', isOpen ? '1' : '');
      } catch {
        // Forbidden here; then a reload closes the panel.
      }
      if (was) button.focus();
    }
    paint();
    listeners[type]?.forEach((listener) => listener(detail));
  };

  /** Fetches the widget once; a failed fetch may be tried again. */
  const load = (): Promise<RozmovaWidget> =>
    (widget ??= new Promise<RozmovaWidget>((done, failed) => {
      const tag = document.createElement('script');
      tag.src = new URL(__WIDGET_FILE__, here).href;
      if (script.nonce) tag.nonce = script.nonce;
      tag.onload = () => {
        const element = document.createElement('rozmova-widget') as RozmovaWidget;
        element.addEventListener('rozmova', heard);
        if (settings.accent) element.style.setProperty('--rozmova-accent', settings.accent);
        document.body.append(element);
        element.setup({ ...settings, workspace, identity, server: settings.server || here.origin });
        done(element);
      };
      tag.onerror = () => {
        widget = undefined;
        tag.remove();
        failed();
      };
      document.head.append(tag);
    }));
  const withWidget = (work: (element: RozmovaWidget) => void): void => {
    load().then(work, () => button.removeAttribute('aria-busy'));
  };
  const prefetch = (): void => withWidget(() => {});

  const open = (focus = true): void => {
    button.setAttribute('aria-busy', 'true');
    withWidget((element) => {
      button.removeAttribute('aria-busy');
      element.show(focus);
    });
  };
  const close = (): void => void widget?.then((element) => element.hide());

  button.onpointerenter = button.onfocus = prefetch;
  button.onclick = () => (isOpen ? close() : open());
  if (settings.accent) host.style.setProperty('--rozmova-accent', settings.accent);
  document.body.append(host);
  paint();

  page.Rozmova = Object.assign({}, settings, {
    open: () => open(),
    close,
    identify(token: string) {
      identity = token;
      void widget?.then((element) => element.identify(token));
    },
    logout() {
      identity = undefined;
      withWidget((element) => element.logout());
    },
    on(type: string, listener: Listener) {
      (listeners[type] ??= []).push(listener);
      return () => (listeners[type] = listeners[type]!.filter((one) => one !== listener));
    },
  });

  // The site may change its language or theme without a reload.
  new MutationObserver(() => {
    const { locale, theme } = script.dataset;
    settings.locale = locale;
    paint();
    void widget?.then((element) => element.wish({ locale, theme }));
  }).observe(script, { attributeFilter: ['data-locale', 'data-theme'] });

  let wasOpen: string | null = null;
  try {
    wasOpen = sessionStorage.getItem(store + 'open');
  } catch {
    // As if it had been closed.
  }
  // A panel that fills a phone's screen must not come back over the next page.
  if (wasOpen && innerWidth > 480) open(false);
  else if (localStorageItem(store + 'session')) (window.requestIdleCallback ?? setTimeout)(prefetch);
}

function localStorageItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function read(json: string | null): unknown {
  try {
    return JSON.parse(json!);
  } catch {
    return undefined;
  }
}

if (script && !page.Rozmova?.open) {
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start);
}
