/**
 * Holds the stand-in servers of the tests to the real server's OpenAPI document, so that a
 * test cannot pass on shapes that nobody sends. It knows the keywords that the document uses
 * and refuses any other.
 */
import { readFileSync } from 'node:fs';

const document = JSON.parse(readFileSync(new URL('../../../api/openapi.json', import.meta.url), 'utf8'));

/** How a value differs from a named schema of the document; empty when it fits. */
export function mismatches(name, value) {
  const schema = document.components.schemas[name];
  if (!schema) return [`the document has no ${name}`];
  return against(schema, value, name);
}

/** What a stand-in has heard and said, compared with what the document promises. */
export class Contract {
  /** Must be empty at the end of a test. */
  breaches = [];

  /** A body that a client sent; nothing sent is undefined. */
  request(method, path, body) {
    const operation = this.#operation(method, path);
    const wanted = operation?.requestBody;
    const schema = wanted?.content['application/json']?.schema;
    if (body === undefined ? !wanted?.required : schema) {
      if (body !== undefined) this.#note(`request ${method} ${path}`, against(schema, body, 'body'));
    } else if (operation) this.#note(`request ${method} ${path}`, ['a body where none belongs, or none']);
  }

  /** An answer; every failure is a problem, whatever its status. */
  answer(method, path, status, body) {
    const where = `answer ${status} to ${method} ${path}`;
    if (status >= 400) return this.#note(where, mismatches('Problem', body));
    const operation = this.#operation(method, path);
    if (!operation) return;
    const response = operation.responses[status];
    if (!response) return this.#note(where, ['no such status']);
    const schema = response.content?.['application/json']?.schema;
    if (schema) this.#note(where, against(schema, body, 'body'));
    else if (body !== undefined) this.#note(where, ['a body where none belongs']);
  }

  /** What went over a stream, or came over it. */
  frame(name, value) {
    this.#note('frame', mismatches(name, value));
  }

  #operation(method, path) {
    const parts = path.split('/');
    const template = Object.keys(document.paths).find((known) => {
      const names = known.split('/');
      return names.length === parts.length && names.every((name, i) => name[0] === '{' || name === parts[i]);
    });
    const operation = document.paths[template]?.[method.toLowerCase()];
    if (!operation) this.#note(`${method} ${path}`, ['no such operation']);
    return operation;
  }

  #note(where, found) {
    for (const breach of found) this.breaches.push(`${where}: ${breach}`);
  }
}

const known = new Set(
  (
    '$ref oneOf discriminator type enum properties required additionalProperties items minimum maximum ' +
    'minLength maxLength minItems maxItems pattern format description examples default patternDescription'
  ).split(' '),
);

const types = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

function against(schema, value, name) {
  const found = [];
  // As it travels: what is undefined is not there.
  compare(schema, value === undefined ? undefined : JSON.parse(JSON.stringify(value)), name, found);
  return found;
}

function compare(schema, value, path, found) {
  for (const keyword of Object.keys(schema))
    if (!known.has(keyword)) throw new Error(`${path}: the document says ${keyword}, which is not checked`);
  const refuse = (why) => found.push(`${path}: ${why}`);
  if (schema.$ref) return compare(resolve(schema.$ref), value, path, found);
  if (schema.oneOf) {
    const kind = value?.[schema.discriminator.propertyName];
    const variant = schema.discriminator.mapping[kind];
    if (!variant) return refuse(`no variant is called ${JSON.stringify(kind)}`);
    return compare(resolve(variant), value, `${path}(${kind})`, found);
  }
  const allowed = schema.type === undefined ? [] : [schema.type].flat();
  if (allowed.length && !allowed.some((type) => types[type](value)))
    return refuse(`${JSON.stringify(value)} is no ${allowed.join(' or ')}`);
  if (schema.enum && !schema.enum.includes(value)) refuse(`${JSON.stringify(value)} is not in the list`);
  if (typeof value === 'string') {
    const length = [...value].length;
    if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? Infinity)) refuse('wrong length');
    if (schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) refuse(`not like ${schema.pattern}`);
    if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) refuse('no time');
  }
  if (typeof value === 'number' && (value < schema.minimum || value > schema.maximum)) refuse('out of range');
  if (
    Array.isArray(value) &&
    (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity))
  )
    refuse('wrong number of items');
  if (Array.isArray(value))
    value.forEach((item, i) => compare(schema.items ?? {}, item, `${path}[${i}]`, found));
  else if (types.object(value)) compareObject(schema, value, path, found);
}

function compareObject(schema, value, path, found) {
  for (const name of schema.required ?? [])
    if (!Object.hasOwn(value, name)) found.push(`${path}: ${name} is missing`);
  for (const [name, inner] of Object.entries(value)) {
    const property = schema.properties?.[name] ?? schema.additionalProperties;
    if (property === false) found.push(`${path}: ${name} is unknown`);
    else if (typeof property === 'object') compare(property, inner, `${path}.${name}`, found);
  }
}

const resolve = (ref) => document.components.schemas[ref.slice(ref.lastIndexOf('/') + 1)];
