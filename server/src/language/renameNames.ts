import type { Snapshot } from '../analysis/snapshot.js';
import { sourceKey } from '../tenant/tenant.js';
import type { Target } from './target.js';

/** The name of what the tenant itself names; null for what the product names. */
export function nameOf(target: Target): string | null {
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
    case 'inner-column':
      return target.column;
    case 'cte':
      return target.cte.name.text;
    case 'alias':
      return target.name.text;
    default:
      return null;
  }
}

/** Equal for names that compare as one: neither case nor a colon for an underscore counts. */
export const nameKey = sourceKey;

/** Why the target cannot have the name; null where it can. */
export function refusedName(snapshot: Snapshot, target: Target, name: string): string | null {
  if (name === '' || /[\r\n`]/.test(name)) {
    return 'A name has at least one character, and no line break or backtick.';
  }
  const isColumn = target.kind === 'field' || target.kind === 'column';
  if (isColumn && !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    return 'The name of a field or column has letters, digits and underscores only.';
  }
  const isTaken = namesBeside(snapshot, target).some(
    (other) => nameKey(other) === nameKey(name) && nameKey(other) !== nameKey(nameOf(target) ?? ''),
  );
  return isTaken ? `${name} is there already${placeOf(target)}.` : null;
}

function placeOf(target: Target): string {
  return target.kind === 'column' ? ` in ${target.relation.name}` : '';
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
