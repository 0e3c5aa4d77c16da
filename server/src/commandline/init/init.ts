import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { print } from '../print.js';
import { UsageError } from '../usageError.js';
import { writeFile } from '../writeFiles.js';
import { withFieldNames } from './fieldNames.js';
import { likelyWords, withTypes } from './likelyWords.js';
import { readCreateTables } from './readCreateTable.js';
import { readCsv } from './readCsv.js';
import { readJsonSchemas } from './readJson.js';
import { sourceName, type TableSchema } from './schema.js';
import { starterText } from './starter.js';
import { tenantText } from './tenantText.js';

export interface InitOptions {
  /** The file to write; `-` for standard output. */
  readonly output: string;
  readonly name: string | null;
}

/** `init`: writes a starting tenant; from schemas one with sources, types and likely tags. */
export async function init(schemas: readonly string[], options: InitOptions): Promise<number> {
  const cwd = process.cwd();
  const output = path.resolve(cwd, options.output);
  const name = options.name ?? nameOfFolder(options.output === '-' ? cwd : path.dirname(output));
  const text = schemas.length === 0 ? starterText(name) : textOfSchemas(name, schemas, cwd);
  if (options.output === '-') {
    await print(text);
    return 0;
  }
  refuseSecondTenant(output);
  makeFolder(path.dirname(output));
  writeFile({ path: output, before: null, after: text }, path.dirname(output));
  const next = path.relative(cwd, path.dirname(output)) || '.';
  await print(`Wrote ${options.output}. Next: tenant-config check ${next}\n`);
  return 0;
}

/** A folder has one main file: a second one beside it, of the other spelling, would be read as part of the first. */
function refuseSecondTenant(output: string): void {
  const names = ['tenant.yaml', 'tenant.yml'];
  const other = names.find((name) => name !== path.basename(output));
  if (!names.includes(path.basename(output)) || other === undefined) return;
  const beside = path.join(path.dirname(output), other);
  if (existsSync(beside)) {
    throw new UsageError(`${beside} is there already, and a folder has one main file. Nothing is written.`);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new UsageError(`The folder ${folder} cannot be made (${code}).`);
  }
}

function textOfSchemas(name: string, schemas: readonly string[], cwd: string): string {
  const tables = uniqueNames(schemas.flatMap((file) => tablesOf(file, cwd))).map(withFieldNames);
  const words = likelyWords(tables);
  return tenantText(
    name,
    tables.map((table) => withTypes(table, words(table))),
    words,
  );
}

/** The tables that a file describes. */
function tablesOf(file: string, cwd: string): TableSchema[] {
  const text = readText(file, path.resolve(cwd, file));
  const extension = path.extname(file).toLowerCase();
  const name = sourceName(path.basename(file, path.extname(file)).replaceAll('.', '_')) || 'Source';
  const tables = readAs(extension, text, name, file).filter(({ fields }) => fields.length > 0);
  if (tables.length === 0) {
    throw new UsageError(
      `${file} describes no table. init reads CSV files with a header, SQL with CREATE TABLE, and JSON schemas.`,
    );
  }
  return tables;
}

function readAs(extension: string, text: string, name: string, file: string): TableSchema[] {
  if (extension === '.json' || extension === '.avsc') {
    try {
      return readJsonSchemas(text, name);
    } catch {
      throw new UsageError(`${file} is not JSON.`);
    }
  }
  if (['.sql', '.ddl', '.txt'].includes(extension)) return readCreateTables(text);
  const table = readCsv(text, name);
  return table === null ? [] : [table];
}

function readText(shown: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${shown} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
  if (text.includes('\u0000')) {
    throw new UsageError(`${shown} is no text. Of a Parquet file give the schema as JSON.`);
  }
  return text;
}

/** Two files may describe tables of one name. */
function uniqueNames(tables: readonly TableSchema[]): TableSchema[] {
  const taken = new Set<string>();
  return tables.map((table) => {
    let name = table.name;
    for (let count = 2; taken.has(name.replaceAll(':', '_').toLowerCase()); count += 1)
      name = `${table.name}_${count}`;
    taken.add(name.replaceAll(':', '_').toLowerCase());
    return { ...table, name };
  });
}

function nameOfFolder(folder: string): string {
  const name = path
    .basename(folder)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
  return name.replace(/^-+|-+$/g, '') || 'tenant';
}
