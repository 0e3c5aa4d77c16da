// Turns the data of `schemas/` into what the server loads: `server/generated/`. Nothing there is written by hand.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCatalog } from './catalogData.mjs';
import { validatorsModule } from './validators.mjs';

const schemas = fileURLToPath(new URL('../../schemas/', import.meta.url));
const generated = fileURLToPath(new URL('../generated/', import.meta.url));

mkdirSync(generated, { recursive: true });
writeFileSync(`${generated}catalog.json`, `${JSON.stringify(readCatalog(`${schemas}catalog/`))}\n`);
writeFileSync(`${generated}validators.js`, await validatorsModule(schemas));
writeFileSync(
  `${generated}validators.d.ts`,
  `import type { Validator } from '../src/format/validator.js';
export const tenant: Validator;
export const part: Validator;
export const settings: Validator;
export const source: Validator;
export const field: Validator;
export const database: Validator;
export const table: Validator;
export const column: Validator;
`,
);
