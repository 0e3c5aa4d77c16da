import type { Position, Range } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import type { FileChange, TextEdit } from '../edits/edit.js';
import { textOf } from '../workspace/fixAll.js';
import { offsetOf, rangeOf } from './documentTexts.js';
import { occurrencesOf } from './occurrences.js';
import { passedOn, passthroughsByOwnName } from './renameReach.js';
import { targetKey, type Occurrence, type Target } from './target.js';
import { nameInSql, nameInYaml } from './writtenName.js';

/** The name at a position, where it can be changed. */
export interface Renamable {
  readonly range: Range;
  readonly placeholder: string;
}

/** Either the changes, or in plain words why the name cannot be changed so. */
export type RenameResult =
  | { readonly kind: 'changes'; readonly changes: readonly FileChange[] }
  | { readonly kind: 'refused'; readonly reason: string };

export function prepareRename(snapshot: Snapshot, uri: string, position: Position): Renamable | null {
  const found = renamableAt(snapshot, uri, position);
  return found === null
    ? null
    : { range: rangeOf(snapshot, found.place), placeholder: nameOf(found.target) ?? '' };
}

/**
 * Gives a source, database, table, field, column or CTE another name wherever it is spoken of, in YAML and SQL. A column
 * that others have from it under its name (a passthrough, a star) has the new one too; where a query selects it by name,
 * the query's own column keeps its name by an alias.
 */
export function rename(
  snapshot: Snapshot,
  uri: string,
  position: Position,
  newName: string,
): RenameResult | null {
  const found = renamableAt(snapshot, uri, position);
  if (found === null) {
    return null;
  }
  const name = newName.trim();
  const refusal = refuse(snapshot, found.target, name);
  if (refusal !== null) {
    return { kind: 'refused', reason: refusal };
  }
  const targets = passedOn(snapshot, found.target);
  const changes = new Map<string, Map<number, TextEdit>>();
  const add = (fileUri: string, edit: TextEdit): void => {
    const edits = changes.get(fileUri) ?? new Map<number, TextEdit>();
    edits.set(edit.range.start, edit);
    changes.set(fileUri, edits);
  };
  const index = occurrencesOf(snapshot);
  const keys = new Set(targets.map(targetKey));
  for (const occurrence of targets.flatMap((target) => index.of(target))) {
    if (occurrence.alias !== true) {
      const edit = editOf(snapshot, occurrence, name, keys);
      if (edit !== null) {
        add(occurrence.place.uri, edit);
      }
    }
  }
  for (const { uri: fileUri, edit } of passthroughsByOwnName(snapshot, found.target, name)) {
    add(fileUri, edit);
  }
  return {
    kind: 'changes',
    changes: [...changes].map(([fileUri, edits]) => ({
      kind: 'edit',
      uri: fileUri,
      edits: [...edits.values()],
    })),
  };
}

function renamableAt(snapshot: Snapshot, uri: string, position: Position): Occurrence | null {
  const offset = offsetOf(snapshot, uri, position);
  if (offset === null) {
    return null;
  }
  const index = occurrencesOf(snapshot);
  return (
    index
      .at(uri, offset)
      .find(
        (occurrence) =>
          occurrence.alias !== true &&
          nameOf(occurrence.target) !== null &&
          index.of(occurrence.target).some(({ role }) => role === 'declaration'),
      ) ?? null
  );
}

/** The name of what the tenant itself names; null for what the product names. */
function nameOf(target: Target): string | null {
  switch (target.kind) {
    case 'source':
      return target.source.name;
    case 'database':
      return target.database.name;
    case 'table':
      return target.relation.table.name;
    case 'field':
      return target.field;
    case 'column':
      return target.column;
    case 'cte':
      return target.cte.name.text;
    default:
      return null;
  }
}

function refuse(snapshot: Snapshot, target: Target, name: string): string | null {
  if (name === '' || /[\r\n`]/.test(name)) {
    return 'A name has at least one character, and no line break or backtick.';
  }
  if ((target.kind === 'field' || target.kind === 'column') && !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    return 'The name of a field or column has letters, digits and underscores only.';
  }
  const isTaken = namesBeside(snapshot, target).some(
    (other) => alike(other) === alike(name) && alike(other) !== alike(nameOf(target) ?? ''),
  );
  return isTaken ? `${name} is there already.` : null;
}

function alike(name: string): string {
  return name.toLowerCase().replace(/:/g, '_');
}

function namesBeside(snapshot: Snapshot, target: Target): string[] {
  switch (target.kind) {
    case 'source':
      return snapshot.tenant.sources.map(({ name }) => name);
    case 'database':
      return snapshot.tenant.databases.map(({ name }) => name);
    case 'table':
      return target.relation.database.tables.map(({ name }) => name);
    case 'field':
      return target.source.fields.map(({ name }) => name);
    case 'column':
      return [...snapshot.lineage.columnsOf(target.relation).columns.values()].map(({ name }) => name);
    default:
      return [];
  }
}

function editOf(
  snapshot: Snapshot,
  occurrence: Occurrence,
  name: string,
  renamed: ReadonlySet<string>,
): TextEdit | null {
  const { place, language } = occurrence;
  const written = textOf(snapshot.input, place.uri)?.slice(place.range.start, place.range.end);
  if (written === undefined) {
    return null;
  }
  if (language === 'yaml') {
    return { range: place.range, newText: nameInYaml(written, name) };
  }
  const isColumn = occurrence.target.kind === 'field' || occurrence.target.kind === 'column';
  const newText = nameInSql(written, name);
  const both = isColumn ? bothRenamed(snapshot, occurrence, renamed) : true;
  if (both || !isColumn) {
    return { range: place.range, newText };
  }
  if (occurrence.namesItem === true) {
    return { range: place.range, newText: `${newText} AS ${written}` };
  }
  const reads = readsAt(snapshot, occurrence);
  return { range: place.range, newText: reads ? `${written} AS ${newText}` : newText };
}

/** A bare select item both reads a column and names one; only where both have the new name it stays bare. */
function bothRenamed(snapshot: Snapshot, occurrence: Occurrence, renamed: ReadonlySet<string>): boolean {
  const here = occurrencesOf(snapshot)
    .at(occurrence.place.uri, occurrence.place.range.start)
    .filter(({ place }) => place.range.start === occurrence.place.range.start);
  const isBare = here.some(({ namesItem }) => namesItem === true);
  return isBare ? here.every(({ target }) => renamed.has(targetKey(target))) : occurrence.namesItem !== true;
}

function readsAt(snapshot: Snapshot, occurrence: Occurrence): boolean {
  return occurrencesOf(snapshot)
    .at(occurrence.place.uri, occurrence.place.range.start)
    .some(({ place, namesItem }) => namesItem === true && place.range.start === occurrence.place.range.start);
}
