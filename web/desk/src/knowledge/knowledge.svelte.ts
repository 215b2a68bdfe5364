/** What the knowledge pages know: the shelves, the list, the article that is open and its draft. */
import {
  ApiError,
  type ArrangeArticleRequest,
  type Article,
  type ArticlePage,
  type ArticleRow,
  type Collection,
  type Collections,
  type Edition,
  type Problem,
} from '@rozmova/shared/api';
import { live } from '../app/live.svelte.ts';
import { prefs } from '../app/prefs.svelte.ts';
import { say } from '../conversation/conversations.svelte.ts';
import { knowledgeApi, type Show } from './api.ts';
import { w } from './texts.svelte.ts';

export type Saving = '' | 'waiting' | 'saving' | 'saved' | 'failed';

/** A shelf with those below it, for the tree. */
export interface Branch {
  shelf: Collection;
  depth: number;
}

/** How long typing may rest before it is kept. */
const rest = 700;

class Knowledge {
  show = $state<Show>('all');
  shelf = $state('');
  query = $state('');
  page = $state.raw<ArticlePage | null>(null);
  rows = $state.raw<ArticleRow[]>([]);
  shelves = $state.raw<Collections | null>(null);
  error = $state('');

  article = $state.raw<Article | null>(null);
  missing = $state(false);
  lang = $state('');
  /** What stands in the editor. */
  title = $state('');
  body = $state('');
  saving = $state<Saving>('');
  failure = $state('');
  /** Somebody else's newer draft; nothing is kept until one of the two is chosen. */
  conflict = $state.raw<Edition | null>(null);
  busy = $state(false);

  edition = $derived(this.article?.editions.find((one) => one.lang === this.lang));
  mayEditShelves = $derived(this.shelves?.may_edit ?? false);
  /** The shelves as they stand below each other. */
  tree = $derived.by(() => {
    const out: Branch[] = [];
    const all = this.shelves?.collections ?? [];
    const known = new Set(all.map((one) => one.id));
    const add = (parent: string, depth: number) => {
      for (const shelf of all)
        if ((known.has(shelf.parent ?? '') ? shelf.parent : '') === parent && depth < 5) {
          out.push({ shelf, depth });
          add(shelf.id, depth + 1);
        }
    };
    add('', 0);
    return out;
  });

  #asked = 0;
  #searching: ReturnType<typeof setTimeout> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> | undefined;

  name(shelf: Collection): string {
    return shelf.titles[prefs.locale] || Object.values(shelf.titles)[0] || shelf.slug || '';
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [page, shelves] = await Promise.all([
        knowledgeApi.list(this.show, this.shelf, this.query.trim()),
        knowledgeApi.collections(),
      ]);
      if (asked !== this.#asked) return; // a later question is on its way
      this.page = page;
      this.rows = page.rows;
      this.shelves = shelves;
      this.error = '';
    } catch (error) {
      if (asked === this.#asked) this.error = say(error);
    }
  }

  narrow(change: { show?: Show; shelf?: string }): void {
    if (change.show !== undefined) this.show = change.show;
    if (change.shelf !== undefined) this.shelf = change.shelf;
    void this.load();
  }

  search(query: string): void {
    this.query = query;
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => void this.load(), 200);
  }

  async more(): Promise<void> {
    if (!this.page?.next) return;
    const asked = this.#asked;
    try {
      const page = await knowledgeApi.list(this.show, this.shelf, this.query.trim(), this.page.next);
      if (asked !== this.#asked) return;
      this.page = page;
      this.rows = [...this.rows, ...page.rows];
    } catch (error) {
      live.notify(say(error), 'danger');
    }
  }

  // ---- the article -----------------------------------------------------------

  async open(id: string): Promise<void> {
    await this.flush();
    if (!id) {
      this.article = null;
      return;
    }
    if (this.article?.id === id) return;
    this.missing = false;
    try {
      this.#take(await knowledgeApi.one(id), '');
    } catch (error) {
      this.article = null;
      this.missing = true;
      if (!(error instanceof ApiError && error.status === 404)) live.notify(say(error), 'danger');
    }
  }

  /** Begins an article; the answer is its ID. */
  async create(title: string, lang = ''): Promise<string> {
    await this.flush();
    try {
      const made = await knowledgeApi.create({
        title,
        body: '',
        audience: 'public',
        ...(lang ? { lang } : {}),
        ...(this.shelf && this.shelf !== 'none' ? { collection: this.shelf } : {}),
      });
      this.#take(made, lang);
      void this.load();
      return made.id;
    } catch (error) {
      live.notify(say(error), 'danger');
      return '';
    }
  }

  async turn(lang: string): Promise<void> {
    await this.flush();
    this.lang = lang;
    this.#fill();
  }

  edit(words: { title?: string; body?: string }): void {
    if (words.title !== undefined) this.title = words.title;
    if (words.body !== undefined) this.body = words.body;
    if (this.conflict) return;
    this.saving = 'waiting';
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.flush(), rest);
  }

