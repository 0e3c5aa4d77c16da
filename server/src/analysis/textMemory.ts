import type { ParsedSql } from '../sql/query.js';
import { parseSql } from '../sql/parse.js';
import { parseYaml } from '../syntax/parse.js';
import { isChangeable } from '../syntax/readChange.js';
import type { SyntaxTree } from '../syntax/tree.js';
import type { FileRole, SqlText, TenantFile } from '../tenant/tenant.js';
import type { TenantInput } from './snapshot.js';

/** What was made of texts: trees by file and text, queries by text. What the last tenant does not hold is forgotten. */
export class TextMemory {
  #files = new Map<string, TenantFile>();
  /** The last tree of each file that can be read on from: that of before something was typed that breaks the text. */
  readonly #sound = new Map<string, SyntaxTree>();
  #queries = new Map<string, ParsedSql>();

  /** The files of a tenant in the order in which they are merged; one whose text is that of before is the same object. */
  files(input: TenantInput): readonly TenantFile[] {
    const files = [
      ...[...input.settings].map(([uri, text]) => this.#file(uri, 'settings', text)),
      ...[...input.yaml].map(([uri, text]) => this.#file(uri, roleOf(uri), text)),
    ];
    this.#files = new Map(files.map((file) => [file.uri, file]));
    this.#keepOnlyFiles();
    return files;
  }

  readonly parse = (text: string): ParsedSql => {
    const parsed = this.#queries.get(text) ?? parseSql(text);
    this.#queries.set(text, parsed);
    return parsed;
  };

  /** Forgets the queries that a tenant does not hold, once they are as many as those that it holds. */
  keepOnly(queries: readonly SqlText[]): void {
    if (this.#queries.size < 2 * queries.length + 20) return;
    this.#queries = new Map(
      queries.flatMap(({ text, parsed }) => (text === null || parsed === null ? [] : [[text, parsed]])),
    );
  }

  #file(uri: string, role: FileRole, text: string): TenantFile {
    const known = this.#files.get(uri);
    if (known?.tree.text === text && known.role === role) {
      return known;
    }
    const tree = parseYaml(text, this.#sound.get(uri) ?? null);
    if (isChangeable(tree)) this.#sound.set(uri, tree);
    return { uri, role, tree };
  }

  /** Forgets the trees of files that are gone. */
  #keepOnlyFiles(): void {
    for (const uri of this.#sound.keys()) {
      if (!this.#files.has(uri)) this.#sound.delete(uri);
    }
  }
}

/** A text that has no name of the format's yet is a tenant of its own. */
function roleOf(uri: string): FileRole {
  return /\.tenant\.ya?ml$/.test(uri) ? 'part' : 'tenant';
}
