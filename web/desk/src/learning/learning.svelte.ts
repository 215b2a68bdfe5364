/** What the bot did not understand, what it is taught, and what that would change. */
import type { LearningEffect, Lesson, Lessons } from '@rozmova/shared/api';
import { live } from '../app/live.svelte.ts';
import { prefs } from '../app/prefs.svelte.ts';
import { say } from '../conversation/conversations.svelte.ts';
import { learningApi, outside, type LessonFilter } from './api.ts';
import { l } from './texts.svelte.ts';

export const keyOf = (lesson: Pick<Lesson, 'conversation' | 'seq'>) => `${lesson.conversation}:${lesson.seq}`;

class Learning {
  filter = $state.raw<LessonFilter>({ state: 'open', lang: '', outcome: '' });
  page = $state.raw<Lessons | null>(null);
  rows = $state.raw<Lesson[]>([]);
  error = $state('');
  /** The lesson that is on its way to the server. */
  busy = $state('');
  effect = $state.raw<LearningEffect | null>(null);
  effectError = $state('');

  mayEdit = $derived(this.page?.may_edit ?? false);
  #titles = $derived(new Map(this.page?.flows.map((flow) => [flow.name, flow.title])));
  #asked = 0;
  #loading = false;
  #judging = 0;

  title(flow: string): string {
    if (flow === outside) return l('outside');
    const title = this.#titles.get(flow);
    return title?.[prefs.locale] || title?.uk || flow;
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    this.#loading = true;
    try {
      const page = await learningApi.list(this.filter, 0);
      if (asked !== this.#asked) return; // a later question is on its way
      this.page = page;
      this.rows = page.lessons;
      this.error = '';
    } catch (error) {
      if (asked === this.#asked) this.error = say(error);
    } finally {
      if (asked === this.#asked) this.#loading = false;
    }
  }

  show(change: Partial<LessonFilter>): void {
    this.filter = { ...this.filter, ...change };
    void this.load();
  }

  async more(): Promise<void> {
    const asked = this.#asked;
    try {
      const page = await learningApi.list(this.filter, this.rows.length);
      if (asked !== this.#asked) return;
      const known = new Set(this.rows.map(keyOf));
      this.page = page;
      this.rows = [...this.rows, ...page.lessons.filter((lesson) => !known.has(keyOf(lesson)))];
    } catch (error) {
      live.notify(say(error), 'danger');
    }
  }

  /** True when the example is in a draft. */
  async teach(lesson: Lesson, flow: string, lang: string, text: string): Promise<boolean> {
    const { conversation, seq } = lesson;
    const done = await this.#send(lesson, async () => {
      await learningApi.teach({ conversation, seq, flow, lang, text });
      live.notify(l('taught', { flow: this.title(flow) }));
    });
    if (done) void this.judge();
    return done;
  }

  /** Takes a lesson off the list, or puts it back. */
  settle(lesson: Lesson, state: 'open' | 'dismissed'): Promise<boolean> {
    return this.#send(lesson, async () => {
      await learningApi.settle(lesson, state);
      live.notify(l(state === 'open' ? 'restored' : 'dismissed'));
    });
  }

  async #send(lesson: Lesson, request: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = keyOf(lesson);
    // A list that is on its way still holds the lesson: it does not count.
    const again = this.#loading;
    this.#asked++;
    try {
      await request();
      this.rows = this.rows.filter((row) => keyOf(row) !== keyOf(lesson));
      if (this.page)
        this.page = {
          ...this.page,
          total: this.page.total - 1,
          open: this.page.open + (lesson.state === 'open' ? -lesson.count : lesson.count),
        };
      return true;
    } catch (error) {
      live.notify(say(error), 'danger');
      return false;
    } finally {
      this.busy = '';
      if (again || this.#loading) void this.load(); // also one that set out meanwhile
    }
  }

  /** Asks what the drafts would change until it is known; the last to ask is answered. */
  async judge(): Promise<void> {
    const asked = ++this.#judging;
    try {
      let effect = await learningApi.effect(false);
      while (asked === this.#judging) {
        // While it is worked out, the figures of before stay on the page, and say so.
        this.effect = effect;
        this.effectError = '';
        if (effect.state !== 'running') return;
        effect = await learningApi.effect(true);
      }
    } catch (error) {
      if (asked === this.#judging) this.effectError = say(error);
    }
  }

  /** The page is left: nobody waits for an answer. */
  leave(): void {
    this.#judging++;
  }
}

export const learning = new Learning();
