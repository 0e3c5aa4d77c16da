import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../server/src/analysis/engine.js';
import type * as queries from '../../server/src/lineage/query/analyseQuery.js';
import { analyseQuery } from '../../server/src/lineage/query/analyseQuery.js';
import type * as sqlParse from '../../server/src/sql/parse.js';
import { parseSql } from '../../server/src/sql/parse.js';
import type * as events from '../../server/src/syntax/readEvents.js';
import { readEvents } from '../../server/src/syntax/readEvents.js';
import type * as sources from '../../server/src/tenant/readSource.js';
import { readSource } from '../../server/src/tenant/readSource.js';
import { analyseWith } from './analysed.js';

// The work is done as ever, and counted: times say little on a machine that does other things too.
vi.mock('../../server/src/sql/parse.js', async (original) => {
  const { parseSql: real } = await original<typeof sqlParse>();
  return { parseSql: vi.fn(real) };
});
vi.mock('../../server/src/lineage/query/analyseQuery.js', async (original) => {
  const { analyseQuery: real } = await original<typeof queries>();
  return { analyseQuery: vi.fn(real) };
});
vi.mock('../../server/src/syntax/readEvents.js', async (original) => {
  const module = await original<typeof events>();
  return { ...module, readEvents: vi.fn(module.readEvents) };
});
vi.mock('../../server/src/tenant/readSource.js', async (original) => {
  const module = await original<typeof sources>();
  return { ...module, readSource: vi.fn(module.readSource) };
});

function source(index: number): string {
  return `  Crm:Accounts_${String(index)}:
    records: customer
    stitch: true
    primary_key: [account]
    fields:
      account: {type: string, semantics: [ck, fk-account]}
      first: {type: string, semantics: given-name}
      last: {type: string, semantics: surname}
      mail: {type: string, semantics: email}
`;
}

/** Each table reads the one before it. */
function table(index: number, condition: string): string {
  const from = index === 0 ? 'Unified_Coalesced' : `Table_${String(index - 1)}`;
  return `      Table_${String(index)}:
        build: sql
        sql: |
          SELECT t.amperity_id, t.given_name, ${String(index)} AS number
          FROM ${from} t
          WHERE t.given_name <> '${condition}'
`;
}

const count = 40;
const numbers = Array.from({ length: count }, (_, index) => index);

function tenant(
  typed: { readonly at?: number; readonly condition?: string; readonly last?: string } = {},
): string {
  return [
    'version: 1\ntenant: acme\nsources:\n',
    ...numbers.map(source),
    'databases:\n  Main:\n    kind: customer_360\n    tables:\n',
    ...numbers.map((index) => table(index, index === typed.at ? (typed.condition ?? '') : 'nobody')),
    typed.last ?? '',
  ].join('');
}

function analyse(engine: Engine, text: string): void {
  analyseWith(engine, { yaml: { 'tenant.yaml': text } });
}

/** The lengths of the texts that the reader of YAML was given. */
function lengthsRead(): number[] {
  return vi.mocked(readEvents).mock.calls.map(([, start, end]) => end - start);
}

describe('after a keystroke', () => {
  const engine = createEngine();
  beforeEach(() => {
    analyse(engine, tenant());
    vi.clearAllMocks();
  });

  it('in a query only that query is read, and the tables that read its table are not looked at again', () => {
    analyse(engine, tenant({ at: 7, condition: 'somebody' }));
    expect(vi.mocked(parseSql)).toHaveBeenCalledTimes(1);
    expect(vi.mocked(analyseQuery)).toHaveBeenCalledTimes(1);
  });

  it('that takes a column from a query, what reads it is looked at again and nothing is read again', () => {
    analyse(engine, tenant().replace('t.given_name, 36 AS', '36 AS'));
    expect(vi.mocked(parseSql)).toHaveBeenCalledTimes(1);
    expect(vi.mocked(analyseQuery)).toHaveBeenCalledTimes(4);
  });

  it('only the entry around it is read as YAML', () => {
    analyse(engine, tenant().replace('semantics: surname', 'semantics: surnam'));
    expect(lengthsRead()).toHaveLength(1);
    expect(Math.max(...lengthsRead())).toBeLessThan(80);
  });

  it('only sources behind it are read as sources again, and none where nothing moves', () => {
    const last = `Accounts_${String(count - 1)}:\n    records: customer`;
    analyse(engine, tenant().replace(last, `${last}s`));
    expect(vi.mocked(readSource)).toHaveBeenCalledTimes(1);
    analyse(engine, tenant());
    vi.clearAllMocks();
    analyse(engine, tenant().replace('records: customer', 'records: customes'));
    expect(vi.mocked(readSource)).toHaveBeenCalledTimes(1);
  });

  it('that breaks the text, what was read before is read on from once it is whole again', () => {
    analyse(engine, tenant().replace('semantics: surname', 'semantics: "surname'));
    vi.clearAllMocks();
    analyse(engine, tenant().replace('semantics: surname', 'semantics: "surname"'));
    expect(lengthsRead()).toHaveLength(1);
    expect(Math.max(...lengthsRead())).toBeLessThan(80);
  });

  it('the same text is not read at all', () => {
    analyse(engine, tenant());
    expect(lengthsRead()).toEqual([]);
    expect(vi.mocked(parseSql)).not.toHaveBeenCalled();
    expect(vi.mocked(readSource)).not.toHaveBeenCalled();
  });
});

describe('a large tenant', () => {
  it('is analysed in seconds, and again after a keystroke in much less', () => {
    const text = [
      'version: 1\ntenant: acme\nsources:\n',
      ...Array.from({ length: 1200 }, (_, index) => source(index)),
    ].join('');
    const engine = createEngine();
    const since = performance.now();
    analyse(engine, text);
    const first = performance.now() - since;
    analyse(engine, text.replace('semantics: surname', 'semantics: surnam'));
    const again = performance.now() - since - first;
    // A hundred times what it takes, so that it fails for the kind of the work and not for the machine.
    expect(first).toBeLessThan(30_000);
    expect(again).toBeLessThan(5_000);
  }, 60_000);
});
