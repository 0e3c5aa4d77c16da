import { keyDoc, type KeyDoc } from '../format/keys.js';
import { pathAt, type PathStep } from '../syntax/navigate.js';
import type { OffsetRange, SyntaxTree } from '../syntax/tree.js';
import { documentation } from './describeColumn.js';
import { formatRole } from './fileRole.js';
import { pageOfKey } from './keyPages.js';
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
    const page = pageOfKey(path);
    const text = paragraphs(describeKey(key.text, doc), page === null ? null : documentation(page));
    return { text, range: key.range };
  }
  const node =
    steps.at(-1)?.kind === 'item' ? (steps.at(-1) as Extract<PathStep, { kind: 'item' }>).item : value;
  if (node?.kind !== 'scalar' || node.style === 'literal' || node.style === 'folded') {
    return null;
  }
  // Between the colon and the value stands nothing.
  if (offset < node.range.start || offset > node.range.end) {
    return null;
  }
  const chosen = doc.values.find((one) => one.value === node.text);
  return chosen === undefined || chosen.description === ''
    ? null
    : { text: paragraphs(`**${code(chosen.value)}**`, chosen.description), range: node.range };
}

/** A key of the format: its title, what it means, what it may be. */
export function describeKey(
  key: string,
  doc: Pick<KeyDoc, 'title' | 'description' | 'values' | 'default'> & Partial<Pick<KeyDoc, 'types'>>,
): string {
  const values = doc.values.map(({ value, description }) =>
    description === '' ? `- ${code(value)}` : `- ${code(value)}: ${description}`,
  );
  return paragraphs(
    `**${code(key)}**${doc.title === '' ? '' : `: ${doc.title}`}`,
    doc.description,
    typeText(doc.types ?? [], doc.values.length > 0),
    values.length === 0 || isBoolean(doc) ? null : values.join('\n'),
    doc.default === null ? null : `Default: ${code(doc.default)}.`,
  );
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['boolean', '`true` or `false`'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['string', 'a text'],
  ['array', 'a list'],
  ['object', 'a mapping'],
]);

/** Where values are listed, these say what it may be. */
function typeText(types: readonly string[], hasValues: boolean): string | null {
  const shown = types
    .filter((type) => !hasValues || type !== 'string')
    .flatMap((type) => typeNames.get(type) ?? []);
  const isOnlyValue = hasValues && !types.includes('boolean');
  return shown.length === 0 || isOnlyValue ? null : `Type: ${shown.join(' or ')}.`;
}

/** The keys from the root to the innermost entry. */
export function keysOf(steps: readonly PathStep[]): string[] {
  return steps.flatMap((step) => (step.kind === 'entry' ? [step.entry.key.text] : []));
}

function isBoolean(doc: Pick<KeyDoc, 'values'>): boolean {
  return doc.values.every(({ value }) => value === 'true' || value === 'false');
}
