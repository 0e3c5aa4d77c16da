import { CodeActionKind, type CodeAction, type Range } from 'vscode-languageserver-types';
import type { Engine } from '../analysis/engine.js';
import type { Snapshot } from '../analysis/snapshot.js';
import type { FileChange } from '../edits/edit.js';
import type { Diagnostic, Fix } from '../rules/rule.js';
import { automaticFix, fixAll, type FixAllOptions } from '../workspace/fixAll.js';
import { editsBetween } from '../workspace/textDifference.js';
import { toProtocol, type DiagnosticAbilities } from './diagnostics.js';
import { offsetOf } from './documentTexts.js';
import { toWorkspaceEdit, type EditAbilities } from './workspaceEdit.js';

/** `source.fixAll` of this server alone, for people who name it in their editor's settings. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.tenantConfig`;

export interface CodeActionAbilities extends EditAbilities {
  readonly diagnostics: DiagnosticAbilities;
  /** The client asks for an action's edit when it is chosen, so that none is made for nothing. */
  readonly resolve: boolean;
}

/** Finds the action again when the client asks for its edit. */
export type CodeActionReference =
  | {
      readonly kind: 'fix';
      readonly tenant: string;
      readonly rule: string;
      readonly uri: string;
      readonly start: number;
      readonly message: string;
      readonly title: string;
    }
  | { readonly kind: 'fix-all'; readonly tenant: string; readonly uri: string; readonly rule: string | null };

export interface CodeActionRequest {
  /** The tenant's id in the workspace. */
  readonly tenant: string;
  readonly uri: string;
  readonly range: Range;
  /** The kinds that the client wants; undefined for all that a light bulb shows. */
  readonly only: readonly string[] | undefined;
}

/** What can be done at a range: a diagnostic's fixes, and all fixes of its rule in the file. */
export function codeActions(
  snapshot: Snapshot,
  engine: () => Engine,
  request: CodeActionRequest,
  abilities: CodeActionAbilities,
): CodeAction[] {
  const actions: CodeAction[] = [];
  const wants = (kind: string): boolean => wantsKind(request.only, kind);
  if (wants(CodeActionKind.QuickFix)) {
    const diagnostics = diagnosticsAt(snapshot, request);
    for (const diagnostic of diagnostics) {
      actions.push(...fixesOf(snapshot, diagnostic, request.tenant, abilities));
    }
    actions.push(...fixAllOfRules(snapshot, engine, diagnostics, request, abilities));
  }
  // On save an editor asks for `source.fixAll`; a light bulb, which names no kind, does not show it.
  if (request.only !== undefined && wants(fixAllKind)) {
    const action = fixAllAction(snapshot, engine, { ...request, rule: null }, abilities);
    actions.push(...(action === null ? [] : [action]));
  }
  return actions;
}

/** The edit of an action that was offered without one; null where what it mends is gone. */
export function resolveCodeAction(
  snapshot: Snapshot,
  engine: () => Engine,
  reference: CodeActionReference,
  abilities: EditAbilities,
): CodeAction['edit'] | null {
  if (reference.kind === 'fix-all') {
    return toWorkspaceEdit([snapshot], fixAllChanges(snapshot, engine, reference), abilities);
  }
  const diagnostic = snapshot.diagnostics.find(
    (candidate) =>
      candidate.rule === reference.rule &&
      candidate.place.uri === reference.uri &&
      candidate.place.range.start === reference.start &&
      candidate.message === reference.message,
  );
  const fix = diagnostic?.fixes.find((candidate) => candidate.title === reference.title);
  return fix === undefined ? null : toWorkspaceEdit([snapshot], fix.changes(), abilities);
}

/** What all automatic fixes of a file, or of one rule in it, change. */
export function fixAllChanges(
  snapshot: Snapshot,
  engine: () => Engine,
  scope: { readonly uri: string | null; readonly rule: string | null },
): FileChange[] {
  const options: FixAllOptions = {
    ...(scope.uri === null ? {} : { uri: scope.uri }),
    ...(scope.rule === null ? {} : { rule: scope.rule }),
  };
  const result = fixAll(snapshot.input, engine(), options);
  return [...result.files].map(([uri, { before, after }]): FileChange =>
    before === null
      ? { kind: 'create', uri, text: after }
      : { kind: 'edit', uri, edits: editsBetween(before, after) },
  );
}

