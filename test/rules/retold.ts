import { Document, isMap, isScalar, parseDocument, visit, type Pair, type YAMLMap } from 'yaml';

/** A tenant's texts by path, below its folder. */
export type Files = ReadonlyMap<string, string>;

/** Ways to write one tenant. Each gives null where a tenant cannot be written so without a change of meaning. */
export const retellings: Readonly<Record<string, (files: Files) => Files | null>> = {
  'CRLF line ends': (files) => each(files, (text) => text.replaceAll(/\r?\n/g, '\r\n')),
  'a BOM': (files) => each(files, (text) => `\uFEFF${text}`),
  'no newline at the end': (files) => each(files, (text) => text.replace(/\n+$/, '')),
  'four columns a level': (files) => each(files, (text, path) => (isYaml(path) ? indentedTwice(text) : text)),
  'tabs in SQL': (files) => each(files, (text, path) => (isYaml(path) ? tabsInBlocks(text) : tabsIn(text))),
  'flow style': (files) => everyYaml(files, inFlow),
  'many files': spread,
};

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

function each(files: Files, change: (text: string, path: string) => string): Files {
  return new Map([...files].map(([path, text]) => [path, change(text, path)]));
}

function everyYaml(files: Files, change: (text: string) => string | null): Files | null {
  const result = new Map<string, string>();
  for (const [path, text] of files) {
    const changed = isYaml(path) ? change(text) : text;
    if (changed === null) return null;
    result.set(path, changed);
  }
  return result;
}

function indentedTwice(text: string): string {
  return text.replaceAll(/^ +/gm, (blanks) => blanks + blanks);
}

/** Tabs in the lines of each literal block, behind the blanks that YAML itself asks for. */
function tabsInBlocks(text: string): string {
  let block: { readonly parent: number; own: number | null } | null = null;
  const lines = text.split('\n').map((line) => {
    const indentation = /^ */.exec(line)?.[0].length ?? 0;
    if (block !== null && line.trim() !== '') {
      if (indentation > block.parent) {
        block.own ??= indentation;
        return line.slice(0, block.own) + tabsIn(line.slice(block.own));
      }
      block = null;
    }
    if (/^ *sql: *\|-?$/.test(line)) block = { parent: indentation, own: null };
    return line;
  });
  return lines.join('\n');
}

function tabsIn(sql: string): string {
  return sql
    .replaceAll(/^( {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2))
    .replaceAll(/\b(SELECT|FROM|AS|WHERE|BY|ON) /g, '$1\t');
}

/** A document that can be written anew: without errors, doubled keys, folded texts, and comments that mean something. */
function rewritable(text: string): Document | null {
  // What is said of a folded text is said of its lines, which are put together anew.
  if (/tenant-config-disable|: >/.test(text)) return null;
  const document = parseDocument(text);
  return document.errors.length === 0 && isMap(document.contents) ? document : null;
}

function inFlow(text: string): string | null {
  const document = rewritable(text);
  if (document === null) return null;
  visit(document, {
    Map: (_, map, path) => {
      if (path.length > 3) map.flow = true;
    },
    Seq: (_, list) => {
      list.flow = true;
    },
    Scalar: (_, scalar) => {
      delete scalar.comment;
      delete scalar.commentBefore;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Each source and each table in a file of its own; what else there is stays. */
function spread(files: Files): Files | null {
  const result = new Map<string, string>();
  for (const [path, text] of files) {
    if (!isYaml(path) || path.startsWith('../')) {
      result.set(path, text);
      continue;
    }
    const document = rewritable(text);
    // An alias cannot lead to another file.
    if (document === null || /(^|[\s:[{,-])[&*]\w/m.test(text)) return null;
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    const stem = path.slice(path.lastIndexOf('/') + 1).replace(/(\.tenant)?\.ya?ml$/, '');
    for (const [index, [way, pair]] of [...takenOut(document)].entries()) {
      const part = new Document({});
      part.setIn(way, new Document({}).createNode({}));
      (part.getIn(way) as YAMLMap).add(pair);
      result.set(
        `${folder}${stem}-${String(index).padStart(3, '0')}.tenant.yaml`,
        part.toString({ lineWidth: 0 }),
      );
    }
    result.set(path, document.toString({ lineWidth: 0 }));
  }
  return result;
}

/** Takes the sources and tables out of a document, each with the path of the mapping that holds it. */
function takenOut(document: Document): readonly (readonly [readonly string[], Pair])[] {
  const found: (readonly [readonly string[], Pair])[] = [];
  const empty = (way: readonly string[]): void => {
    const map = document.getIn(way);
    if (!isMap(map) || map.items.length === 0) return;
    for (const pair of map.items) found.push([way, pair]);
    document.deleteIn(way);
  };
  empty(['sources']);
  const databases = document.get('databases');
  if (isMap(databases)) {
    for (const { key } of databases.items) {
      if (isScalar(key)) empty(['databases', String(key.value), 'tables']);
    }
  }
  return found;
}
