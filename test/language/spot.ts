import { createEngine } from '../../server/src/analysis/engine.js';
import type { FileContent, Snapshot } from '../../server/src/analysis/snapshot.js';
import { documentOf } from '../../server/src/language/documentTexts.js';

export const root = 'file:///acme';
export const main = `${root}/tenant.yaml`;

/** A place in a file of a tenant, marked in its text by `¦`. */
export interface Spot {
  readonly snapshot: Snapshot;
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}

/** What the engine says of these files; keys are paths below the tenant's folder. */
export function snapshotOf(files: Readonly<Record<string, string>>, today = '2026-11-24'): Snapshot {
  const yaml = new Map<string, string>();
  const settings = new Map<string, string>();
  const sql = new Map<string, FileContent>();
  for (const [path, text] of Object.entries(files)) {
    const uri = `${root}/${path}`;
    if (path.endsWith('.sql')) {
      sql.set(uri, { kind: 'text', text });
    } else if (path.endsWith('tenant-config.yaml')) {
      settings.set(uri, text);
    } else {
      yaml.set(uri, text);
    }
  }
  return createEngine().analyse({ root, yaml, settings, sql, today });
}

/** The same with a `¦` in one of the texts, which marks the cursor. A text alone is `tenant.yaml`. */
export function spotIn(files: string | Readonly<Record<string, string>>): Spot {
  const all = typeof files === 'string' ? { 'tenant.yaml': files } : files;
  const marked = Object.entries(all).find(([, text]) => text.includes('¦'));
  if (marked === undefined) {
    throw new Error('No ¦ marks the cursor.');
  }
  const [path, text] = marked;
  const offset = text.indexOf('¦');
  const snapshot = snapshotOf({ ...all, [path]: text.replace('¦', '') });
  const uri = `${root}/${path}`;
  const document = documentOf(snapshot, uri);
  if (document === null) {
    throw new Error(`The snapshot has no text of ${path}.`);
  }
  return { snapshot, uri, position: document.positionAt(offset) };
}

/** A tenant with a stitched feed, a database with a merged table and one that reads it. */
export const shop = `version: 1
tenant: shop
features:
  segments: true
sources:
  Club:Members:
    records: customer
    stitch: true
    primary_key: [member_id]
    description: People of the club.
    fields:
      member_id: {type: string, semantics: [ck]}
      mail: {type: string, semantics: email}
      first: {type: string, semantics: given-name}
databases:
  C360:
    kind: customer_360
    tables:
      Members:
        build: passthrough
        source: Club:Members
      Merged_Customers:
        build: sql
        sql: |
          WITH best AS (
            SELECT u.amperity_id, u.email, u.given_name AS name FROM Unified_Coalesced u
          )
          SELECT best.amperity_id, best.email, best.name AS first_name FROM best
      Customer_360:
        build: sql
        sql: |
          SELECT m.*, UPPER(m.email) AS loud FROM Merged_Customers m
`;

/** The example with one text replaced, usually by the same with a cursor in it. */
export function shopWith(before: string, after: string): string {
  if (!shop.includes(before)) {
    throw new Error(`The example has no ${before}`);
  }
  return shop.replace(before, after);
}
