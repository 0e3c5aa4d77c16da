import { describe, expect, test } from 'vitest';
import { catalog } from '../../server/src/catalog/load.js';
import type { ColumnType } from '../../server/src/catalog/types.js';
import { likelyCustomerKey, likelyPrimaryKey, namespaceOf } from '../../server/src/tenant/likelyKeys.js';
import { likelyTagsOf, type TagVerdict } from '../../server/src/tenant/likelyTags.js';
import type { Field, Source, TenantFile } from '../../server/src/tenant/tenant.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { buildTenant } from '../../server/src/tenant/build.js';
import { parseSql } from '../../server/src/sql/parse.js';
import { namedSources } from './likelyTags.names.js';

/** A source as a file would declare it. */
function sourceOf(
  records: string | null,
  fields: readonly (readonly [string, ColumnType, string?])[],
): Source {
  const lines = fields.map(
    ([name, type, tag]) => `      ${name}: {type: ${type}${tag === undefined ? '' : `, semantics: ${tag}`}}`,
  );
  const head = records === null ? [] : [`    records: ${records}`];
  const text = [
    'version: 1',
    'tenant: names',
    'sources:',
    '  Shop:',
    ...head,
    '    fields:',
    ...lines,
    '',
  ].join('\n');
  const file: TenantFile = { uri: 'file:///tenant/tenant.yaml', role: 'tenant', tree: parseYaml(text) };
  const tenant = buildTenant(
    { root: 'file:///tenant', files: [file], sql: new Map(), parse: parseSql },
    catalog,
  );
  const [source] = tenant.sources;
  if (!source) throw new Error('The text declares a source.');
  return source;
}

function verdict(verdicts: readonly TagVerdict[], name: string): TagVerdict {
  const found = verdicts.find(({ field }) => field.name === name);
  if (!found) throw new Error(`There is a verdict on ${name}.`);
  return found;
}

const judged = namedSources.flatMap(({ from, records, fields }) => {
  const verdicts = likelyTagsOf(
    sourceOf(
      records,
      fields.map(([name, type]) => [name, type] as const),
    ),
    catalog,
  );
  return fields.map(([name, , right]) => ({
    name,
    from,
    right: right === null ? [] : typeof right === 'string' ? [right] : right,
    verdict: verdict(verdicts, name),
  }));
});

describe('on field names of public data models and exports', () => {
  test('there are two hundred', () => {
    expect(judged.length).toBeGreaterThanOrEqual(200);
  });

  test('what is said to be sure is right, in 95 of 100', () => {
    const sure = judged.filter(({ verdict: { certainty } }) => certainty === 'sure');
    const wrong = sure.filter(({ right, verdict: { tag } }) => tag !== null && !right.includes(tag));
    const share = 1 - wrong.length / sure.length;
    expect(
      share,
      wrong.map(({ from, name, verdict: { tag } }) => `${from}: ${name} is no ${String(tag)}`).join('\n'),
    ).toBeGreaterThanOrEqual(0.95);
  });

  test('of the fields that have a tag, 85 of 100 get it', () => {
    const tagged = judged.filter(({ right }) => right.length > 0);
    const missed = tagged.filter(({ right, verdict: { tag } }) => tag === null || !right.includes(tag));
    const share = 1 - missed.length / tagged.length;
    expect(
      share,
      missed
        .map(
          ({ from, name, right, verdict: { tag } }) =>
            `${from}: ${name} is ${right.join(' or ')}, not ${String(tag)}`,
        )
        .join('\n'),
    ).toBeGreaterThanOrEqual(0.85);
  });

  test('of the fields that have none, 85 of 100 are left alone', () => {
    const untagged = judged.filter(({ right }) => right.length === 0);
    const wrong = untagged.filter(({ verdict: { tag } }) => tag !== null);
    const share = 1 - wrong.length / untagged.length;
    expect(
      share,
      wrong.map(({ from, name, verdict: { tag } }) => `${from}: ${name} is no ${String(tag)}`).join('\n'),
    ).toBeGreaterThanOrEqual(0.85);
  });
});

