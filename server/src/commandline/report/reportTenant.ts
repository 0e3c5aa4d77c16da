import type { Snapshot } from '../../analysis/snapshot.js';
import { readinessOf } from '../../readiness/readiness.js';
import type { Diagnostic, Fix } from '../../rules/rule.js';
import { lineStartsOf, positionAt } from '../../syntax/positions.js';
import type { OffsetRange } from '../../syntax/tree.js';
import { textOf } from '../../workspace/fixAll.js';
import { relativePath } from '../paths.js';
import type {
  Position,
  Range,
  ReportedDiagnostic,
  ReportedEdit,
  ReportedFix,
  ReportedTenant,
  SourceText,
} from './report.js';

export interface ReportOptions {
  /** The working folder, as a path. */
  readonly cwd: string;
  /** Whether the fixes' edits are of use. */
  readonly withEdits: boolean;
}

/** A tenant's diagnostics with lines instead of offsets and paths instead of uris. */
export function reportTenant(
  snapshot: Snapshot,
  texts: Map<string, SourceText>,
  options: ReportOptions,
): ReportedTenant {
  const locate = new Locator(snapshot, texts, options);
  const diagnostics = snapshot.diagnostics.map((diagnostic) => locate.diagnostic(diagnostic));
  return {
    name: snapshot.tenant.name?.value ?? null,
    root: relativePath(snapshot.tenant.root, options.cwd),
    features: readinessOf(snapshot).features,
    diagnostics: diagnostics.sort(inOrder),
  };
}

/** By file, then range, then rule. */
function inOrder(a: ReportedDiagnostic, b: ReportedDiagnostic): number {
  return (
    compare(a.file, b.file) ||
    comparePositions(a.range.start, b.range.start) ||
    comparePositions(a.range.end, b.range.end) ||
    compare(a.rule, b.rule)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

class Locator {
  readonly #snapshot: Snapshot;
  readonly #texts: Map<string, SourceText>;
  readonly #options: ReportOptions;
  readonly #files = new Map<string, string>();

  constructor(snapshot: Snapshot, texts: Map<string, SourceText>, options: ReportOptions) {
    this.#snapshot = snapshot;
    this.#texts = texts;
    this.#options = options;
  }

  diagnostic(diagnostic: Diagnostic): ReportedDiagnostic {
    const { place } = diagnostic;
    return {
      file: this.#file(place.uri),
      range: this.#range(place.uri, place.range),
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      message: diagnostic.message,
      docs: diagnostic.docs,
      data: diagnostic.data,
      related: diagnostic.related.map(({ place: at, message }) => ({
        file: this.#file(at.uri),
        range: this.#range(at.uri, at.range),
        message,
      })),
      fixes: diagnostic.fixes.map((fix) => this.#fix(fix)),
    };
  }

  #fix(fix: Fix): ReportedFix {
    return {
      title: fix.title,
      preferred: fix.preferred,
      suppression: fix.suppression === true,
      edits: this.#options.withEdits ? this.#edits(fix) : null,
    };
  }

  #edits(fix: Fix): readonly ReportedEdit[] | null {
    const changes = fix.changes();
    if (changes.length === 0 || changes.some((change) => change.kind === 'create')) return null;
    return changes.flatMap((change) =>
      change.kind === 'create'
        ? []
        : change.edits.map((edit) => ({
            file: this.#file(change.uri),
            range: this.#range(change.uri, edit.range),
            newText: edit.newText,
          })),
    );
  }

  #file(uri: string): string {
    let file = this.#files.get(uri);
    if (file === undefined) {
      file = relativePath(uri, this.#options.cwd);
      this.#files.set(uri, file);
    }
    return file;
  }

  #range(uri: string, range: OffsetRange): Range {
    const source = this.#source(uri);
    return { start: positionAt(source, range.start), end: positionAt(source, range.end) };
  }

  #source(uri: string): SourceText {
    const file = this.#file(uri);
    let source = this.#texts.get(file);
    if (source === undefined) {
      const { text, lineStarts } = lineSourceOf(this.#snapshot, uri);
      source = { text, lineStarts };
      this.#texts.set(file, source);
    }
    return source;
  }
}

/** A text of a snapshot with its lines; empty for a file that is not there. */
export function lineSourceOf({ input, trees }: Snapshot, uri: string): SourceText {
  const tree = trees.get(uri);
  if (tree !== undefined) return tree;
  const text = textOf(input, uri) ?? '';
  return { text, lineStarts: lineStartsOf(text) };
}
