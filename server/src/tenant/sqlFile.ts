import { URI, Utils } from 'vscode-uri';

/** What is known of a `.sql` file: its text, or why there is none. */
export type SqlFileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' }
  /** Lies outside the folder that files may be read from. */
  | { readonly kind: 'outside' };

/**
 * The uri of the file that a `sql_file` names, relative to the YAML file that says it. Backslashes are slashes, `.`
 * and `..` are resolved, and the spelling is the one that all uris of the workspace have.
 */
export function sqlFileUri(yamlUri: string, path: string): string {
  const slashed = path.trim().replace(/\\/g, '/');
  try {
    const folder = Utils.dirname(URI.parse(yamlUri));
    const absolute = /^[A-Za-z]:\//.test(slashed) ? `/${slashed}` : slashed;
    return Utils.resolvePath(folder, absolute).toString();
  } catch {
    return `${yamlUri.slice(0, yamlUri.lastIndexOf('/') + 1)}${slashed}`;
  }
}
