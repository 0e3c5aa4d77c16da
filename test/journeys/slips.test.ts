import { expect, test } from 'vitest';
import { analysed, example, loud, mended } from './tenantTexts.js';

const ready = example('ready');

/** What stands in the ready tenant, and how somebody may write it instead. */
const slips: readonly (readonly [string, string])[] = [
  ['sources:', 'source:'],
  ['databases:', 'database:'],
  ['features:', 'feature:'],
  ['verified:', 'verfied:'],
  ['stitch_qa:', 'stich_qa:'],
  ['records: customer', 'record: customer'],
  ['records: customer', 'records: customers'],
  ['    stitch: true', '    stitched: true'],
  ['    stitch: true', '    stitch: yes'],
  ['    stitch: true', '    stitch: "true"'],
  ['primary_key: account_id', 'primaryKey: account_id'],
  ['    fields:', '    feilds:'],
  ['    fields:', '    columns:'],
  ['semantics: email}', 'semantic: email}'],
  ['type: date,', 'typ: date,'],
  ['kind: customer_360', 'kind: customer360'],
  ['kind: customer_360', 'kind: c360'],
  ['kind: customer_360', 'type: customer_360'],
  ['ampiq: true', 'ampIQ: true'],
  ['ampiq: true', 'ampiq: on'],
  ['    tables:', '    tabels:'],
  ['{build: passthrough}', '{biuld: passthrough}'],
  ['{build: passthrough}', '{build: passthru}'],
  ['        sql: SELECT', '        slq: SELECT'],
  ['        sql: SELECT', '        query: SELECT'],
  ['segment_editor: true', 'segment_editors: true'],
  ['source_priority:', 'priority:'],
];

test.each(slips)('%s written as %s is one diagnostic, of the format', (right, slip) => {
  const text = ready.replace(right, slip);
  expect(text).not.toBe(ready);
  expect(loud(analysed(text)).map(({ rule, message }) => [rule, message])).toEqual([
    ['schema', expect.stringContaining('`')],
  ]);
});

test.each(slips.filter(([, slip]) => !slip.endsWith('c360')))('%s written as %s is mended', (right, slip) => {
  const { text, snapshot } = mended(ready.replace(right, slip), {});
  expect(loud(snapshot)).toEqual([]);
  expect(text).toBe(ready);
});
