import type { DocumentHighlight, Location, Position } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import type { ColumnOrigin, Relation } from '../lineage/lineage.js';
import type { Place } from '../tenant/tenant.js';
import { offsetOf, rangeOf } from './documentTexts.js';
import { occurrencesOf } from './occurrences.js';
import { targetOfColumn, type Occurrence, type Target } from './target.js';

/** Where what stands at a position is declared, by the tenant's files. */
export function definition(snapshot: Snapshot, uri: string, position: Position): Location[] {
  const offset = offsetOf(snapshot, uri, position);
  if (offset === null) {
    return [];
  }
  const places = occurrencesOf(snapshot)
    .at(uri, offset)
    .slice(0, 1)
    .flatMap(({ target }) => declarationsOf(snapshot, target, new Set()));
  return (places.length > 0 ? places : sqlFileAt(snapshot, uri, offset)).map((place) =>
    toLocation(snapshot, place),
  );
}

/** Every place that speaks of what stands at a position. */
export function references(
  snapshot: Snapshot,
  uri: string,
  position: Position,
  includeDeclaration: boolean,
): Location[] {
  return sameAs(snapshot, uri, position)
    .filter(({ role }) => includeDeclaration || role === 'reference')
    .map(({ place }) => toLocation(snapshot, place));
}

/** The same in the one file, to be shown in its text. */
export function highlights(snapshot: Snapshot, uri: string, position: Position): DocumentHighlight[] {
  return sameAs(snapshot, uri, position)
    .filter(({ place }) => place.uri === uri)
    .map(({ place, role }) => ({ range: rangeOf(snapshot, place), kind: role === 'declaration' ? 3 : 2 }));
}

export function toLocation(snapshot: Snapshot, place: Place): Location {
  return { uri: place.uri, range: rangeOf(snapshot, place) };
}

function sameAs(snapshot: Snapshot, uri: string, position: Position): readonly Occurrence[] {
  const offset = offsetOf(snapshot, uri, position);
  const index = occurrencesOf(snapshot);
  const first = offset === null ? undefined : index.at(uri, offset)[0];
  return first === undefined ? [] : index.of(first.target);
}

/** A column that nobody writes down (of a passthrough, a star, a core table) is declared where it comes from. */
function declarationsOf(snapshot: Snapshot, target: Target, seen: Set<string>): Place[] {
  if (target.kind === 'alias' && target.of !== null) {
    return declarationsOf(snapshot, target.of, seen);
  }
  const declared = occurrencesOf(snapshot)
    .of(target)
    .filter(({ role }) => role === 'declaration')
    .map(({ place }) => place);
  if (declared.length > 0) {
    return declared;
  }
  if (target.kind === 'inner-column') {
    return target.definedAt === null
      ? target.origins.flatMap((origin) => declarationsOf(snapshot, origin, seen))
      : [target.definedAt];
  }
  if (target.kind !== 'column') {
    return target.kind === 'standard-table' && target.relation !== null
      ? sourcesOf(snapshot, target.relation)
      : [];
  }
  const key = `${target.relation.id} ${target.column.toLowerCase()}`;
  if (seen.has(key)) {
    return [];
  }
  seen.add(key);
  const column = snapshot.lineage.columnsOf(target.relation).columns.get(target.column.toLowerCase());
  return (column?.from ?? []).flatMap((origin) => declarationsOf(snapshot, targetOfOrigin(origin), seen));
}

function targetOfOrigin(origin: ColumnOrigin): Target {
  return origin.kind === 'field'
    ? { kind: 'field', source: origin.source, field: origin.field }
    : targetOfColumn(origin.relation, origin.column);
}

/** A core table is declared by nobody; it is made from the sources whose fields fill its columns. */
function sourcesOf(snapshot: Snapshot, relation: Relation): Place[] {
  const sources = [...snapshot.lineage.columnsOf(relation).columns.values()].flatMap(({ from }) =>
    from.flatMap((origin) => (origin.kind === 'field' ? [origin.source] : [])),
  );
  return [...new Set(sources)].map((source) => source.place);
}

/** The file that a `sql_file` at the offset names. */
function sqlFileAt(snapshot: Snapshot, uri: string, offset: number): Place[] {
  return snapshot.tenant.queries.flatMap((query) => {
    const { place } = query.setting;
    const isHere = place.uri === uri && place.range.start <= offset && offset <= place.range.end;
    return query.origin === 'file' && query.state === 'read' && isHere
      ? [{ uri: query.uri, range: { start: 0, end: 0 } }]
      : [];
  });
}
