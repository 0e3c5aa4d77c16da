import type { FormatProblem } from '../../format/problem.js';
import { validateFormat } from '../../format/validate.js';
import { KeptWith } from '../../syntax/keptWith.js';
import type { FileRole, TenantFile } from '../../tenant/tenant.js';

const known = new KeptWith<Map<FileRole, readonly FormatProblem[]>>();

/** What is wrong in a file by the format, remembered by its tree: what other files say does not change it. */
export function formatProblemsOf({ tree, role }: TenantFile): readonly FormatProblem[] {
  const byRole = known.of(tree, () => new Map<FileRole, readonly FormatProblem[]>());
  const problems = byRole.get(role) ?? validateFormat(tree, role);
  byRole.set(role, problems);
  return problems;
}