/** Whether an action of `kind` is among the kinds asked for; a kind stands for all below it. */
function wantsKind(only: readonly string[] | undefined, kind: string): boolean {
  return (
    only === undefined ||
    only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`))
  );
}

/** The diagnostics that touch the range. */
function diagnosticsAt(snapshot: Snapshot, request: CodeActionRequest): Diagnostic[] {
  const start = offsetOf(snapshot, request.uri, request.range.start);
  const end = offsetOf(snapshot, request.uri, request.range.end);
  if (start === null || end === null) {
    return [];
  }
  return snapshot.diagnostics.filter(
    ({ place }) => place.uri === request.uri && place.range.start <= end && place.range.end >= start,
  );
}

function fixesOf(
  snapshot: Snapshot,
  diagnostic: Diagnostic,
  tenant: string,
  abilities: CodeActionAbilities,
): CodeAction[] {
  const mends = diagnostic.fixes.filter((fix) => fix.suppression !== true);
  const suppressions = diagnostic.fixes.filter((fix) => fix.suppression === true);
  return [...mends, ...suppressions].flatMap((fix) => {
    const action = fixAction(snapshot, diagnostic, fix, tenant, abilities);
    return action === null ? [] : [action];
  });
}

function fixAction(
  snapshot: Snapshot,
  diagnostic: Diagnostic,
  fix: Fix,
  tenant: string,
  abilities: CodeActionAbilities,
): CodeAction | null {
  const action: CodeAction = {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toProtocol(snapshot, diagnostic, abilities.diagnostics)],
    ...(fix.preferred ? { isPreferred: true } : {}),
  };
  if (abilities.resolve) {
    const { rule, place, message } = diagnostic;
    const data: CodeActionReference = {
      kind: 'fix',
      tenant,
      rule,
      uri: place.uri,
      start: place.range.start,
      message,
      title: fix.title,
    };
    return { ...action, data };
  }
  const edit = toWorkspaceEdit([snapshot], fix.changes(), abilities);
  return edit === null ? null : { ...action, edit };
}

/** For each rule at the range with several automatic fixes in the file: all at once. */
function fixAllOfRules(
  snapshot: Snapshot,
  engine: () => Engine,
  diagnostics: readonly Diagnostic[],
  request: CodeActionRequest,
  abilities: CodeActionAbilities,
): CodeAction[] {
  return [...new Set(diagnostics.map((diagnostic) => diagnostic.rule))].flatMap((rule) => {
    const count = automaticIn(snapshot, request.uri, rule).length;
    const action = count < 2 ? null : fixAllAction(snapshot, engine, { ...request, rule }, abilities);
    return action === null ? [] : [action];
  });
}

function fixAllAction(
  snapshot: Snapshot,
  engine: () => Engine,
  scope: { readonly tenant: string; readonly uri: string; readonly rule: string | null },
  abilities: CodeActionAbilities,
): CodeAction | null {
  const { tenant, uri, rule } = scope;
  if (automaticIn(snapshot, uri, rule).length === 0) {
    return null;
  }
  const action: CodeAction = {
    title: rule === null ? 'Fix everything that has one sensible fix' : `Fix all of ${rule} in this file`,
    kind: rule === null ? fixAllKind : CodeActionKind.QuickFix,
  };
  if (abilities.resolve) {
    const data: CodeActionReference = { kind: 'fix-all', tenant, uri, rule };
    return { ...action, data };
  }
  const edit = toWorkspaceEdit([snapshot], fixAllChanges(snapshot, engine, { uri, rule }), abilities);
  return edit === null ? null : { ...action, edit };
}

function automaticIn(snapshot: Snapshot, uri: string, rule: string | null): Diagnostic[] {
  return snapshot.diagnostics.filter(
    (diagnostic) =>
      diagnostic.place.uri === uri &&
      (rule === null || diagnostic.rule === rule) &&
      automaticFix(diagnostic, false) !== null,
  );
}
