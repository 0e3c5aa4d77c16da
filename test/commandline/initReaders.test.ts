import { describe, expect, it } from 'vitest';
import { readCreateTables } from '../../server/src/commandline/init/readCreateTable.js';
import { readCsv } from '../../server/src/commandline/init/readCsv.js';
import { readJsonSchemas } from '../../server/src/commandline/init/readJson.js';
import { columnType, sourceName, type TableSchema } from '../../server/src/commandline/init/schema.js';

/** `name: type tags` a line, so that a table is seen at a glance. */
function summary(table: TableSchema | null | undefined): string[] {
  return (table?.fields ?? []).map(({ name, type, semantics }) =>
    [name, type ?? '?', ...semantics].join(' '),
  );
}

describe('CSV', () => {
  it('takes names from the header and leaves types open without rows', () => {
    expect(summary(readCsv('id,first name,zip\n', 'A'))).toEqual(['id ?', 'first name ?', 'zip ?']);
  });

  it('sees types in rows, and a code in a number with leading zeros', () => {
    const text =
      'id,zip,born,at,paid,ok,note\n12,01234,2001-02-03,2020-01-01T10:00:00Z,1.50,true,\n7,99999,1999-12-31,2020-01-02 11:00,2,false,x\n';
    expect(summary(readCsv(text, 'A'))).toEqual([
      'id integer',
      'zip string',
      'born date',
      'at datetime',
      'paid decimal',
      'ok boolean',
      'note string',
    ]);
  });

  it('reads quotes, other delimiters, CRLF and a byte order mark', () => {
    expect(summary(readCsv('\uFEFF"a;""b""";c\r\n1;"x\ny"\r\n', 'A'))).toEqual(['a;"b" integer', 'c string']);
    expect(summary(readCsv('a\tb\tc\n', 'A'))).toHaveLength(3);
  });

  it('is no table without a header', () => {
    expect(readCsv('', 'A')).toBeNull();
    expect(readCsv('\n1,2', 'A')).toBeNull();
  });
});

describe('CREATE TABLE', () => {
  it('reads columns, keys and the parts of a name', () => {
    const [table, other, ...rest] = readCreateTables(`
      -- CREATE TABLE commented (x int);
      CREATE TABLE IF NOT EXISTS "web"."orders" (
        order_id   BIGINT NOT NULL,
        line       smallint,
        \`total\`    NUMERIC(10, 2) DEFAULT '1,5)',
        whole      NUMBER(10),
        placed     timestamp with time zone,
        tags       ARRAY<STRUCT<a: INT, b: STRING>> COMMENT 'a, b',
        CONSTRAINT pk PRIMARY KEY (order_id, line),
        FOREIGN KEY (line) REFERENCES x (y)
      );
      create or replace temporary table people (id uuid PRIMARY KEY, born date, ok bit)`);
    expect(table?.name).toBe('web:orders');
    expect(table?.primaryKey).toEqual(['order_id', 'line']);
    expect(summary(table)).toEqual([
      'order_id integer',
      'line integer',
      'total decimal',
      'whole integer',
      'placed datetime',
      'tags string',
    ]);
    expect(other?.primaryKey).toEqual(['id']);
    expect(summary(other)).toEqual(['id string', 'born date', 'ok boolean']);
    expect(rest).toEqual([]);
  });

  it('gives nothing for other text, and what there is of a text that breaks off', () => {
    expect(readCreateTables('SELECT 1')).toEqual([]);
    expect(readCreateTables('CREATE TABLE t AS SELECT 1')).toEqual([]);
    expect(summary(readCreateTables('CREATE TABLE t (a int, b text)')[0])).toEqual(['a integer', 'b string']);
    expect(readCreateTables('CREATE TABLE t (a int,')).toHaveLength(1);
  });
});

