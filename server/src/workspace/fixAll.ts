import type { Engine } from '../analysis/engine.js';
import type { FileContent, Snapshot, TenantInput } from '../analysis/snapshot.js';
import { applyTextEdits, type FileChange, type TextEdit } from '../edits/edit.js';
import { allRules } from '../rules/registry.js';
import type { Diagnostic, Fix } from '../rules/rule.js';
import { FixAttempts } from './fixAttempts.js';
import { childUri } from './uris.js';

export interface FixAllOptions {
  /** Also the first fix of diagnostics without a preferred one, where it only adds. */
  readonly suggestions?: boolean;
  /** Only the diagnostics of this rule. */
  readonly rule?: string;
  /** Only the diagnostics in this file. */
  readonly uri?: string;
  /** Where false, a fix is left to a person: what it changes is not this tenant's alone. */
  readonly mayChange?: (input: TenantInput, changes: readonly FileChange[]) => boolean;
}

export interface FixAllResult {
  /** The tenant after all fixes. */
  readonly snapshot: Snapshot;
  /** The texts that changed, by uri; `before` is null for a file that was made. */
  readonly files: ReadonlyMap<string, { readonly before: string | null; readonly after: string }>;
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
}

const mostRounds = 500;

/**
 * Applies every preferred fix until none is left, in memory. Never one that attests something or that only suppresses.
 * Each round applies the fixes of one rule that do not touch each other, then looks again.
 */
export function fixAll(input: TenantInput, engine: Engine, options: FixAllOptions = {}): FixAllResult {
  const attempts = new FixAttempts();
  const seen = new Set<string>([fingerprint(input)]);
  const applied: { rule: string; title: string }[] = [];
  let snapshot = engine.analyse(input);
  for (let round = 0; round < mostRounds; round += 1) {
    const chosen = chooseRound(snapshot, options, attempts);
    if (chosen.length === 0) {
      break;
    }
    const next = applyChanges(
      snapshot.input,
      chosen.flatMap((choice) => choice.changes),
    );
    const print = fingerprint(next);
    if (seen.has(print)) {
      attempts.giveUp(chosen);
      continue;
    }
    seen.add(print);
    applied.push(...chosen.map((choice) => ({ rule: choice.diagnostic.rule, title: choice.fix.title })));
    snapshot = engine.analyse(next);
  }
  return { snapshot, files: changedFiles(input, snapshot.input), applied };
}

/** The fix that fix-all applies to a diagnostic; null where a person has to choose. */
export function automaticFix(diagnostic: Diagnostic, suggestions: boolean): Fix | null {
  const able = diagnostic.fixes.filter((fix) => fix.personOnly !== true && fix.suppression !== true);
  const preferred = able.find((fix) => fix.preferred);
  if (preferred !== undefined) {
    return preferred;
  }
  const first = able[0];
  return suggestions && first !== undefined && first.addsOnly ? first : null;
}

/** The input with the changes made; those of files that are not among its texts are left out. */
export function applyChanges(input: TenantInput, changes: readonly FileChange[]): TenantInput {
  const yaml = new Map(input.yaml);
  const settings = new Map(input.settings);
  const sql = new Map<string, FileContent>(input.sql);
  for (const [uri, change] of byFile(changes)) {
    const before = textOf(input, uri);
    const text = change.created ?? applyTextEdits(before ?? '', change.edits);
    if (yaml.has(uri)) {
      yaml.set(uri, text);
    } else if (settings.has(uri)) {
      settings.set(uri, text);
    } else if (uri.toLowerCase().endsWith('.sql')) {
      sql.set(uri, { kind: 'text', text });
    } else {
      yaml.set(uri, text);
    }
  }
  return { ...input, yaml: mainFirst(yaml, input.root), settings, sql };
}

/** The text of a file of the input; null where there is none. */
export function textOf(input: TenantInput, uri: string): string | null {
  const yaml = input.yaml.get(uri) ?? input.settings.get(uri);
  if (yaml !== undefined) {
    return yaml;
  }
  const sql = input.sql.get(uri);
  return sql?.kind === 'text' ? sql.text : null;
}

interface Choice {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
  readonly changes: readonly FileChange[];
}

