/** Questions that no article answered, and articles that do not help. */
import type { Gap, GapPage, Votes } from '@rozmova/shared/api';
import { live } from '../app/live.svelte.ts';
import { say } from '../conversation/conversations.svelte.ts';
import { knowledgeApi, type GapState } from './api.ts';

class Gaps {
  state = $state<GapState>('open');
  page = $state.raw<GapPage | null>(null);
  rows = $state.raw<Gap[]>([]);
  votes = $state.raw<Votes[]>([]);
  error = $state('');
  busy = $state('');

  #asked = 0;

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [page, votes] = await Promise.all([knowledgeApi.gaps(this.state, 0), knowledgeApi.votes()]);
      if (asked !== this.#asked) return;
      this.page = page;
      this.rows = page.gaps;
      this.votes = votes.votes;
      this.error = '';
    } catch (error) {
      if (asked === this.#asked) this.error = say(error);
    }
  }

  show(state: GapState): void {
    this.state = state;
    void this.load();
  }

  async more(): Promise<void> {
    const asked = this.#asked;
    try {
      const page = await knowledgeApi.gaps(this.state, this.rows.length);
      if (asked !== this.#asked) return;
      this.page = page;
      this.rows = [...this.rows, ...page.gaps];
    } catch (error) {
      live.notify(say(error), 'danger');
    }
  }

  async settle(gap: Gap, state: GapState, article = ''): Promise<boolean> {
    if (this.busy) return false;
    this.busy = gap.ids[0] ?? '';
    try {
      await knowledgeApi.settle(gap, state, article);
      this.rows = this.rows.filter((one) => one !== gap);
      void this.load();
      return true;
    } catch (error) {
      live.notify(say(error), 'danger');
      return false;
    } finally {
      this.busy = '';
    }
  }
}

export const gaps = new Gaps();
