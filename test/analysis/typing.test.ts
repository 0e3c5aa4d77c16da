import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../server/src/analysis/engine.js';
import type { Snapshot } from '../../server/src/analysis/snapshot.js';
import { analyseWith } from './analysed.js';

const example = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../examples/${name}/tenant.yaml`, import.meta.url)), 'utf8');

/** What is typed, pasted or deleted: some of it breaks the text, some of it changes what names mean. */
const pieces = [
  '',
  'x',
  '1',
  ' ',
  '\n',
  ': ',
  ',',
  '# tenant-config-disable-next-line schema',
  '"',
  '[',
  '- a',
  'customer',
  'amperity_id',
  'email',
  ' AS x',
  'SELECT *',
  '\n      extra: {type: string, semantics: email}\n',
];

interface Edit {
  /** Where, as a share of the text. */
  readonly share: number;
  readonly removed: number;
  readonly typed: string;
}

const edit = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.constantFrom(0, 0, 1, 3, 12),
  typed: fc.constantFrom(...pieces),
});

function typedIn(text: string, { share, removed, typed }: Edit): string {
  const at = Math.floor(share * text.length);
  return text.slice(0, at) + typed + text.slice(at + removed);
}

function analysedAs(engine: Engine, text: string): Snapshot {
  return analyseWith(engine, { yaml: { 'tenant.yaml': text } });
}

/** All that a snapshot says, what its fixes would change included. */
function said({ diagnostics, silenced, sqlFiles }: Snapshot): unknown {
  const told = [...diagnostics, ...silenced].map(({ fixes, ...rest }) => ({
    ...rest,
    fixes: fixes.map((fix) => ({ ...fix, changes: fix.changes() })),
  }));
  return { told, sqlFiles };
}

describe('an engine that has seen other texts', () => {
  it.each(['ready', 'blocked', 'starting'])(
    'says of %s, while it is typed in, what a new one says',
    (name) => {
      const text = example(name);
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
          const engine = createEngine();
          analysedAs(engine, text);
          let typed = text;
          for (const next of edits) {
            typed = typedIn(typed, next);
            expect(said(analysedAs(engine, typed))).toEqual(said(analysedAs(createEngine(), typed)));
          }
          expect(said(analysedAs(engine, text))).toEqual(said(analysedAs(createEngine(), text)));
        }),
        { numRuns: 12, seed: 11 },
      );
    },
    60_000,
  );
});
