import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as ProtocolDiagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver-types';
import type { Snapshot } from '../analysis/snapshot.js';
import type { Diagnostic, Severity } from '../rules/rule.js';
import { rangeOf } from './documentTexts.js';

/** What the client can show of a diagnostic. */
export interface DiagnosticAbilities {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly data: boolean;
}

/** What a diagnostic carries for the client and for tools; `fixes` are the titles, in their order. */
export interface DiagnosticPayload {
  readonly database: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly source: string | null;
  readonly features: readonly string[];
  readonly fixes: readonly { readonly title: string; readonly preferred: boolean }[];
}

/** Shown by editors as the diagnostic's source. */
export const diagnosticSource = 'tenant-config';

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostics of a snapshot in the protocol's form, by file. Files without any are not in it. */
export function diagnosticsByFile(
  snapshot: Snapshot,
  abilities: DiagnosticAbilities,
): Map<string, ProtocolDiagnostic[]> {
  const files = new Map<string, ProtocolDiagnostic[]>();
  for (const diagnostic of snapshot.diagnostics) {
    const list = files.get(diagnostic.place.uri);
    const converted = toProtocol(snapshot, diagnostic, abilities);
    if (list === undefined) {
      files.set(diagnostic.place.uri, [converted]);
    } else {
      list.push(converted);
    }
  }
  return files;
}

/** One diagnostic in the protocol's form, with what the client can show. */
export function toProtocol(
  snapshot: Snapshot,
  diagnostic: Diagnostic,
  abilities: DiagnosticAbilities,
): ProtocolDiagnostic {
  return {
    range: rangeOf(snapshot, diagnostic.place),
    severity: severities[diagnostic.severity],
    code: diagnostic.rule,
    source: diagnosticSource,
    message: diagnostic.message,
    ...(abilities.codeDescription ? { codeDescription: { href: diagnostic.docs } } : {}),
    ...(abilities.relatedInformation && diagnostic.related.length > 0
      ? { relatedInformation: relatedInformation(snapshot, diagnostic) }
      : {}),
    ...(diagnostic.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(abilities.data ? { data: payloadOf(diagnostic) } : {}),
  };
}

function relatedInformation(snapshot: Snapshot, diagnostic: Diagnostic): DiagnosticRelatedInformation[] {
  return diagnostic.related.map((related) => ({
    location: { uri: related.place.uri, range: rangeOf(snapshot, related.place) },
    message: related.message,
  }));
}

function payloadOf(diagnostic: Diagnostic): DiagnosticPayload {
  const { database, table, column, source, features } = diagnostic.data;
  return {
    database,
    table,
    column,
    source,
    features,
    fixes: diagnostic.fixes
      .filter((fix) => fix.suppression !== true)
      .map((fix) => ({ title: fix.title, preferred: fix.preferred })),
  };
}
