/**
 * The front end's types, made from the server's OpenAPI document.
 *
 *   node shared/scripts/schema.mjs          writes shared/api/schema.d.ts (npm run generate)
 *   node shared/scripts/schema.mjs check    fails when that file is out of step
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const api = new URL('../../../api/openapi.json', import.meta.url);
const types = fileURLToPath(new URL('../api/schema.d.ts', import.meta.url));
const head = `/**
 * Made from api/openapi.json by \`make generate\`; changes belong into internal/httpapi.
 * Everything else imports these types under the names of types.ts and desk.ts.
 */

`;

/** The committed document. */
export const document = async () => JSON.parse(await readFile(api, 'utf8'));

/** The committed types. */
export const committed = () => readFile(types, 'utf8');

/** The types that a document calls for, formatted like the rest of the front end. */
export async function made(from) {
  // It marks what it has visited, so it gets a copy.
  const source = head + astToString(await openapi(structuredClone(from), { silent: true }));
  // The plug-in is for Svelte, and is looked for where the script was started.
  return format(source, { ...(await resolveConfig(types)), plugins: [], filepath: types });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fresh = await made(await document());
  if (process.argv[2] !== 'check') await writeFile(types, fresh);
  else if (fresh !== (await committed())) {
    console.error('web/shared/api/schema.d.ts is out of step with api/openapi.json: run make generate');
    process.exitCode = 1;
  }
}
