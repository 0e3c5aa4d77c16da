import pages from '../../generated/rulePages.json';
import { ruleOf } from '../rules/registry.js';

/** A rule's page as Markdown; null for a rule that there is not. */
export function rulePage(id: string): string | null {
  const rule = ruleOf(id);
  return rule === null
    ? null
    : ((pages as Readonly<Record<string, string>>)[id] ?? `# ${id}\n\n${rule.title}\n`);
}
