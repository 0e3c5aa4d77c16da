import type { Hover, Position } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import { keyDocumentation } from './describeKey.js';
import { describe, describeFunction } from './describe.js';
import { describeStar } from './describeStar.js';
import { documentOf, offsetOf, rangeIn } from './documentTexts.js';
import { occurrencesOf } from './occurrences.js';
import { sqlAt, wordAt, type SqlSpot } from './sqlAt.js';
import { suppressedRuleAt } from './suppressionAt.js';
import type { OffsetRange } from '../syntax/tree.js';

/** What the word at a position is; null where nothing is known of it. */
export function hover(snapshot: Snapshot, uri: string, position: Position): Hover | null {
  const offset = offsetOf(snapshot, uri, position);
  if (offset === null) {
    return null;
  }
  const found =
    atOccurrence(snapshot, uri, offset) ?? inSql(snapshot, uri, offset) ?? inYaml(snapshot, uri, offset);
  return found === null
    ? null
    : {
        contents: { kind: 'markdown', value: found.text },
        range: rangeIn(documentOf(snapshot, uri), found.range),
      };
}

interface Found {
  readonly text: string;
  readonly range: OffsetRange;
}

function atOccurrence(snapshot: Snapshot, uri: string, offset: number): Found | null {
  for (const { target, place } of occurrencesOf(snapshot).at(uri, offset)) {
    const text = describe(snapshot, target);
    if (text !== null) {
      return { text, range: place.range };
    }
  }
  return null;
}

function inSql(snapshot: Snapshot, uri: string, offset: number): Found | null {
  const spot = sqlAt(snapshot, uri, offset);
  return spot === null ? null : (suppressedRule(spot) ?? star(snapshot, spot) ?? functionName(spot));
}

function suppressedRule({ query, text, offset }: SqlSpot): Found | null {
  const found = suppressedRuleAt(query.parsed?.comments ?? [], text, offset);
  return found === null ? null : { text: found.text, range: query.placeOf(found.range).range };
}

/** `*` and `t.*`: the columns that it stands for. */
function star(snapshot: Snapshot, spot: SqlSpot): Found | null {
  const view = snapshot.lineage.queryView(spot.query);
  for (const [item, expansion] of view?.analysis.stars ?? []) {
    if (item.range.start <= spot.offset && spot.offset <= item.range.end) {
      const text = describeStar(spot.text.slice(item.range.start, item.range.end), expansion);
      return { text, range: spot.query.placeOf(item.range).range };
    }
  }
  return null;
}

function functionName(spot: SqlSpot): Found | null {
  const word = wordAt(spot);
  // LEFT is a function before a bracket, and else a word of SQL.
  const isCall =
    word !== null && (/^\s*\(/.test(spot.text.slice(word.range.end)) || /^current_/i.test(word.word));
  const text = word === null || !isCall ? null : describeFunction(word.word);
  return word === null || text === null ? null : { text, range: spot.query.placeOf(word.range).range };
}

function inYaml(snapshot: Snapshot, uri: string, offset: number): Found | null {
  const tree = snapshot.trees.get(uri);
  return tree === undefined
    ? null
    : (suppressedRuleAt(tree.comments, tree.text, offset) ?? keyDocumentation(tree, uri, offset));
}
