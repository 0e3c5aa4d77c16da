import type { TextEdit } from '../edits/edit.js';
import { suppressNextLine } from '../edits/suppression.js';
import type { Fix } from '../rules/rule.js';
import type { Place } from '../tenant/tenant.js';
import type { TenantTexts } from './tenantTexts.js';

/** The fix that suppresses a rule where it reports, by a comment on the line before. */
export function suppressingFix(texts: TenantTexts, place: Place, rule: string): Fix {
  return {
    title: `Suppress ${rule} here`,
    preferred: false,
    addsOnly: false,
    suppression: true,
    changes() {
      const edits = suppressingEdits(texts, place, rule);
      return edits.length > 0 ? [{ kind: 'edit', uri: place.uri, edits }] : [];
    },
  };
}

function suppressingEdits(texts: TenantTexts, place: Place, rule: string): readonly TextEdit[] {
  const { uri, range } = place;
  const tree = texts.fileOf(uri)?.tree;
  const sql = texts.textOf(uri);
  if (!tree) {
    return sql === '' ? [] : suppressNextLine({ sql }, range.start, rule);
  }
  // In a scalar whose lines YAML folds into one, a comment would swallow what follows: only its first line has a
  // line before it that takes one.
  const scalar = texts.queryAt(place)?.scalar;
  const isFolded =
    scalar && scalar.style !== 'literal' && tree.text.slice(scalar.range.start, range.start).includes('\n');
  return isFolded ? [] : suppressNextLine(tree, range.start, rule);
}
