import type { DiagnosticData, Severity } from '../../rules/rule.js';
import type { FeatureReadiness } from '../../readiness/tenantReadiness.js';

/** From 0, characters in UTF-16 units, as in the language server protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A text of the report's files, for code frames. */
export interface SourceText {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export interface ReportedEdit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly suppression: boolean;
  /** What it changes; null where the report's format has no use for it, or where it makes a file. */
  readonly edits: readonly ReportedEdit[] | null;
}

export interface ReportedPlace {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

export interface ReportedDiagnostic {
  /** Relative to the working folder, with `/`. */
  readonly file: string;
  readonly range: Range;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly docs: string;
  readonly data: DiagnosticData;
  readonly related: readonly ReportedPlace[];
  readonly fixes: readonly ReportedFix[];
}

export interface ReportedTenant {
  /** Null where the tenant says no name, and for a part that belongs to none. */
  readonly name: string | null;
  readonly root: string;
  readonly features: readonly FeatureReadiness[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}

export interface Report {
  readonly tenants: readonly ReportedTenant[];
  readonly summary: { readonly files: number; readonly tenants: number } & Readonly<Record<Severity, number>>;
  /** By the file's name in the report. */
  readonly texts: ReadonlyMap<string, SourceText>;
  /** The working folder as a uri with a slash at its end, for formats that name a base. */
  readonly base: string;
}
