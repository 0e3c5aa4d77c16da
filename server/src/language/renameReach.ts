import type { Snapshot } from '../analysis/snapshot.js';
import type { TextEdit } from '../edits/edit.js';
import type { Column, Relation } from '../lineage/lineage.js';
import { resolveAlias } from '../syntax/navigate.js';
import { textOf } from '../workspace/fixAll.js';
import { targetKey, targetOfColumn, targetOfRelation, type Target } from './target.js';
import { nameInYaml } from './writtenName.js';

/** The target, and for a field or column those further on that have it under its name without anybody writing it. */
export function passedOn(snapshot: Snapshot, target: Target): Target[] {
  const name = target.kind === 'field' ? target.field : target.kind === 'column' ? target.column : null;
  if (name === null) {
    return [target];
  }
  const reached = new Map<string, Target>([[targetKey(target), target]]);
  const relations = relationsOf(snapshot);
  for (let grew = true; grew;) {
    grew = false;
    for (const relation of relations) {
      const column = snapshot.lineage.columnsOf(relation).columns.get(name.toLowerCase());
      const own = targetOfColumn(relation, name);
      if (column === undefined || reached.has(targetKey(own)) || !isHandedOn(snapshot, relation, column)) {
        continue;
      }
      if (column.from.some((origin) => reached.has(targetKey(targetOfOrigin(origin))))) {
        reached.set(targetKey(own), own);
        grew = true;
      }
    }
  }
  return [...reached.values()];
}

/** A passthrough that names no source reads the one of its own name: it has to say so when that changes. */
export function passthroughsByOwnName(
  snapshot: Snapshot,
  target: Target,
  newName: string,
): { readonly uri: string; readonly edit: TextEdit }[] {
  if (target.kind !== 'source' && target.kind !== 'table') {
    return [];
  }
  return snapshot.tenant.databases.flatMap((database) =>
    database.tables.flatMap((table) => {
      if (table.build?.value !== 'passthrough' || table.source !== null) {
        return [];
      }
      const read = snapshot.lineage.resolvePassthrough(table.name);
      const readsTarget =
        read.kind === 'relation' && targetKey(targetOfRelation(read.relation)) === targetKey(target);
      const isTarget =
        targetKey(targetOfRelation(snapshot.lineage.relationOfTable(database, table))) === targetKey(target);
      const source = readsTarget ? newName : isTarget && read.kind === 'relation' ? table.name : null;
      const { build } = table;
      return source === null ? [] : [{ uri: build.place.uri, edit: sourceBeside(snapshot, build, source) }];
    }),
  );
}

/** Writes `source: NAME` behind `build: passthrough`, on the same line in a flow mapping, else on the next. */
function sourceBeside(
  snapshot: Snapshot,
  build: {
    readonly place: { readonly uri: string };
    readonly entry: { readonly range: { readonly start: number; readonly end: number } };
  },
  name: string,
): TextEdit {
  const text = textOf(snapshot.input, build.place.uri) ?? '';
  const { start, end } = build.entry.range;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const written = `source: ${nameInYaml('', name)}`;
  const isBlock = /^\s*$/.test(before);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return { range: { start: end, end }, newText: isBlock ? `${lineEnd}${before}${written}` : `, ${written}` };
}

function relationsOf(snapshot: Snapshot): Relation[] {
  const { tenant, lineage } = snapshot;
  return [
    ...tenant.sources.map((source) => lineage.relationOfSource(source)),
    ...tenant.databases.flatMap((database) =>
      database.tables.map((table) => lineage.relationOfTable(database, table)),
    ),
  ];
}

/** Whether nobody writes the column's name: it comes through a passthrough or a star. */
function isHandedOn(snapshot: Snapshot, relation: Relation, column: Column): boolean {
  if (relation.kind === 'core' || relation.kind === 'product') {
    return false;
  }
  if (column.definedAt === null) {
    return true;
  }
  const { uri, range } = column.definedAt;
  const written = textOf(snapshot.input, uri)?.slice(range.start, range.end) ?? '';
  const isDeclared =
    relation.kind === 'table' &&
    resolveAlias(relation.table.entry.value) !== null &&
    isKey(snapshot, uri, range);
  return written.endsWith('*') || isDeclared;
}

/** Whether the span is a key of YAML (a declared column), not a piece of SQL. */
function isKey(snapshot: Snapshot, uri: string, range: { readonly end: number }): boolean {
  const text = textOf(snapshot.input, uri) ?? '';
  return snapshot.trees.has(uri) && /^\s*:/.test(text.slice(range.end, range.end + 3));
}

function targetOfOrigin(origin: Column['from'][number]): Target {
  return origin.kind === 'field'
    ? { kind: 'field', source: origin.source, field: origin.field }
    : targetOfColumn(origin.relation, origin.column);
}
