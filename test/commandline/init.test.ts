import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkJson, folderWith, run } from './command.js';

interface Made {
  readonly tenant: string;
  readonly sources: Readonly<
    Record<
      string,
      {
        readonly records?: string;
        readonly stitch?: boolean;
        readonly primary_key?: string | string[];
        readonly fields: Readonly<Record<string, string | { type: string; semantics: string | string[] }>>;
      }
    >
  >;
}

function made(folder: string, file = 'tenant.yaml'): Made {
  return parse(readFileSync(path.join(folder, file), 'utf8')) as Made;
}

describe('init', () => {
  it('writes a tenant that teaches by its comments and has no diagnostics', () => {
    const folder = folderWith({});
    const { status, stdout } = run(['init', '--name', 'my tenant: 1'], folder);
    expect([status, stdout]).toEqual([0, 'Wrote tenant.yaml. Next: tenant-config check .\n']);
    expect(made(folder).tenant).toBe('my tenant: 1');
    expect(readFileSync(path.join(folder, 'tenant.yaml'), 'utf8').match(/^ *#/gm)?.length).toBeGreaterThan(
      20,
    );
    expect(checkJson([], folder).report.tenants[0]?.diagnostics).toEqual([]);
  });

  it('is right in what its comments show, once they are none', () => {
    const folder = folderWith({});
    run(['init'], folder);
    const file = path.join(folder, 'tenant.yaml');
    const text = readFileSync(file, 'utf8').replace(/^# ( *)((?:[\w:]+:|FROM|GROUP|SELECT).*)$/gm, '$1$2');
    const shown = folderWith({ 'tenant.yaml': text });
    const rules = checkJson([], shown).report.tenants[0]?.diagnostics.map(({ rule }) => rule) ?? [];
    expect(text).toContain('\nsources:\n');
    expect(rules).not.toContain('yaml-syntax');
    expect(rules).not.toContain('schema');
    expect(rules).not.toContain('semantic-unknown');
  });

  it('never writes over a file', () => {
    const folder = folderWith({ 'tenant.yaml': 'mine' });
    const { status, stderr } = run(['init'], folder);
    expect(status).toBe(2);
    expect(stderr).toContain('is there already');
    expect(readFileSync(path.join(folder, 'tenant.yaml'), 'utf8')).toBe('mine');
  });

  it.each([
    ['tenant.yml', []],
    ['tenant.yaml', ['--output', 'tenant.yml']],
  ])('writes no second main file beside %s, which would be read as part of it', (name, options) => {
    const folder = folderWith({ [name]: 'mine' });
    const { status, stderr } = run(['init', ...options], folder);
    expect(status).toBe(2);
    expect(stderr).toContain('is there already');
    expect(readdirSync(folder).sort()).toEqual(['.git', name]);
  });

  it('makes sources, types and likely tags of schemas', () => {
    const folder = folderWith({
      'customers.csv': 'customer_id,first_name,last_name,email,zip,dob,updated_at\n',
      'shop.sql':
        'CREATE TABLE shop.order_lines (order_id varchar(20), line int, customer_id varchar(20), order_date timestamp, product_id varchar(9), quantity int, revenue decimal(10,2), primary key (order_id, line));',
      'manifest.json':
        '{"tables": [{"name": "ACME:Loyalty", "fields": [{"name": "member_no", "type": "string", "semantics": ["loyalty-id"]}, {"name": "other", "type": "string"}]}]}',
    });
    const { status } = run(
      ['init', 'customers.csv', 'shop.sql', 'manifest.json', '--output', 'out/tenant.yaml'],
      folder,
    );
    expect(status).toBe(0);
    const { sources } = made(folder, 'out/tenant.yaml');
    expect(Object.keys(sources)).toEqual(['customers', 'shop:order_lines', 'ACME:Loyalty']);
    const customers = sources.customers;
    expect(customers?.records).toBe('customer');
    expect(customers?.stitch).toBe(true);
    expect(customers?.fields.first_name).toEqual({ type: 'string', semantics: 'given-name' });
    expect(customers?.fields.dob).toEqual({ type: 'date', semantics: 'birthdate' });
    const lines = sources['shop:order_lines'];
    expect(lines?.records).toBe('interaction');
    expect(lines?.stitch).toBeUndefined();
    expect(lines?.primary_key).toEqual(['order_id', 'line']);
    expect(lines?.fields.line).toBe('integer');
    expect(lines?.fields.order_id).toEqual({ type: 'string', semantics: 'txn-item/order-id' });
    expect(sources['ACME:Loyalty']?.fields.member_no).toEqual({ type: 'string', semantics: 'loyalty-id' });
    const rules = checkJson(['out'], folder).report.tenants[0]?.diagnostics.map(({ rule }) => rule) ?? [];
    for (const rule of ['yaml-syntax', 'schema', 'semantic-unknown', 'semantic-type', 'semantic-repeated']) {
      expect(rules).not.toContain(rule);
    }
  });

  it('tells apart tables of one name, and quotes what needs it', () => {
    const folder = folderWith({ 'a.csv': 'id,"x: y","#z",true\n', 'b/a.csv': 'id\n' });
    run(['init', 'a.csv', 'b/a.csv'], folder);
    const { sources } = made(folder);
    expect(Object.keys(sources)).toEqual(['a', 'a_2']);
    expect(Object.keys(sources.a?.fields ?? {})).toEqual(['id', 'x_y', 'z', 'true']);
  });

  it('gives fields names that a feed can be saved with, and says what the schema calls them', () => {
    const folder = folderWith({
      'a.csv': 'Member ID,First Name,first_name,E-Mail,id,ID\n1,a,b,c@example.com,2,3\n',
    });
    run(['init', 'a.csv'], folder);
    const text = readFileSync(path.join(folder, 'tenant.yaml'), 'utf8');
    expect(Object.keys(made(folder).sources.a?.fields ?? {})).toEqual([
      'Member_ID',
      'First_Name_2',
      'first_name',
      'E_Mail',
      'id',
      'ID_2',
    ]);
    expect(text).toMatch(/^ {6}E_Mail: .* {4}# "E-Mail" in the schema/m);
    const rules = checkJson([], folder).report.tenants[0]?.diagnostics.map(({ rule }) => rule);
    expect(rules).not.toContain('field-name-invalid');
    expect(rules).not.toContain('duplicate-definition');
  });

  it('says what it cannot read', () => {
    const folder = folderWith({
      'x.json': '{',
      'y.sql': 'SELECT 1',
      'z.csv': '',
      'p.parquet': Buffer.from([0x50, 0, 0x31]),
    });
    for (const [file, message] of [
      ['x.json', 'is not JSON'],
      ['y.sql', 'describes no table'],
      ['z.csv', 'describes no table'],
      ['p.parquet', 'schema as JSON'],
      ['none.csv', 'cannot be read'],
    ] as const) {
      const { status, stderr } = run(['init', file], folder);
      expect([file, status]).toEqual([file, 2]);
      expect(stderr).toContain(message);
    }
  });

  it('prints to standard output for a dash', () => {
    const folder = folderWith({});
    expect(run(['init', '--output', '-', '--name', 'x'], folder).stdout).toContain('tenant: x\n');
  });
});
