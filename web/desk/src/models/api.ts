/** The one request of the language model's page. */
import type { ModelUse } from '@rozmova/shared/api';
import { call } from '../api/desk.ts';

export const periods = ['7', '30', '90'] as const;
export type Period = (typeof periods)[number];

/** The first of that many days, today among them; days are those of UTC. */
export function sinceOf(period: Period, now: number): string {
  return new Date(now - (Number(period) - 1) * 86_400_000).toISOString().slice(0, 10);
}

export const modelUse = (period: Period) =>
  call<ModelUse>('GET', `/model-use?since=${sinceOf(period, Date.now())}`);
