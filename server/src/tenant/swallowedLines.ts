import type { ParsedSql, SqlError } from '../sql/query.js';
import type { ScalarNode } from '../syntax/tree.js';

/**
 * A query in a scalar whose lines YAML makes one (`>`, plain, quoted). A `--` comment then swallows the rest of the
 * query, which is an error; but what was meant is known, so the query is read as its lines stand in the file.
 */
export function parseFolded(
  source: string,
  scalar: ScalarNode,
  text: string,
  parse: (text: string) => ParsedSql,
): ParsedSql {
  const parsed = parse(text);
  if (scalar.style === 'literal') return parsed;
  const breaks = (offset: number): boolean => /[\r\n]/.test(source.charAt(scalar.map.toText(offset)));
  const comment = parsed.comments.find(({ style, range }) => {
    for (let offset = range.start; style === 'line' && offset < range.end - 1; offset++) {
      if (text[offset] === ' ' && breaks(offset)) return true;
    }
    return false;
  });
  if (!comment) return parsed;
  let lines = '';
  for (let offset = 0; offset < text.length; offset++)
    lines += text[offset] === ' ' && breaks(offset) ? '\n' : text.charAt(offset);
  const { query, comments, errors } = parse(lines);
  return {
    text,
    query,
    comments,
    errors: [swallowed(comment.range.start, source[scalar.range.start] === '>'), ...errors],
  };
}

function swallowed(start: number, isBlock: boolean): SqlError {
  return {
    kind: 'swallowing-comment',
    range: { start, end: start + 2 },
    message: `This comment swallows the rest of the query, as YAML makes one line of these. Begin the text with \`|\`${isBlock ? ' in place of `>`' : ''}, which keeps lines.`,
  };
}
