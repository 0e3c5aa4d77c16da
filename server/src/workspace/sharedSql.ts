import type { Engine } from '../analysis/engine.js';
import type { FileContent, Snapshot, TenantInput } from '../analysis/snapshot.js';
import type { FileChange } from '../edits/edit.js';
import { applyChanges } from './fixAll.js';
import { normaliseUri } from './uris.js';

/** Whether a fix may change what it wants to, in a tenant as it stands. */
export type ChangeCheck = (input: TenantInput, changes: readonly FileChange[]) => boolean;

/**
 * Lets no fix of one tenant harm the others that name the same `.sql` file: afterwards nothing more may be reported of
 * them than before.
 * @param others gives the other tenants as they stand now
 */
export function sparingOthers(others: () => readonly TenantInput[], createEngine: () => Engine): ChangeCheck {
  // One a tenant: an engine keeps what it made of the texts that it saw last.
  const engines = new Map<string, Engine>();
  return (input, changes) =>
    others().every((other) => {
      const shared = sharedChanges(other, changes);
      if (shared.length === 0) {
        return true;
      }
      const engine = engines.get(other.root) ?? createEngine();
      engines.set(other.root, engine);
      const now = withSqlOf(other, input);
      return isNoWorse(engine.analyse(now), engine.analyse(applyChanges(now, shared)));
    });
}

/** The changes of files of SQL that a tenant names, in its own spelling. */
function sharedChanges(tenant: TenantInput, changes: readonly FileChange[]): FileChange[] {
  const spelled = new Map([...tenant.sql.keys()].map((uri) => [normaliseUri(uri), uri]));
  return changes.flatMap((change) => {
    const uri = spelled.get(normaliseUri(change.uri));
    return uri === undefined ? [] : [{ ...change, uri }];
  });
}

/** A tenant with the texts that another one has of the files that both name. */
function withSqlOf(tenant: TenantInput, source: TenantInput): TenantInput {
  const texts = new Map([...source.sql].map(([uri, content]) => [normaliseUri(uri), content]));
  const sql = [...tenant.sql].map(([uri, content]): [string, FileContent] => {
    const newer = texts.get(normaliseUri(uri));
    return [uri, newer?.kind === 'text' && content.kind !== 'outside' ? newer : content];
  });
  return { ...tenant, sql: new Map(sql) };
}

function isNoWorse(before: Snapshot, after: Snapshot): boolean {
  const errors = ({ diagnostics }: Snapshot): number =>
    diagnostics.filter(({ severity }) => severity === 'error').length;
  return errors(after) <= errors(before) && after.diagnostics.length <= before.diagnostics.length;
}
