import type { ParsedSql } from '../sql/query.js';
import type { OffsetRange, ScalarNode } from '../syntax/tree.js';
import { scalarOf } from '../syntax/navigate.js';
import { parseFolded } from './swallowedLines.js';
import { sqlFileUri, type SqlFileContent } from './sqlFile.js';
import type { Place, Setting, SqlText } from './tenant.js';

/** Where queries come from: the `.sql` files by uri, and a parser that may remember texts. */
export interface SqlReading {
  readonly sql: ReadonlyMap<string, SqlFileContent>;
  readonly parse: (text: string) => ParsedSql;
}

/** The query that the value of `sql` is. */
export function inlineQuery(setting: Setting<string>, parse: SqlReading['parse']): SqlText {
  const scalar = scalarOf(setting.entry.value);
  return new InlineQuery(setting, scalar, parsedInline(setting, scalar, parse));
}

class InlineQuery implements SqlText {
  readonly origin = 'inline';
  readonly state = 'read';
  readonly uri: string;
  readonly text: string;

  constructor(
    readonly setting: Setting<string>,
    readonly scalar: ScalarNode | null,
    readonly parsed: ParsedSql,
  ) {
    this.uri = setting.file.uri;
    this.text = setting.value;
  }

  placeOf(range: OffsetRange): Place {
    const { setting, scalar } = this;
    if (scalar === null) {
      return setting.place;
    }
    const start = scalar.map.toText(range.start);
    // The last character's end and not the next one's start: a span must not reach over a line end and indentation.
    const end = range.end > range.start ? scalar.map.toText(range.end - 1) + 1 : start;
    const next = scalar.map.toText(range.end);
    return { uri: setting.file.uri, range: { start, end: escapedEnd(scalar.style, end, next) } };
  }
}

/** A query whose entry could not be read in full may lack a part: of that nothing can be said but what it seems to be. */
function parsedInline(
  { value: text, entry, file }: Setting<string>,
  scalar: ScalarNode | null,
  parse: SqlReading['parse'],
): ParsedSql {
  const parsed = scalar === null ? parse(text) : parseFolded(file.tree.text, scalar, text, parse);
  if (!entry.broken) return parsed;
  const message = 'The YAML of this query is broken.';
  return {
    ...parsed,
    errors: [{ kind: 'torn', range: { start: 0, end: text.length }, message }, ...parsed.errors],
  };
}

/** In a quoted scalar the last character may be an escape of several characters, which all belong to it. */
function escapedEnd(style: string, end: number, next: number): number {
  return style === 'double' || style === 'single' ? Math.max(end, next) : end;
}

/** The query in the file that the value of `sql_file` names. */
export function fileQuery(setting: Setting<string>, reading: SqlReading): SqlText {
  const uri = sqlFileUri(setting.file.uri, setting.value);
  const content = setting.value.trim() === '' ? ({ kind: 'missing' } as const) : reading.sql.get(uri);
  const text = content?.kind === 'text' ? content.text : null;
  return {
    origin: 'file',
    uri,
    setting,
    text,
    parsed: text === null ? null : reading.parse(text),
    scalar: null,
    state: content === undefined ? 'pending' : content.kind === 'text' ? 'read' : content.kind,
    placeOf: (range: OffsetRange): Place => (text === null ? setting.place : { uri, range }),
  };
}
