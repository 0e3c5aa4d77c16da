import { roleOfFile } from './fileNames.js';
import { childUri, foldersAbove, parentUri } from './uris.js';

/**
 * What is analysed together. `orphan`: a part without a tenant, by itself; `settings`: a settings file without a tenant
 * below it; `loose`: an open text of the format that has no name of its own (not saved yet).
 */
export interface TenantLayout {
  /** Names it for as long as it is there: the root, or for the other kinds the file's uri. */
  readonly id: string;
  readonly kind: 'tenant' | 'orphan' | 'settings' | 'loose';
  /** The uri of its folder, without a slash at its end. */
  readonly root: string;
  /** `tenant.yaml` first, then the parts by name. */
  readonly yaml: readonly string[];
  /** The settings files that hold for it, the outermost first. */
  readonly settings: readonly string[];
}

/** Which files make which tenant. `files` are configuration files, `loose` open texts without a name. */
export function layOut(files: Iterable<string>, loose: Iterable<string>): TenantLayout[] {
  const sorted = [...files].sort();
  const settingsFiles = new Map(
    sorted.filter((uri) => roleOfFile(uri) === 'settings').map((uri) => [parentUri(uri), uri] as const),
  );
  const settingsOf = (uri: string): string[] =>
    foldersAbove(uri)
      .flatMap((folder) => settingsFiles.get(folder) ?? [])
      .reverse();

  const tenants = groupByRoot(sorted);
  const layouts: TenantLayout[] = [];
  for (const [root, yaml] of tenants.groups) {
    layouts.push({
      id: root,
      kind: 'tenant',
      root,
      yaml,
      settings: settingsOf(childUri(root, 'tenant.yaml')),
    });
  }
  for (const uri of tenants.orphans) {
    layouts.push({ id: uri, kind: 'orphan', root: parentUri(uri), yaml: [uri], settings: settingsOf(uri) });
  }
  const used = new Set(layouts.flatMap((layout) => layout.settings));
  for (const uri of settingsFiles.values()) {
    if (!used.has(uri)) {
      layouts.push({ id: uri, kind: 'settings', root: parentUri(uri), yaml: [], settings: settingsOf(uri) });
    }
  }
  for (const uri of loose) {
    layouts.push({ id: uri, kind: 'loose', root: parentUri(uri), yaml: [uri], settings: [] });
  }
  return layouts;
}

export function sameLayout(a: TenantLayout, b: TenantLayout): boolean {
  return (
    a.kind === b.kind &&
    a.yaml.join('\n') === b.yaml.join('\n') &&
    a.settings.join('\n') === b.settings.join('\n')
  );
}

/** The YAML files of each root, the main file first, and the parts that have no root above. */
function groupByRoot(sorted: readonly string[]): { groups: Map<string, string[]>; orphans: string[] } {
  const groups = new Map<string, string[]>();
  for (const uri of sorted.filter((file) => roleOfFile(file) === 'tenant')) {
    const group = groups.get(parentUri(uri));
    if (group === undefined) {
      groups.set(parentUri(uri), [uri]);
    } else {
      group.push(uri);
    }
  }
  const orphans: string[] = [];
  for (const uri of sorted.filter((file) => roleOfFile(file) === 'part')) {
    const root = foldersAbove(uri).find((folder) => groups.has(folder));
    if (root === undefined) {
      orphans.push(uri);
    } else {
      groups.get(root)?.push(uri);
    }
  }
  return { groups, orphans };
}
