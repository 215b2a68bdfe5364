import type { Texts } from '@rozmova/shared/i18n';
import type { uk } from './uk.ts';

export const en: { [key in keyof typeof uk]: Texts[string] } = {
  title: 'Language model',
  lead: 'The model reads only the messages of which the bot is not sure itself. Here is how many they are, and what it costs.',
  'lead.model': 'Connected: {model}.',
  'lead.budget': 'At most {sum} a day; after that the bot reads by itself.',
  'period.label': 'For how long',
  'period.7': '7 days',
  'period.30': '30 days',
  'period.90': '90 days',

  none: 'No model is connected',
  'none.text':
    'The bot reads every message by itself: no keys, no network. How to connect a model is told in the guide “A language model”; ROZMOVA_MODEL and ROZMOVA_MODEL_URL are what it takes.',
  quiet: 'Customers wrote nothing in this time',
  'quiet.text': 'With the first conversation, the day’s figures will be here.',

  'sum.share': 'Needed the model',
  'sum.share.of': { one: '{asked} of {n} message', other: '{asked} of {n} messages' },
  'sum.requests': 'Requests to the model',
  'sum.failed': { one: '{n} failed', other: '{n} failed' },
  'sum.seconds': '{seconds} s on average',
  'sum.tokens': 'Tokens',
  'sum.tokens.how': '{input} read, {output} written',
  'sum.cost': 'Cost',
  'sum.cost.currency': 'in the provider’s currency',
  'sum.cost.unknown': 'no prices are set',
  guessed: {
    one: 'Of {n} request the server did not tell the tokens; they are guessed by the length of the texts, rather too high.',
    other:
      'Of {n} requests the server did not tell the tokens; they are guessed by the length of the texts, rather too high.',
  },

  days: 'By day',
  'days.note':
    'Days are those of UTC, by which providers and the daily limit count. Days without messages are left out.',
  models: 'By model',
  'col.day': 'Day',
  'col.messages': 'Messages',
  'col.share': 'To the model',
  'col.requests': 'Requests',
  'col.failed': 'Failed',
  'col.input': 'Read',
  'col.output': 'Written',
  'col.cost': 'Cost',
  'col.model': 'Model',
  'col.purpose': 'What for',
  'col.seconds': 'Seconds',
  'purpose.understand': 'to understand messages',
  unknown: 'unknown',
};
