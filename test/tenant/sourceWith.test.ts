import { expect, test } from 'vitest';
import { catalog } from '../../server/src/catalog/load.js';
import { tagUses } from '../../server/src/rules/sources/sourceTags.js';
import { sourceWith } from '../../server/src/tenant/tenant.js';
import { analysed } from '../journeys/tenantTexts.js';

test('a source with other fields keeps nothing of what was worked out of its own', () => {
  const [source] = analysed('sources: {A: {fields: {a: {type: string, semantics: email}}}}\n').tenant.sources;
  if (!source) throw new Error('The source is not read.');
  expect(tagUses(source, catalog).map(({ tag }) => tag)).toEqual(['email']);
  expect(tagUses(sourceWith(source, []), catalog)).toEqual([]);
  expect(tagUses(source, catalog)).toHaveLength(1);
});
