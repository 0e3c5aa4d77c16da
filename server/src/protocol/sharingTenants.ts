import type { Snapshot, TenantInput } from '../analysis/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';

/** The other tenants that name a `.sql` file of this one, as they stand now. */
export async function sharingTenants(
  workspace: Workspace,
  id: string,
  { sqlFiles }: Snapshot,
): Promise<TenantInput[]> {
  const ids = new Set(sqlFiles.flatMap((uri) => workspace.tenantsOf(uri).map((layout) => layout.id)));
  ids.delete(id);
  const inputs: TenantInput[] = [];
  for (const other of ids) {
    const snapshot = await workspace.snapshot(other);
    if (snapshot !== null) {
      inputs.push(snapshot.input);
    }
  }
  return inputs;
}
