// Puts the rules' pages (docs/rules/<id>.md) into one data file, so that `explain` and hover need no file at run time.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const generated = fileURLToPath(new URL('../generated/', import.meta.url));

const names = existsSync(folder) ? readdirSync(folder) : [];
const pages = Object.fromEntries(
  names
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => [name.slice(0, -'.md'.length), readFileSync(`${folder}${name}`, 'utf8')]),
);

mkdirSync(generated, { recursive: true });
writeFileSync(`${generated}rulePages.json`, `${JSON.stringify(pages, null, 1)}\n`);
