import { fixOf } from '../fix.js';
import type { OffsetRange } from '../../syntax/tree.js';
import type { Rule } from '../rule.js';

export const orphanPart: Rule = {
  id: 'orphan-part',
  group: 'files',
  title: 'A part belongs to no tenant',
  severity: 'info',
  requirements: [],
  sources: [],
  check(context) {
    const { tenant } = context;
    if (tenant.main) return;
    const uri = `${tenant.root}/tenant.yaml`;
    const text = `version: 1\ntenant: ${nameOf(tenant.root)}\n`;
    for (const file of tenant.files.filter(({ role }) => role === 'part')) {
      context.report({
        place: { uri: file.uri, range: firstLine(file.tree.text) },
        message:
          'This part belongs to no tenant: there is no `tenant.yaml` in its folder or above. It is checked by itself only.',
        fixes: [
          fixOf({
            title: 'Make a `tenant.yaml` beside it',
            addsOnly: true,
            changes: () => [{ kind: 'create', uri, text }],
          }),
        ],
      });
    }
  },
};

/** The first line but for comments that suppress rules, as those speak of the line below. */
function firstLine(text: string): OffsetRange {
  const start = /^(?:\uFEFF?[ \t]*#[ \t]*tenant-config-disable[^\n]*\n)*/.exec(text)?.[0].length ?? 0;
  return { start, end: start + text.slice(start).search(/\r?\n|$/) };
}

/** The folder's name, as a tenant's: lower case, words joined by dashes. */
function nameOf(root: string): string {
  const folder = root.slice(root.lastIndexOf('/') + 1);
  return (
    decoded(folder)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'tenant'
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