describe('JSON', () => {
  it('reads a manifest of tables as a list, with tags', () => {
    const text = JSON.stringify({
      tables: [
        {
          name: 'ACME:Loyalty',
          fields: [
            { name: 'id', type: 'string', semantics: ['ck'] },
            { name: 'first', type: 'string', semantic: 'given-name' },
          ],
        },
        { table: 'Orders', columns: { no: 'bigint', at: { type: 'timestamp' } }, primary_key: 'no' },
      ],
    });
    const [first, second] = readJsonSchemas(text, 'file');
    expect(first?.name).toBe('ACME:Loyalty');
    expect(summary(first)).toEqual(['id string ck', 'first string given-name']);
    expect(second?.name).toBe('Orders');
    expect(second?.primaryKey).toEqual(['no']);
    expect(summary(second)).toEqual(['no integer', 'at datetime']);
  });

  it('reads a manifest of tables by name', () => {
    const tables = readJsonSchemas(
      '{"A": {"fields": {"x": "int"}}, "B": [{"name": "y", "type": "date"}]}',
      'file',
    );
    expect(tables.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(tables.flatMap(summary)).toEqual(['x integer', 'y date']);
  });

  it('reads schemas of Spark, Avro and Parquet tools', () => {
    const spark =
      '{"type":"struct","fields":[{"name":"a","type":"long","nullable":true,"metadata":{}},{"name":"b","type":"decimal(10,2)"}]}';
    expect(summary(readJsonSchemas(spark, 'visits')[0])).toEqual(['a integer', 'b decimal']);
    expect(readJsonSchemas(spark, 'visits')[0]?.name).toBe('visits');
    const avro =
      '{"type":"record","name":"people","fields":[{"name":"at","type":["null",{"type":"long","logicalType":"timestamp-millis"}]},{"name":"n","type":["null","string"]}]}';
    expect(readJsonSchemas(avro, 'f')[0]?.name).toBe('people');
    expect(summary(readJsonSchemas(avro, 'f')[0])).toEqual(['at datetime', 'n string']);
    const parquet =
      '{"Tag":"name=parquet_go_root","Fields":[{"Tag":"name=id, type=INT64"},{"Tag":"name=day, type=INT32, convertedtype=DATE"}]}';
    expect(summary(readJsonSchemas(parquet, 'f')[0])).toEqual(['id integer', 'day date']);
    const columns =
      '[{"name":"a","type":"INT96"},{"name":"b","type":"BYTE_ARRAY","logicalType":{"type":"DECIMAL","scale":2}},{"name":"c","type":"INT64","logicalType":{"TIMESTAMP":{"unit":"MILLIS"}}},{"name":"d","type":"INT32","convertedType":"UINT_16"},{"name":"e","type":"INT64","convertedType":"NONE"}]';
    expect(summary(readJsonSchemas(columns, 'f')[0])).toEqual([
      'a datetime',
      'b decimal',
      'c datetime',
      'd integer',
      'e integer',
    ]);
  });

  it('is empty for JSON that describes no table, and throws for what is no JSON', () => {
    for (const text of ['3', 'null', '[]', '{}', '{"tables": 3}', '{"a": {"b": {}}}']) {
      expect(readJsonSchemas(text, 'f')).toEqual([]);
    }
    expect(() => readJsonSchemas('{', 'f')).toThrow(SyntaxError);
  });
});

describe('names and types', () => {
  it('makes names of sources', () => {
    expect(sourceName('db.web.orders')).toBe('web:orders');
    expect(sourceName('my table (2)')).toBe('my_table_2');
    expect(sourceName('...')).toBe('');
  });

  it('knows the types of databases', () => {
    const types = {
      VARCHAR2: 'string',
      int8: 'integer',
      'double precision': 'float',
      datetime2: 'datetime',
      BOOLEAN: 'boolean',
      'DECIMAL(10)': 'integer',
      'NUMBER(38,4)': 'decimal',
      money: 'decimal',
      interval: 'string',
    };
    for (const [written, type] of Object.entries(types))
      expect([written, columnType(written)]).toEqual([written, type]);
    expect(columnType('')).toBeNull();
  });
});
