import type { Position, SignatureHelp } from 'vscode-languageserver-types';
import { catalog } from '../catalog/load.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { offsetOf } from './documentTexts.js';
import { sqlAt } from './sqlAt.js';

/** The signature of the function whose brackets hold the position. */
export function signatureHelp(snapshot: Snapshot, uri: string, position: Position): SignatureHelp | null {
  const offset = offsetOf(snapshot, uri, position);
  const spot = offset === null ? null : sqlAt(snapshot, uri, offset);
  const call = spot === null ? null : openCall(spot.text.slice(0, spot.offset));
  const found = call === null ? null : catalog.sqlFunction(call.name);
  if (call === null || found === null) {
    return null;
  }
  const parameters = parametersOf(found.signature);
  return {
    signatures: [
      {
        label: found.signature,
        documentation: found.help,
        parameters: parameters.map((label) => ({ label })),
      },
    ],
    activeSignature: 0,
    activeParameter: Math.min(call.argument, Math.max(0, parameters.length - 1)),
  };
}

/** The function whose bracket is still open at the text's end, and which of its arguments is being written. */
function openCall(text: string): { readonly name: string; readonly argument: number } | null {
  const plain = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\.)*'?|`[^`]*`?/g, (part) =>
    ' '.repeat(part.length),
  );
  let depth = 0;
  let argument = 0;
  for (let at = plain.length - 1; at >= 0; at -= 1) {
    const character = plain[at];
    if (character === ')') {
      depth += 1;
    } else if (character === '(' && depth > 0) {
      depth -= 1;
    } else if (character === '(') {
      const name = /([A-Za-z_]\w*)\s*$/.exec(plain.slice(0, at))?.[1];
      return name === undefined ? null : { name, argument };
    } else if (character === ',' && depth === 0) {
      argument += 1;
    }
  }
  return null;
}

/** Their words as they stand in the signature, where an editor finds them: `length` of `[, length]`. */
function parametersOf(signature: string): string[] {
  const inner = /\(([\s\S]*)\)/.exec(signature)?.[1] ?? '';
  return inner
    .split(',')
    .map((parameter) => parameter.replace(/^[\s[\]]+|[\s[\]]+$/g, ''))
    .filter((parameter) => parameter !== '');
}
