import { CodeActionKind, type CodeAction } from 'vscode-languageserver-types';
import type { Engine } from '../analysis/engine.js';
import type { Snapshot, TenantInput } from '../analysis/snapshot.js';
import type { Diagnostic, Fix } from '../rules/rule.js';
import type { CodeActionAbilities, CodeActionReference, CodeActionRequest } from './codeActionRequest.js';
import { toProtocol } from './diagnostics.js';
import { offsetOf } from './documentTexts.js';
import { fixAllAt, fixAllChanges, fixAllKind, fixTenantKind, sourceFixAll } from './fixAllActions.js';
import { starActions, starChanges } from './starAction.js';
import { toWorkspaceEdit, type EditAbilities } from './workspaceEdit.js';

/** What can be done at a range: a diagnostic's fixes, all fixes at once, a star written out. */
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
    actions.push(...fixAllAt(snapshot, engine, diagnostics, request, abilities));
  }
  if (wants(CodeActionKind.RefactorRewrite)) {
    actions.push(...starActions(snapshot, request, abilities));
  }
  // On save an editor asks for `source.fixAll`; a light bulb, which names no kind, shows no source action.
  for (const kind of request.only === undefined ? [] : [fixAllKind, fixTenantKind].filter(wants)) {
    actions.push(...sourceFixAll(snapshot, engine, kind, request, abilities));
  }
  return actions;
}

/** The edit of an action that was offered without one; null where what it mends is gone. */
export function resolveCodeAction(
  snapshot: Snapshot,
  engine: () => Engine,
  reference: CodeActionReference,
  abilities: EditAbilities,
  others: readonly TenantInput[] = [],
): CodeAction['edit'] | null {
  if (reference.kind === 'fix-all') {
    return toWorkspaceEdit([snapshot], fixAllChanges(snapshot, engine, reference, others), abilities);
  }
  if (reference.kind === 'star') {
    return toWorkspaceEdit([snapshot], starChanges(snapshot, reference.uri, reference.start), abilities);
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
