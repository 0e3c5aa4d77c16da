// Compiles the format's JSON Schemas into functions, so that nothing is compiled or evaluated at run time.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

/**
 * The units that are checked one by one: a part of the file with all below it but other units, so that what many
 * aliases name is checked once. Named as the definitions of tenant.schema.json.
 */
const units = ['source', 'field', 'database', 'table', 'column'];

/** The roots of files, by the name of their validator. */
const roots = { tenant: 'tenant', part: 'part', settings: 'tenant-config' };

/** The text of an ES module that exports one validator for each root and unit; `folder` ends with a slash. */
export async function validatorsModule(folder) {
  const ajv = new Ajv.default({
    allErrors: true,
    // `enumDescriptions` and the like are for editors.
    strict: false,
    code: { source: true, esm: true },
  });
  const names = {};
  for (const [name, file] of Object.entries(roots)) {
    ajv.addSchema({ ...withoutUnits(read(folder, file)), $id: name });
    names[name] = name;
  }
  const { definitions } = read(folder, 'tenant');
  for (const unit of units) {
    const { definitions: cut } = withoutUnits({ definitions });
    ajv.addSchema({ $id: unit, definitions: cut, $ref: `#/definitions/${unit}` });
    names[unit] = unit;
  }
  return bundled(standaloneCode.default(ajv, names));
}

function read(folder, file) {
  return JSON.parse(readFileSync(`${folder}${file}.schema.json`, 'utf8'));
}

/** A copy in which a reference to a unit accepts anything. */
function withoutUnits(schema) {
  return JSON.parse(JSON.stringify(schema), (_key, value) =>
    units.some((unit) => value?.$ref === `#/definitions/${unit}`) ? {} : value,
  );
}

/** With ajv's few functions for run time in it. */
async function bundled(code) {
  const result = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'js' },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  return result.outputFiles[0].text;
}
