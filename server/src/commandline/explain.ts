import pages from '../../generated/rulePages.json';
import { nearest } from '../rules/nearest.js';
import { allRules, ruleOf } from '../rules/registry.js';
import { print } from './print.js';
import { coloursFor, type Colours } from './terminal.js';
import { UsageError } from './usageError.js';

/** `explain`: prints a rule's page. */
export async function explain(id: string): Promise<number> {
  const rule = ruleOf(id);
  if (rule === null) {
    const near = nearest(
      id,
      allRules.map((known) => known.id),
    );
    throw new UsageError(`There is no rule ${id}.${near === null ? '' : ` Did you mean ${near}?`}`);
  }
  const page = (pages as Readonly<Record<string, string>>)[id] ?? `# ${id}\n\n${rule.title}\n`;
  await print(painted(page, coloursFor(process.stdout, process.env)));
  return 0;
}

/** Markdown for a terminal: headings stand out, marks go. */
function painted(page: string, colours: Colours): string {
  let inCode = false;
  const lines = page.split('\n').map((line) => {
    if (line.startsWith('```')) {
      inCode = !inCode;
      return null;
    }
    if (inCode) return `    ${line}`;
    const heading = /^#+ (.*)$/.exec(line);
    if (heading) return colours.bold(heading[1] ?? '');
    return line.replace(/\*\*([^*]+)\*\*/g, (_, text: string) => colours.bold(text));
  });
  return lines.filter((line) => line !== null).join('\n');
}
