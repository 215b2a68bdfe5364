/** Every request of the knowledge pages. */
import {
  toError,
  type ArrangeArticleRequest,
  type Article,
  type ArticleFile,
  type ArticlePage,
  type ArticleVersion,
  type Collection,
  type CollectionWords,
  type Collections,
  type CreateArticleRequest,
  type DiffPart,
  type Edition,
  type Gap,
  type GapPage,
  type Reader,
  type Votes,
  type WriteEditionRequest,
} from '@rozmova/shared/api';
import { access, call } from '../api/desk.ts';
import { prefs } from '../app/prefs.svelte.ts';

export type Show = 'all' | 'draft' | 'review' | 'stale' | 'due' | 'internal' | 'archived';
export const shows: readonly Show[] = ['all', 'draft', 'review', 'stale', 'due', 'internal', 'archived'];

export type GapState = 'open' | 'filled' | 'dismissed';
export const gapStates: readonly GapState[] = ['open', 'filled', 'dismissed'];

const article = (id: string) => `/articles/${encodeURIComponent(id)}`;
const edition = (id: string, lang: string) => `${article(id)}/editions/${encodeURIComponent(lang)}`;
const collection = (id: string) => `/collections/${encodeURIComponent(id)}`;

/** What narrows the list, as the query says it. */
const narrowed: Record<Show, Record<string, string>> = {
  all: {},
  draft: { stage: 'draft' },
  review: { stage: 'review' },
  stale: { stale: 'true' },
  due: { due: 'true' },
  internal: { audience: 'internal' },
  archived: { archived: 'true' },
};

export const knowledgeApi = {
  collections: () => call<Collections>('GET', '/collections'),
  makeCollection: (words: CollectionWords) => call<Collection>('POST', '/collections', words),
  changeCollection: (id: string, words: CollectionWords) => call<Collection>('PUT', collection(id), words),
  removeCollection: (id: string) => call<void>('DELETE', collection(id)),

  list(show: Show, shelf: string, search: string, before = '') {
    const query = new URLSearchParams({ limit: '50', ...narrowed[show] });
    if (shelf) query.set('collection', shelf);
    if (search) query.set('q', search);
    if (before) query.set('before', before);
    return call<ArticlePage>('GET', `/articles?${query}`);
  },
  one: (id: string) => call<Article>('GET', article(id)),
  create: (request: CreateArticleRequest) => call<Article>('POST', '/articles', request),
  arrange: (id: string, change: ArrangeArticleRequest) => call<Article>('PATCH', article(id), change),
  archive: (id: string, away: boolean) =>
    call<Article>('POST', `${article(id)}/${away ? 'archive' : 'restore'}`),
  preview: (body: string) => call<{ html: string }>('POST', '/articles/preview', { body }),

  write: (id: string, lang: string, words: WriteEditionRequest) =>
    call<Edition>('PUT', edition(id, lang), words),
  review: (id: string, lang: string, act: 'ask' | 'approve' | 'send-back', rev: number, remark: string) =>
    call<Edition>('POST', `${edition(id, lang)}/${act}`, { rev, ...(remark ? { remark } : {}) }),
  publish: (id: string, lang: string, rev: number, note: string) =>
    call<ArticleVersion>('POST', `${edition(id, lang)}/publish`, { rev, ...(note ? { note } : {}) }),
  rollBack: (id: string, lang: string, version: number) =>
    call<ArticleVersion>('POST', `${edition(id, lang)}/roll-back`, { version }),
  withdraw: (id: string, lang: string) => call<Edition>('POST', `${edition(id, lang)}/withdraw`),
  versions: (id: string, lang: string) =>
    call<{ versions: ArticleVersion[] }>('GET', `${edition(id, lang)}/versions`),
  diff: (id: string, lang: string, from: number, to: number) =>
    call<{ title: DiffPart[]; body: DiffPart[] }>('GET', `${edition(id, lang)}/diff?from=${from}&to=${to}`),

  feedback: (id: string) => call<{ feedback: Reader[] }>('GET', `${article(id)}/feedback`),
  votes: () => call<{ votes: Votes[] }>('GET', '/article-votes'),
  gaps: (state: GapState, offset: number) =>
    call<GapPage>('GET', `/article-gaps?state=${state}&offset=${offset}&limit=25`),
  settle: (gap: Gap, state: GapState, found = '') =>
    call<void>('POST', '/article-gaps/settle', {
      ids: gap.ids,
      state,
      ...(found ? { article: found } : {}),
    }),

  attach,
  detach: (id: string, file: string) =>
    call<void>('DELETE', `${article(id)}/files/${encodeURIComponent(file)}`),
};

/** The body is the file itself, so it does not go by the client for JSON. */
async function attach(id: string, file: File): Promise<ArticleFile> {
  const answer = await fetch(
    `/api/desk/v1${article(id)}/files?name=${encodeURIComponent(file.name.slice(0, 120))}`,
    {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        'Accept-Language': prefs.locale,
        'Content-Type': 'application/octet-stream',
        'X-Rozmova-CSRF': access.csrf,
      },
      body: file,
    },
  );
  if (!answer.ok) throw await toError(answer);
  return (await answer.json()) as ArticleFile;
}
