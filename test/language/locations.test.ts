import { describe, expect, it } from 'vitest';
import { documentOf } from '../../server/src/language/documentTexts.js';
import { documentLinks } from '../../server/src/language/documentLinks.js';
import { definition, highlights, references } from '../../server/src/language/locations.js';
import { main, root, shop, shopWith, snapshotOf, spotIn, type Spot } from './spot.js';

/** `line: text` of each location, lines from 1. */
function shown(
  spot: Spot,
  locations: readonly { uri: string; range: { start: { line: number } } }[],
): string[] {
  return locations.map(({ uri, range }) => {
    const text = documentOf(spot.snapshot, uri)?.getText() ?? '';
    return `${uri.slice(root.length + 1)} ${text.split('\n')[range.start.line]?.trim() ?? ''}`;
  });
}

function definedAt(files: Parameters<typeof spotIn>[0]): string[] {
  const spot = spotIn(files);
  return shown(spot, definition(spot.snapshot, spot.uri, spot.position));
}

describe('definition', () => {
  it.each([
    ['source: Club:Members', 'source: Club:¦Members', 'tenant.yaml Club:Members:'],
    ['[member_id]', '[member¦_id]', 'tenant.yaml member_id: {type: string, semantics: [ck]}'],
    ['FROM Merged_Customers m', 'FROM Merged_¦Customers m', 'tenant.yaml Merged_Customers:'],
    [
      'UPPER(m.email)',
      'UPPER(m.em¦ail)',
      'tenant.yaml SELECT best.amperity_id, best.email, best.name AS first_name FROM best',
    ],
    [
      'SELECT u.amperity_id, u.email',
      'SELECT u.amperity_id, u.em¦ail',
      'tenant.yaml mail: {type: string, semantics: email}',
    ],
    ['FROM best\n', 'FROM be¦st\n', 'tenant.yaml WITH best AS ('],
    [
      'best.name AS',
      'best.na¦me AS',
      'tenant.yaml SELECT u.amperity_id, u.email, u.given_name AS name FROM Unified_Coalesced u',
    ],
    ['FROM Unified_Coalesced u', 'FROM Unified_¦Coalesced u', 'tenant.yaml Club:Members:'],
  ])('of %s', (before, after, expected) => {
    expect(definedAt(shopWith(before, after))).toEqual([expected]);
  });

  it('goes to the file that sql_file names, and links to it', () => {
    const tenant = shop.replace(/sql: \|\n {10}SELECT m.*\n/, 'sql_file: q/c.sql\n');
    const files = { 'tenant.yaml': tenant, 'q/c.sql': 'SELECT 1 AS x' };
    expect(definedAt({ ...files, 'tenant.yaml': tenant.replace('q/c.sql', 'q/¦c.sql') })).toEqual([
      'q/c.sql SELECT 1 AS x',
    ]);
    expect(documentLinks(snapshotOf(files), main).map(({ target }) => target)).toEqual([`${root}/q/c.sql`]);
  });

  it('gives nothing where nothing stands', () => {
    expect(definedAt(`¦${shop}`)).toEqual([]);
    expect(definedAt('¦')).toEqual([]);
  });
});

describe('references', () => {
  it('finds a field in YAML and SQL', () => {
    const spot = spotIn(
      shopWith('mail: {', 'ma¦il: {').replace(
        'build: passthrough\n        source: Club:Members',
        'build: sql\n        sql: SELECT mail FROM Club_Members',
      ),
    );
    expect(shown(spot, references(spot.snapshot, spot.uri, spot.position, true))).toEqual([
      'tenant.yaml mail: {type: string, semantics: email}',
      'tenant.yaml sql: SELECT mail FROM Club_Members',
    ]);
    expect(references(spot.snapshot, spot.uri, spot.position, false)).toHaveLength(1);
  });

  it('marks the same in its own file', () => {
    const spot = spotIn(shopWith('  Club:Members:', '  Club:¦Members:'));
    expect(highlights(spot.snapshot, spot.uri, spot.position)).toHaveLength(2);
  });
});
