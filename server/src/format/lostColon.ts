import { readEvents } from '../syntax/readEvents.js';
import { TreeMaker } from '../syntax/treeMaker.js';
import type { Entry, MappingNode, SyntaxTree } from '../syntax/tree.js';
import { meantKey, meantMapping, misplaced } from './misplaced.js';
import type { FormatProblem } from './problem.js';

/** The tree that entries are from, and where what is wrong with them is told. */
interface Told {
  readonly tree: SyntaxTree;
  readonly problems: FormatProblem[];
}

/** `Orders {build: sql}` is read as a key of that form, with the rest as its value. */
const lostColon = /^([\w:.-]+) +[{[]/;

/** An entry whose colon is lost before a brace, by its name; null for every other one. */
export function withoutBrace(entry: Entry, path: readonly string[], { tree, problems }: Told): Entry | null {
  const name =
    entry.key.style === 'plain' && entry.key.text.includes(' ')
      ? lostColon.exec(entry.key.text)?.[1]
      : undefined;
  if (name === undefined || !/[}\]]$/.test(tree.text.slice(entry.range.start, entry.range.end))) return null;
  const at = entry.key.range.start + name.length;
  const message = `\`${name}\` has no colon behind it. Put one there.`;
  const title = `Put a colon behind \`${name}\``;
  const edits = [{ range: { start: at, end: at }, newText: ':' }];
  problems.push(misplaced(entry, path, message, { kind: 'edit-text', title, preferred: true, edits }));
  const key = { ...meantKey(name, entry.key.range.start), range: { start: entry.key.range.start, end: at } };
  const maker = new TreeMaker(tree.text, () => true);
  const value = readEvents(tree.text, at, entry.range.end, maker) ?? null;
  return { key, value, range: entry.range, broken: true };
}

/** Fields or columns, each that lost its colon by its name. */
export function withNames(mapping: MappingNode, path: readonly string[], told: Told): MappingNode {
  const entries = mapping.entries.map((entry) => withoutBrace(entry, path, told) ?? entry);
  return entries.some((entry, at) => entry !== mapping.entries[at])
    ? meantMapping(mapping, entries)
    : mapping;
}
