// Turns the data of `schemas/` into what the server loads: `server/generated/`. Nothing there is written by hand.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCatalog } from './catalogData.mjs';

const schemas = fileURLToPath(new URL('../../schemas/', import.meta.url));
const generated = fileURLToPath(new URL('../generated/', import.meta.url));

mkdirSync(generated, { recursive: true });
writeFileSync(`${generated}catalog.json`, `${JSON.stringify(readCatalog(`${schemas}catalog/`))}\n`);
