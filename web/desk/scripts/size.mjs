/** Prints what the first screen loads, compressed as it travels, and fails above the budget. */
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../../dist/desk/', import.meta.url);
const budget = 180 * 1024;

const html = readFileSync(new URL('index.html', dist), 'utf8');
const first = new Set(['index.html', 'boot.js', 'icon.svg']);
for (const [, file] of html.matchAll(/(?:src|href)="\/desk\/([^"]+)"/g)) first.add(file);

const kb = (bytes) => `${(bytes / 1024).toFixed(1).padStart(7)} KB`;
const weigh = (file) => {
  const bytes = readFileSync(new URL(file, dist));
  return file.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length;
};

let total = 0;
for (const file of [...first].sort()) {
  total += weigh(file);
  console.log(`${kb(weigh(file))}  ${file}`);
}
console.log(`${kb(total)}  first load, gzip (budget ${kb(budget).trim()})`);

const later = readdirSync(new URL('assets/', dist)).map((file) => `assets/${file}`);
for (const file of later.filter((file) => !first.has(file)))
  console.log(`${kb(weigh(file))}  later: ${file}`);
if (total > budget) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
