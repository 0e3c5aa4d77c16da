import { describe, expect, it } from 'vitest';
import { parseSql } from '../../server/src/sql/parse.js';
import { branchNames, fromOf, queriesOf } from './queries.js';

/** The tables of FROM, and the columns of each outermost branch, written out by hand. */
const expected: Readonly<Record<string, readonly [from: string, ...columns: (readonly string[])[]]>> = {
  h01: ['b left customers c', ['id', 'total', 'email']],
  h02: ['orders o view pos+item', ['id', 'sku', 'pos']],
  h03: ['orders', ['id', 'rn', 'run_total']],
  h04: ['(orders) pivot', ['*']],
  h05: ['db.t t', ['c', 'deep', 'city']],
  h06: ['my db.my table t', ['my col', 'out col', 'semi-colon;']],
  h07: ['customers', ['* except email, phone']],
  h08: ['orders union all customers union c3', ['id', 'src'], ['id', 'y'], ['id', 'src']],
  h09: ['(((orders) z) y) x', ['id']],
  h10: ['orders', ['bucket', 'CASE WHEN (channel = a) THEN 1 ELSE 0 END']],
  h11: [
    'orders',
    [
      'p',
      'f',
      'aggregate(items, 0.0, lambdafunction((namedlambdavariable() + namedlambdavariable().price), namedlambdavariable(), namedlambdavariable()), lambdafunction((namedlambdavariable() / 2), namedlambdavariable()))',
    ],
  ],
  h12: ['orders', ['m', 'a0', 'x', 'items[0].sku', 's']],
  h13: ['orders', ['d3', 'd1', 'date_add(current_date(), -7)', 'ym', '(ts + INTERVAL 2 HOURS 30 MINUTES)']],
  h14: ['values t(id, name)', ['*']],
  h15: ['(values) v(id, name) inner orders o', ['id', 'name']],
  h16: ['orders o', ['*']],
  h17: ['orders o inner customers c', ['id', 'email']],
  h18: ['orders o anti customers c', ['o.*']],
  h19: ['orders o semi (customers) c', ['id']],
  h20: ['customers', ['email']],
  h21: ['orders', ['id', 'total']],
  h22: ['orders comma customers', ['id', 'amt']],
  h23: ['orders', ['channel', 'count(DISTINCT id)', 'pos']],
  h24: ['orders a full customers b cross (orders) m', ['id', 'b.*']],
  h25: ['customers', ['id', 'fe', 'last(email, true) OVER (…)']],
  h26: ['orders', ['amt', 'sid', 'arr', 'x']],
  h27: ['orders', ['item', 'inline(arr_of_struct)', 'k+v']],
  h28: ['(orders except customers) intersect (c3)', ['id'], ['id'], ['id']],
  h29: ['{{ tenant }}_orders t', ['id', 'yr', 'position(a, name)', 'nm', 'sub', 'd']],
  h30: ['y view k+v', ['y.*', 'k', 'first', 'date', 'order', 'left2']],
};

describe('the hard queries', () => {
  const queries = queriesOf('hard.sql');

  it('are all here', () => {
    expect([...queries.keys()]).toEqual(Object.keys(expected));
  });

  it.each([...queries])('%s reads in full, with its columns and tables', (name, sql) => {
    const { query, errors } = parseSql(sql);
    expect(errors).toEqual([]);
    if (query === null) throw new Error('no query');
    expect([fromOf(query.body), ...branchNames(query)]).toEqual(expected[name]);
  });
});
