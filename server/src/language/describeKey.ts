import { keyDoc, type KeyDoc } from '../format/keys.js';
import { pathAt, type PathStep } from '../syntax/navigate.js';
import type { OffsetRange, SyntaxTree } from '../syntax/tree.js';
import { formatRole } from './fileRole.js';
import { code, paragraphs } from './markdown.js';

/** What the format says of the key, or of the chosen value, at an offset; null where it says nothing. */
export function keyDocumentation(
  tree: SyntaxTree,
  uri: string,
  offset: number,
): { readonly text: string; readonly range: OffsetRange } | null {
  const steps = pathAt(tree, offset);
  const path = keysOf(steps);
  const last = [...steps].reverse().find((step) => step.kind === 'entry');
  if (last === undefined) {
    return null;
  }
  const doc = keyDoc(path, formatRole(uri));
  if (doc === null) {
    return null;
  }
  const { key, value } = last.entry;
  if (key.range.start <= offset && offset <= key.range.end) {
    return { text: describeKey(key.text, doc), range: key.range };
  }
  const node =
    steps.at(-1)?.kind === 'item' ? (steps.at(-1) as Extract<PathStep, { kind: 'item' }>).item : value;
  if (node?.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded') {
    return null;
  }
  const chosen = doc.values.find((one) => one.value === node.text);
  return chosen === undefined || chosen.description === ''
    ? null
    : { text: paragraphs(`**${code(chosen.value)}**`, chosen.description), range: node.range };
}

/** A key of the format: its title, what it means, what it may be. */
export function describeKey(key: string, doc: Omit<KeyDoc, 'keys' | 'namedByPeople'>): string {
  const values = doc.values.map(({ value, description }) =>
    description === '' ? `- ${code(value)}` : `- ${code(value)}: ${description}`,
  );
  return paragraphs(
    `**${code(key)}**${doc.title === '' ? '' : `: ${doc.title}`}`,
    doc.description,
    values.length === 0 || isBoolean(doc) ? null : values.join('\n'),
    doc.default === null ? null : `Default: ${code(doc.default)}.`,
  );
}

/** The keys from the root to the innermost entry. */
export function keysOf(steps: readonly PathStep[]): string[] {
  return steps.flatMap((step) => (step.kind === 'entry' ? [step.entry.key.text] : []));
}

function isBoolean(doc: Pick<KeyDoc, 'values'>): boolean {
  return doc.values.every(({ value }) => value === 'true' || value === 'false');
}
