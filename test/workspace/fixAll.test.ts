import { describe, expect, it } from 'vitest';
import { createEngine } from '../../server/src/analysis/engine.js';
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
