/** Who is signed in. The session itself is an HttpOnly cookie; here is only what /me says. */
import { ApiError, type DeskUser, type Locale, type Me } from '@rozmova/shared/api';
import { access, desk } from '../api/desk.ts';
import { prefs } from '../app/prefs.svelte.ts';
import { paths, router } from '../app/router.svelte.ts';

class Session {
  state = $state<'unknown' | 'out' | 'in' | 'unreachable'>('unknown');
  user = $state.raw<DeskUser | null>(null);
  /** True when the server ended a session that was in use, so that the page can say so. */
  expired = $state(false);

  /** Whether one may look after the workspace; the server checks it again. */
  administers = $derived(['owner', 'admin'].includes(this.user?.workspaces?.[0]?.role ?? ''));

  constructor() {
    access.lost = () => {
      if (this.state === 'in') this.expired = true;
      this.#leave();
    };
  }

  async restore(): Promise<void> {
    try {
      this.#enter(await desk.me());
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.#leave();
      else if (this.state !== 'in') this.state = 'unreachable';
    }
  }

  async login(email: string, password: string): Promise<void> {
    const me = await desk.login(email, password);
    this.expired = false;
    this.#enter(me);
    router.go((router.route.page === 'login' && router.route.next) || '/desk/', true);
  }

  async logout(): Promise<void> {
    try {
      await desk.logout();
    } catch (error) {
      // Already out is out; anything else means that the cookie may still work, so it is said.
      if (!(error instanceof ApiError && error.status === 401)) throw error;
    }
    this.expired = false;
    this.#leave(true);
  }

  async setLocale(locale: Locale): Promise<void> {
    prefs.set({ locale });
    if (this.state !== 'in') return;
    try {
      await desk.updateMe({ locale });
    } catch {
      // The page is already in the chosen language; the profile follows at the next change.
    }
  }

  async setAvailable(available: boolean): Promise<void> {
    const before = this.user;
    if (!before) return;
    this.user = { ...before, available };
    try {
      await desk.updateMe({ available });
    } catch (error) {
      this.user = before;
      throw error;
    }
  }

  #enter(me: Me): void {
    access.csrf = me.csrf;
    this.user = me.user;
    this.state = 'in';
    if (!prefs.localeChosen) prefs.set({ locale: me.user.locale });
  }

  #leave(forget = false): void {
    access.csrf = '';
    this.user = null;
    this.state = 'out';
    if (router.route.page === 'login') return;
    router.go(paths.login(forget || router.route.page === 'start' ? undefined : location.pathname), true);
  }
}

export const session = new Session();
