import type { Snapshot } from '../analysis/snapshot.js';
import type { QueryView } from '../lineage/lineage.js';
import { lex } from '../sql/lexer.js';
import type { Identifier, SqlRange } from '../sql/query.js';
import { walkQuery } from '../sql/walk.js';
import type { Place } from '../tenant/tenant.js';
import { occurrencesOf } from './occurrences.js';
import { lineText } from './placeText.js';
import { nameKey, nameOf } from './renameNames.js';
import { targetKey, targetOfRelation, type Target } from './target.js';

/**
 * A word that may be a mention of what is renamed, and of which nobody can tell: in a text that cannot be read, or of a
 * table that nobody knows. Gives why nothing is renamed then; null where every mention is known.
 */
export function doubtfulMention(snapshot: Snapshot, targets: readonly Target[]): string | null {
  const names = new Set(targets.map((target) => nameKey(nameOf(target) ?? '')));
  const twice = snapshot.tenant.duplicates.find(
    ({ name, first }) =>
      names.has(nameKey(name)) &&
      targets.some((target) =>
        occurrencesOf(snapshot)
          .of(target)
          .some(({ place: { uri, range } }) => uri === first.uri && range.start === first.range.start),
      ),
  );
  if (twice !== undefined) {
    return `${twice.name} is declared twice, so it is not certain which one is meant. Mend that first.`;
  }
  const place = inYaml(snapshot, names) ?? inSql(snapshot, targets, names);
  return place === null
    ? null
    : `${lineText(snapshot, place)} may mean this name too, but cannot be read for certain. Mend what is reported there first.`;
}

/** In a YAML file with an error: a word of the name that stands for nothing that is known. */
function inYaml(snapshot: Snapshot, names: ReadonlySet<string>): Place | null {
  for (const [uri, tree] of snapshot.trees) {
    const broken = tree.problems.some(({ kind }) => kind !== 'several-documents' && kind !== 'duplicate-key');
    if (!broken) {
      continue;
    }
    const isKnown = knownPlaces(snapshot, uri);
    for (const { index, 0: word } of tree.text.matchAll(/[\p{L}\p{N}_:]*[\p{L}\p{N}_]/gu)) {
      const range = { start: index, end: index + word.length };
      const isComment = tree.comments.some((one) => one.range.start <= index && index < one.range.end);
      if (names.has(nameKey(word)) && !isComment && !isKnown(range)) {
        return { uri, range };
      }
    }
  }
  return null;
}

function inSql(snapshot: Snapshot, targets: readonly Target[], names: ReadonlySet<string>): Place | null {
  const keys = relationKeys(snapshot, targets);
  for (const query of snapshot.tenant.queries) {
    if (query.text === null || query.parsed === null) {
      continue;
    }
    const view = snapshot.lineage.queryView(query);
    const words =
      query.parsed.errors.length > 0 || view === null ? wordsOf(query.text) : doubtfulWords(view, keys);
    const isKnown = knownPlaces(snapshot, query.uri);
    const word = words.find(
      ({ text, range }) => names.has(nameKey(text)) && !isKnown(query.placeOf(range).range),
    );
    if (word !== undefined) {
      return query.placeOf(word.range);
    }
  }
  return null;
}

interface Word {
  readonly text: string;
  readonly range: SqlRange;
}

/** Every word of a text that cannot be read in full. */
function wordsOf(text: string): Word[] {
  return lex(text)
    .tokens.filter(({ kind }) => kind === 'word' || kind === 'quoted')
    .map(({ value, start, end }) => ({ text: value, range: { start, end } }));
}

/** The column names of a query whose meaning is not certain, where it reads anything that is renamed. */
function doubtfulWords(view: QueryView, keys: ReadonlySet<string>): Word[] {
  const { analysis } = view;
  const readsIt = analysis.inputs.some((input) => {
    const resolution = view.resolutionOf(input);
    return resolution.kind === 'relation' && keys.has(targetKey(targetOfRelation(resolution.relation)));
  });
  if (!readsIt) {
    return [];
  }
  const found: Word[] = [];
  for (const [reference, { state, how }] of analysis.columns) {
    if (how === 'column' && (state === 'unknown' || state === 'ambiguous')) {
      found.push(...reference.parts);
    }
  }
  walkQuery(analysis.query, {
    table: (table) => {
      const names: readonly Identifier[] =
        table.kind === 'pivot' ? table.forColumns : table.kind === 'unpivot' ? table.inputColumns : [];
      found.push(...names);
    },
  });
  return found;
}

/** The sources and tables that are renamed, or have a column that is; and what a CTE or alias stands in. */
function relationKeys({ lineage }: Snapshot, targets: readonly Target[]): ReadonlySet<string> {
  return new Set(
    targets.flatMap((target) => {
      switch (target.kind) {
        case 'field':
          return [targetKey(targetOfRelation(lineage.relationOfSource(target.source)))];
        case 'column':
          return [targetKey(targetOfRelation(target.relation))];
        case 'inner-column':
          return target.origins.map(originKey);
        default:
          return [targetKey(target)];
      }
    }),
  );
}

function originKey(origin: Target): string {
  return origin.kind === 'column' ? targetKey(targetOfRelation(origin.relation)) : targetKey(origin);
}

function knownPlaces(snapshot: Snapshot, uri: string): (range: SqlRange) => boolean {
  let starts: Set<number> | null = null;
  return ({ start }) => {
    starts ??= new Set(
      occurrencesOf(snapshot)
        .in(uri)
        .map(({ place }) => place.range.start),
    );
    return starts.has(start);
  };
}
