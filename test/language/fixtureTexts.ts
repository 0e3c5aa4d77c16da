import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shop } from './spot.js';

const example = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../examples/${name}/tenant.yaml`, import.meta.url)), 'utf8');

const sql = `-- What the shop sells best
WITH best AS (
  SELECT m.member_id, m.mail AS email, UPPER(m.first) AS \`odd name\`
  FROM Club_Members AS m
  WHERE m.mail LIKE '%@%' -- \u{1F600} an emoji
), second AS (SELECT * FROM best b)
SELECT s.*, x.n, CASE WHEN s.email IS NULL THEN 1 ELSE COALESCE(x.n, 0) END AS flag
FROM second s
JOIN (SELECT member_id, COUNT(*) AS n FROM best GROUP BY member_id) x USING (member_id)
UNION ALL
SELECT *, 1, 2 FROM best
ORDER BY flag
`;

const shopOfFiles = shop.replace(/sql: \|\n {10}SELECT m.*\n/, 'sql_file: c.sql\n');

const scalars = `version: 1
tenant: scalars
x-shared: &shared |
  SELECT k, UPPER(a) AS loud FROM A
sources:
  A: &a {fields: {k: string, a: string}, stitch: true}
  "B:Feed": {<<: *a, description: 'it''s \u{1F600} odd'}
databases:
  D:
    kind: empty
    tables:
      Folded:
        build: sql
        sql: >
          SELECT a.k,
            a.a AS other

          FROM A a
      Single: {build: sql, sql: 'SELECT k, ''x'' AS \`it''s\` FROM B_Feed'}
      Double: {build: sql, sql: "SELECT k, \\"a\\" AS q\\n, a \\\n         FROM \`B:Feed\`"}
      Plain:
        build: sql
        sql: SELECT k,
          a FROM A
      One: {build: sql, sql: *shared}
      Two: {build: sql, sql: *shared}
`;

/** Tenants to try features on, by what is special about them: files by path. */
export const fixtureTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a small tenant': { 'tenant.yaml': shop },
  'a tenant with a file of SQL': { 'tenant.yaml': shopOfFiles, 'c.sql': sql },
  'texts of all kinds': { 'tenant.yaml': scalars },
  'CRLF and a byte order mark': {
    'tenant.yaml': `\uFEFF${shopOfFiles.replace(/\n/g, '\r\n')}`,
    'c.sql': `\uFEFF${sql.replace(/\n/g, '\r\n')}`,
  },
  'lone carriage returns': {
    'tenant.yaml': shopOfFiles.replace(/string/g, 'string\r'),
    'c.sql': sql.replace(/,/g, ',\r'),
  },
  'several documents': { 'tenant.yaml': `${shop}---\n${shop}`, 'p.tenant.yaml': '---\n---\nsources: {}\n' },
  nothing: { 'tenant.yaml': '', 'p.tenant.yaml': '\n \n', 'tenant-config.yaml': '' },
  garbage: {
    'tenant.yaml': '\u0000\uFFFD\u0001{{{{ \t- :: \uD83D\n\u2028 |>-\n%YAML',
    'p.tenant.yaml': 'sources: [[[[{{{{"""\n  a: b: c:\n\t\td',
    'tenant-config.yaml': 'rules: [x',
  },
  'the blocked example': { 'tenant.yaml': example('blocked') },
  'the ready example': { 'tenant.yaml': example('ready') },
};
