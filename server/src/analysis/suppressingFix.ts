import type { TextEdit } from '../edits/edit.js';
import type { Fix } from '../rules/rule.js';
import type { Place, SqlText, Tenant } from '../tenant/tenant.js';
import type { TenantTexts } from './tenantTexts.js';

/** The fix that suppresses a rule where it reports, by a comment on the line before. */
export function suppressingFix(tenant: Tenant, texts: TenantTexts, place: Place, rule: string): Fix {
  return {
    title: `Suppress ${rule} here`,
    preferred: false,
    addsOnly: false,
    suppression: true,
    changes() {
      const edit = suppressingEdit(tenant, texts, place, rule);
      return edit ? [{ kind: 'edit', uri: place.uri, edits: [edit] }] : [];
    },
  };
}

function suppressingEdit(tenant: Tenant, texts: TenantTexts, place: Place, rule: string): TextEdit | null {
  const text = texts.textOf(place.uri);
  const lineStart = text.lastIndexOf('\n', place.range.start - 1) + 1;
  const mark = commentMark(texts.queryAt(place), lineStart);
  if (mark === null || (text === '' && !tenant.files.some(({ uri }) => uri === place.uri))) {
    return null;
  }
  const start = lineStart === 0 && text.startsWith('\ufeff') ? 1 : lineStart;
  const indentation = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    range: { start, end: start },
    newText: `${indentation}${mark} tenant-config-disable-next-line ${rule}${lineEnd}`,
  };
}

/**
 * How a comment begins on a line of its own before another one; null where no comment can stand there: in a scalar
 * whose lines YAML folds into one, the comment would swallow what follows.
 */
function commentMark(query: SqlText | null, lineStart: number): '#' | '--' | null {
  const scalar = query?.scalar;
  if (!query || (scalar && lineStart <= scalar.range.start)) {
    return query?.origin === 'file' ? '--' : '#';
  }
  return !scalar || scalar.style === 'literal' ? '--' : null;
}