  /** Keeps what was typed. It waits for what is being kept already. */
  async flush(): Promise<void> {
    clearTimeout(this.#typing);
    await this.#keeping;
    if (this.saving !== 'waiting' && this.saving !== 'failed') return;
    this.#keeping = this.#keep();
    await this.#keeping;
    this.#keeping = undefined;
  }

  async #keep(): Promise<void> {
    const [article, lang, title, body] = [this.article, this.lang, this.title, this.body];
    if (!article || !title.trim()) {
      this.saving = 'failed';
      this.failure = w('title.needed');
      return;
    }
    this.saving = 'saving';
    try {
      const kept = await knowledgeApi.write(article.id, lang, { rev: this.edition?.rev ?? 0, title, body });
      this.#put(kept);
      this.saving = this.title === title && this.body === body ? 'saved' : 'waiting';
      this.failure = '';
      if (kept.rev === 1) void this.load(); // another language
      if (this.saving === 'waiting') this.#typing = setTimeout(() => void this.flush(), rest);
    } catch (error) {
      this.saving = 'failed';
      this.failure = say(error);
      this.conflict = newer(error);
      if (error instanceof ApiError && error.temporary)
        this.#typing = setTimeout(() => void this.flush(), 5 * rest);
    }
  }

  /** Settles a conflict: the other's words, or these over them. */
  settle(mine: boolean): void {
    const other = this.conflict;
    if (!other) return;
    this.conflict = null;
    this.failure = '';
    this.#put(other);
    if (mine) {
      this.edit({});
      void this.flush();
    } else {
      this.saving = '';
      this.#fill();
    }
  }

  arrange(change: ArrangeArticleRequest): Promise<boolean> {
    return this.#act(async (article) => this.#renew(await knowledgeApi.arrange(article.id, change)));
  }

  review(act: 'ask' | 'approve' | 'send-back', remark: string): Promise<boolean> {
    return this.#act(async (article, edition) => {
      this.#put(await knowledgeApi.review(article.id, edition.lang, act, edition.rev, remark));
      live.notify(w(`done.${act}`));
    });
  }

  /** Says that a translation matches its source as it is published now. */
  caughtUp(): Promise<boolean> {
    return this.#act(async (article, edition) => {
      const source = article.editions.find((one) => one.lang === article.source);
      const { rev, title, body } = edition;
      this.#put(
        await knowledgeApi.write(article.id, edition.lang, {
          rev,
          title,
          body,
          translates: source?.published ?? 0,
        }),
      );
    });
  }

  publish(note: string): Promise<boolean> {
    return this.#act(async (article, edition) => {
      await knowledgeApi.publish(article.id, edition.lang, edition.rev, note);
      this.#renew(await knowledgeApi.one(article.id));
      live.notify(w('done.publish'));
    });
  }

  rollBack(version: number): Promise<boolean> {
    return this.#act(async (article, edition) => {
      await knowledgeApi.rollBack(article.id, edition.lang, version);
      this.#renew(await knowledgeApi.one(article.id));
      this.#fill();
      live.notify(w('done.rollback', { n: version }));
    });
  }

  withdraw(): Promise<boolean> {
    return this.#act(async (article, edition) => {
      this.#put(await knowledgeApi.withdraw(article.id, edition.lang));
      live.notify(w('done.withdraw'));
    });
  }

  archive(away: boolean): Promise<boolean> {
    return this.#act(async (article) => this.#renew(await knowledgeApi.archive(article.id, away)));
  }

  /** The Markdown that names a file which has just been kept; '' when it could not be. */
  async attach(file: File): Promise<string> {
    let words = '';
    await this.#act(async (article) => {
      const kept = await knowledgeApi.attach(article.id, file);
      this.#renew({ ...(this.article ?? article), files: [...(this.article ?? article).files, kept] });
      const name = kept.name.replace(/[[\]]/g, '');
      words = `${kept.type.startsWith('image/') ? '!' : ''}[${name}](attachment:${kept.id})`;
    });
    return words;
  }

  detach(file: string): Promise<boolean> {
    return this.#act(async (article) => {
      await knowledgeApi.detach(article.id, file);
      this.#renew({ ...article, files: article.files.filter((one) => one.id !== file) });
    });
  }

  /** Does one thing with what is kept, and tells what went wrong. */
  async #act(what: (article: Article, edition: Edition) => Promise<void>): Promise<boolean> {
    await this.flush();
    if (!this.article || this.busy || this.saving === 'failed') return false;
    this.busy = true;
    try {
      await what(this.article, this.edition ?? ({ lang: this.lang, rev: 0 } as Edition));
      void this.load();
      return true;
    } catch (error) {
      const other = newer(error);
      if (other) this.conflict = other;
      else live.notify(say(error), 'danger');
      return false;
    } finally {
      this.busy = false;
    }
  }

  #take(article: Article, lang: string): void {
    this.article = article;
    const has = (one: string) => article.editions.some((edition) => edition.lang === one);
    this.lang =
      [lang, this.lang, prefs.locale, article.source].find((one) => one && has(one)) ?? article.source;
    this.#fill();
  }

  #fill(): void {
    this.title = this.edition?.title ?? '';
    this.body = this.edition?.body ?? '';
    this.saving = '';
    this.failure = '';
    this.conflict = null;
  }

  /** What stands around the words; those in the editor stay. */
  #renew(article: Article): void {
    if (this.article?.id === article.id) this.article = article;
  }

  #put(edition: Edition): void {
    if (!this.article) return;
    const others = this.article.editions.filter((one) => one.lang !== edition.lang);
    const order = this.article.languages;
    const place = (lang: string) => (order.includes(lang) ? order.indexOf(lang) : order.length);
    this.article = {
      ...this.article,
      editions: [...others, edition].sort((a, b) => place(a.lang) - place(b.lang)),
    };
  }
}

/** The newer draft that a refusal tells of. */
function newer(error: unknown): Edition | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.problem as Partial<Problem & { edition: Edition }> | undefined)?.edition ?? null;
}

export const knowledge = new Knowledge();
