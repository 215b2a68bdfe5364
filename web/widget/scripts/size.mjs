/** Prints what a visitor downloads, and fails when it is more than we promised. */
import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const limits = { loader: 3 * 1024, whole: 30 * 1024 };
const folder = new URL('../../dist/widget/', import.meta.url);

const sizes = {};
for (const file of await readdir(folder)) {
  sizes[file] = gzipSync(await readFile(new URL(file, folder)), { level: 9 }).length;
}
const loader = sizes['loader.js'];
const whole = Object.values(sizes).reduce((sum, size) => sum + size, 0);
const kb = (bytes) => `${(bytes / 1024).toFixed(2)} KB`;
for (const [file, size] of Object.entries(sizes)) console.log(`${file.padEnd(28)} ${kb(size)} gzip`);
console.log(`${'whole widget'.padEnd(28)} ${kb(whole)} gzip (limit ${kb(limits.whole)})`);
console.log(`${'loader'.padEnd(28)} ${kb(loader)} gzip (limit ${kb(limits.loader)})`);
if (!(loader <= limits.loader && whole <= limits.whole)) {
  console.error('The widget is larger than promised.');
  process.exit(1);
}
