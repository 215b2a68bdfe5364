/** Every request of the learning page. */
import type { LearningEffect, Lesson, Lessons, TaughtExample, TeachRequest } from '@rozmova/shared/api';
import { call } from '../api/desk.ts';

export type LessonState = Lesson['state'];
export type LessonOutcome = Lesson['outcome'];
export const states: readonly LessonState[] = ['open', 'done', 'dismissed'];
export const outcomes: readonly LessonOutcome[] = ['miss', 'clarified', 'model', 'cancelled'];

/** What a message is taught when no flow is meant by it. */
export const outside = 'oos';

export interface LessonFilter {
  state: LessonState;
  lang: string;
  outcome: '' | LessonOutcome;
}

/** How long the server holds a question whose answer is still being worked out. */
const hold = 15;

export const learningApi = {
  list: ({ state, lang, outcome }: LessonFilter, offset: number) => {
    const query = new URLSearchParams({ state, offset: String(offset), limit: '25' });
    if (lang) query.set('lang', lang);
    if (outcome) query.set('outcome', outcome);
    return call<Lessons>('GET', `/learning?${query}`);
  },
  teach: (request: TeachRequest) => call<TaughtExample>('POST', '/learning/examples', request),
  settle: ({ conversation, seq }: Lesson, state: 'open' | 'dismissed') =>
    call<{ messages: number }>('POST', '/learning/settle', { conversation, seq, state }),
  effect: (wait: boolean) =>
    call<LearningEffect>('GET', `/learning/effect?wait=${wait ? hold : 0}`, undefined, {
      timeout: (hold + 15) * 1000,
    }),
};
