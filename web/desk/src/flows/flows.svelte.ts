/** What the studio knows: the list, the flow that is open, its file, what the compiler says. */
import type {
  FlowCheck,
  FlowDetail,
  FlowFile,
  FlowFileRow,
  FlowList,
  FlowVersion,
} from '@rozmova/shared/api';
import { live } from '../app/live.svelte.ts';
import { prefs } from '../app/prefs.svelte.ts';
import { say } from '../conversation/conversations.svelte.ts';
import { studio } from './api.ts';
import { f } from './texts.svelte.ts';

export type Tab = 'graph' | 'text' | 'versions';

class Flows {
  list = $state.raw<FlowList | null>(null);
  files = $state.raw<FlowFileRow[]>([]);
  error = $state('');
  name = $state('');
  detail = $state.raw<FlowDetail | null>(null);
  file = $state.raw<FlowFile | null>(null);
  /** What stands in the editor. */
  text = $state('');
  saving = $state<'' | 'saving' | 'saved' | 'failed'>('');
  failure = $state('');
  check = $state.raw<FlowCheck | null>(null);
  testing = $state(false);
  versions = $state.raw<FlowVersion[]>([]);
  tab = $state<Tab>('graph');
  /** Grows whenever the editor is to show another text than what was typed in it. */
  opened = $state(0);
  /** The place that the editor should go to; a new one each time, though the line be the same. */
  place = $state.raw({ line: 0 });

  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  mayEdit = $derived(this.list?.may_edit ?? false);
  problems = $derived(this.check?.problems ?? this.list?.problems ?? []);

  async load(): Promise<void> {
    try {
      const [list, files, versions] = await Promise.all([studio.list(), studio.files(), studio.versions()]);
      this.list = list;
      this.files = files.files;
      this.versions = versions.versions;
      this.error = '';
    } catch (error) {
      this.error = say(error);
    }
  }

  async open(name: string): Promise<void> {
    if (!this.list) await this.load();
    await this.flush();
    this.name = name;
    if (!name) return;
    const row = this.list?.flows.find((flow) => flow.name === name);
    try {
      const detail = await studio.flow(name, prefs.locale);
      if (this.name !== name) return;
      this.detail = detail;
      if (row) await this.openFile(row.pack, row.path);
    } catch (error) {
      this.detail = null;
      live.notify(say(error), 'danger');
    }
  }

  async openFile(pack: string, path: string): Promise<void> {
    await this.flush();
    const file = await studio.file(pack, path);
    this.file = file;
    this.text = file.draft?.text ?? file.text;
    this.saving = '';
    this.place = { line: 0 };
    this.opened++;
  }

  /** Starts a file of a new flow; it is a draft as soon as it is saved. */
  create(pack: string, name: string): void {
    const title = name.replaceAll('_', ' ');
    this.file = { pack, path: `flows/${name}.yaml`, text: '', installed: false, changed: false };
    this.tab = 'text';
    this.text = '';
    this.edit(
      `flow: ${name}\ntitle: {uk: ${title}, en: ${title}}\nexamples:\n  uk: []\n  en: []\nslots: {}\nsteps:\n  - end: resolved\n`,
    );
    this.place = { line: 0 };
    this.opened++;
  }

  /** What was typed. */
  edit(text: string): void {
    if (text === this.text || !this.mayEdit) return;
    this.text = text;
    this.saving = 'saving';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), 600);
  }

  /** Saves what was typed; saves go one after the other. */
  flush(): Promise<unknown> {
    clearTimeout(this.#timer);
    if (this.saving !== 'saving' || !this.file) return this.#queue;
    const { pack, path } = this.file;
    const text = this.text;
    this.#queue = this.#queue.then(async () => {
      try {
        this.check = await studio.save(pack, path, text);
        if (this.file?.path === path && this.file.pack === pack && this.text === text) this.saving = 'saved';
        await this.load();
        if (this.check.ok && this.name) this.detail = await studio.flow(this.name, prefs.locale);
      } catch (error) {
        this.saving = 'failed';
        this.failure = say(error);
      }
    });
    return this.#queue;
  }

  async drop(): Promise<void> {
    if (!this.file) return;
    clearTimeout(this.#timer);
    this.saving = '';
    const { pack, path, installed, changed } = this.file;
    try {
      await studio.drop(pack, path);
      live.notify(f('editor.dropped'));
      if (installed || changed) await this.openFile(pack, path);
      else this.file = null;
      this.check = await studio.check(false);
      await this.load();
      if (this.name) this.detail = await studio.flow(this.name, prefs.locale);
    } catch (error) {
      live.notify(say(error), 'danger');
    }
  }

  async test(): Promise<void> {
    await this.flush();
    this.testing = true;
    try {
      this.check = await studio.check(true);
    } catch (error) {
      live.notify(say(error), 'danger');
    } finally {
      this.testing = false;
    }
  }

  /** True when it was published. */
  async publish(note: string): Promise<boolean> {
    await this.flush();
    try {
      const version = await studio.publish(this.list?.version ?? 0, note);
      live.notify(f('publish.done', { n: version.number }));
      await this.#published();
      return true;
    } catch (error) {
      live.notify(say(error), 'danger');
      await this.load();
      return false;
    }
  }

  async restore(number: number): Promise<void> {
    try {
      const version = await studio.restore(number, this.list?.version ?? 0, '');
      const to = version.number;
      live.notify(
        number ? f('version.restored', { n: number, to }) : f('version.restored_installed', { to }),
      );
      await this.#published();
    } catch (error) {
      live.notify(say(error), 'danger');
      await this.load();
    }
  }

  async #published(): Promise<void> {
    this.check = null;
    await this.load();
    if (this.file) await this.openFile(this.file.pack, this.file.path).catch(() => (this.file = null));
    if (this.name) this.detail = await studio.flow(this.name, prefs.locale).catch(() => null);
  }

  /** Shows a place of a file in the editor. */
  async show(pack: string, path: string, line: number): Promise<void> {
    this.tab = 'text';
    if (this.file?.pack !== pack || this.file.path !== path)
      await this.openFile(pack, path).catch((error) => live.notify(say(error), 'danger'));
    this.place = { line };
  }
}

export const flows = new Flows();
