import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
import type { Rule } from '../../server/src/rules/rule.js';
import { fixAll, automaticFix } from '../../server/src/workspace/fixAll.js';
import type { TenantInput } from '../../server/src/analysis/snapshot.js';

const root = 'file:///acme';
const main = `${root}/tenant.yaml`;
const input = (text: string): TenantInput => ({
  root,
  yaml: new Map([[main, text]]),
  settings: new Map(),
  sql: new Map(),
  today: '2026-11-24',
});

const source = (name: string): string =>
  `  ${name}: {stitch: false, records: customer, primary_key: [k], fields: {k: {type: string, semantics: ck}, e: {type: string, semantics: emial}, g: {type: string, semantics: given-name}}}\n`;
const text = `version: 1\ntenant: a\nsources:\n${source('A')}${source('B')}`;

describe('fixAll', () => {
  it('applies every preferred fix, of all rules, until none is left', () => {
    const { files, applied, snapshot } = fixAll(input(text), createEngine());
    expect(files.get(main)?.before).toBe(text);
    expect(files.get(main)?.after).toBe(
      text.replaceAll('stitch: false', 'stitch: true').replaceAll('emial', 'email'),
    );
    expect(applied.map(({ rule }) => rule).sort()).toEqual([
      'semantic-unknown',
      'semantic-unknown',
      'source-not-stitched',
      'source-not-stitched',
    ]);
    expect(snapshot.diagnostics.filter((diagnostic) => automaticFix(diagnostic, false) !== null)).toEqual([]);
  });

  it('mends what is wrong in the same way in many places', () => {
    const names = Array.from({ length: 40 }, (_, index) => `S${index}`);
    const many = `version: 1\ntenant: a\nsources:\n${names.map(source).join('')}`;
    const { files, applied } = fixAll(input(many), createEngine());
    expect(files.get(main)?.after).toBe(
      many.replaceAll('stitch: false', 'stitch: true').replaceAll('emial', 'email'),
    );
    expect(applied).toHaveLength(80);
  });

  it('leaves alone a fix that goes round, and one that never mends', () => {
    const fix = (title: string, newText: (old: string) => string): Rule => ({
      id: title,
      group: 'files',
      title,
      severity: 'error',
      requirements: [],
      sources: [],
      check(context) {
        const [file] = context.tenant.files;
        if (file === undefined) return;
        const { text: old } = file.tree;
        const range = { start: 0, end: old.length };
        context.report({
          place: { uri: file.uri, range: { start: 0, end: 1 } },
          message: title,
          fixes: [
            {
              title,
              preferred: true,
              addsOnly: true,
              changes: () => [{ kind: 'edit', uri: file.uri, edits: [{ range, newText: newText(old) }] }],
            },
          ],
        });
      },
    });
    const rules = [
      fix('turns', (old) => (old.includes('# a') ? old.replace('# a', '# b') : old.replace('# b', '# a'))),
      fix('grows', (old) => `${old}# more\n`),
    ];
    const { files } = fixAll(input('version: 1\ntenant: a # a\n'), createEngine({ rules }));
    const after = files.get(main)?.after ?? '';
    expect(after.length).toBeLessThan(60);
  });

  it('changes nothing the second time', () => {
    const once = fixAll(input(text), createEngine()).snapshot.input;
    expect(fixAll(once, createEngine()).files.size).toBe(0);
  });

  it('keeps to one rule where it is told to', () => {
    const { files } = fixAll(input(text), createEngine(), { rule: 'source-not-stitched' });
    expect(files.get(main)?.after).toBe(text.replaceAll('stitch: false', 'stitch: true'));
  });

  it('keeps to one file where it is told to', () => {
    expect(fixAll(input(text), createEngine(), { uri: `${root}/other.tenant.yaml` }).files.size).toBe(0);
  });

  it('attests nothing and suppresses nothing', () => {
    const on = `${text}features: {segments: true}\n`;
    const { files } = fixAll(input(on), createEngine(), { suggestions: true });
    const after = files.get(main)?.after ?? '';
    expect(after).not.toContain('verified');
    expect(after).not.toContain('tenant-config-disable');
  });

  it('does not touch text that is broken', () => {
    const broken = `${text}databases: {a: [\n`;
    const { files } = fixAll(input(broken), createEngine(), { rule: 'schema' });
    expect(files.size).toBe(0);
  });
});
