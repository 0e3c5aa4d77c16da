import { describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import { applyTextEdits } from '../../server/src/edits/edit.js';
import { analysed, analyseWith, listed, ruleThat, wordRule } from './analysed.js';

// These tests bring rules of their own, so that they are of the engine alone.
vi.mock('../../server/src/rules/registry.js', () => ({ allRules: [] }));

const rules = [wordRule('sql-order-by', 'foo'), wordRule('sql-union-distinct', 'bar')];

describe('severities', () => {
  it('are the rule’s own unless the tenant says otherwise', () => {
    const yaml = 'rules: {sql-order-by: error}\nx-a: foo\nx-b: bar\n';
    expect(listed(analysed(yaml, { rules }))).toEqual([
      'sql-order-by error 2: foo',
      'sql-union-distinct warning 3: bar',
    ]);
  });

  it('keep what the rule itself thinks', () => {
    const snapshot = analysed('rules: {sql-order-by: hint}\nx-a: foo\n', { rules });
    expect(snapshot.diagnostics.map(({ severity, ownSeverity }) => [severity, ownSeverity])).toEqual([
      ['hint', 'warning'],
    ]);
  });

  it('of the nearest settings file win, and the tenant’s own over all', () => {
    const snapshot = analyseWith(createEngine({ rules }), {
      settings: {
        '../../tenant-config.yaml': 'rules: {sql-order-by: error, sql-union-distinct: error}',
        '../tenant-config.yaml': 'rules: {sql-order-by: info, sql-union-distinct: info}',
      },
      yaml: { 'tenant.yaml': 'rules: {sql-order-by: hint}\nx-a: foo\nx-b: bar\n' },
    });
    expect(listed(snapshot)).toEqual(['sql-order-by hint 2: foo', 'sql-union-distinct info 3: bar']);
  });

  it('`off` silences, and keeps the diagnostic for readiness', () => {
    const snapshot = analysed('rules: {sql-order-by: off}\nx-a: foo\n', { rules });
    expect(listed(snapshot)).toEqual([]);
    expect(listed(snapshot, snapshot.silenced)).toEqual(['sql-order-by warning 2: foo']);
  });

  it('that are no severity change nothing', () => {
    expect(listed(analysed('rules: {sql-order-by: loud}\nx-a: foo\n', { rules }))).toHaveLength(1);
  });
});

describe('diagnostics', () => {
  it('come by file, then range, then rule', () => {
    const snapshot = analyseWith(
      createEngine({ rules: [wordRule('b', 'foo'), wordRule('a', 'foo'), wordRule('c', 'bar')] }),
      { yaml: { 'tenant.yaml': 'x-a: bar\nx-b: foo\n', 'a.tenant.yaml': 'x-a: foo\n' } },
    );
    expect(snapshot.diagnostics.map(({ rule, place }) => [place.uri.split('/').pop(), rule])).toEqual([
      ['a.tenant.yaml', 'a'],
      ['a.tenant.yaml', 'b'],
      ['tenant.yaml', 'c'],
      ['tenant.yaml', 'a'],
      ['tenant.yaml', 'b'],
    ]);
  });

  it('are the same once, also where two tables share a query', () => {
    const rule = ruleThat('twice', ({ tenant, report }) => {
      for (const query of tenant.queries) {
        report({ place: query.placeOf({ start: 0, end: 6 }), message: 'Same.' });
      }
    });
    const yaml =
      'x-q: &q SELECT 1\ndatabases: {D: {kind: empty, tables: {A: {build: sql, sql: *q}, B: {build: sql, sql: *q}}}}';
    expect(listed(analysed(yaml, { rules: [rule] }))).toEqual(['twice warning 1: SELECT']);
  });

  it('link to the rule’s page', () => {
    expect(analysed('x-a: foo', { rules }).diagnostics[0]?.docs).toMatch(/docs\/rules\/sql-order-by\.md$/);
  });

  it('of other rules come though one rule throws, and somebody is told', () => {
    const told: string[] = [];
    const throwing = ruleThat('throws', () => {
      throw new Error('No.');
    });
    const snapshot = analysed('x-a: foo', {
      rules: [throwing, ...rules],
      onRuleError: (rule, error) => told.push(`${rule}: ${String(error)}`),
    });
    expect(listed(snapshot)).toHaveLength(1);
    expect(told).toEqual(['throws: Error: No.']);
  });
});

describe('what rules are given', () => {
  it('are the features that are on, the day, and the ids of all rules', () => {
    const seen: unknown[] = [];
    const rule = ruleThat('asks', ({ enabled, today, ruleIds }) => seen.push(enabled, today, [...ruleIds]));
    analysed('features: {campaigns: true, segments: false, predictive_modeling: true}', { rules: [rule] });
    expect(seen).toEqual([['campaigns', 'predictive_modeling'], '2026-11-24', ['asks']]);
  });
});

describe('the fix that suppresses', () => {
  const fixed = (yaml: string, rule = rules[0]): string | null => {
    const [diagnostic] = analysed(yaml, { rules: rule ? [rule] : [] }).diagnostics;
    const fix = diagnostic?.fixes.at(-1);
    const [change] = fix?.suppression ? fix.changes() : [];
    return change?.kind === 'edit' ? applyTextEdits(yaml, change.edits) : null;
  };

  it.each([
    ['in YAML', 'a:\n  b: foo\n', 'a:\n  # tenant-config-disable-next-line sql-order-by\n  b: foo\n'],
    [
      'in SQL of a block',
      'sources:\n  A:\n    sql: |\n      SELECT\n        foo\n',
      'sources:\n  A:\n    sql: |\n      SELECT\n        -- tenant-config-disable-next-line sql-order-by\n        foo\n',
    ],
    [
      'in SQL on the line of its key',
      'sources:\n  A:\n    sql: SELECT foo\n',
      'sources:\n  A:\n    # tenant-config-disable-next-line sql-order-by\n    sql: SELECT foo\n',
    ],
    [
      'with the file’s line ends',
      'a:\r\n  b: foo\r\n',
      'a:\r\n  # tenant-config-disable-next-line sql-order-by\r\n  b: foo\r\n',
    ],
  ])('writes its comment %s', (_, yaml, expected) => {
    const result = fixed(yaml);
    expect(result).toBe(expected);
    expect(listed(analysed(result ?? '', { rules }))).toEqual([]);
  });

  it('is not to be had where YAML folds lines into one', () => {
    expect(fixed('sources:\n  A:\n    sql: >-\n      SELECT\n      foo\n')).toBeNull();
  });
});

describe('texts that stay', () => {
  it('keep their trees and what was made of their queries', () => {
    const engine = createEngine({ rules });
    const part = 'databases: {D: {kind: empty, tables: {T: {build: sql, sql: SELECT 1 AS a}}}}';
    const analyse = (main: string) =>
      analyseWith(engine, { yaml: { 'tenant.yaml': main, 'p.tenant.yaml': part } });
    const first = analyse('tenant: a');
    analyse('tenant: b');
    const third = analyse('tenant: c');
    expect(third.tenant.queries[0]).toBe(first.tenant.queries[0]);
    expect(third.trees.get('file:///work/acme/p.tenant.yaml')).toBe(
      first.trees.get('file:///work/acme/p.tenant.yaml'),
    );
    expect(third.trees.get('file:///work/acme/tenant.yaml')?.text).toBe('tenant: c');
  });

  it('name the SQL files that are wanted, there or not', () => {
    const snapshot = analysed('sources: {A: {sql_file: sql/a.sql}, B: {sql_file: sql/a.sql}}', { rules });
    expect(snapshot.sqlFiles).toEqual(['file:///work/acme/sql/a.sql']);
  });
});