function chooseRound(snapshot: Snapshot, options: FixAllOptions, attempts: FixAttempts): Choice[] {
  attempts.begin(snapshot.diagnostics);
  const chosen: Choice[] = [];
  const taken = new Claims();
  for (const diagnostic of causesFirst(snapshot.diagnostics)) {
    const fix = wanted(diagnostic, options) ? automaticFix(diagnostic, options.suggestions === true) : null;
    if (fix === null || (chosen[0] !== undefined && chosen[0].diagnostic.rule !== diagnostic.rule)) {
      continue;
    }
    if (!attempts.mayTry(diagnostic)) {
      continue;
    }
    const changes = fix.changes();
    if (
      changesSomething(snapshot.input, changes) &&
      (options.mayChange?.(snapshot.input, changes) ?? true) &&
      taken.claim(changes)
    ) {
      attempts.note(diagnostic);
      chosen.push({ diagnostic, fix, changes });
    }
  }
  return chosen;
}

const rank: ReadonlyMap<string, number> = new Map(allRules.map((rule, index) => [rule.id, index]));

/**
 * Files before sources, sources before databases: what a table's SQL is made from is mended before it is written.
 */
function causesFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const rankOf = ({ rule }: Diagnostic): number => rank.get(rule) ?? allRules.length;
  return [...diagnostics].sort((a, b) => rankOf(a) - rankOf(b));
}

function wanted(diagnostic: Diagnostic, options: FixAllOptions): boolean {
  return (
    (options.rule === undefined || diagnostic.rule === options.rule) &&
    (options.uri === undefined || diagnostic.place.uri === options.uri)
  );
}

function changesSomething(input: TenantInput, changes: readonly FileChange[]): boolean {
  return changes.some((change) => {
    const before = textOf(input, change.uri);
    return change.kind === 'create'
      ? change.text !== before
      : change.edits.some((edit) => before?.slice(edit.range.start, edit.range.end) !== edit.newText);
  });
}

/** Which spans of which files a round's fixes change already. */
class Claims {
  readonly #spans = new Map<string, { start: number; end: number }[]>();

  /** Takes the changes' spans, all or none; false where one touches a span that is taken. */
  claim(changes: readonly FileChange[]): boolean {
    const wanted = changes.flatMap((change) =>
      change.kind === 'create'
        ? [{ uri: change.uri, start: 0, end: Number.POSITIVE_INFINITY }]
        : change.edits.map((edit) => ({ uri: change.uri, start: edit.range.start, end: edit.range.end })),
    );
    const free = wanted.every((span) =>
      (this.#spans.get(span.uri) ?? []).every((taken) => span.end < taken.start || span.start > taken.end),
    );
    if (free) {
      for (const { uri, start, end } of wanted) {
        this.#spans.set(uri, [...(this.#spans.get(uri) ?? []), { start, end }]);
      }
    }
    return free;
  }
}

interface ChangeOfFile {
  created: string | null;
  readonly edits: TextEdit[];
}

function byFile(changes: readonly FileChange[]): Map<string, ChangeOfFile> {
  const files = new Map<string, ChangeOfFile>();
  for (const change of changes) {
    const file = files.get(change.uri) ?? { created: null, edits: [] };
    files.set(change.uri, file);
    if (change.kind === 'create') {
      file.created ??= change.text;
    } else {
      file.edits.push(...change.edits);
    }
  }
  return files;
}

/** A `tenant.yaml` that a fix makes comes before the part that it was made for. */
function mainFirst(yaml: ReadonlyMap<string, string>, root: string): ReadonlyMap<string, string> {
  const isMain = (uri: string): boolean =>
    uri === childUri(root, 'tenant.yaml') || uri === childUri(root, 'tenant.yml');
  return new Map([...yaml].sort(([a], [b]) => Number(isMain(b)) - Number(isMain(a))));
}

function changedFiles(
  before: TenantInput,
  after: TenantInput,
): Map<string, { before: string | null; after: string }> {
  const files = new Map<string, { before: string | null; after: string }>();
  for (const uri of [...after.yaml.keys(), ...after.settings.keys(), ...after.sql.keys()]) {
    const old = textOf(before, uri);
    const text = textOf(after, uri);
    if (text !== null && text !== old) {
      files.set(uri, { before: old, after: text });
    }
  }
  return files;
}

/** Tells states apart without keeping them. */
function fingerprint(input: TenantInput): string {
  const parts: string[] = [];
  for (const uri of [...input.yaml.keys(), ...input.settings.keys(), ...input.sql.keys()]) {
    parts.push(`${uri}=${hash(textOf(input, uri) ?? '')}`);
  }
  return parts.join('\n');
}

function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = (Math.imul(b, 31) + unit) | 0;
  }
  return `${text.length}:${a}:${b}`;
}