describe('the company that a field keeps', () => {
  test('a source of interactions has no birthdate', () => {
    const verdicts = likelyTagsOf(
      sourceOf('interaction', [
        ['order_id', 'string'],
        ['sku', 'string'],
        ['birth_date', 'date'],
      ]),
      catalog,
    );
    const { tag, certainty, why } = verdict(verdicts, 'birth_date');
    expect({ tag, certainty }).toEqual({ tag: null, certainty: 'unknown' });
    expect(why).toContain('does not belong on a source of this kind');
  });

  test('a date means an order only where something speaks of orders', () => {
    const events = sourceOf('interaction', [
      ['session_id', 'string'],
      ['date', 'datetime'],
      ['channel', 'string'],
    ]);
    expect(likelyTagsOf(events, catalog).map(({ tag }) => tag)).toEqual([null, null, null]);
  });

  test('of two fields for one tag the likelier gets it', () => {
    const verdicts = likelyTagsOf(
      sourceOf('customer', [
        ['shipping_city', 'string'],
        ['city', 'string'],
        ['email', 'string'],
      ]),
      catalog,
    );
    expect(verdict(verdicts, 'city').tag).toBe('city');
    expect(verdict(verdicts, 'shipping_city')).toMatchObject({
      tag: null,
      why: 'Another field is the likelier one for `city`.',
    });
  });

  test('a tag that is there already is not given again', () => {
    const source = sourceOf('customer', [
      ['mail', 'string', 'email'],
      ['given', 'string', 'given-name'],
      ['first_name', 'string'],
    ]);
    expect(likelyTagsOf(source, catalog).map(({ field, tag }) => [field.name, tag])).toEqual([
      ['first_name', null],
    ]);
  });

  test('a type that the tag cannot take rules it out', () => {
    const { tag, why } = verdict(
      likelyTagsOf(sourceOf('customer', [['first_name', 'boolean']]), catalog),
      'first_name',
    );
    expect(tag).toBeNull();
    expect(why).toContain('takes string, not boolean');
  });

  test('what a source holds is read from its names where it is not said', () => {
    const source = sourceOf(null, [
      ['sku', 'string'],
      ['qty', 'integer'],
      ['order_id', 'string'],
      ['name', 'string'],
    ]);
    expect(likelyTagsOf(source, catalog).map(({ tag }) => tag)).toEqual([
      'txn-item/product-id',
      'txn-item/item-quantity',
      'txn-item/order-id',
      'txn-item/product-name',
    ]);
  });
});

describe('keys', () => {
  const names = (fields: readonly Field[]): string[] => fields.map((field) => field.name);

  test.each([
    ['interaction', ['order_id', 'order_line', 'sku'], ['order_id', 'order_line']],
    ['interaction', ['order_id', 'sku', 'qty'], ['order_id', 'sku']],
    ['interaction', ['order_number', 'sku', 'line_item_id'], ['order_number', 'line_item_id']],
    ['interaction', ['id', 'order_id', 'sku'], ['id']],
    ['customer', ['email', 'account_id'], ['account_id']],
    ['customer', ['uuid', 'email'], ['uuid']],
    ['product_catalog', ['sku', 'name', 'product_id'], ['product_id']],
    ['customer', ['email', 'first_name'], []],
  ])('of %s with %j: %j', (records, fields, key) => {
    const source = sourceOf(
      records,
      fields.map((name) => [name, 'string'] as const),
    );
    expect(names(likelyPrimaryKey(source, catalog))).toEqual(key);
  });

  test('the customer of an order is found by name', () => {
    const source = sourceOf('interaction', [
      ['order_id', 'string'],
      ['buyer_no', 'string'],
      ['custid', 'string'],
    ]);
    expect(likelyCustomerKey(source, catalog)?.name).toBe('custid');
  });

  test.each([
    ['account_id', 'account-id'],
    ['AccountId', 'account-id'],
    ['Loyalty Number', 'loyalty-number'],
  ])('%s makes the namespace %s', (field, namespace) => {
    expect(namespaceOf(field)).toBe(namespace);
  });
});
