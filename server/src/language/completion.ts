import type { CompletionList, Position } from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import type { OffsetRange } from '../syntax/tree.js';
import { toItem, type Choice, type CompletionAbilities } from './choice.js';
import { documentOf } from './documentTexts.js';
import { sqlAt } from './sqlAt.js';
import { sqlChoices } from './sqlCompletion.js';
import { yamlChoices } from './yamlCompletion.js';
import { yamlContextAt } from './yamlContext.js';

/** What may stand at a position: keys and values of the format, names of the tenant, SQL. */
export function completion(
  snapshot: Snapshot,
  uri: string,
  position: Position,
  abilities: CompletionAbilities,
): CompletionList | null {
  const document = documentOf(snapshot, uri);
  if (document === null) {
    return null;
  }
  const offset = document.offsetAt(position);
  const { choices, replace } = choicesAt(snapshot, uri, document.getText(), offset);
  return {
    isIncomplete: false,
    items: choices.map((choice) => toItem(choice, document, replace, abilities)),
  };
}

function choicesAt(
  snapshot: Snapshot,
  uri: string,
  text: string,
  offset: number,
): { readonly choices: readonly Choice[]; readonly replace: OffsetRange } {
  const spot = sqlAt(snapshot, uri, offset);
  if (spot !== null) {
    const { choices, typed } = sqlChoices(snapshot, spot);
    return { choices, replace: { start: offset - typed, end: offset } };
  }
  if (!snapshot.trees.has(uri)) {
    return { choices: [], replace: { start: offset, end: offset } };
  }
  const context = yamlContextAt(text, offset);
  return { choices: yamlChoices(snapshot, uri, text, context), replace: context.replace };
}
