import { catalog } from '../catalog/load.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { TextEdit } from '../edits/edit.js';
import type { Setting, Table } from '../tenant/tenant.js';
import { textOf } from '../workspace/fixAll.js';
import { targetKey, targetOfRelation, type Target } from './target.js';
import { nameInYaml } from './writtenName.js';
import { lineStartBefore } from '../syntax/positions.js';

/** An edit of a file. */
export interface FileEdit {
  readonly uri: string;
  readonly edit: TextEdit;
}

/**
 * What tables have to say from now on that their name said so far: a passthrough the source of its own name, a standard
 * table which one it is.
 */
export function settingsBeside(snapshot: Snapshot, target: Target, newName: string): FileEdit[] {
  if (target.kind !== 'source' && target.kind !== 'table') {
    return [];
  }
  return snapshot.tenant.databases.flatMap((database) =>
    database.tables.flatMap((table) => {
      const { build } = table;
      if (build === null) {
        return [];
      }
      const own = targetOfRelation(snapshot.lineage.relationOfTable(database, table));
      const isTarget = targetKey(own) === targetKey(target);
      const lines = [
        ...sourceLine(snapshot, table, target, isTarget, newName),
        ...(isTarget ? semanticLine(table, newName) : []),
      ];
      return lines.length === 0 ? [] : [{ uri: build.place.uri, edit: beside(snapshot, build, lines) }];
    }),
  );
}

function sourceLine(
  snapshot: Snapshot,
  table: Table,
  target: Target,
  isTarget: boolean,
  newName: string,
): string[] {
  if (table.build?.value !== 'passthrough' || table.source !== null) {
    return [];
  }
  const read = snapshot.lineage.resolvePassthrough(table.name);
  const readsTarget =
    read.kind === 'relation' && targetKey(targetOfRelation(read.relation)) === targetKey(target);
  return readsTarget || isTarget ? [`source: ${nameInYaml('', readsTarget ? newName : table.name)}`] : [];
}

function semanticLine(table: Table, newName: string): string[] {
  const { standard, tableSemantic } = table;
  const isNeeded =
    standard !== null && tableSemantic === null && catalog.standardTable(newName)?.name !== standard;
  return isNeeded ? [`table_semantic: ${nameInYaml('', standard)}`] : [];
}

/** Writes settings behind `build`, on the same line in a flow mapping, else each on a line of its own. */
function beside(snapshot: Snapshot, build: Setting<string>, lines: readonly string[]): TextEdit {
  const text = textOf(snapshot.input, build.place.uri) ?? '';
  const { start, end } = build.entry.range;
  const before = text.slice(lineStartBefore(text, start), start);
  const isBlock = /^\s*$/.test(before);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = lines.map((line) => (isBlock ? `${lineEnd}${before}${line}` : `, ${line}`)).join('');
  return { range: { start: end, end }, newText };
}
