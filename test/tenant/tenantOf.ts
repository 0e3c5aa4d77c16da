import { catalog } from '../../server/src/catalog/load.js';
import type { ParsedSql } from '../../server/src/sql/query.js';
import { parseYaml } from '../../server/src/syntax/parse.js';
import { buildTenant, type TenantMemory } from '../../server/src/tenant/build.js';
import type { SqlFileContent } from '../../server/src/tenant/sqlFile.js';
import type { FileRole, Place, Tenant, TenantFile } from '../../server/src/tenant/tenant.js';

const root = 'file:///work/acme';

/** YAML files by path below the tenant's folder; `../` and `tenant-config.yaml` are settings files. */
export function filesOf(texts: Record<string, string>): TenantFile[] {
  return Object.entries(texts).map(([path, text]) => ({
    uri: path.startsWith('../') ? `file:///work/${path.slice(3)}` : `${root}/${path}`,
    role: roleOf(path),
    tree: parseYaml(text),
  }));
}

function roleOf(path: string): FileRole {
  if (path.endsWith('tenant-config.yaml')) return 'settings';
  return path === 'tenant.yaml' ? 'tenant' : 'part';
}

/** A parser that only keeps the text, so that these tests are of the tenant alone. */
export const keepText = (text: string): ParsedSql => ({ text, query: null, errors: [], comments: [] });

/** The tenant of some files; a text alone is `tenant.yaml`. */
export function tenantOf(
  texts: string | Record<string, string>,
  sql: Record<string, SqlFileContent> = {},
  memory?: TenantMemory,
): Tenant {
  const files = filesOf(typeof texts === 'string' ? { 'tenant.yaml': texts } : texts);
  return buildTenant(
    {
      root,
      files,
      sql: new Map(Object.entries(sql).map(([path, content]) => [`${root}/${path}`, content])),
      parse: keepText,
    },
    catalog,
    memory,
  );
}

/** The text at a place of a tenant's YAML file. */
export function textAt(tenant: Tenant, place: Place): string {
  const file = tenant.files.find(({ uri }) => uri === place.uri);
  if (!file) throw new Error(`No file ${place.uri}`);
  return file.tree.text.slice(place.range.start, place.range.end);
}

/** The value of which a test is sure that it is there. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('Not there.');
  return value;
}
