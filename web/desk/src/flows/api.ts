/** Every request that the flow studio makes. */
import type {
  FlowCheck,
  FlowDetail,
  FlowFile,
  FlowFileRow,
  FlowList,
  FlowVersion,
  TrialState,
  TryRequest,
} from '@rozmova/shared/api';
import { call } from '../api/desk.ts';

const file = (pack: string, path: string) =>
  `/flow-files/${encodeURIComponent(pack)}?path=${encodeURIComponent(path)}`;
const trial = (id: string, what = '', after = 0) =>
  `/flow-trials/${encodeURIComponent(id)}${what}?after=${after}`;

export const studio = {
  list: () => call<FlowList>('GET', '/flows'),
  flow: (name: string, lang: string) =>
    call<FlowDetail>('GET', `/flows/${encodeURIComponent(name)}?lang=${lang}`),
  files: () => call<{ files: FlowFileRow[] }>('GET', '/flow-files'),
  file: (pack: string, path: string) => call<FlowFile>('GET', file(pack, path)),
  save: (pack: string, path: string, text: string) => call<FlowCheck>('PUT', file(pack, path), { text }),
  drop: (pack: string, path: string) => call<void>('DELETE', file(pack, path)),
  check: (tests: boolean) =>
    call<FlowCheck>('POST', '/flow-check', { tests }, { timeout: tests ? 180_000 : 20_000 }),
  versions: () => call<{ versions: FlowVersion[] }>('GET', '/flow-versions'),
  version: (number: number) => call<FlowVersion>('GET', `/flow-versions/${number}`),
  publish: (after: number, note: string) => call<FlowVersion>('POST', '/flow-versions', { after, note }),
  restore: (number: number, after: number, note: string) =>
    call<FlowVersion>('POST', `/flow-versions/${number}/restore`, { after, note }),

  begin: (request: TryRequest) => call<TrialState>('POST', '/flow-trials', request),
  write: (id: string, after: number, text: string) =>
    call<TrialState>('POST', trial(id, '/messages', after), { text }),
  press: (id: string, after: number, button: string) =>
    call<TrialState>('POST', trial(id, '/messages', after), { button }),
  answer: (id: string, after: number, effect: string, result: unknown, error: string) =>
    call<TrialState>('POST', trial(id, '/answers', after), error ? { effect, error } : { effect, result }),
  wake: (id: string, after: number, timer: string) =>
    call<TrialState>('POST', trial(id, '/timers', after), { timer }),
};
