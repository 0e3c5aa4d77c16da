import { keyDoc, keysThatFit, type ChildKey } from '../format/keys.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { entryOf, resolveAlias } from '../syntax/navigate.js';
import type { MappingNode, SyntaxTree } from '../syntax/tree.js';
import type { Choice } from './choice.js';
import { describeKey } from './describeKey.js';
import { formatRole } from './fileRole.js';
import { nameChoices } from './yamlNames.js';
import { valueChoices } from './yamlValues.js';
import type { YamlContext } from './yamlContext.js';
import { suppressionChoices } from './suppressionAt.js';
import { lineStartBefore } from '../syntax/positions.js';

/** What may stand at a place of a YAML file. */
export function yamlChoices(snapshot: Snapshot, uri: string, text: string, context: YamlContext): Choice[] {
  switch (context.kind) {
    case 'comment':
      return suppressionChoices(commentBefore(text, context));
    case 'key':
      return keyChoices(snapshot, uri, context);
    case 'value':
      return [...valueChoices(snapshot, uri, context), ...keysBelow(snapshot, uri, text, context)].map(
        (choice) => ({
          ...choice,
          insert: `${startsLine(choice) ? '' : context.lead}${choice.insert ?? choice.label}`,
        }),
      );
  }
}

/** The keys that a mapping may have beside those that it has, and the names that fit where people choose them. */
function keyChoices(snapshot: Snapshot, uri: string, context: YamlContext): Choice[] {
  const role = formatRole(uri);
  const present = presentKeys(snapshot.trees.get(uri), context);
  const keys = keysThatFit(context.path, present, role).map((child) =>
    keyChoice(child, context, context.indent),
  );
  const names = nameChoices(snapshot, context).filter(({ label }) => !present.has(label));
  return [...keys, ...names];
}

/** Behind `features: `, where a mapping belongs: its keys, on lines of their own. */
function keysBelow(snapshot: Snapshot, uri: string, text: string, context: YamlContext): Choice[] {
  const doc = keyDoc(context.path, formatRole(uri));
  if (doc === null || context.flow || context.item || doc.values.length > 0 || context.prefix !== '') {
    return [];
  }
  const below = { ...context, kind: 'key' as const, hasColon: false };
  const indent = context.indent + context.width;
  const newLine = `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(indent)}`;
  const names = nameChoices(snapshot, { ...below, indent });
  return [...doc.keys.map((child) => keyChoice(child, below, indent)), ...names].map((choice) => ({
    ...choice,
    insert: `${newLine}${choice.insert ?? choice.label}`,
  }));
}

function startsLine(choice: Choice): boolean {
  return /^\r?\n/.test(choice.insert ?? '');
}

/** A key with what follows it: a blank, or a deeper line where a mapping belongs. */
function keyChoice(child: ChildKey, context: YamlContext, indent: number): Choice {
  const below = context.flow ? ' {$0}' : `\n${' '.repeat(indent + context.width)}$0`;
  return {
    label: child.key,
    kind: 'key',
    insert: context.hasColon ? child.key : `${child.key}:${child.mapping ? below : ' '}`,
    ...(child.title === '' ? {} : { detail: child.title }),
    documentation: describeKey(child.key, child),
    rank: child.required ? 1 : 3,
  };
}

/** The keys of the mapping that the cursor stands in, with their values where these are single. */
function presentKeys(tree: SyntaxTree | undefined, context: YamlContext): ReadonlyMap<string, string | null> {
  const mapping = mappingAt(tree, context.path);
  const present = new Map<string, string | null>();
  for (const entry of mapping?.entries ?? []) {
    const { start, end } = entry.key.range;
    const isTyped = start <= context.replace.end && context.replace.start <= end;
    if (!isTyped) {
      const value = resolveAlias(entry.value);
      present.set(entry.key.text, value?.kind === 'scalar' ? value.text : null);
    }
  }
  return present;
}

function mappingAt(tree: SyntaxTree | undefined, path: readonly string[]): MappingNode | null {
  let node = tree?.root ?? null;
  for (const key of path) {
    node = node?.kind === 'mapping' ? resolveAlias(entryOf(node, key)?.value) : null;
  }
  return node?.kind === 'mapping' ? node : null;
}

/** The comment behind its `#`, up to the word that is being typed. */
function commentBefore(text: string, context: YamlContext): string {
  const line = text.slice(lineStartBefore(text, context.replace.start), context.replace.start);
  return line.slice(line.search(/(?:^|\s)#/)).replace(/^\s*#/, '');
}
