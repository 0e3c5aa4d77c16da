import type { ParsedSql } from '../sql/query.js';
import { parseSql } from '../sql/parse.js';
import { parseYaml } from '../syntax/parse.js';
import type { FileRole, SqlText, TenantFile } from '../tenant/tenant.js';
import type { TenantInput } from './snapshot.js';

/** What was made of texts: trees by file and text, queries by text. What the last tenant does not hold is forgotten. */
export class TextMemory {
  #files = new Map<string, TenantFile>();
  #queries = new Map<string, ParsedSql>();

  /** The files of a tenant in the order in which they are merged; one whose text is that of before is the same object. */
  files(input: TenantInput): readonly TenantFile[] {
    const files = [
      ...[...input.settings].map(([uri, text]) => this.#file(uri, 'settings', text)),
      ...[...input.yaml].map(([uri, text]) => this.#file(uri, roleOf(uri), text)),
    ];
    this.#files = new Map(files.map((file) => [file.uri, file]));
    return files;
  }

  readonly parse = (text: string): ParsedSql => {
    const parsed = this.#queries.get(text) ?? parseSql(text);
    this.#queries.set(text, parsed);
    return parsed;
  };

  /** Forgets the queries that a tenant does not hold. */
  keepOnly(queries: readonly SqlText[]): void {
    this.#queries = new Map(
      queries.flatMap(({ text, parsed }) => (text === null || parsed === null ? [] : [[text, parsed]])),
    );
  }

  #file(uri: string, role: FileRole, text: string): TenantFile {
    const known = this.#files.get(uri);
    return known?.tree.text === text && known.role === role ? known : { uri, role, tree: parseYaml(text) };
  }
}

/** A text that has no name of the format's yet is a tenant of its own. */
function roleOf(uri: string): FileRole {
  return /\.tenant\.ya?ml$/.test(uri) ? 'part' : 'tenant';
}
