import { CodeActionKind, type CodeAction } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import type { FileChange } from '../edits/edit.js';
import { sqlChange } from '../edits/sql.js';
import { starEdit } from '../edits/starColumns.js';
import type { SelectScope, StarExpansion } from '../lineage/query/queryAnalysis.js';
import type { Select, StarItem } from '../sql/query.js';
import type { CodeActionAbilities, CodeActionReference, CodeActionRequest } from './codeActionRequest.js';
import { offsetOf } from './documentTexts.js';
import { sqlAt, type SqlSpot } from './sqlAt.js';
import { toWorkspaceEdit } from './workspaceEdit.js';

/** At `*` or `t.*`: writes the columns that it stands for instead, where all of them are known. */
export function starActions(
  snapshot: Snapshot,
  request: CodeActionRequest,
  abilities: CodeActionAbilities,
): CodeAction[] {
  const { uri, tenant } = request;
  const start = offsetOf(snapshot, uri, request.range.start);
  const found = start === null ? null : starAt(snapshot, uri, start);
  if (start === null || found === null) {
    return [];
  }
  const { star, spot, names } = found;
  const written = spot.text.slice(star.range.start, star.range.end);
  const title = `Replace ${written.length > 30 ? '*' : written} by its ${names.length} ${names.length === 1 ? 'column' : 'columns'}`;
  const action: CodeAction = { title, kind: CodeActionKind.RefactorRewrite };
  if (abilities.resolve) {
    const data: CodeActionReference = { kind: 'star', tenant, uri, start };
    return [{ ...action, data }];
  }
  const edit = toWorkspaceEdit([snapshot], starChanges(snapshot, uri, start), abilities);
  return edit === null ? [] : [{ ...action, edit }];
}

/** The change that writes out the star at an offset of a file; none where there is none, or not all is known of it. */
export function starChanges(snapshot: Snapshot, uri: string, offset: number): FileChange[] {
  const found = starAt(snapshot, uri, offset);
  const parsed = found?.spot.query.parsed;
  if (found === null || !parsed) {
    return [];
  }
  const change = sqlChange(found.spot.query, [starEdit(parsed, found.select, found.star, found.names)]);
  return change === null ? [] : [change];
}

interface FoundStar {
  readonly spot: SqlSpot;
  readonly select: Select;
  readonly star: StarItem;
  /** The columns, each with the name of its table before it where it needs one. */
  readonly names: readonly (readonly string[])[];
}

function starAt(snapshot: Snapshot, uri: string, offset: number): FoundStar | null {
  const spot = sqlAt(snapshot, uri, offset);
  const view = spot === null ? null : snapshot.lineage.queryView(spot.query);
  if (spot === null || view === null) {
    return null;
  }
  for (const [select, scope] of view.analysis.selects) {
    for (const star of select.items) {
      const expansion = star.kind === 'star' ? view.analysis.stars.get(star) : undefined;
      const isHere = star.range.start <= spot.offset && spot.offset <= star.range.end;
      if (star.kind === 'star' && isHere && expansion !== undefined) {
        const names = namesOf(star, scope, expansion);
        return names === null ? null : { spot, select, star, names };
      }
    }
  }
  return null;
}

/** Null where some column is not known, or cannot be named. */
function namesOf(
  star: StarItem,
  scope: SelectScope,
  expansion: StarExpansion,
): readonly (readonly string[])[] | null {
  // What may be there or not cannot be written: where it is not, the query would break.
  const columns = expansion.columns.filter((column) => column.presence === 'certain');
  if (!expansion.complete || columns.length === 0) {
    return null;
  }
  if (star.qualifier.length > 0) {
    const qualifier = star.qualifier.map((part) => part.text);
    return columns.map((column) => [...qualifier, column.name]);
  }
  if (scope.tables.length === 1) {
    return columns.map((column) => [column.name]);
  }
  const given = new Map<string, number>();
  const names = columns.map((column): readonly string[] | null => {
    const key = column.name.toLowerCase();
    if (scope.merged.some(({ name }) => name === key)) {
      return [column.name];
    }
    const tables = expansion.tables.filter((table) => table.columns.byName.has(key));
    const table = tables[given.get(key) ?? 0];
    given.set(key, (given.get(key) ?? 0) + 1);
    const alias = table?.alias?.text;
    return alias === undefined ? (tables.length === 1 ? [column.name] : null) : [alias, column.name];
  });
  return names.every((name) => name !== null) ? names : null;
}
