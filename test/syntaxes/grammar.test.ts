import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const tool = createRequire(import.meta.url).resolve('vscode-tmgrammar-test/dist/unit.js');

/** The grammar test tool reads the grammars from package.json, as the editor does. */
function testGrammar(file: string) {
  return spawnSync(process.execPath, [tool, '--config', 'package.json', '--compact', file], {
    cwd: root,
    encoding: 'utf8',
  });
}

describe('grammar', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.test.yaml')))('colours %s', (name) => {
    const { status, stdout, stderr } = testGrammar(`test/syntaxes/${name}`);
    expect(status === 0 ? '' : `${stdout}${stderr}`).toBe('');
  });
});

describe('language configuration', () => {
  const { indentationRules, wordPattern } = JSON.parse(
    readFileSync(`${root}/syntaxes/tenant-config.language-configuration.json`, 'utf8'),
  ) as { indentationRules: { increaseIndentPattern: string }; wordPattern: string };

  it.each(['sources:', '  ACME:Loyalty:', '- fields: # of it', '  "a b":', '    sql: |', '    sql: &q >-'])(
    'indents after %s',
    (line) => expect(line).toMatch(new RegExp(indentationRules.increaseIndentPattern)),
  );

  it.each(['version: 1', '# sources:', '  - a', 'first: {type: string}', '    sql: SELECT 1', 'a: "b:"'])(
    'does not indent after %s',
    (line) => expect(line).not.toMatch(new RegExp(indentationRules.increaseIndentPattern)),
  );

  it('takes a semantic tag as one word', () => {
    expect('semantics: txn-item/order-id'.match(new RegExp(wordPattern, 'g'))).toEqual([
      'semantics',
      'txn-item/order-id',
    ]);
  });
});
