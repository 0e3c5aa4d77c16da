import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import type { FeatureId } from '../../server/src/catalog/types.js';
import { readinessOf } from '../../server/src/readiness/readiness.js';
import type { FeatureReadiness, RequirementStatus } from '../../server/src/readiness/tenantReadiness.js';

const root = 'file:///work/tenant';

function featuresOf(text: string, today = '2026-11-24'): readonly FeatureReadiness[] {
  const snapshot = createEngine().analyse({
    root,
    yaml: new Map([[`${root}/tenant.yaml`, text]]),
    settings: new Map(),
    sql: new Map(),
    today,
  });
  return readinessOf(snapshot).features;
}

function example(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../examples/${name}/tenant.yaml`, import.meta.url)), 'utf8');
}

function feature(features: readonly FeatureReadiness[], id: FeatureId): FeatureReadiness {
  const found = features.find((item) => item.feature === id);
  if (found === undefined) throw new Error(`No feature ${id}.`);
  return found;
}

function requirement(of: FeatureReadiness, id: string): RequirementStatus {
  const found = of.requirements.find((status) => status.id === id && status.column === null);
  if (found === undefined) throw new Error(`No requirement ${id}.`);
  return found;
}

function column(of: FeatureReadiness, table: string, name: string): RequirementStatus {
  const found = of.requirements.find((status) => status.table === table && status.column === name);
  if (found === undefined) throw new Error(`No requirement of ${table}.${name}.`);
  return found;
}

function rulesOf(status: RequirementStatus): string[] {
  return status.diagnostics.map(({ rule }) => rule);
}

describe('a ready tenant', () => {
  const features = featuresOf(example('ready'));

  it('is ready for every feature, all verified', () => {
    for (const { feature: id, ready, blockedBy, unverified } of features) {
      expect([id, ready, blockedBy, unverified]).toEqual([id, true, [], []]);
    }
    expect(features.map(({ feature: id }) => id)).toEqual([
      'segments',
      'segment_insights',
      'campaigns',
      'predictive_modeling',
    ]);
  });

  it('meets every requirement that can be seen, and says what cannot', () => {
    const required = features.flatMap(({ requirements }) => requirements.filter((status) => status.required));
    expect(required.filter(({ state }) => state === 'not met')).toEqual([]);
    const unknown = required.filter(({ state }) => state === 'not known').map(({ id }) => id);
    expect([...new Set(unknown)]).toEqual(['R6']);
    expect(column(feature(features, 'campaigns'), 'Merged_Customers', 'email').state).toBe('met');
    expect(column(feature(features, 'campaigns'), 'Merged_Customers', 'loyalty_id').state).toBe('met');
  });

  it('names the day on which people verified what', () => {
    const qa = requirement(feature(features, 'segments'), 'P10');
    expect(qa.state).toBe('verified');
    expect(qa.verifications.map(({ key, date, stale }) => [key, date, stale])).toEqual([
      ['stitch_qa', '2026-11-12', false],
      ['transactions_qa', '2026-11-12', false],
    ]);
  });
});

describe('a starting tenant', () => {
  const features = featuresOf(example('starting'));
  const campaigns = feature(features, 'campaigns');

  it('is blocked by what is missing first', () => {
    expect(campaigns.ready).toBe(false);
    expect([...campaigns.blockedBy].sort()).toEqual([
      'customer-360-database-missing',
      'stitch-output-missing',
    ]);
    expect(campaigns.unverified).toHaveLength(6);
  });

  it('traces every requirement to its cause', () => {
    expect(rulesOf(requirement(campaigns, 'P01'))).toEqual(['stitch-output-missing']);
    expect(rulesOf(requirement(campaigns, 'R1'))).toEqual(['stitch-output-missing']);
    expect(rulesOf(requirement(campaigns, 'P07'))).toEqual(['customer-360-database-missing']);
    expect(rulesOf(requirement(campaigns, 'R5'))).toEqual(['customer-360-database-missing']);
    expect(column(campaigns, 'Merged_Customers', 'email').state).toBe('not met');
    expect(rulesOf(column(campaigns, 'Merged_Customers', 'email'))).toEqual([
      'customer-360-database-missing',
    ]);
  });

  it('says nothing of features that are off', () => {
    expect(feature(features, 'segments')).toEqual({
      feature: 'segments',
      enabled: false,
      ready: false,
      blockedBy: [],
      unverified: [],
      requirements: [],
    });
  });
});

describe('the blocked tenant', () => {
  const segments = feature(featuresOf(example('blocked')), 'segments');

  it('has the diagnostics of each requirement that is not met', () => {
    expect(rulesOf(requirement(segments, 'P03'))).toEqual(['source-not-stitched']);
    expect(rulesOf(requirement(segments, 'P02'))).toContain('transaction-semantics-missing');
    expect(rulesOf(requirement(segments, 'P05'))).toEqual(['required-table-missing']);
    expect(requirement(segments, 'P05').diagnostics[0]?.data.table).toBe('Transaction_Attributes_Extended');
    expect(requirement(segments, 'P07').diagnostics[0]?.data.table).toBe('Unified_Transactions');
    expect(rulesOf(requirement(segments, 'P08'))).toEqual(['customer-360-attributes-missing']);
    expect(rulesOf(requirement(segments, 'R5'))).toEqual(['automated-validations-off']);
    expect(rulesOf(requirement(segments, 'VSE1'))).toEqual(['segment-editor-without-amperity-id']);
    expect(rulesOf(column(segments, 'Merged_Customers', 'surname'))).toEqual(['required-column-missing']);
    expect(rulesOf(column(segments, 'Unified_Transactions', 'order_datetime'))).toEqual([
      'required-table-missing',
    ]);
  });

  it('meets what only makes it poorer', () => {
    const itemized = requirement(segments, 'P06');
    expect(itemized.state).toBe('met');
    expect(rulesOf(itemized)).toEqual(['build-mode']);
  });

  it('has a requirement for every error that blocks it', () => {
    const named = new Set(segments.requirements.flatMap((status) => status.diagnostics));
    const rules = new Set([...named].map(({ rule }) => rule));
    for (const rule of segments.blockedBy) expect(rules).toContain(rule);
    const notMet = segments.requirements.filter(({ state, required }) => state === 'not met' && required);
    for (const { title, diagnostics } of notMet)
      expect([title, diagnostics.length > 0]).toEqual([title, true]);
  });
});

describe('what is so, not what is shown', () => {
  const readyText = example('ready').replace('stitch: true', 'stitch: false');

  it('counts a rule that is off, one that weighs less, and one that is suppressed', () => {
    const off = readyText.replace('sources:\n', 'rules: {source-not-stitched: off}\nsources:\n');
    const lighter = readyText.replace('sources:\n', 'rules: {source-not-stitched: hint}\nsources:\n');
    const suppressed = readyText.replace(
      '    stitch: false',
      '    # tenant-config-disable-next-line source-not-stitched\n    stitch: false',
    );
    for (const text of [readyText, off, lighter, suppressed]) {
      const campaigns = feature(featuresOf(text), 'campaigns');
      expect(campaigns.blockedBy).toEqual(['source-not-stitched']);
      expect(campaigns.ready).toBe(false);
      expect(requirement(campaigns, 'P03').state).toBe('not met');
    }
  });

  it('is not blocked by what only weighs more by somebody’s choice', () => {
    const text = example('ready')
      .replace('sources:\n', 'rules: {verification-missing: error}\nsources:\n')
      .replace('  revenue: 2026-11-13\n', '');
    const campaigns = feature(featuresOf(text), 'campaigns');
    expect(campaigns.ready).toBe(true);
    expect(campaigns.unverified).toEqual(['revenue']);
    expect(requirement(campaigns, 'R4').state).toBe('not known');
  });

  it.each([
    ['txn-item/item-quantity', 'txn-item/item-quantiy', 'semantic-unknown', 'P02'],
    ['semantics: txn-item/order-id', 'semantics: phone', 'semantic-misplaced', 'P02'],
    ['semantics: txn-item/purchase-brand', 'semantics: surname', 'semantic-misplaced', 'P02'],
    ['semantics: fk-account}', 'semantics: email}', 'semantic-misplaced', 'P02'],
    ['semantics: update-dt', 'semantics: txn-item/order-datetime', 'semantic-misplaced', 'P01'],
    ['semantics: surname', 'semantics: txn-item/order-id', 'semantic-misplaced', 'P01'],
    ['      order_number: {type: string, semantics: txn-item/order-id}\n', '', 'primary-key-unknown', 'P02'],
    [
      'quantity: {type: integer, semantics: txn-item/item-quantity}',
      'quantity: {type: integer, semantics: txn-item/is-return}',
      'semantic-type',
      'P02',
    ],
  ])('counts the tag that is lacking behind a warning: %s → %s', (right, wrong, rule, id) => {
    const text = example('ready').replace(right, wrong);
    const segments = feature(featuresOf(text), 'segments');
    expect([segments.ready, segments.blockedBy]).toEqual([false, [rule]]);
    expect([requirement(segments, id).state, rulesOf(requirement(segments, id))]).toEqual([
      'not met',
      [rule],
    ]);
  });

  it('is not kept from a feature by a slip in a tag that it does not need', () => {
    const text = example('ready').replace('semantics: loyalty-id', 'semantics: loyalty-idd');
    expect(feature(featuresOf(text), 'segments').ready).toBe(true);
  });

  it('takes a day to come for none, and an old one for stale', () => {
    const text = example('ready').replace('revenue: 2026-11-13', 'revenue: 2027-01-01');
    const campaigns = feature(featuresOf(text, '2026-12-31'), 'campaigns');
    expect(campaigns.unverified).toEqual(['revenue']);
    const later = feature(featuresOf(example('ready'), '2027-06-01'), 'campaigns');
    expect(later.unverified).toEqual([]);
    expect(requirement(later, 'P10').verifications.map(({ stale }) => stale)).toEqual([true, true]);
    expect(requirement(later, 'R4').verifications[0]?.stale).toBe(false);
  });

  it('does not know what it cannot see', () => {
    const unparsed = example('ready').replace('             mc.*\n', '             mc.* FROM FROM\n');
    const segments = feature(featuresOf(unparsed), 'segments');
    expect(segments.ready).toBe(false);
    expect(segments.blockedBy).toContain('sql-syntax');
    const broken = example('ready').replace('  Shop:Order_Lines:', '  "Shop:Order_Lines:');
    const later = feature(featuresOf(broken), 'segments');
    expect(later.blockedBy).toContain('yaml-syntax');
    expect(later.requirements.some(({ state }) => state === 'not known')).toBe(true);
  });

  it('counts errors that no requirement names', () => {
    const text = example('ready').replace('tenant: alpine-outdoor', 'tenant: alpine-outdoor\nunknown_key: 1');
    const campaigns = feature(featuresOf(text), 'campaigns');
    expect(campaigns.blockedBy).toEqual(['schema']);
    expect(rulesOf(requirement(campaigns, 'other'))).toEqual(['schema']);
  });
});

describe('files that belong to no tenant', () => {
  it('have no features', () => {
    const snapshot = createEngine().analyse({
      root,
      yaml: new Map([[`${root}/part.tenant.yaml`, 'sources: {}\n']]),
      settings: new Map(),
      sql: new Map(),
      today: '2026-11-24',
    });
    expect(readinessOf(snapshot).features).toEqual([]);
  });
});
