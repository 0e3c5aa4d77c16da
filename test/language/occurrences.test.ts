import { describe, expect, it } from 'vitest';
import { occurrencesOf } from '../../server/src/language/occurrences.js';
import { nameKey, nameOf } from '../../server/src/language/renameNames.js';
import type { Target } from '../../server/src/language/target.js';
import { textOf } from '../../server/src/workspace/fixAll.js';
import { fixtureTexts } from './fixtureTexts.js';
import { root, shopWith, snapshotOf, spotIn } from './spot.js';

function called(target: Target): string | null {
  return target.kind === 'standard-table' ? target.name : nameOf(target);
}

/** What stands in the file, without what YAML and SQL put around a name. */
function bare(written: string): string {
  return written.replace(/[`'"\\]/g, '');
}

describe('occurrences', () => {
  it.each(Object.keys(fixtureTexts))('cover exactly the word that they speak of, in %s', (name) => {
    const snapshot = snapshotOf(fixtureTexts[name] ?? {});
    const index = occurrencesOf(snapshot);
    for (const uri of [...snapshot.trees.keys(), ...snapshot.sqlFiles]) {
      for (const { place, target } of index.in(uri)) {
        const written = textOf(snapshot.input, uri)?.slice(place.range.start, place.range.end) ?? '';
        const expected = called(target);
        if (expected !== null) {
          expect(nameKey(bare(written))).toBe(nameKey(bare(expected)));
        }
      }
    }
  });

  it('are those of all queries, in folded, quoted and shared texts too', () => {
    const snapshot = snapshotOf(fixtureTexts['texts of all kinds'] ?? {});
    const words = occurrencesOf(snapshot)
      .in(`${root}/tenant.yaml`)
      .filter(({ language }) => language === 'sql')
      .map(({ place }) => textOf(snapshot.input, place.uri)?.slice(place.range.start, place.range.end));
    expect(words).toEqual(
      expect.arrayContaining(['other', 'loud', "`it''s`", '`B:Feed`', 'B_Feed', 'k', 'a']),
    );
  });

  it('know what an alias, a star, EXCEPT and USING speak of', () => {
    const at = (sql: string): string[] => {
      const spot = spotIn(shopWith('SELECT m.*, UPPER(m.email) AS loud FROM Merged_Customers m', sql));
      const text = textOf(spot.snapshot.input, spot.uri) ?? '';
      const lines = text.split('\n').slice(0, spot.position.line);
      const offset = lines.join('\n').length + 1 + spot.position.character;
      return occurrencesOf(spot.snapshot)
        .at(spot.uri, offset)
        .map(({ target }) => `${target.kind} ${called(target) ?? ''}`);
    };
    expect(at('SELECT ¦m.* FROM Merged_Customers m')).toEqual(['alias m']);
    expect(at('SELECT ¦Merged_Customers.* FROM Merged_Customers')).toEqual(['table Merged_Customers']);
    expect(at('SELECT * EXCEPT (¦email) FROM Merged_Customers m')).toEqual(['column email']);
    expect(at('SELECT 1 FROM Members a JOIN Merged_Customers b USING (¦amperity_id)')).toEqual([
      'column amperity_id',
      'column amperity_id',
    ]);
    expect(at('SELECT email AS x FROM Merged_Customers ORDER BY ¦x')).toEqual(['column x']);
    expect(at('WITH c(¦z) AS (SELECT email FROM Merged_Customers) SELECT z FROM c')).toEqual([
      'inner-column z',
    ]);
  });
});
