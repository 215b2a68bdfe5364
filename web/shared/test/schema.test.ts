import { expect, it } from 'vitest';
import { committed, document, made } from '../scripts/schema.mjs';
import { Contract, mismatches } from './contract.mjs';

// Making types takes seconds where the processor is busy.
const patience = 60_000;

it('has the types that api/openapi.json calls for; else: make generate', { timeout: patience }, async () => {
  expect((await made(await document())) === (await committed())).toBe(true);
});

it('would notice a field that was renamed or made optional', { timeout: patience }, async () => {
  const now = await committed();
  const renamed = await document();
  const session = renamed.components.schemas.Session;
  session.properties.first_seq = session.properties.last_seq;
  delete session.properties.last_seq;
  expect(await made(renamed)).not.toBe(now);

  const optional = await document();
  const message = optional.components.schemas.MessageEvent;
  message.required = message.required.filter((name: string) => name !== 'text');
  expect(await made(optional)).not.toBe(now);
});

it('tells events apart by their type', async () => {
  const { schemas } = (await document()).components;
  for (const union of ['CustomerEvent', 'DeskEvent', 'CustomerFrame', 'DeskLogFrame', 'DeskFrame']) {
    const { oneOf, discriminator } = schemas[union];
    expect(discriminator.propertyName).toBe('type');
    expect(Object.keys(discriminator.mapping)).toHaveLength(oneOf.length);
  }
});

const typing = { type: 'typing', actor: 'bot' };
const read = {
  type: 'read',
  actor: 'agent',
  reader: 'agent',
  upto: 2,
  seq: 3,
  at: '2026-03-14T09:26:53.589Z',
};

it('holds values to the document', () => {
  expect(mismatches('CustomerFrame', typing)).toEqual([]);
  expect(mismatches('CustomerEvent', read)).toEqual([]);
  expect(mismatches('CustomerEvent', typing)).toEqual(['CustomerEvent: no variant is called "typing"']);
  const { upto: _, ...less } = read;
  expect(mismatches('DeskEvent', less)).toEqual(['DeskEvent(read): upto is missing']);
  expect(mismatches('DeskEvent', { ...read, more: 1, seq: '3', at: 'now', reader: 'cat' })).toHaveLength(4);
  expect(mismatches('Nothing', {})).toHaveLength(1);
});

it('holds an exchange to the document', () => {
  const contract = new Contract();
  const path = '/api/customer/v1/conversations/c1/messages';
  contract.request('POST', path, { client_id: 'a', text: 'Привіт' });
  contract.answer('POST', path, 202, { seq: 1 });
  contract.request('POST', '/api/customer/v1/conversations/c1/typing', undefined);
  contract.answer('POST', '/api/customer/v1/conversations/c1/typing', 204, undefined);
  contract.answer('POST', path, 409, { title: 'Conflict', status: 409, detail: 'Ні.', code: 'closed' });
  expect(contract.breaches).toEqual([]);
  contract.request('POST', path, { text: 'Привіт' });
  contract.request('POST', path, undefined);
  contract.request('PUT', path, {});
  contract.answer('POST', path, 200, { seq: 1 });
  contract.answer('POST', path, 202, {});
  contract.answer('POST', path, 500, { error: 'oops' });
  expect(contract.breaches.length).toBeGreaterThanOrEqual(6);
});
