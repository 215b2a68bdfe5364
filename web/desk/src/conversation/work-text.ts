/** The bot's work in words: one line for the fold, one line for each step. */
import { knows, named, t } from '../i18n/index.svelte.ts';
import type { Step } from './thread.ts';

export type Titles = ReadonlyMap<string, string>;

type Understood = Extract<Step, { type: 'understood' }>;
export type Command = Understood['commands'][number];

export function flowTitle(name: string | undefined, titles: Titles): string {
  return titles.get(`flow:${name}`) ?? named('flow', name);
}

export function slotTitle(name: string | undefined, titles: Titles): string {
  return titles.get(`slot:${name}`) ?? named('slot', name);
}

/** A slot's or an argument's value, short; objects are shown in full elsewhere. */
export function valueText(value: unknown, titles?: Titles): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (typeof value === 'string') return (titles && titles.get(`value:${value}`)) ?? value;
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value);
}

/** The first argument that is a plain word or number: usually what the action was about. */
function subject(args: { [name: string]: unknown } | undefined): string {
  for (const value of Object.values(args ?? {})) {
    if ((typeof value === 'string' && value && value.length <= 24) || typeof value === 'number')
      return t('work.about', { what: String(value) });
  }
  return '';
}

export function commandText(command: Command, titles: Titles): string {
  switch (command.kind) {
    case 'answer':
      return command.query ? t('work.answer_query', { query: command.query }) : t('work.answer');
    case 'start':
      return t('work.start', { flow: flowTitle(command.flow, titles) });
    case 'set':
      if (command.slot?.startsWith('$') && typeof command.value === 'boolean')
        return t(command.value ? 'work.yes' : 'work.no');
      return t('work.set', {
        slot: slotTitle(command.slot, titles),
        value: valueText(command.value, titles),
      });
    case 'handoff':
      return t('work.handoff');
    case 'none':
      return t('work.none');
    default:
      return knows('work', command.kind) ? named('work', command.kind) : named('command', command.kind);
  }
}

/** Values that a flow keeps for itself; the steps show them to whoever unfolds them. */
const bookkeeping: ReadonlySet<string> = new Set(['action', 'system', 'caller']);

/** «зрозумів «Скасувати замовлення», виконав «Знайти замовлення» (#W2378156)». */
export function summary(steps: readonly Step[], titles: Titles): string {
  const parts: string[] = [];
  const started = new Set<string>();
  const set = new Set<string>();
  for (const step of steps) {
    switch (step.type) {
      case 'understood':
        for (const command of step.commands) {
          if (command.kind === 'start' && command.flow) started.add(command.flow);
          if (command.kind === 'set' && command.slot) set.add(command.slot);
          parts.push(commandText(command, titles));
        }
        if (!step.commands.length && step.dropped.length) parts.push(t('work.dropped'));
        break;
      case 'flow_started':
        if (!started.has(step.flow))
          parts.push(t('work.started', { flow: step.title || flowTitle(step.flow, titles) }));
        break;
      case 'slot_set':
        if (!set.has(step.slot) && !bookkeeping.has(step.source))
          parts.push(
            t('work.set', {
              slot: step.title || slotTitle(step.slot, titles),
              value: valueText(step.value, titles),
            }),
          );
        break;
      case 'action': {
        const title = step.title || named('action', step.action);
        const key =
          step.status === 'failed' ? 'work.failed' : step.status === 'running' ? 'work.running' : 'work.did';
        parts.push(t(key, { action: title }) + subject(step.args));
        break;
      }
      case 'question':
        parts.push(
          step.kind === 'slot'
            ? t('work.asked', { slot: slotTitle(step.slot, titles) })
            : t(`work.asked_${step.kind}`),
        );
        break;
      case 'slot_cleared':
        parts.push(t('work.cleared', { slot: slotTitle(step.slot, titles) }));
        break;
      case 'flow_replayed':
        parts.push(t('work.replayed'));
        break;
      case 'miss':
        parts.push(t('work.none'));
        break;
      case 'language':
        parts.push(t('work.language', { lang: named('lang', step.lang) }));
        break;
      case 'fault':
        parts.push(t('work.fault'));
        break;
      case 'level':
        parts.push(t('work.level', { level: named('level', step.level) }));
        break;
      case 'flow_ended':
        parts.push(t('work.ended', { flow: step.title || flowTitle(step.flow, titles) }));
    }
  }
  const unique = [...new Set(parts)];
  const shown = unique.slice(0, 4).join(', ');
  return unique.length > 4 ? `${shown} ${t('work.more', { n: unique.length - 4 })}` : shown;
}
