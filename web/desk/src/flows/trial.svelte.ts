/** One test chat: what was said, what the bot waits for. */
import { ApiError, type DeskEvent, type TrialState, type TryRequest } from '@rozmova/shared/api';
import { live } from '../app/live.svelte.ts';
import { prefs } from '../app/prefs.svelte.ts';
import { say } from '../conversation/conversations.svelte.ts';
import { studio } from './api.ts';

class TestChat {
  state = $state.raw<TrialState | null>(null);
  events = $state.raw<DeskEvent[]>([]);
  busy = $state(false);
  /** The drafts do not compile. */
  mistakes = $state(false);
  locale = $state<'uk' | 'en'>(prefs.locale);
  level = $state<'anonymous' | 'identified'>('anonymous');
  profile = $state('{\n  "external_id": "olena_koval_1001",\n  "first_name": "Олена"\n}');

  #last = 0;

  async begin(live = false): Promise<void> {
    const request: TryRequest = { locale: this.locale, level: this.level, ...(live ? { live } : {}) };
    if (this.level === 'identified') request.profile = JSON.parse(this.profile || '{}');
    this.events = [];
    this.#last = 0;
    this.mistakes = false;
    await this.#do(() => studio.begin(request));
  }

  write = (text: string) => this.#in((id, after) => studio.write(id, after, text));
  press = (button: string) => this.#in((id, after) => studio.press(id, after, button));
  wake = (timer: string) => this.#in((id, after) => studio.wake(id, after, timer));
  answer = (effect: string, result: unknown, error: string) =>
    this.#in((id, after) => studio.answer(id, after, effect, result, error));

  #in(act: (id: string, after: number) => Promise<TrialState>): Promise<void> {
    const id = this.state?.id;
    return id ? this.#do(() => act(id, this.#last)) : Promise.resolve();
  }

  async #do(act: () => Promise<TrialState>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const state = await act();
      this.state = state;
      this.events = [...this.events, ...state.events.filter((event) => event.seq > this.#last)];
      this.#last = state.last_seq;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'flow_mistakes') this.mistakes = true;
      else live.notify(say(error), 'danger');
      if (error instanceof ApiError && error.status === 404) this.state = null;
    } finally {
      this.busy = false;
    }
  }
}

export const trial = new TestChat();
